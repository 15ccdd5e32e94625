# SPDX-License-Identifier: GPL-2.0-or-later
"""Areas on the ellipsoid, everywhere in the plugin by the same measure. Without numpy and GDAL."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransformContext, QgsDistanceArea, QgsGeometry

_ELLIPSOID = "EPSG:7030"  # WGS 84, whatever the project says: the same run gives the same areas everywhere
_SQUARE_METRES = 10_000.0


class Hectares:
    """Measures geometries in `crs`."""

    def __init__(self, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext) -> None:
        self._measure = QgsDistanceArea()
        self._measure.setSourceCrs(crs, context)
        self._measure.setEllipsoid(_ELLIPSOID)

    def of(self, geometry: QgsGeometry) -> float:
        """Return the area of `geometry` in hectares on the WGS 84 ellipsoid."""
        return float(self._measure.measureArea(geometry) / _SQUARE_METRES)
