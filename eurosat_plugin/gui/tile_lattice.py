# SPDX-License-Identifier: GPL-2.0-or-later
"""The 64-pixel tiles of an image as they lie on the ground, so that what is drawn snaps to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsGeometry,
    QgsPointXY,
    QgsRasterLayer,
    QgsRectangle,
)

from eurosat_plugin.adapters.zones import PIXEL_SIZE, find_zone, needs_resampling
from eurosat_plugin.core.tiling import TILE_SIZE, Window

_ROUNDING = 1e-3
_DENSE = 20
"""Points between two corners, for an edge that bends."""
_BENDS = 32
"""Pieces a line is drawn in at most, so that it bends with the map."""

_askew: dict[str, bool] = {}


@dataclass(frozen=True)
class TileLattice:
    """Tiles counted from the corner (`left`, `top`) in `crs`, rows downwards; a pixel is `dx` by `dy` units.

    Without `bounds` the lattice has no end.
    """

    crs: QgsCoordinateReferenceSystem
    left: float
    top: float
    dx: float
    dy: float
    bounds: Window | None = None

    def cover(self, extent: QgsRectangle) -> Window | None:
        """Return the whole tiles that `extent` (in `crs`) touches, None where it is out of bounds.

        At the far edges of the bounds a tile may be cut; an answer less than a tile wide reaches back for the rest.
        """
        left = floor((extent.xMinimum() - self.left) / self.dx + _ROUNDING)
        right = max(left + 1, ceil((extent.xMaximum() - self.left) / self.dx - _ROUNDING))
        top = floor((self.top - extent.yMaximum()) / self.dy + _ROUNDING)
        bottom = max(top + 1, ceil((self.top - extent.yMinimum()) / self.dy - _ROUNDING))
        touched = Window(left, top, right - left, bottom - top)
        if self.bounds is not None:
            touched = touched.intersection(self.bounds)
            if not touched.width or not touched.height:
                return None
        tiles = _whole_tiles(touched)
        if self.bounds is None:
            return tiles
        return tiles.intersection(self.bounds).grow_to(TILE_SIZE, self.bounds)

    def rectangle(self, window: Window) -> QgsRectangle:
        """Return the ground rectangle of `window`, in `crs`."""
        return QgsRectangle(
            self.left + window.col * self.dx,
            self.top - window.bottom * self.dy,
            self.left + window.right * self.dx,
            self.top - window.row * self.dy,
        )

    def outline(self, window: Window) -> QgsGeometry:
        """Return the border of `window` as a polygon with vertices between its corners, so that it bends."""
        xs, ys = _thinned(self._xs(window)), _thinned(self._ys(window))
        ring = [QgsPointXY(x, ys[0]) for x in xs] + [QgsPointXY(xs[-1], y) for y in ys[1:]]
        ring += [QgsPointXY(x, ys[-1]) for x in reversed(xs[:-1])] + [QgsPointXY(xs[0], y) for y in reversed(ys[:-1])]
        return QgsGeometry.fromPolygonXY([ring])

    def inner_lines(self, window: Window) -> QgsGeometry:
        """Return the borders between the tiles of `window` as lines; null where it is one tile."""
        xs, ys = self._xs(window), self._ys(window)
        along, down = _thinned(xs), _thinned(ys)
        lines = [[QgsPointXY(x, y) for y in down] for x in xs[1:-1]]
        lines += [[QgsPointXY(x, y) for x in along] for y in ys[1:-1]]
        return QgsGeometry.fromMultiPolylineXY(lines) if lines else QgsGeometry()

    def _xs(self, window: Window) -> list[float]:
        return [self.left + col * self.dx for col in (*range(window.col, window.right, TILE_SIZE), window.right)]

    def _ys(self, window: Window) -> list[float]:
        return [self.top - row * self.dy for row in (*range(window.row, window.bottom, TILE_SIZE), window.bottom)]


def raster_lattice(layer: QgsRasterLayer, place: QgsPointXY) -> TileLattice | None:
    """Return the tiles of `layer` at `place` (in its CRS), None off the globe.

    They lie on its pixels, or where those will be resampled in the UTM zone of the place.
    """
    zone = find_zone(place, layer.crs())
    if zone is None:
        return None
    on_pixels = None if _lies_askew(layer) else _pixel_lattice(layer, place, zone)
    return _zone_lattice(layer, zone) if on_pixels is None else on_pixels


def _pixel_lattice(layer: QgsRasterLayer, middle: QgsPointXY, zone: QgsCoordinateReferenceSystem) -> TileLattice | None:
    extent, dx, dy = layer.extent(), layer.rasterUnitsPerPixelX(), layer.rasterUnitsPerPixelY()
    here, across, down = (
        transformed(QgsGeometry.fromPointXY(point), layer.crs(), zone)
        for point in (middle, QgsPointXY(middle.x() + dx, middle.y()), QgsPointXY(middle.x(), middle.y() - dy))
    )
    if here is None or across is None or down is None:
        return None
    sizes = (here.distance(across), here.distance(down))
    if needs_resampling(sizes):
        return None
    bounds = Window(0, 0, layer.width(), layer.height())
    return TileLattice(layer.crs(), extent.xMinimum(), extent.yMaximum(), dx, dy, bounds)


def _zone_lattice(layer: QgsRasterLayer, zone: QgsCoordinateReferenceSystem) -> TileLattice:
    """Return the 640 m tiles of `zone` that touch `layer`; all of them where it reaches too far for one zone."""
    everywhere = TileLattice(zone, 0.0, 0.0, PIXEL_SIZE, PIXEL_SIZE)
    ground = transformed(QgsGeometry.fromRect(layer.extent()).densifyByCount(_DENSE), layer.crs(), zone)
    return everywhere if ground is None else replace(everywhere, bounds=everywhere.cover(ground.boundingBox()))


def _lies_askew(layer: QgsRasterLayer) -> bool:
    """Tell whether the file of `layer` is tilted; files are opened once."""
    source = layer.source()
    if source not in _askew:
        # It brings GDAL and numpy, and starting QGIS must not wait for that.
        from eurosat_plugin.adapters.resampling import is_tilted

        _askew[source] = is_tilted(layer)
    return _askew[source]


def utm_lattice(place: QgsPointXY, crs: QgsCoordinateReferenceSystem) -> TileLattice | None:
    """Return the 640 m tiles of the UTM zone of `place` (in `crs`), None off the globe."""
    zone = find_zone(place, crs)
    return None if zone is None else TileLattice(zone, 0.0, 0.0, PIXEL_SIZE, PIXEL_SIZE)


def transformed(
    geometry: QgsGeometry, source: QgsCoordinateReferenceSystem, target: QgsCoordinateReferenceSystem
) -> QgsGeometry | None:
    """Return `geometry` in `target`, None where the transformation is not defined."""
    moved = QgsGeometry(geometry)
    try:
        moved.transform(QgsCoordinateTransform(source, target, QgsCoordinateTransformContext()))
    except QgsCsException:
        return None
    box = moved.boundingBox()
    return moved if box.isFinite() else None


def _thinned(values: list[float]) -> list[float]:
    """Return some of `values`, the first and the last among them."""
    step = max(1, len(values) // _BENDS)
    return [*values[:-1:step], values[-1]]


def _whole_tiles(window: Window) -> Window:
    left, top = window.col // TILE_SIZE * TILE_SIZE, window.row // TILE_SIZE * TILE_SIZE
    right, bottom = -(-window.right // TILE_SIZE) * TILE_SIZE, -(-window.bottom // TILE_SIZE) * TILE_SIZE
    return Window(left, top, right - left, bottom - top)
