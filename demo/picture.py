# SPDX-License-Identifier: GPL-2.0-or-later
"""The picture of one run: the image as the network sees it, the grid beside it, legend and histogram below."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from qgis.core import QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QPointF, QRectF, Qt
from qgis.PyQt.QtGui import QBrush, QColor, QFont, QFontMetricsF, QImage, QPainter, QPalette, QPen

from demo.panels import MapPanel, ScaleBar, grid_over_faint_image, true_colour
from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.product.radiometry import Radiometry
from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.gui.chart.class_bars import ClassBars
from eurosat_plugin.gui.chart.histogram import paint_histogram

WIDTH, MARGIN, GUTTER = 2000, 56, 40
PANEL_WIDTH = (WIDTH - 2 * MARGIN - GUTTER) / 2
PANEL_HEIGHTS = (380.0, 1100.0)
TITLE_HEIGHT, CAPTION_HEIGHT, FOOTER_HEIGHT, CHART_HEIGHT = 132, 46, 64, 470

INK, SOFT_INK, RULE = QColor("#1f2933"), QColor("#5b6670"), QColor("#c9ccc8")
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True)
class Captions:
    """The words of the picture; `facts` are pairs of a figure and what it counts."""

    title: str
    subtitle: str
    image: str
    grid: str
    facts: Sequence[tuple[str, str]]
    footnote: str


def draw_picture(
    raster: QgsRasterLayer,
    bands: tuple[int, int, int],
    radiometry: Radiometry,
    grid: QgsVectorLayer,
    figures: GridFigures,
    captions: Captions,
) -> QImage:
    """Return the picture; `bands` are the numbers, from 1, of the red, green and blue band of `raster`."""
    panel_height = _panel_height(raster.extent())
    height = round(MARGIN + TITLE_HEIGHT + panel_height + CAPTION_HEIGHT + 36 + CHART_HEIGHT + FOOTER_HEIGHT + 24)
    image = QImage(WIDTH, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    try:
        _paint_title(painter, captions)
        top = MARGIN + TITLE_HEIGHT
        left = QRectF(MARGIN, top, PANEL_WIDTH, panel_height)
        right = left.translated(PANEL_WIDTH + GUTTER, 0)
        seen, classified = (MapPanel(raster.extent(), raster.crs(), room) for room in (left, right))
        seen.paint(painter, [true_colour(raster, bands, radiometry)])
        ScaleBar(seen).paint(painter, _font(22))
        classified.paint(painter, grid_over_faint_image(raster, bands, radiometry, grid))
        _paint_caption(painter, seen.frame, captions.image)
        _paint_caption(painter, classified.frame, captions.grid)
        chart_top = left.bottom() + CAPTION_HEIGHT + 36
        _paint_legend(painter, QRectF(left.left(), chart_top, PANEL_WIDTH, CHART_HEIGHT), captions.facts)
        _paint_chart(painter, QRectF(right.left(), chart_top, PANEL_WIDTH, CHART_HEIGHT), figures)
        _paint_footnote(painter, QRectF(MARGIN, chart_top + CHART_HEIGHT, WIDTH - 2 * MARGIN, FOOTER_HEIGHT), captions)
    finally:
        painter.end()
    return image


def _panel_height(extent: QgsRectangle) -> float:
    height = PANEL_WIDTH * extent.height() / extent.width()
    return round(min(max(height, PANEL_HEIGHTS[0]), PANEL_HEIGHTS[1]))


def _paint_title(painter: QPainter, captions: Captions) -> None:
    room = WIDTH - 2 * MARGIN
    sizes = (46, 40, 34, 28)
    fitting = (
        size for size in sizes if QFontMetricsF(_font(size, bold=True)).horizontalAdvance(captions.title) <= room
    )
    title_font = _font(next(fitting, sizes[-1]), bold=True)
    _write(painter, QRectF(MARGIN, MARGIN - 16, room, 60), captions.title, title_font, INK)
    _write(painter, QRectF(MARGIN, MARGIN + 50, room, 40), captions.subtitle, _font(25), SOFT_INK)


def _paint_caption(painter: QPainter, panel: QRectF, text: str) -> None:
    _write(painter, QRectF(panel.left(), panel.bottom() + 8, panel.width(), 38), text, _font(23), SOFT_INK)


def _paint_legend(painter: QPainter, room: QRectF, facts: Sequence[tuple[str, str]]) -> None:
    _paint_heading(painter, room, "Legend")
    column, row = room.width() / 2, 40.0
    edge = QPen(QColor(0, 0, 0, 90), 1)
    for i, land_cover in enumerate(CLASSES):
        corner = QPointF(room.left() + column * (i // 5), room.top() + 54 + row * (i % 5))
        _paint_key(painter, corner, edge, QBrush(QColor(land_cover.color)), land_cover.name, column)
    last = room.top() + 54 + row * 5
    dashed = QPen(QColor("#303030"), 2, Qt.PenStyle.DashLine)
    hatched = QBrush(QColor("#9e9e9e"), Qt.BrushStyle.BDiagPattern)
    _paint_key(
        painter, QPointF(room.left(), last), dashed, QBrush(Qt.BrushStyle.NoBrush), "Doubtful; paler: less sure", column
    )
    _paint_key(painter, QPointF(room.left() + column, last), QPen(Qt.PenStyle.NoPen), hatched, "No data", column)
    width = room.width() / max(len(facts), 1)
    for i, (figure, meaning) in enumerate(facts):
        box = QRectF(room.left() + i * width, last + row + 52, width, 50)
        _write(painter, box, figure, _font(36, bold=True), INK)
        _write(painter, box.translated(0, 46), meaning, _font(21), SOFT_INK)


def _paint_key(painter: QPainter, corner: QPointF, edge: QPen, fill: QBrush, name: str, width: float) -> None:
    painter.setPen(edge)
    painter.setBrush(fill)
    painter.drawRect(QRectF(corner.x() + 0.5, corner.y() + 6.5, 42, 24))
    _write(painter, QRectF(corner.x() + 58, corner.y(), width - 66, 36), name, _font(23), INK)


def _paint_chart(painter: QPainter, room: QRectF, figures: GridFigures) -> None:
    _paint_heading(painter, room, "Share of the classified area")
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.WindowText, INK)
    palette.setColor(QPalette.ColorRole.Window, QColor("white"))
    bars = ClassBars(figures)
    paint_histogram(painter, room.adjusted(0, 52, 0, 0), bars, palette, _font(22))


def _paint_heading(painter: QPainter, room: QRectF, text: str) -> None:
    painter.setPen(QPen(RULE, 2))
    painter.drawLine(QPointF(room.left(), room.top()), QPointF(room.right(), room.top()))
    _write(painter, QRectF(room.left(), room.top() + 6, room.width(), 40), text, _font(24, bold=True), INK)


def _paint_footnote(painter: QPainter, room: QRectF, captions: Captions) -> None:
    painter.setPen(QPen(RULE, 2))
    painter.drawLine(QPointF(room.left(), room.top() + 12), QPointF(room.right(), room.top() + 12))
    _write(painter, room.adjusted(0, 22, 0, 12), captions.footnote, _font(20), SOFT_INK)


def _write(painter: QPainter, room: QRectF, text: str, font: QFont, colour: QColor) -> None:
    """Write one line of `text` at the left of `room`, shortened in its middle where it does not fit."""
    shown = QFontMetricsF(font).elidedText(text, Qt.TextElideMode.ElideMiddle, room.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(room, _LEFT, shown)


def _font(pixels: int, bold: bool = False) -> QFont:
    font = QFont()
    font.setFamilies(["Noto Sans", "Open Sans", "DejaVu Sans"])
    font.setPixelSize(pixels)
    font.setBold(bold)
    return font
