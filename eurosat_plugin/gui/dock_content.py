# SPDX-License-Identifier: GPL-2.0-or-later
"""The room that a dock has for its content: however much that is, the window of QGIS stays as large as it is."""

from __future__ import annotations

from qgis.gui import QgsScrollArea
from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QFrame, QWidget

MIN_WIDTH = 220
"""Pixels, as Qt counts them on a screen of whatever density."""
_MIN_HEIGHT = 8
"""In heights of the text."""


class DockContent(QgsScrollArea):
    """Scrolls where it is low. `columns` × `lines` heights of the text are wanted, or what the content wants."""

    def __init__(self, content: QWidget | None = None, columns: int = 0, lines: int = 0) -> None:
        super().__init__()
        self._wanted = columns, lines
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        if content is not None:
            self.setWidget(content)

    def sizeHint(self) -> QSize:
        """Return a size at which nothing has to be scrolled."""
        columns, lines = self._wanted
        height = self.fontMetrics().height()
        content = self.widget()
        if columns == 0 and content is not None:
            return content.sizeHint()
        return QSize(columns * height, lines * height)

    def minimumSizeHint(self) -> QSize:
        """Return a size that leaves room for the map on a small screen, and that never needs scrolling sideways."""
        content = self.widget()
        narrowest = 0
        if self._wanted[0] == 0 and content is not None:
            narrowest = content.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width()
        return QSize(max(MIN_WIDTH, narrowest), _MIN_HEIGHT * self.fontMetrics().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys to the dock: Page Down may be the next tile, and what has the focus is scrolled to anyway."""
        event.ignore()
