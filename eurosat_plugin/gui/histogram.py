# SPDX-License-Identifier: GPL-2.0-or-later
"""The class histogram: one bar per class, with its tiles, hectares and share in words beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from qgis.PyQt.QtCore import QCoreApplication, QRectF, QSize, Qt
from qgis.PyQt.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPalette, QPen
from qgis.PyQt.QtWidgets import QLabel, QSizePolicy, QWidget

from eurosat_plugin.core.statistics import ClassShare
from eurosat_plugin.gui.figures import hectares_text, percent_text, tiles_text

_CONTEXT = "ClassHistogram"
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIN_SIDE_BAR = 6.0
"""Bars stand beside their text when there is room for this many text heights, otherwise below it."""


class ClassHistogram(QLabel):
    """The chart as a widget; its numbers are also its accessible description.

    It is a label because QGIS's dark themes give the colour of text to labels and not to every widget.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatHistogram")
        self.setAccessibleName(self.tr("Land cover histogram"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding)
        self._shares: tuple[ClassShare, ...] = ()
        self.set_shares(())

    @property
    def shares(self) -> tuple[ClassShare, ...]:
        """What the chart shows, as it was given."""
        return self._shares

    def set_shares(self, shares: Sequence[ClassShare]) -> None:
        """Show `shares`; with none, or none that has tiles, the chart is a sentence."""
        self._shares = tuple(shares)
        self.setAccessibleDescription(histogram_text(self._shares))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size at which every class has its row, bars below their text."""
        layout = _Layout.for_shares(self._shares, 0.0, self.font())
        return QSize(ceil(layout.text_width) + 1, ceil(max(layout.height(self._shares), 3 * layout.text_height)))

    def minimumSizeHint(self) -> QSize:
        """Return :meth:`sizeHint`: what is smaller scrolls."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chart over the whole widget."""
        painter = QPainter(self)
        paint_histogram(painter, QRectF(self.rect()), self._shares, self.palette(), self.font())
        painter.end()


def histogram_text(shares: Sequence[ClassShare]) -> str:
    """Return the chart in words, one class a line, those without tiles left out."""
    lines = [", ".join((s.land_cover.name, *_figures(s, shares))) for s in _in_order(shares) if s.tiles]
    return "\n".join(lines) or _empty_sentence()


def paint_histogram(
    painter: QPainter, rect: QRectF, shares: Sequence[ClassShare], palette: QPalette, font: QFont
) -> None:
    """Paint the classes of `shares` into `rect`, largest share first, on whatever background is there.

    Classes without tiles come last and pale, and are left out where the height does not suffice.

    :param rect: in the painter's logical coordinates.
    :param font: its size sets the size of everything.
    """
    rows = _in_order(shares)
    painter.save()
    painter.setFont(font)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not any(share.tiles for share in rows):
        painter.setPen(_muted(palette))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, _empty_sentence())
    else:
        _paint_rows(painter, rect, rows, _Layout.for_shares(rows, rect.width(), font), palette)
    painter.restore()


@dataclass(frozen=True)
class _Layout:
    """Where things lie in a row, in logical pixels."""

    text_height: float
    gap: float
    name_width: float
    column_widths: tuple[float, ...]
    bar_beside: bool

    @classmethod
    def for_shares(cls, shares: Sequence[ClassShare], width: float, font: QFont) -> _Layout:
        metrics = QFontMetricsF(font)
        height = metrics.height()
        gap = height * 0.7
        present = [share for share in shares if share.tiles]
        name_width = max((metrics.horizontalAdvance(s.land_cover.name) for s in present), default=0.0)
        columns = zip(*(_figures(s, shares) for s in present))
        widths = tuple(max(map(metrics.horizontalAdvance, column)) for column in columns)
        text_width = name_width + sum(widths) + gap * len(widths)
        return cls(height, gap, name_width, widths, width - text_width - gap >= _MIN_SIDE_BAR * height)

    @property
    def text_width(self) -> float:
        return self.name_width + sum(self.column_widths) + self.gap * len(self.column_widths)

    def row_height(self, share: ClassShare) -> float:
        if self.bar_beside:
            return round(self.text_height * 1.5)
        return round(self.text_height * (1.9 if share.tiles else 1.3))

    def height(self, shares: Sequence[ClassShare]) -> float:
        return sum(map(self.row_height, shares))


def _paint_rows(
    painter: QPainter, rect: QRectF, rows: Sequence[ClassShare], layout: _Layout, palette: QPalette
) -> None:
    largest = max(share.share for share in rows)
    top = rect.top()
    for share in rows:
        row = QRectF(rect.left(), top, rect.width(), layout.row_height(share))
        if share.tiles:
            figures = _figures(share, rows)
            _paint_row(painter, row, share, figures, share.share / largest if largest else 0.0, layout, palette)
        elif row.top() + layout.text_height <= rect.bottom() + 1:
            painter.setPen(_muted(palette))
            painter.drawText(row, _LEFT, share.land_cover.name)
            painter.drawText(row, _RIGHT, "\u2013")
        top = row.bottom()


def _paint_row(
    painter: QPainter,
    row: QRectF,
    share: ClassShare,
    figures: Sequence[str],
    length: float,
    layout: _Layout,
    palette: QPalette,
) -> None:
    text = QRectF(row.left(), row.top(), row.width(), row.height() if layout.bar_beside else layout.text_height)
    painter.setPen(palette.color(QPalette.ColorRole.WindowText))
    painter.drawText(text, _LEFT, share.land_cover.name)
    right = row.right()
    for figure, width in zip(reversed(figures), reversed(layout.column_widths)):
        painter.drawText(QRectF(right - width - 1, text.top(), width + 1, text.height()), _RIGHT, figure)
        right -= width + layout.gap
    if layout.bar_beside:
        left = row.left() + layout.name_width + layout.gap
        room = QRectF(left, row.center().y() - layout.text_height * 0.4, right - left, layout.text_height * 0.8)
    else:
        room = QRectF(row.left(), text.bottom() + 1, row.width(), layout.text_height * 0.5)
    _paint_bar(painter, room, share, length, palette)


def _paint_bar(painter: QPainter, room: QRectF, share: ClassShare, length: float, palette: QPalette) -> None:
    fill = QColor(share.land_cover.color)
    outline = QColor(palette.color(QPalette.ColorRole.WindowText))
    outline.setAlphaF(0.3)
    pen = QPen(outline, 1.0)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(fill)
    # Half-pixel edges keep the outline sharp at every device pixel ratio.
    width = max(2.0, round(length * (room.width() - 1)))
    painter.drawRect(QRectF(round(room.left()) + 0.5, round(room.top()) + 0.5, width - 0.5, round(room.height()) - 1))


def _in_order(shares: Sequence[ClassShare]) -> list[ClassShare]:
    return sorted(shares, key=lambda share: (-share.share, not share.tiles, share.land_cover.id))


def _figures(share: ClassShare, shares: Sequence[ClassShare]) -> tuple[str, str, str]:
    whole_ha = sum(s.area_ha for s in shares)
    return tiles_text(share.tiles), hectares_text(share.area_ha, whole_ha), percent_text(share.share)


def _muted(palette: QPalette) -> QColor:
    # Half transparent reads in light and dark themes; the palette's own disabled text often does not.
    color = QColor(palette.color(QPalette.ColorRole.WindowText))
    color.setAlphaF(0.55)
    return color


def _empty_sentence() -> str:
    return QCoreApplication.translate(_CONTEXT, "There are no classified tiles to show.")
