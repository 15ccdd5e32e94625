# SPDX-License-Identifier: GPL-2.0-or-later
"""A button for each thing that a tile may be, and its key."""

from __future__ import annotations

from string import ascii_uppercase

from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPixmap, QResizeEvent
from qgis.PyQt.QtWidgets import QGridLayout, QPushButton, QWidget

from eurosat_plugin.core.assessment.labels import labels_of
from eurosat_plugin.core.class_scheme import EUROSAT, MIXED_KEY, UNCLEAR_KEY, ClassScheme
from eurosat_plugin.core.translation import translate

_OTHER_KEYS = {MIXED_KEY: "M", UNCLEAR_KEY: "X"}
_DOCK_KEYS = "NS"
"""What stands for something else in the panel."""
CLASS_KEYBOARD = (
    *"1234567890",
    *(letter for letter in ascii_uppercase if letter not in (*_OTHER_KEYS.values(), *_DOCK_KEYS)),
)
"""The keys of the classes, in their order."""

_MOST_COLUMNS = 2
_SPACING = 4
_SWATCH = 14
_MOST_LETTERS = 26
"""Of a name on a button: beside longer ones the map would have no room."""


def keyboard_of(scheme: ClassScheme) -> dict[str, str]:
    """Return the key of each label; classes for which no key is left have none."""
    return {**dict(zip(scheme.keys, CLASS_KEYBOARD)), **_OTHER_KEYS}


class LabelButtons(QWidget):
    """The classes, mixed, and can't tell; the keyboard's focus stays where it is."""

    chosen = pyqtSignal(str)
    """A label was chosen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_SPACING)
        self._columns = 0
        self._buttons: dict[str, QPushButton] = {}
        self._fill(EUROSAT)
        self._arrange(_MOST_COLUMNS)

    def show_classes(self, scheme: ClassScheme) -> None:
        """Have a button for each class of `scheme`."""
        if scheme != self._scheme:
            self._fill(scheme)
            self._fit()

    def label_of_key(self, key: int) -> str:
        """Return the label of a key of Qt's, empty where it stands for none."""
        return self._labels_of_keys.get(int(key), "")

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
        self._fit()

    def _fill(self, scheme: ClassScheme) -> None:
        keys, colors = keyboard_of(scheme), dict(zip(scheme.keys, scheme.colors))
        self._scheme, self._labels_of_keys = scheme, {ord(key): label for label, key in keys.items()}
        for button in self._buttons.values():
            self._grid.removeWidget(button)
            button.setParent(None)  # type: ignore[call-overload]
            button.deleteLater()
        self._buttons = {}
        for label, name in labels_of(scheme).items():
            button = QPushButton(f"{keys.get(label, '')}  {_short(translate(name))}".strip())
            button.setToolTip(translate(name) if len(translate(name)) > _MOST_LETTERS else "")
            button.setObjectName(f"EuroSatLabel_{label}")
            button.setCheckable(True)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setStyleSheet("QPushButton { text-align: left; padding: 4px 6px }")
            if label in colors:
                button.setIcon(_swatch(colors[label]))
            button.clicked.connect(lambda checked, label=label: self.chosen.emit(label))
            self._buttons[label] = button
        self._columns = 0

    def _fit(self) -> None:
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


def _short(name: str) -> str:
    """Return `name` as a button has room for it; of a single "&" Qt would make a key."""
    shown = name if len(name) <= _MOST_LETTERS else f"{name[: _MOST_LETTERS - 1]}…"
    return shown.replace("&", "&&")


def _swatch(color: str) -> QIcon:
    pixels = QPixmap(_SWATCH, _SWATCH)
    pixels.fill(QColor(color))
    return QIcon(pixels)
