# SPDX-License-Identifier: GPL-2.0-or-later
"""The part of the map to render: whole 10 m pixels in the UTM zone of the extent's centre."""

from __future__ import annotations

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsPointXY,
    QgsRectangle,
)

from eurosat_plugin.adapters.raster.georeference import bounds_of, crs_text
from eurosat_plugin.adapters.raster.zones import find_zone
from eurosat_plugin.core.choices import PIXEL_SIZE, cell_size
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from eurosat_plugin.core.translation import number, tr

MAX_PIXELS = 100_000_000
"""A square of 100 km: more is more than any server should be asked for in one go."""


def map_area(
    extent: QgsRectangle,
    crs: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
    tile: int = TILE_SIZE,
) -> GeoBox:
    """Return the pixels that `extent` (in `crs`) touches; tiles have `tile` of them along each side.

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
    area = GeoBox.covering(bounds_of(box), crs_text(zone), PIXEL_SIZE)
    _check_size(area.area.width, area.area.height, tile)
    return area


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


def _check_size(width: int, height: int, tile: int) -> None:
    if min(width, height) < tile != TILE_SIZE:
        raise InputError(
            tr(
                "The extent is {width} × {height} m, less than one tile of this model, {size} × {size} m; choose a "
                "larger one."
            ).format(width=cell_size(width), height=cell_size(height), size=cell_size(tile))
        )
    if min(width, height) < tile:
        raise InputError(
            tr("The extent is {width} × {height} m, less than one tile of 640 × 640 m; choose a larger one.").format(
                width=cell_size(width), height=cell_size(height)
            )
        )
    if width * height > MAX_PIXELS:
        raise InputError(
            tr(
                "The extent is {width} × {height} km, {pixels} pixels of 10 m; at most {most} are "
                "rendered at once. Choose a smaller one, or classify it in parts."
            ).format(
                width=number(cell_size(width) / 1000, 1),
                height=number(cell_size(height) / 1000, 1),
                pixels=number(width * height),
                most=number(MAX_PIXELS),
            )
        )
