# SPDX-License-Identifier: GPL-2.0-or-later
"""How large pixels are on the ground, and whether that is 10 m.

Without numpy and GDAL.
"""

from __future__ import annotations

from math import inf

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
)

from eurosat_plugin.adapters.raster.georeference import crs_of
from eurosat_plugin.core.choices import PIXEL_SIZE
from eurosat_plugin.core.tiles.geobox import GeoBox

TOLERANCE = 0.05
"""Pixels of 10 m ± 5 % are classified as they are; others are resampled in the zone of the place."""


def needs_resampling(pixel_size: tuple[float, float]) -> bool:
    """Tell whether a pixel of this size in metres is not 10 m ± 5 %."""
    return any(abs(size - PIXEL_SIZE) > TOLERANCE * PIXEL_SIZE for size in pixel_size)


def pixel_size_on_ground(
    box: GeoBox, place: QgsPointXY, zone: QgsCoordinateReferenceSystem
) -> tuple[float, float] | None:
    """Return width and height in metres of the pixel of `box` at `place`, None where its system is not defined.

    Measured in the UTM zone of the place, whose scale is true to 0.1 %.
    """
    transform = QgsCoordinateTransform(crs_of(box), zone, QgsCoordinateTransformContext())
    ends = (QgsPointXY(place.x() + box.dx, place.y()), QgsPointXY(place.x(), place.y() - box.dy))
    try:
        here = transform.transform(place)
        across, down = (here.distance(transform.transform(end)) for end in ends)
    except QgsCsException:
        return None
    return (across, down) if 0 < across < inf and 0 < down < inf else None
