# SPDX-License-Identifier: GPL-2.0-or-later
"""The UTM zone of a place, where 10 m are 10 m.

Without numpy and GDAL.
"""

from __future__ import annotations

from math import isfinite

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
)

WGS84 = "EPSG:4326"
"""Longitude and latitude in degrees."""


def find_zone(
    place: QgsPointXY, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext | None = None
) -> QgsCoordinateReferenceSystem | None:
    """Return the UTM zone (WGS 84) of `place` (in `crs`), near the poles UPS; None where that is not on the globe."""
    transform = QgsCoordinateTransform(
        crs, QgsCoordinateReferenceSystem(WGS84), context or QgsCoordinateTransformContext()
    )
    try:
        degrees = transform.transform(place)
    except QgsCsException:
        return None
    longitude, latitude = degrees.x(), degrees.y()
    if not (isfinite(longitude) and abs(longitude) <= 540 and abs(latitude) <= 90):
        return None
    north = latitude >= 0
    if not -80 <= latitude <= 84:
        return QgsCoordinateReferenceSystem("EPSG:32661" if north else "EPSG:32761")
    number = min(60, int((longitude + 180.0) % 360.0 // 6) + 1)
    return QgsCoordinateReferenceSystem(f"EPSG:{(32600 if north else 32700) + number}")
