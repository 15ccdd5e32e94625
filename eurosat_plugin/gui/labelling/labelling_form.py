# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands in the panel for labelling: which sample and whose labels, the tile, the buttons, and how far it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFormLayout,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from eurosat_plugin.core.assessment.labels import INTERPRETERS, labels_of
from eurosat_plugin.core.class_scheme import EUROSAT
from eurosat_plugin.core.translation import translate
from eurosat_plugin.gui.labelling.label_buttons import LabelButtons
from eurosat_plugin.gui.labelling.labelling_session import LabellingSession

_TIMES, _MOST_TIMES = 3, 50


class LabellingForm(QWidget):
    """Says what is chosen and pressed, and shows what it is told."""

    layer_chosen = pyqtSignal()
    """Another sample or person is chosen."""
    chosen = pyqtSignal(str)
    """A label is chosen."""
    two_wanted = pyqtSignal(bool)
    """The next two labels are of one tile."""
    undo_asked = pyqtSignal()
    stepped = pyqtSignal(int)
    next_asked = pyqtSignal()
    surroundings_changed = pyqtSignal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._layers: list[str] = []
        self._names = labels_of(EUROSAT)
        self._layer = _named(QComboBox(), "EuroSatLabelLayer")
        self._person = _named(QComboBox(), "EuroSatLabelPerson")
        self._person.addItems([self.tr("First interpreter"), self.tr("Second interpreter")])
        self._times = _named(QSpinBox(), "EuroSatLabelSurroundings")
        self._times.setRange(1, _MOST_TIMES)
        self._times.setValue(_TIMES)
        self._times.setSuffix(self.tr(" × tile"))
        self._title = _named(QLabel(), "EuroSatLabelTitle")
        font = self._title.font()
        font.setBold(True)
        self._title.setFont(font)
        self._said = _named(QLabel(), "EuroSatLabelSaid")
        self._buttons = LabelButtons()
        self._two = _named(QCheckBox(self.tr("Two classes fit (S)")), "EuroSatLabelTwo")
        self._two.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._progress = _named(QProgressBar(), "EuroSatLabelProgress")
        self._message = _named(QLabel(), "EuroSatLabelMessage")
        self._message.setWordWrap(True)
        self._steps = [
            self._button("EuroSatLabelBack", self.tr("Back"), self.tr("The tile before this (Page Up)")),
            self._button("EuroSatLabelUndo", self.tr("Undo"), self.tr("Take back the last label (Backspace)")),
            self._button("EuroSatLabelForward", self.tr("Forward"), self.tr("The tile after this (Page Down)")),
            self._button("EuroSatLabelNext", self.tr("Next"), self.tr("The next tile without a label (N)")),
        ]
        self._lay_out()
        self._connect()
        self.show_session(None)

    @property
    def layer(self) -> QgsVectorLayer | None:
        """The sample that is chosen."""
        place = self._layer.currentIndex()
        layer = QgsProject.instance().mapLayer(self._layers[place]) if 0 <= place < len(self._layers) else None
        return layer if isinstance(layer, QgsVectorLayer) else None

    @property
    def person(self) -> int:
        """The interpreter who is chosen."""
        place: int = self._person.currentIndex()
        return INTERPRETERS[max(0, place)]

    @property
    def surroundings(self) -> float:
        """How many times the size of the tile the map shows."""
        return float(self._times.value())

    def label_of_key(self, key: int) -> str:
        """Return the label that a key of Qt's stands for, empty where it is none."""
        return self._buttons.label_of_key(key)

    def offer_layers(self, layers: Sequence[QgsVectorLayer]) -> None:
        """Let one of `layers` be chosen; the one that was chosen stays so while it is there."""
        place, before = self._layer.currentIndex(), self._layers
        chosen = before[place] if 0 <= place < len(before) else ""
        self._layer.blockSignals(True)
        self._layers = [layer.id() for layer in layers]
        self._layer.clear()
        self._layer.addItems([layer.name() for layer in layers])
        self._layer.setCurrentIndex(self._layers.index(chosen) if chosen in self._layers else 0)
        self._layer.blockSignals(False)
        if chosen and chosen not in self._layers:
            self.layer_chosen.emit()

    def choose_layer(self, layer: QgsVectorLayer | None) -> None:
        """Choose `layer`, or the first one."""
        self._layer.blockSignals(True)
        if layer is not None and layer.id() in self._layers:
            self._layer.setCurrentIndex(self._layers.index(layer.id()))
        self._layer.blockSignals(False)
        self.layer_chosen.emit()

    def show_session(self, session: LabellingSession | None) -> None:
        """Show the tile that is looked at, and how far the work is."""
        for widget in (self._buttons, self._two, self._progress, *self._steps):
            widget.setEnabled(session is not None)
        self.tell("")
        if session is None:
            self._title.setText("")
            self._said.setText("")
            self._progress.setRange(0, 1)
            self._progress.setValue(0)
            self._buttons.show_labels()
            return
        self._names = labels_of(session.scheme)
        self._buttons.show_classes(session.scheme)
        tile, done = session.tile, session.labelled
        self._title.setText(self.tr("Tile {number}").format(number=tile.number))
        names = [translate(self._names.get(label, label)) for label in (tile.label, tile.second) if label]
        self._said.setText(" + ".join(names) or self.tr("No label yet"))
        self._buttons.show_labels(tile.label, tile.second)
        self._progress.setRange(0, session.count)
        self._progress.setValue(done)
        self._progress.setFormat(self.tr("{done} of {count} labelled").format(done=done, count=session.count))
        self._steps[1].setEnabled(session.can_undo)
        if done == session.count:
            self.tell(self.tr("All tiles have a label. Accuracy assessment in the toolbox tells what they say."))

    def show_two(self, wanted: bool, first: str) -> None:
        """Show whether the next two labels are of one tile, and the first of them where it is chosen."""
        self._two.blockSignals(True)
        self._two.setChecked(wanted)
        self._two.blockSignals(False)
        if first:
            self._said.setText(self.tr("{first} and …").format(first=translate(self._names[first])))
            self._buttons.show_labels(first)

    def tell(self, sentence: str) -> None:
        """Say something above all else, where it is seen however low the panel is."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))

    def _button(self, name: str, text: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _lay_out(self) -> None:
        choices = QFormLayout()
        choices.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        choices.addRow(self.tr("Sample"), self._layer)
        choices.addRow(self.tr("Labels of"), self._person)
        choices.addRow(self.tr("Map shows"), self._times)
        heading, steps = QHBoxLayout(), QGridLayout()
        heading.addWidget(self._title)
        heading.addWidget(self._said, 1, Qt.AlignmentFlag.AlignRight)
        for place, button in enumerate(self._steps):
            steps.addWidget(button, place % 2, place // 2)
        layout = QVBoxLayout(self)
        layout.addWidget(self._message)
        layout.addLayout(choices)
        layout.addLayout(heading)
        layout.addWidget(self._buttons)
        layout.addWidget(self._two)
        layout.addLayout(steps)
        layout.addWidget(self._progress)
        layout.addStretch(1)

    def _connect(self) -> None:
        self._layer.currentIndexChanged.connect(lambda place: self.layer_chosen.emit())
        self._person.currentIndexChanged.connect(lambda place: self.layer_chosen.emit())
        self._times.valueChanged.connect(lambda times: self.surroundings_changed.emit())
        self._buttons.chosen.connect(self.chosen)
        self._two.toggled.connect(self.two_wanted)
        back, undo, forward, following = self._steps
        back.clicked.connect(lambda: self.stepped.emit(-1))
        undo.clicked.connect(lambda: self.undo_asked.emit())
        forward.clicked.connect(lambda: self.stepped.emit(1))
        following.clicked.connect(lambda: self.next_asked.emit())


def _named(widget: Any, name: str) -> Any:
    widget.setObjectName(name)
    return widget
