# SPDX-License-Identifier: GPL-2.0-or-later
"""Horizontal bars with their figures in words, painted onto any paint device."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.PyQt.QtCore import QRectF, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPalette, QPen

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIN_SIDE_BAR = 6.0
"""Bars stand beside their text when there is room for this many text heights, otherwise below it."""


@dataclass(frozen=True)
class Bar:
    """One row: `length` and `whole` are 0..1 of the room for bars; the rest up to `whole` is painted pale.

    Without `present` the row is a name only, and pale.
    """

    key: str
    name: str
    color: str
    figures: tuple[str, ...]
    length: float
    whole: float
    present: bool = True


@dataclass(frozen=True)
class BarLayout:
    """Where things lie in the rows of a chart, in logical pixels.

    Where the figures are too wide, the first of them are left out; names are shortened when even that does not suffice.
    """

    text_height: float
    gap: float
    name_width: float
    column_widths: tuple[float, ...]
    """Of the last figures of each bar; the last one always has its place."""
    bar_beside: bool

    @classmethod
    def of(cls, bars: Sequence[Bar], width: float, font: QFont) -> BarLayout:
        """Lay out `bars` for a chart of `width`."""
        metrics = QFontMetricsF(font)
        height = metrics.height()
        gap = height * 0.7
        present = [bar for bar in bars if bar.present]
        name_width = max((metrics.horizontalAdvance(bar.name) for bar in present), default=0.0)
        widths = tuple(max(map(metrics.horizontalAdvance, column)) for column in zip(*(bar.figures for bar in present)))
        while len(widths) > 1 and name_width + _columns_width(widths, gap) > width:
            widths = widths[1:]
        name_width = max(0.0, min(name_width, width - _columns_width(widths, gap)))
        beside = width - name_width - _columns_width(widths, gap) - gap >= _MIN_SIDE_BAR * height
        return cls(height, gap, name_width, widths, beside)

    @property
    def text_width(self) -> float:
        """Width of the text of a row."""
        return self.name_width + _columns_width(self.column_widths, self.gap)

    def row_height(self, bar: Bar) -> float:
        """Height of one row."""
        if self.bar_beside:
            return round(self.text_height * 1.5)
        return round(self.text_height * (1.9 if bar.present else 1.3))

    def rows(self, bars: Sequence[Bar], rect: QRectF) -> list[QRectF]:
        """Return the place of each row in `rect`, from its top."""
        rows, top = [], rect.top()
        for bar in bars:
            rows.append(QRectF(rect.left(), top, rect.width(), self.row_height(bar)))
            top = rows[-1].bottom()
        return rows

    def height(self, bars: Sequence[Bar]) -> float:
        """Height of all rows."""
        return sum(map(self.row_height, bars))


def _columns_width(widths: Sequence[float], gap: float) -> float:
    return sum(widths) + gap * len(widths)


def paint_bars(
    painter: QPainter,
    rect: QRectF,
    bars: Sequence[Bar],
    palette: QPalette,
    font: QFont,
    hovered: str = "",
    focused: str = "",
) -> None:
    """Paint `bars` into `rect` from its top, on whatever background is there.

    Rows without a bar are left out where the height does not suffice.

    :param rect: in the painter's logical coordinates.
    :param font: its size sets the size of everything.
    :param hovered: key of the row under the mouse; :param focused: key of the row that the keyboard is on.
    """
    painter.save()
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    layout = BarLayout.of(bars, rect.width(), font)
    for bar, row in zip(bars, layout.rows(bars, rect)):
        if bar.key in (hovered, focused):
            _paint_highlight(painter, row, palette, bar.key == focused)
        if bar.present:
            _paint_row(painter, row, bar, layout, palette)
        elif row.top() + layout.text_height <= rect.bottom() + 1:
            painter.setPen(muted(palette))
            painter.drawText(row, _LEFT, bar.name)
            painter.drawText(row, _RIGHT, "\u2013")
    painter.restore()


def muted(palette: QPalette) -> QColor:
    """Return the colour of text that matters less."""
    # Half transparent reads in light and dark themes; the palette's own disabled text often does not.
    color = QColor(palette.color(QPalette.ColorRole.WindowText))
    color.setAlphaF(0.55)
    return color


def _paint_highlight(painter: QPainter, row: QRectF, palette: QPalette, focused: bool) -> None:
    color = QColor(palette.color(QPalette.ColorRole.Highlight))
    painter.setPen(QPen(color, 1.0) if focused else Qt.PenStyle.NoPen)
    color.setAlphaF(0.18)
    painter.setBrush(color)
    painter.drawRect(row.adjusted(0.5, 0.5, -0.5, -0.5))


def _paint_row(painter: QPainter, row: QRectF, bar: Bar, layout: BarLayout, palette: QPalette) -> None:
    text = QRectF(row.left(), row.top(), row.width(), row.height() if layout.bar_beside else layout.text_height)
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    name = QFontMetricsF(painter.font()).elidedText(bar.name, Qt.TextElideMode.ElideRight, layout.name_width + 1)
    painter.drawText(text, _LEFT, name)
    right = row.right()
    for figure, width in zip(reversed(bar.figures), reversed(layout.column_widths)):
        painter.drawText(QRectF(right - width - 1, text.top(), width + 1, text.height()), _RIGHT, figure)
        right -= width + layout.gap
    if layout.bar_beside:
        left = row.left() + layout.name_width + layout.gap
        room = QRectF(left, row.center().y() - layout.text_height * 0.4, right - left, layout.text_height * 0.8)
    else:
        room = QRectF(row.left(), text.bottom() + 1, row.width(), layout.text_height * 0.5)
    fill = QColor(bar.color)
    if bar.length > 0:
        _paint_bar(painter, room, fill, bar.length, palette)
    if bar.whole > bar.length:
        fill.setAlphaF(0.25)
        _paint_bar(painter, room, fill, bar.whole, palette)


def _paint_bar(painter: QPainter, room: QRectF, fill: QColor, length: float, palette: QPalette) -> None:
    outline = QColor(palette.color(QPalette.ColorRole.WindowText))
    outline.setAlphaF(0.3)
    pen = QPen(outline, 1.0)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(fill)
    # Half-pixel edges keep the outline sharp at every device pixel ratio.
    width = max(2.0, round(length * (room.width() - 1)))
    painter.drawRect(QRectF(round(room.left()) + 0.5, round(room.top()) + 0.5, width - 0.5, round(room.height()) - 1))
