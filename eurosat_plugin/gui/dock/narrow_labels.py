# SPDX-License-Identifier: GPL-2.0-or-later
"""Labels for texts of any length, such as names of images, that never ask for more width than there is."""

from __future__ import annotations

import re

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtGui import QPainter, QPaintEvent
from qgis.PyQt.QtWidgets import QLabel, QWidget

_PLACES = re.compile(r"_|[^\s_]{20}(?=[^\s_])")
"""Where a line may end beside the places that Qt knows: it takes ``T33UUP_20240601T101031_TCI`` for one word."""
_BREAK = "\u200b"
_LEAST_WIDTH = 5
"""In heights of the text."""


class WrappedLabel(QLabel):
    """A text in as many lines as it needs."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = ""
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def text(self) -> str:
        """Return the text as it was given."""
        return self._text

    def setText(self, text: str) -> None:
        """Show `text`."""
        self._text = text
        self.setAccessibleName(text)
        super().setText(_PLACES.sub(rf"\g<0>{_BREAK}", text))

    def minimumSizeHint(self) -> QSize:
        """Return the width of the longest part that stays in a line, or less than that."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), _LEAST_WIDTH * self.fontMetrics().height()), hint.height())


class ElidedLabel(QLabel):
    """A text in one line, its middle left out where that is too short; the tool tip has all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)

    def setText(self, text: str) -> None:
        """Show `text`."""
        super().setText(text)
        self.setToolTip(text)

    def minimumSizeHint(self) -> QSize:
        """Return the height of a line, and no width."""
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what fits."""
        painter = QPainter(self)
        rect = self.contentsRect()
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
