# SPDX-License-Identifier: GPL-2.0-or-later
"""Which tiles of a grid lie in polygons, wholly or in part."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
from qgis.core import QgsGeometry

from eurosat_plugin.adapters.raster.georeference import bounds_of, rectangle_of
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import Axis, TileGrid, Window

_SHARE_GROUND = "T********"
"""Of the matrix of DE-9IM: the insides of both meet, which is more than to touch."""


def tiles_inside(polygons: Iterable[QgsGeometry], box: GeoBox, grid: TileGrid) -> npt.NDArray[np.bool_]:
    """Return which cells ``(rows, cols)`` of `grid`, on the pixels of `box`, share ground with any of `polygons`.

    These are in the coordinate reference system of `box`.
    """
    inside = np.zeros((len(grid.rows.cells), len(grid.cols.cells)), dtype=np.bool_)
    for polygon in polygons:
        if polygon.isEmpty():
            continue
        around = box.window(bounds_of(polygon.boundingBox()))
        engine = QgsGeometry.createGeometryEngine(polygon.constGet())
        engine.prepareGeometry()
        cols = _touched(grid.cols, around.col, around.right)
        for row in _touched(grid.rows, around.row, around.bottom):
            for col in cols:
                if not inside[row, col]:
                    across, down = grid.cols.cells[col], grid.rows.cells[row]
                    cell = Window(across.start, down.start, across.stop - across.start, down.stop - down.start)
                    ground = QgsGeometry.fromRect(rectangle_of(box.rectangle(cell)))
                    inside[row, col] = engine.relatePattern(ground.constGet(), _SHARE_GROUND)
    return inside


def _touched(axis: Axis, first: int, last: int) -> range:
    """Return the numbers of the cells of `axis` that have pixels in ``[first, last)``."""
    return range(
        bisect_right([cell.stop for cell in axis.cells], first), bisect_left([cell.start for cell in axis.cells], last)
    )
