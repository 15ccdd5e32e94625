# SPDX-License-Identifier: GPL-2.0-or-later
"""Hectares by class and day, in which ground that several images of a day show is counted once.

Of two images that show the same ground, the one that stands first in the plan counts: what its classified tiles cover
is taken off the tiles of the others, by the part of each tile that they cover. The tiles of neighbouring images lie
beside each other by any number of pixels, or in different zones, so tiles cannot be held to be the same or not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from osgeo import ogr, osr

from eurosat_plugin.adapters.batch.grid_item import day_of
from eurosat_plugin.adapters.batch.grid_tiles import GeoPackageTiles, GridTiles, OpenGrid
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.core.summary.day_areas import DayAreas

_Bounds = Sequence[float]
"""West, south, east, north in degrees."""


def day_sums(run: RunFolder, open_grid: OpenGrid = GeoPackageTiles) -> list[DayAreas]:
    """Return the sums of all days of the scenes that are done, those without a day first."""
    by_day: dict[str, list[tuple[Path, Mapping[str, Any]]]] = defaultdict(list)
    for scene in run.plan().scenes:
        item = run.item(scene)
        if item is not None:
            by_day[day_of(item)].append((run.grid(scene, item), item))
    return [_sum(day, by_day[day], open_grid) for day in sorted(by_day)]


@dataclass(frozen=True)
class CoveredTile:
    """A tile, by the number of its feature, of which the part `share` lies under classified tiles of earlier images."""

    number: int
    class_key: str
    area_ha: float
    share: float


def covered_tiles(grid: GridTiles, earlier: Sequence[GridTiles]) -> Iterator[CoveredTile]:
    """Yield those tiles of `grid` with a class that classified tiles of `earlier` grids touch."""
    cover = _cover(grid, earlier)
    if cover is None or cover.IsEmpty():
        return
    whole = cover.CreatePreparedGeometry()
    for number, shape, class_key, area_ha in grid.tiles(cover.GetEnvelope()):
        if whole.Contains(shape):
            yield CoveredTile(number, class_key, area_ha, 1.0)
        elif whole.Intersects(shape):
            yield CoveredTile(number, class_key, area_ha, shape.Intersection(cover).Area() / shape.Area())


def _sum(day: str, scenes: Sequence[tuple[Path, Mapping[str, Any]]], open_grid: OpenGrid) -> DayAreas:
    areas: defaultdict[str, float] = defaultdict(float)
    overlap = 0.0
    for number, (path, item) in enumerate(scenes):
        for row in item["properties"]["eurosat:classes"]:
            areas[row["class_key"]] += row["area_ha"]
        before = [other for other, of_it in scenes[:number] if touch(of_it["bbox"], item["bbox"])]
        if before:
            for tile in covered_tiles(open_grid(path), [open_grid(other) for other in before]):
                areas[tile.class_key] -= tile.share * tile.area_ha
                overlap += tile.share * tile.area_ha
    return DayAreas(day, len(scenes), {key: max(0.0, area) for key, area in areas.items()}, overlap)


def touch(first: _Bounds, second: _Bounds) -> bool:
    """Tell whether two boxes have ground in common."""
    return first[0] < second[2] and second[0] < first[2] and first[1] < second[3] and second[1] < first[3]


def _cover(grid: GridTiles, earlier: Sequence[GridTiles]) -> ogr.Geometry | None:
    """Return the ground of the tiles of `earlier` that lie around those of `grid`, in its system."""
    crs, (west, east, south, north) = grid.crs(), grid.envelope()
    around = ogr.CreateGeometryFromWkt(
        f"POLYGON (({west} {south},{west} {north},{east} {north},{east} {south},{west} {south}))"
    )
    cover: ogr.Geometry | None = None
    for other in earlier:
        own = other.crs()
        there = around.Clone()
        there.Segmentize((east - west) / 16)
        there.Transform(osr.CoordinateTransformation(crs, own))
        shapes = ogr.Geometry(ogr.wkbMultiPolygon)
        for _, shape, _, _ in other.tiles(there.GetEnvelope()):
            shapes.AddGeometry(shape)
        if shapes.IsEmpty():
            continue
        # Corners of all tiles along its edge stay in the union, so that it may be moved to another zone.
        ground = shapes.UnionCascaded()
        ground.Transform(osr.CoordinateTransformation(own, crs))
        cover = ground if cover is None else cover.Union(ground)
    return cover
