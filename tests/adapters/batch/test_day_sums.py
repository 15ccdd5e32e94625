# SPDX-License-Identifier: GPL-2.0-or-later
"""Ground that several images of a day show is counted once: overlaps made by hand, tile by tile."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from osgeo import ogr, osr

from eurosat_plugin.adapters.batch.area_tables import day_table
from eurosat_plugin.adapters.batch.day_sums import covered_tiles, day_sums
from eurosat_plugin.adapters.batch.grid_item import Asset, Classified, scene_item
from eurosat_plugin.adapters.batch.grid_tiles import Envelope, Tile
from eurosat_plugin.adapters.batch.plan import make_plan
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.batch.scene_source import SceneSource
from eurosat_plugin.adapters.output.whole_file import write_json

SIDE = 640.0
HECTARES = 40.96
EAST, NORTH = 500_000.0, 5_700_000.0


class Squares:
    """A grid of tiles at (column, row) upwards from a corner, of one class each."""

    def __init__(self, tiles: dict[tuple[float, float], str], zone: int = 32633) -> None:
        self._tiles, self._zone = tiles, zone

    def crs(self) -> osr.SpatialReference:
        crs = osr.SpatialReference()
        crs.ImportFromEPSG(self._zone)
        crs.SetAxisMappingStrategy(osr.OAMS_TRADITIONAL_GIS_ORDER)
        return crs

    def tiles(self, within: Envelope | None = None) -> Iterator[Tile]:
        for number, ((col, row), key) in enumerate(self._tiles.items()):
            shape = square(EAST + SIDE * col, NORTH + SIDE * row)
            if within is None or meet(shape.GetEnvelope(), within):
                yield number, shape, key, HECTARES

    def envelope(self) -> Envelope:
        around = ogr.Geometry(ogr.wkbMultiPolygon)
        for _, shape, _, _ in self.tiles():
            around.AddGeometry(shape)
        bounds: Envelope = around.GetEnvelope()
        return bounds


def meet(first: Envelope, second: Envelope) -> bool:
    return first[0] <= second[1] and second[0] <= first[1] and first[2] <= second[3] and second[2] <= first[3]


def square(west: float, south: float) -> ogr.Geometry:
    east, north = west + SIDE, south + SIDE
    return ogr.CreateGeometryFromWkt(
        f"POLYGON (({west} {south},{west} {north},{east} {north},{east} {south},{west} {south}))"
    )


def shares(grid: Squares, *earlier: Squares) -> list[tuple[str, float]]:
    return [(tile.class_key, round(tile.share, 6)) for tile in covered_tiles(grid, earlier) if tile.share > 1e-9]


def test_tiles_that_are_the_same_ground_are_covered_whole() -> None:
    first = Squares({(0, 0): "Forest", (1, 0): "River"})

    assert shares(Squares({(1, 0): "Pasture", (2, 0): "Forest"}), first) == [("Pasture", 1.0)]


def test_of_a_tile_that_lies_across_only_the_part_below_counts_as_covered() -> None:
    first = Squares({(0, 0): "Forest"})

    # Shifted by a quarter to the right and by half upwards: 3/4 × 1/2 lies on it.
    assert shares(Squares({(0.25, 0.5): "River"}), first) == [("River", 0.375)]


def test_ground_that_two_earlier_images_show_is_taken_off_once() -> None:
    first, second = Squares({(0, 0): "Forest"}), Squares({(0.5, 0): "Forest"})

    # The first covers the left quarter of it, the second, which overlaps the first, the left three quarters.
    assert shares(Squares({(0.75, 0): "River"}), first, second) == [("River", 0.75)]


def test_a_neighbour_of_another_zone_covers_the_same_ground() -> None:
    there = osr.CoordinateTransformation(Squares({}).crs(), Squares({}, 32632).crs())
    (east, north, _) = there.TransformPoint(EAST, NORTH)
    col, row = (east - EAST) / SIDE, (north - NORTH) / SIDE
    # Around the corner from which the tile of zone 33 goes up and to the right, turned by some two degrees.
    around = {(col + i - 2, row + j - 2): "Forest" for i in range(5) for j in range(5)}

    assert shares(Squares({(0, 0): "River"}), Squares(around, 32632)) == [("River", 1.0)]


def test_long_grids_of_two_zones_that_meet_only_where_an_edge_bends_cover_the_same_ground() -> None:
    there = osr.CoordinateTransformation(Squares({}).crs(), Squares({}, 32632).crs())
    equator, away = -NORTH / SIDE, 250_000 / SIDE
    # Three tiles along the middle of zone 33, from 250 km south of the equator to 250 km north of it.
    grid = Squares({(0, equator + row): "River" for row in (-away, -0.5, away)})
    (middle, _, _), (end, _, _) = (there.TransformPoint(EAST + SIDE, north) for north in (0.0, 250_000.0))
    # In zone 32 the line through their eastern corners bends to the east by half a kilometre.
    assert middle - end > 500
    beyond_the_corners = middle - 0.5 * SIDE
    assert beyond_the_corners > end
    earlier = Squares({((beyond_the_corners - EAST) / SIDE, equator - 1.5 + row): "Forest" for row in range(3)}, 32632)

    [(key, share)] = shares(grid, earlier)

    # It lies over the eastern half, but for the difference of the zones in scale.
    assert (key, share) == ("River", pytest.approx(0.5, abs=0.01))


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    return RunFolder(tmp_path / "run")


Days = Mapping[str, tuple[str, dict[tuple[float, float], str]]]

GRIDS: Days = {
    "first": ("2024-05-01", {(0, 0): "Forest", (1, 0): "River"}),
    "second": ("2024-05-01", {(1, 0): "Pasture", (2, 0): "Pasture"}),
    "other day": ("2024-05-06", {(0, 0): "Forest"}),
    "third": ("2024-05-01", {(2.5, 0): "Forest"}),
}


def finish(run: RunFolder, names: Sequence[str], days: Days = GRIDS) -> dict[Path, Squares]:
    """Leave in `run` the items of grids, and return the grids by their files."""
    plan = make_plan([SceneSource(f"/images/{name}.tif", name) for name in names], {})
    run.begin(plan)
    grids = {}
    for scene in plan.scenes:
        day, tiles = days[scene.name]
        keys = list(tiles.values())
        classes = {key: (keys.count(key), keys.count(key) * HECTARES) for key in set(keys)}
        found = Classified({}, '{"type": "Point"}', (15.0, 51.0, 15.1, 51.1), scene.name, day, "", classes)
        run.make_room(scene)
        run.grid_file(scene).touch()
        asset = Asset("landcover", run.grid_file(scene), "application/geopackage+sqlite3")
        write_json(run.item_file(scene), scene_item(plan, scene, found, run.scene_folder(scene), [asset]))
        grids[run.grid_file(scene)] = Squares(tiles)
    return grids


def sums(run: RunFolder, grids: dict[Path, Squares]) -> dict[str, dict[str, float]]:
    days = day_sums(run, grids.__getitem__)
    return {day.day: {key: round(area / HECTARES, 6) for key, area in day.areas.items() if area > 1e-9} for day in days}


def test_the_first_image_of_the_plan_counts_where_images_of_a_day_overlap(run: RunFolder) -> None:
    grids = finish(run, ["first", "second", "other day"])

    assert sums(run, grids) == {
        "2024-05-01": {"Forest": 1.0, "River": 1.0, "Pasture": 1.0},
        "2024-05-06": {"Forest": 1.0},
    }


def test_in_another_order_another_image_counts(run: RunFolder) -> None:
    grids = finish(run, ["second", "first"])

    assert sums(run, grids) == {"2024-05-01": {"Forest": 1.0, "Pasture": 2.0}}


def test_sum_and_overlap_are_all_that_the_images_cover(run: RunFolder) -> None:
    grids = finish(run, list(GRIDS))

    [day, _] = day_sums(run, grids.__getitem__)

    # Five tiles of the first day lie on three and a half of ground.
    assert day.images == 3
    assert day.area_ha == pytest.approx(3.5 * HECTARES)
    assert day.overlap_ha == pytest.approx(1.5 * HECTARES)


def test_ground_that_counts_once_leaves_no_less_than_nothing_in_the_table(run: RunFolder) -> None:
    twice = dict.fromkeys([(0, 0), (1, 0), (2, 0)], "Forest")
    later = dict.fromkeys(twice, "Pasture")
    # What floats make of it is a bit less than nothing.
    assert sum([3 * HECTARES, *[-HECTARES] * 3]) < 0
    grids = finish(run, ["earlier", "later"], {"earlier": ("2024-05-01", twice), "later": ("2024-05-01", later)})

    table = day_table(day_sums(run, grids.__getitem__), run.plan().scheme)

    assert "2024-05-01,2,Pasture,0.0000\n" in table
    assert "-0.0000" not in table


def test_an_image_that_is_not_done_is_in_no_sum(run: RunFolder) -> None:
    grids = finish(run, ["first", "second"])
    gone: Any = run.plan().scenes[0]
    run.item_file(gone).unlink()

    assert sums(run, grids) == {"2024-05-01": {"Pasture": 2.0}}
