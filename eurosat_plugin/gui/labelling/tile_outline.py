# SPDX-License-Identifier: GPL-2.0-or-later
"""The tile that is looked at, on the map: outlined, with some of its surroundings."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtGui import QColor

from eurosat_plugin.adapters.raster.georeference import transformed

_POLYGON = QgsWkbTypes.GeometryType.PolygonGeometry
_LIGHT, _DARK = QColor(255, 255, 255), QColor(215, 48, 31)


class TileOutline:
    """A line in two colours, to be seen on any image."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        self._canvas = canvas
        self._bands = []
        for color, width in ((_LIGHT, 5), (_DARK, 2)):
            band = QgsRubberBand(canvas, _POLYGON)
            band.setStrokeColor(color)
            band.setFillColor(QColor(0, 0, 0, 0))
            band.setWidth(width)
            band.hide()
            self._bands.append(band)

    def show(self, shape: QgsGeometry, crs: QgsCoordinateReferenceSystem, times: float) -> None:
        """Outline `shape` in `crs`, and let the map show `times` its size around it."""
        outline = transformed(shape, crs, self._canvas.mapSettings().destinationCrs())
        if outline is None or outline.isEmpty():
            self.hide()
            return
        for band in self._bands:
            band.setToGeometry(outline, None)
            band.show()
        extent = outline.boundingBox()
        extent.scale(times)
        self._canvas.setExtent(extent)
        self._canvas.refresh()

    def hide(self) -> None:
        """Show no outline."""
        for band in self._bands:
            band.reset(_POLYGON)
            band.hide()

    def remove(self) -> None:
        """Leave the canvas."""
        self.hide()
        for band in self._bands:
            self._canvas.scene().removeItem(band)
        self._bands = []
