# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel in which a sample is labelled."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsProject, QgsVectorLayer
from qgis.gui import QgsDockWidget, QgsMapCanvas
from qgis.PyQt.QtCore import QEvent, QObject, Qt
from qgis.PyQt.QtGui import QCloseEvent, QKeyEvent
from qgis.PyQt.QtWidgets import QWidget

from eurosat_plugin.adapters.grid.classified_grid import is_classified_grid
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.gui.dock_content import DockContent
from eurosat_plugin.gui.labelling.labelling_form import LabellingForm
from eurosat_plugin.gui.labelling.labelling_session import LabellingSession, is_sample
from eurosat_plugin.gui.labelling.tile_outline import TileOutline

_LEFT_TO_QGIS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class LabellingDock(QgsDockWidget):
    """Goes through a sample, tile by tile: the map shows it, and a button or a key says what it is."""

    def __init__(self, canvas: QgsMapCanvas, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatLabellingDock")
        self.setWindowTitle(self.tr("Label Tiles"))
        self._canvas, self._outline = canvas, TileOutline(canvas)
        self._session: LabellingSession | None = None
        self._first, self._two, self._leads = "", False, False
        self._form = LabellingForm(self)
        self.setWidget(DockContent(self._form))
        self._form.layer_chosen.connect(self._begin)
        self._form.chosen.connect(self.choose)
        self._form.two_wanted.connect(self._want_two)
        self._form.undo_asked.connect(self._undo)
        self._form.stepped.connect(self._step)
        self._form.next_asked.connect(self._go_on)
        self._form.surroundings_changed.connect(self._show_tile)
        project = QgsProject.instance()
        project.layersAdded.connect(self._offer)
        project.layersRemoved.connect(self._offer)
        canvas.layersChanged.connect(self._warn_of_grid)
        canvas.installEventFilter(self)
        self.visibilityChanged.connect(self._on_visibility)

    def open(self, current: object) -> None:
        """Show the panel, with the layer `current` where that is a sample, or else the first one of the project."""
        self.setUserVisible(True)
        self._offer()
        wanted = current if isinstance(current, QgsVectorLayer) and is_sample(current) else None
        if wanted is not None or self._session is None:
            self._form.choose_layer(wanted)
        self._form.setFocus()

    def choose(self, label: str) -> None:
        """Say that the tile is `label`; with two classes wanted, the second one saves both."""
        if self._session is None:
            return
        if self._two and not self._first:
            self._first = label
            self._form.show_two(True, label)
            return
        first, second = (self._first, label) if self._two else (label, "")
        if self._try(lambda session: session.set_label(first, second if second != first else "")):
            self._session.go_on()
        self._want_two(False)

    def shut_down(self) -> None:
        """Let go of canvas, project and layer."""
        self._end()
        project = QgsProject.instance()
        project.layersAdded.disconnect(self._offer)
        project.layersRemoved.disconnect(self._offer)
        self._canvas.layersChanged.disconnect(self._warn_of_grid)
        self._canvas.removeEventFilter(self)
        self._outline.remove()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the panel from the map, too: people click on it."""
        if event.type() == QEvent.Type.KeyPress and self.isUserVisible() and isinstance(event, QKeyEvent):
            return self._press(event)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what a key stands for."""
        if not self._press(event):
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leave the map as it was."""
        self._outline.hide()
        super().closeEvent(event)

    def _press(self, event: QKeyEvent) -> bool:
        """Do what a key stands for, and tell whether it stands for anything."""
        if self._session is None or event.modifiers() & _LEFT_TO_QGIS:
            return False
        key, label = event.key(), self._form.label_of_key(event.key())
        if label:
            self.choose(label)
        elif key == Qt.Key.Key_S:
            self._want_two(not self._two)
        elif key == Qt.Key.Key_Backspace:
            self._undo()
        elif key == Qt.Key.Key_N:
            self._go_on()
        elif key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp):
            self._step(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            return False
        return True

    def _offer(self, *changed: object) -> None:
        layers = QgsProject.instance().mapLayers().values()
        self._form.offer_layers([layer for layer in layers if isinstance(layer, QgsVectorLayer) and is_sample(layer)])

    def _begin(self) -> None:
        """Begin with the layer and the person that are chosen."""
        self._end()
        layer = self._form.layer
        if layer is None:
            self._form.tell(self.tr("There is no sample in the project; draw one with Sample tiles."))
            return
        try:
            self._session = LabellingSession(layer, self._form.person, self)
        except EuroSatError as error:
            self._form.tell(str(error))
            return
        self._session.changed.connect(self._show_tile)
        self._session.ended.connect(self._end)
        self._show_tile()

    def _end(self) -> None:
        if self._session is not None:
            session, self._session = self._session, None
            session.close()
            session.deleteLater()
        self._want_two(False)
        self._outline.hide()
        self._form.show_session(None)

    def _show_tile(self) -> None:
        session = self._session
        if session is None:
            return
        self._form.show_session(session)
        self._warn_of_grid()
        if self.isVisible():
            self._outline.show(session.shape(), session.layer.crs(), self._form.surroundings)

    def _warn_of_grid(self) -> None:
        """Ask for the map to be without answers, as long as there are tiles to label."""
        session = self._session
        if session is None or session.labelled == session.count:
            return
        before, self._leads = self._leads, any(map(is_classified_grid, self._canvas.layers()))
        if self._leads:
            self._form.tell(self.tr("The map shows a classified grid; hide it, so that it does not lead you."))
        elif before:
            self._form.tell("")

    def _want_two(self, wanted: bool) -> None:
        self._two, self._first = wanted, ""
        self._form.show_two(wanted, "")

    def _undo(self) -> None:
        self._try(lambda session: session.undo())

    def _step(self, by: int) -> None:
        self._try(lambda session: session.step(by))

    def _go_on(self) -> None:
        self._try(lambda session: session.go_on())

    def _try(self, work: Callable[[LabellingSession], object]) -> bool:
        """Do something with the session; tell what went wrong."""
        if self._session is None:
            return False
        try:
            work(self._session)
        except EuroSatError as error:
            self._form.tell(str(error))
            return False
        return True

    def _on_visibility(self, visible: bool) -> None:
        if not visible:
            self._outline.hide()
        else:
            self._show_tile()
