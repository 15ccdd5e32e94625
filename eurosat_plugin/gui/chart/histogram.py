# SPDX-License-Identifier: GPL-2.0-or-later
"""The class histogram: one bar per class, to be looked at, clicked and walked through with the keyboard."""

from __future__ import annotations

from math import ceil, isnan
from typing import Any

from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import (
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
)
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QToolTip, QWidget

from eurosat_plugin.adapters.grid.class_names import class_name
from eurosat_plugin.core.summary.grid_figures import ClassShare
from eurosat_plugin.core.summary.quantities import percent_text
from eurosat_plugin.gui.chart.bar_chart import BarLayout, muted, paint_bars
from eurosat_plugin.gui.chart.class_bars import ClassBars, bars_text, share_text

_WIDTH, _MIN_WIDTH = 20, 8
"""In heights of the text: where all figures have room, and where a name and its share just have it."""


class ClassHistogram(QLabel):
    """The chart as a widget; its numbers are also its accessible description.

    It is a label because QGIS's dark themes give the colour of text to labels and not to every widget.
    """

    chosen = pyqtSignal(str, bool)
    """A bar was clicked, or Enter pressed on it: its class key, and whether it comes on top of what was chosen."""
    opened = pyqtSignal(str)
    """A bar was double-clicked: its class key."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatHistogram")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self._bars = ClassBars()
        self._hovered = self._focused = ""
        self.set_bars(self._bars)

    @property
    def bars(self) -> ClassBars:
        """What the chart shows, as it was given."""
        return self._bars

    @property
    def shares(self) -> tuple[ClassShare, ...]:
        """The shares that the chart shows."""
        return self._bars.figures.shares

    @property
    def focused(self) -> str:
        """Key of the class that the keyboard is on, or empty."""
        return self._focused

    @property
    def focused_name(self) -> str:
        """Name of the class that the keyboard is on, empty when it has no bar."""
        present = {key for key, _ in self._rows()}
        known = (share.land_cover for share in self.shares if share.land_cover.key == self._focused)
        return class_name(next(known)) if self._focused in present else ""

    def focus_at(self, position: QPoint) -> None:
        """Put the keyboard on the bar at `position`, if there is one."""
        key = self._key_at(position)
        if key:
            self._focus(key)

    def forget_focus(self) -> None:
        """Put the keyboard on no bar, as when the chart is about something else."""
        self._focus("")

    def set_bars(self, bars: ClassBars) -> None:
        """Show `bars`; when they have no tiles, the chart is a sentence."""
        self._bars = bars
        self.setAccessibleDescription(bars_text(bars))
        self._name_focused_bar()
        self.updateGeometry()
        self.update()

    def bar_rect(self, key: str) -> QRectF:
        """Return where the row of class `key` is, in the widget; null when it has no bar."""
        for bar, row in self._rows():
            if bar == key:
                return row
        return QRectF()

    def sizeHint(self) -> QSize:
        """Return a size at which every class has its row, bars below their text; the width is that of any chart."""
        bars = self._bars.bars
        layout = BarLayout.of(bars, 0.0, self.font())
        height = max(layout.height(bars), 3 * layout.text_height)
        return QSize(ceil(_WIDTH * layout.text_height), ceil(height))

    def minimumSizeHint(self) -> QSize:
        """Return the same height, as what is lower scrolls, and a width that does not depend on the bars, either."""
        hint = self.sizeHint()
        return QSize(hint.width() * _MIN_WIDTH // _WIDTH, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart over the whole widget."""
        painter = QPainter(self)
        focused = self._focused if self.hasFocus() else ""
        paint_histogram(painter, QRectF(self.rect()), self._bars, self.palette(), self.font(), self._hovered, focused)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Highlight the row under the mouse."""
        self._hover(self._key_at(event.pos()))

    def leaveEvent(self, event: QEvent) -> None:
        """Highlight nothing."""
        self._hover("")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the bar under the mouse; Ctrl and Shift add it to what was chosen."""
        key = self._key_at(event.pos())
        if event.button() == Qt.MouseButton.LeftButton and key:
            self._focus(key)
            self.chosen.emit(key, _adds(event.modifiers()))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the bar under the mouse."""
        key = self._key_at(event.pos())
        if event.button() == Qt.MouseButton.LeftButton and key:
            self.opened.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through the bars with the arrow keys, choose one with Enter or the space bar."""
        keys = [key for key, _ in self._rows()]
        at = keys.index(self._focused) if self._focused in keys else -1
        steps: dict[int, int] = {
            Qt.Key.Key_Down: at + 1,
            Qt.Key.Key_Up: max(at, 1) - 1,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(keys) - 1,
        }
        if event.key() in steps and keys:
            self._focus(keys[min(steps[event.key()], len(keys) - 1)])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and at >= 0:
            self.chosen.emit(self._focused, _adds(event.modifiers()))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Put the keyboard on the first bar."""
        rows = self._rows()
        if not self._focused and rows:
            self._focus(rows[0][0])
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Show the keyboard's bar no more."""
        super().focusOutEvent(event)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Answer a tool tip with the numbers of the bar under the mouse."""
        if event.type() != QEvent.Type.ToolTip or not isinstance(event, QHelpEvent):
            return bool(super().event(event))
        key = self._key_at(event.pos())
        if key:
            QToolTip.showText(event.globalPos(), self.tip(key), self, self.bar_rect(key).toRect())
        else:
            QToolTip.hideText()
        return True

    def tip(self, key: str) -> str:
        """Return the numbers of class `key` in words."""
        share = next(share for share in self._bars.figures.shares if share.land_cover.key == key)
        text = share_text(share, self._bars.figures)
        if isnan(share.mean_confidence):
            return text
        confidence = percent_text(share.mean_confidence)
        return text + "\n" + self.tr("Mean confidence {confidence}").format(confidence=confidence)

    def _rows(self) -> list[tuple[str, QRectF]]:
        """Return key and place of the rows that have a bar."""
        if self._bars.is_empty:
            return []
        bars, rect = self._bars.bars, QRectF(self.rect())
        rows = BarLayout.of(bars, rect.width(), self.font()).rows(bars, rect)
        return [(bar.key, row) for bar, row in zip(bars, rows) if bar.present]

    def _key_at(self, position: QPoint) -> str:
        return next((key for key, row in self._rows() if row.contains(QPointF(position))), "")

    def _hover(self, key: str) -> None:
        if key != self._hovered:
            self._hovered = key
            self.setCursor(Qt.CursorShape.PointingHandCursor if key else Qt.CursorShape.ArrowCursor)
            self.update()

    def _focus(self, key: str) -> None:
        self._focused = key
        self._name_focused_bar()
        self.update()

    def _name_focused_bar(self) -> None:
        """Tell screen readers the bar that the keyboard is on; they read a name when it changes."""
        name = self.tr("Land cover histogram")
        present = {share.land_cover.key for share in self._bars.figures.shares}
        if self._focused in present and not self._bars.is_empty:
            name += ": " + self.tip(self._focused).replace("\n", ", ")
        self.setAccessibleName(name)


def paint_histogram(
    painter: QPainter,
    rect: QRectF,
    bars: ClassBars,
    palette: QPalette,
    font: QFont,
    hovered: str = "",
    focused: str = "",
) -> None:
    """Paint `bars` into `rect`, or a sentence when they have no tiles; see :func:`paint_bars`."""
    if not bars.is_empty:
        paint_bars(painter, rect, bars.bars, palette, font, hovered, focused)
        return
    painter.save()
    painter.setFont(font)
    painter.setPen(muted(palette))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, bars.empty_sentence)
    painter.restore()


def _adds(modifiers: Any) -> bool:
    return bool(modifiers & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier))
