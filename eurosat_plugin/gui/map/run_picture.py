# SPDX-License-Identifier: GPL-2.0-or-later
"""The tiles of a run on the map while it goes on, in the colours that its result will have."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapCanvasItem
from qgis.PyQt.QtCore import QRectF
from qgis.PyQt.QtGui import QColor, QImage, QPainter, QPolygonF, QTransform

from eurosat_plugin.adapters.grid.grid_style import LEAST_OPACITY, OPACITY_OF_CONFIDENCE
from eurosat_plugin.adapters.raster.georeference import rectangle_of, transformed
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.tiles.growing_map import FIRST, NO_CLASS, GrowingMap, class_and_confidence, steps_of

if TYPE_CHECKING:
    from qgis.PyQt.QtWidgets import QStyleOptionGraphicsItem, QWidget

_ABOVE_THE_MAP = -1.0
"""Below everything else that lies on it, such as the rectangle that is being drawn."""


class RunPicture(QgsMapCanvasItem):
    """Shows a growing map on `canvas` as it was at the last :meth:`look`."""

    def __init__(self, canvas: QgsMapCanvas, palette: str) -> None:
        super().__init__(canvas)
        self.setZValue(_ABOVE_THE_MAP)
        self._canvas = canvas
        self._palette = palette
        self._colors = color_table(palette)
        self._shown: GrowingMap | None = None
        self._tiles = 0
        self._data = b""  # the image does not copy it
        self._image = QImage()
        self._pieces: list[tuple[QRectF, list[QgsPointXY]]] = []
        self._crs = QgsCoordinateReferenceSystem()

    def look(self, growing: GrowingMap | None) -> bool:
        """Show what has come since the last time; tell whether that was anything."""
        if growing is None or (growing is self._shown and growing.tiles == self._tiles):
            return False
        if growing is not self._shown:
            self._shown, self._crs = growing, QgsCoordinateReferenceSystem()
            self._colors = color_table(self._palette, growing.scheme)
        self._tiles, self._data = growing.tiles, growing.pixels()
        width, height = growing.width, growing.height
        self._image = QImage(self._data, width, height, width, QImage.Format.Format_Indexed8)
        self._image.setColorTable(self._colors)
        self.update()
        return True

    def boundingRect(self) -> QRectF:
        """Return all of the canvas: the map may be rotated, and any tile may come next."""
        return QRectF(self._canvas.viewport().rect())

    def paint(
        self, painter: QPainter, option: QStyleOptionGraphicsItem | None = None, widget: QWidget | None = None
    ) -> None:
        """Paint the tiles, piece by piece."""
        if self._shown is None:
            return
        self._find_places(self._shown)
        on_canvas = QRectF(self._canvas.viewport().rect())
        for source, corners in self._pieces:
            place = QPolygonF([self.toCanvasCoordinates(corner) for corner in corners])
            if not place.boundingRect().intersects(on_canvas):
                continue
            transform = QTransform()
            if not QTransform.quadToQuad(_quad(source), place, transform):
                continue
            painter.save()
            painter.setTransform(transform, True)
            painter.drawImage(source, self._image, source)
            painter.restore()

    def _find_places(self, growing: GrowingMap) -> None:
        """Find the corners of all pieces on the map, once for each coordinate system of it."""
        crs = self._canvas.mapSettings().destinationCrs()
        if crs == self._crs:
            return
        own = QgsCoordinateReferenceSystem(growing.crs)
        self._pieces, self._crs = [], crs
        for piece in growing.pieces():
            ground = rectangle_of(piece.ground)
            ring = QgsGeometry.fromPolygonXY(
                [
                    [
                        QgsPointXY(ground.xMinimum(), ground.yMaximum()),
                        QgsPointXY(ground.xMaximum(), ground.yMaximum()),
                        QgsPointXY(ground.xMaximum(), ground.yMinimum()),
                        QgsPointXY(ground.xMinimum(), ground.yMinimum()),
                    ]
                ]
            )
            moved = transformed(ring, own, crs)
            if moved is not None:
                window = piece.window
                source = QRectF(window.col, window.row, window.width, window.height)
                self._pieces.append((source, moved.asPolygon()[0][:4]))


def color_table(palette: str, scheme: ClassScheme = EUROSAT) -> list[int]:
    """Return the colour of each value of a growing map: that of the class, paler the less sure, as in the result.

    Classes other than EuroSAT's have colours of their own, whatever the palette.
    """
    class_colors, steps = scheme.palettes.get(palette, scheme.colors), steps_of(scheme)
    colors = [QColor(0, 0, 0, 0).rgba()] * 256
    colors[NO_CLASS] = _faded("#9e9e9e", 0.0)
    for value in range(FIRST, FIRST + len(scheme) * steps):
        number, confidence = class_and_confidence(value, steps)
        colors[value] = _faded(class_colors[number], confidence)
    return colors


def _faded(color: str, confidence: float) -> int:
    faded = QColor(color)
    faded.setAlphaF(LEAST_OPACITY + OPACITY_OF_CONFIDENCE * confidence)
    return int(faded.rgba())


def _quad(rectangle: QRectF) -> QPolygonF:
    return QPolygonF([rectangle.topLeft(), rectangle.topRight(), rectangle.bottomRight(), rectangle.bottomLeft()])
