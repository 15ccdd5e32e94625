# SPDX-License-Identifier: GPL-2.0-or-later
"""A button for each thing that a tile may be, and its key."""

from __future__ import annotations

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPixmap, QResizeEvent
from qgis.PyQt.QtWidgets import QGridLayout, QPushButton, QWidget

from eurosat_plugin.core.assessment.labels import LABELS, MIXED_KEY, UNCLEAR_KEY
from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.translation import translate

KEYS: dict[str, str] = {
    **{c.key: str((c.id + 1) % 10) for c in CLASSES},
    MIXED_KEY: "M",
    UNCLEAR_KEY: "X",
}
"""The key of each label: 1 to 9 and 0 for the classes in their order."""

_BY_KEY = {ord(key): label for label, key in KEYS.items()}
_MOST_COLUMNS = 2
_SPACING = 4
_SWATCH = 14


def label_of_key(key: int) -> str:
    """Return the label of a key of Qt's, empty where it is none of KEYS."""
    return _BY_KEY.get(int(key), "")


class LabelButtons(QWidget):
    """Ten classes, mixed, and can't tell; the keyboard's focus stays where it is."""

    chosen = pyqtSignal(str)
    """A label was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        colors = {c.key: c.color for c in CLASSES}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_SPACING)
        self._columns = 0
        self._buttons: dict[str, QPushButton] = {}
        for label, name in LABELS.items():
            button = QPushButton(f"{KEYS[label]}  {translate(name)}")
            button.setObjectName(f"EuroSatLabel_{label}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setStyleSheet("QPushButton { text-align: left; padding: 4px 6px }")
            if label in colors:
                button.setIcon(_swatch(colors[label]))
            button.clicked.connect(lambda checked, label=label: self.chosen.emit(label))
            self._buttons[label] = button
        self._arrange(_MOST_COLUMNS)

    def show_labels(self, *labels: str) -> None:
        """Show which labels a tile has."""
        for label, button in self._buttons.items():
            button.setChecked(label in labels)

    def minimumSizeHint(self) -> QSize:
        """Return the size of the widest button, below which none can be read."""
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand in one column where two have no room."""
        super().resizeEvent(event)
        columns = (self.width() + _SPACING) // (self._widest() + _SPACING)
        self._arrange(min(_MOST_COLUMNS, max(1, columns)))

    def _widest(self) -> int:
        return max(int(button.minimumSizeHint().width()) for button in self._buttons.values())

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, button in enumerate(self._buttons.values()):
            self._grid.addWidget(button, place // columns, place % columns)
        self.updateGeometry()


def _swatch(color: str) -> QIcon:
    pixels = QPixmap(_SWATCH, _SWATCH)
    pixels.fill(QColor(color))
    return QIcon(pixels)
