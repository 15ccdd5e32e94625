# SPDX-License-Identifier: GPL-2.0-or-later
"""The part of the map to render: whole 10 m pixels in the UTM zone of the extent's centre."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
    QgsRectangle,
)

from eurosat_plugin.adapters.zones import PIXEL_SIZE, find_zone
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiling import TILE_SIZE, Window
from eurosat_plugin.core.translation import number, tr

MAX_PIXELS = 100_000_000
"""A square of 100 km: more is more than any server should be asked for in one go."""

# A corner that misses a pixel border by rounding alone does not touch the next pixel.
_ROUNDING = 1e-3


@dataclass(frozen=True)
class MapArea:
    """Pixels of 10 m in the UTM zone `crs`; `west` and `north` are multiples of 10 m, as in Sentinel-2's own grid."""

    crs: QgsCoordinateReferenceSystem
    west: float
    north: float
    width: int
    height: int

    @property
    def bounds(self) -> Window:
        """All pixels."""
        return Window(0, 0, self.width, self.height)

    def rectangle(self, window: Window) -> QgsRectangle:
        """Return the ground rectangle of a pixel window, in `crs`."""
        return QgsRectangle(
            self.west + window.col * PIXEL_SIZE,
            self.north - window.bottom * PIXEL_SIZE,
            self.west + window.right * PIXEL_SIZE,
            self.north - window.row * PIXEL_SIZE,
        )

    def chunks(self, size: int) -> Iterator[Window]:
        """Yield squares of `size` pixels, row by row, that cover the area once; the last ones may be smaller."""
        for row in range(0, self.height, size):
            for col in range(0, self.width, size):
                yield Window(col, row, size, size).intersection(self.bounds)


def map_area(
    extent: QgsRectangle, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> MapArea:
    """Return the pixels that `extent` (in `crs`) touches.

    :raises InputError: when the extent is empty, off the globe, smaller than one tile or larger than MAX_PIXELS.
    """
    if extent.isNull() or extent.isEmpty() or not extent.isFinite():
        raise InputError(tr("The extent is empty; give a rectangle of at least 640 × 640 m."))
    if not crs.isValid():
        raise InputError(
            tr("The extent has no coordinate reference system; add one, as in 9.5,9.7,54.5,54.6 [EPSG:4326].")
        )
    zone = utm_zone(extent.center(), crs, context)
    try:
        box = QgsCoordinateTransform(crs, zone, context).transformBoundingBox(extent)
    except QgsCsException:
        box = QgsRectangle()
    if box.isEmpty() or not box.isFinite():
        raise InputError(
            tr(
                "The extent reaches beyond where {crs} ({description}) is defined; choose a smaller one on the globe."
            ).format(crs=zone.authid(), description=zone.description())
        )
    west, south = (math.floor(value / PIXEL_SIZE + _ROUNDING) for value in (box.xMinimum(), box.yMinimum()))
    east, north = (math.ceil(value / PIXEL_SIZE - _ROUNDING) for value in (box.xMaximum(), box.yMaximum()))
    _check_size(east - west, north - south)
    return MapArea(zone, west * PIXEL_SIZE, north * PIXEL_SIZE, east - west, north - south)


def utm_zone(
    place: QgsPointXY, crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext
) -> QgsCoordinateReferenceSystem:
    """Return the UTM zone (WGS 84) of `place` (in `crs`), near the poles UPS, which takes over where UTM ends.

    :raises InputError: when the place is not on the globe.
    """
    zone = find_zone(place, crs, context)
    if zone is None:
        raise InputError(
            tr(
                "The extent lies off the globe in {crs}; check its numbers and their coordinate reference system."
            ).format(crs=crs.authid() or crs.description())
        )
    return zone


def _check_size(width: int, height: int) -> None:
    if min(width, height) < TILE_SIZE:
        raise InputError(
            tr("The extent is {width} × {height} m, less than one tile of 640 × 640 m; choose a larger one.").format(
                width=width * 10, height=height * 10
            )
        )
    if width * height > MAX_PIXELS:
        raise InputError(
            tr(
                "The extent is {width} × {height} km, {pixels} pixels of 10 m; at most {most} are "
                "rendered at once. Choose a smaller one, or classify it in parts."
            ).format(
                width=number(width / 100, 1),
                height=number(height / 100, 1),
                pixels=number(width * height),
                most=number(MAX_PIXELS),
            )
        )
