# SPDX-License-Identifier: GPL-2.0-or-later
"""A small button that the Return key presses, too: Qt's own knows only the space bar."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QToolButton


class KeyButton(QToolButton):
    """Reached with the Tab key."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Press the button, or open its menu."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.menu() is not None:
            self.showMenu()
        else:
            self.click()
