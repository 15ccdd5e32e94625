# SPDX-License-Identifier: GPL-2.0-or-later
"""About how large outputs get, for the room on the disk that a run asks for before it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from eurosat_plugin.core.class_scheme import ClassScheme

EMPTY_LAYER_BYTES = 200_000
"""A GeoPackage with styles and metadata, and hardly a tile."""

EMPTY_RASTER_BYTES = 50_000
"""A GeoTIFF with its tags, names and colours, and hardly a pixel."""

GRID_TILE_BYTES = 322
"""What a tile adds to a GeoPackage, with its part of the spatial index; each probability is nine bytes more."""

RUN_TILE_BYTES, CHANGE_TILE_BYTES, SAMPLE_TILE_BYTES = 400, 400, 600
"""The same with the date and image of a run, of two grids that are compared, and with the labels of a sample."""

RASTER_TILE_BYTES = 2
"""A tile as a pixel, with its part of the overviews."""

_TABLE_BYTES = 150_000


def table_bytes(scheme: ClassScheme) -> int:
    """Return the size of a table of the classes of `scheme` in a GeoPackage, or of a report about them."""
    return _TABLE_BYTES * max(1, len(scheme) // 10)
