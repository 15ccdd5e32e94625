# SPDX-License-Identifier: GPL-2.0-or-later
"""The borders of the tiles on the ground, to be drawn on a map in any projection."""

from __future__ import annotations

from math import ceil

from qgis.core import QgsGeometry, QgsPointXY

from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import TILE_SIZE

_BENDS = 32
"""Most pieces that a line is drawn in, so that it bends with the map."""


def outline(box: GeoBox) -> QgsGeometry:
    """Return the border of all tiles of `box` as a polygon with vertices between its corners, so that it bends."""
    xs, ys = (_thinned(values) for values in _borders(box))
    ring = [QgsPointXY(x, ys[0]) for x in xs] + [QgsPointXY(xs[-1], y) for y in ys[1:]]
    ring += [QgsPointXY(x, ys[-1]) for x in reversed(xs[:-1])] + [QgsPointXY(xs[0], y) for y in reversed(ys[:-1])]
    return QgsGeometry.fromPolygonXY([ring])


def inner_lines(box: GeoBox, size: int = TILE_SIZE) -> QgsGeometry:
    """Return the borders between the tiles of `box`, of `size` pixels a side, as lines; null where it is one tile."""
    xs, ys = _borders(box, size)
    along, down = _thinned(xs), _thinned(ys)
    lines = [[QgsPointXY(x, y) for y in down] for x in xs[1:-1]]
    lines += [[QgsPointXY(x, y) for x in along] for y in ys[1:-1]]
    return QgsGeometry.fromMultiPolylineXY(lines) if lines else QgsGeometry()


def _borders(box: GeoBox, size: int = TILE_SIZE) -> tuple[list[float], list[float]]:
    """Return where tiles begin and the last ones end, from west to east and from north to south."""
    area = box.area
    cols = (*range(area.col, area.right, size), area.right)
    rows = (*range(area.row, area.bottom, size), area.bottom)
    return [box.x(col) for col in cols], [box.y(row) for row in rows]


def _thinned(values: list[float]) -> list[float]:
    """Return some of `values`, the first and the last among them."""
    step = max(1, ceil((len(values) - 1) / _BENDS))
    return [*values[:-1:step], values[-1]]
