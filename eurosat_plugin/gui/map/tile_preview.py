# SPDX-License-Identifier: GPL-2.0-or-later
"""What the rectangle tool shows on the map: the tiles it has snapped to and a label beside the cursor."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtGui import QColor, QPaintEvent
from qgis.PyQt.QtWidgets import QFrame, QLabel, QToolTip

from eurosat_plugin.adapters.raster.georeference import crs_of, transformed
from eurosat_plugin.gui.overlay_background import paint_background
from eurosat_plugin.gui.runs.tile_plan import TilePlan
from eurosat_plugin.gui.tiles.tile_lines import inner_lines, outline

_POLYGON = QgsWkbTypes.GeometryType.PolygonGeometry
_LINE = QgsWkbTypes.GeometryType.LineGeometry
_COLOR = QColor(215, 48, 31)
_MIN_TILE_ON_SCREEN = 5.0
"""Tiles narrower than this many pixels on the screen are not drawn one by one."""
_OFFSET = QPoint(18, 22)


class TilePreview:
    """Rubber bands for the dragged rectangle, the tiles and the lines between them, and the label."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._drawn = _band(canvas, _POLYGON, 1, fill=0, line=Qt.PenStyle.DashLine)
        self._tiles = _band(canvas, _POLYGON, 2, fill=40)
        self._lines = _band(canvas, _LINE, 1, opacity=150)
        self._label = _CursorLabel(canvas)

    def show(self, plan: TilePlan, drawn: QgsGeometry | None = None) -> None:
        """Show the tiles of `plan`, and the rectangle `drawn` (in the CRS of the canvas) inside them."""
        own, crs = crs_of(plan.box), self._canvas.mapSettings().destinationCrs()
        self._put(self._tiles, transformed(outline(plan.box), own, crs))
        lines = None
        if self._tile_on_screen(plan) >= _MIN_TILE_ON_SCREEN:
            inner = inner_lines(plan.box, plan.size)
            lines = None if inner.isNull() else transformed(inner, own, crs)
        self._put(self._lines, lines)
        self._put(self._drawn, drawn)

    def show_only(self, drawn: QgsGeometry) -> None:
        """Show a rectangle that touches no tile."""
        self._put(self._tiles, None)
        self._put(self._lines, None)
        self._put(self._drawn, drawn)

    def show_text(self, text: str, position: QPoint) -> None:
        """Show `text` beside the cursor at `position` in the canvas."""
        self._label.show_text(text, position)

    def hide(self) -> None:
        """Show nothing."""
        self._label.hide()
        for band in (self._drawn, self._tiles, self._lines):
            self._put(band, None)

    def remove(self) -> None:
        """Leave the canvas, which otherwise owns bands and label for as long as it lives."""
        for band in (self._drawn, self._tiles, self._lines):
            self._canvas.scene().removeItem(band)
        self._label.hide()
        self._label.deleteLater()

    def _put(self, band: QgsRubberBand, geometry: QgsGeometry | None) -> None:
        if geometry is None:
            band.reset(_LINE if band is self._lines else _POLYGON)
            band.hide()
        else:
            band.setToGeometry(geometry, None)
            band.show()

    def _tile_on_screen(self, plan: TilePlan) -> float:
        """Return about how many pixels of the screen a tile is wide."""
        border = transformed(outline(plan.box), crs_of(plan.box), self._canvas.mapSettings().destinationCrs())
        if border is None:
            return 0.0
        box, per_pixel = border.boundingBox(), self._canvas.mapUnitsPerPixel()
        tiles = max(plan.box.area.width, plan.box.area.height) / plan.size
        return float(max(box.width(), box.height()) / per_pixel / tiles) if per_pixel > 0 else 0.0


class _CursorLabel(QLabel):
    """A label that stays beside the cursor and inside the canvas."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas.viewport())
        self.setObjectName("EuroSatRectangleLabel")
        self.setFont(QToolTip.font())
        self.setFrameShape(QFrame.Shape.Box)
        self.setMargin(3)
        # The label must not come between the mouse and the canvas.
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def show_text(self, text: str, position: QPoint) -> None:
        self.setText(text)
        self.adjustSize()
        room = self.parentWidget().rect()
        corner = position + _OFFSET
        if corner.x() + self.width() > room.right():
            corner.setX(position.x() - self.width() - _OFFSET.x() // 2)
        if corner.y() + self.height() > room.bottom():
            corner.setY(position.y() - self.height() - _OFFSET.y() // 2)
        self.move(max(0, corner.x()), max(0, corner.y()))
        self.show()
        self.raise_()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the background first."""
        paint_background(self, self.palette().color(self.foregroundRole()))
        super().paintEvent(event)


def _band(
    canvas: QgsMapCanvas,
    kind: QgsWkbTypes.GeometryType,
    width: int,
    fill: int = 0,
    line: Qt.PenStyle = Qt.PenStyle.SolidLine,
    opacity: int = 255,
) -> QgsRubberBand:
    band = QgsRubberBand(canvas, kind)
    band.setStrokeColor(QColor(_COLOR.red(), _COLOR.green(), _COLOR.blue(), opacity))
    band.setFillColor(QColor(_COLOR.red(), _COLOR.green(), _COLOR.blue(), fill))
    band.setWidth(width)
    band.setLineStyle(line)
    band.hide()
    return band
