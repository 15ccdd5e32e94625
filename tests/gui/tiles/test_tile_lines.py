# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from eurosat_plugin.adapters.raster.georeference import rectangle_of
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import TileGrid, Window
from eurosat_plugin.gui.runs.tile_plan import TilePlan
from eurosat_plugin.gui.tiles.tile_lines import inner_lines, outline

BOX = GeoBox("EPSG:32633", 500_000.0, 5_001_500.0, 10.0, 10.0, Window(0, 0, 150, 150))
"""Two whole tiles and 22 pixels each way."""


def test_the_lines_are_those_between_the_tiles():
    lines = inner_lines(BOX.within(Window(0, 0, 150, 128))).asMultiPolyline()

    verticals = {line[0].x() for line in lines if line[0].x() == line[-1].x()}
    horizontals = {line[0].y() for line in lines if line[0].y() == line[-1].y()}
    assert verticals == {500_640.0, 501_280.0}
    assert horizontals == {5_001_500.0 - 640}


def test_one_tile_has_no_lines_inside():
    assert inner_lines(BOX.within(Window(0, 0, 64, 64))).isNull()
    assert len(inner_lines(BOX.within(Window(0, 0, 64, 64)), 32).asMultiPolyline()) == 2


def test_the_outline_is_the_border_of_the_pixels():
    box = BOX.within(Window(0, 64, 128, 64))

    border = outline(box)

    assert border.area() == pytest.approx(rectangle_of(box.ground).area())
    assert border.boundingBox() == rectangle_of(box.ground)


def test_however_many_tiles_there_are_their_border_has_few_points():
    box = GeoBox("EPSG:32633", 0.0, 0.0, 10.0, 10.0, Window(0, 0, 64 * 20_000, 64 * 20_000))

    border = outline(box)

    assert border.constGet().nCoordinates() < 300
    assert border.boundingBox() == rectangle_of(box.ground)


@pytest.mark.parametrize("tiles", [*range(1, 5), 31, 32, 33, 63, 64, 65, 67, 100, 1000])
def test_the_outline_has_all_corners_and_at_most_32_pieces_a_side(tiles):
    box = GeoBox("EPSG:32633", 0.0, 0.0, 10.0, 10.0, Window(0, 0, 64 * tiles, 64 * tiles))

    [ring] = outline(box).asPolygon()

    far = 640.0 * tiles
    assert {(0.0, 0.0), (far, 0.0), (far, -far), (0.0, -far)} <= {(point.x(), point.y()) for point in ring}
    # A ring has a vertex for each piece, and its first one again.
    assert len(ring) - 1 <= 4 * 32


@pytest.mark.parametrize("stride", [64, 32, 16])
@pytest.mark.parametrize("window", [Window(0, 0, 64, 64), Window(0, 0, 150, 128), Window(64, 64, 86, 64)])
def test_the_plan_counts_the_tiles_as_the_classification_does(window, stride):
    assert TilePlan(BOX.within(window), stride).tiles == len(TileGrid(window, stride))


def test_the_plan_measures_hectares_on_the_ellipsoid():
    in_the_middle_of_the_zone = TilePlan(BOX.within(Window(0, 0, 64, 64))).area_ha

    assert in_the_middle_of_the_zone == pytest.approx(0.64 * 0.64 * 100 / 0.9996**2, rel=1e-4)


def test_the_extent_of_the_plan_is_in_the_crs_of_its_pixels():
    extent = TilePlan(BOX.within(Window(64, 0, 64, 64))).extent

    assert (extent.xMinimum(), extent.yMaximum()) == (500_640.0, 5_001_500.0)
    assert extent.crs().authid() == BOX.crs
