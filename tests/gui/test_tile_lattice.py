# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsRasterLayer, QgsRectangle

from eurosat_plugin.adapters.zones import find_zone
from eurosat_plugin.core.tiling import TILE_SIZE, TileGrid, Window
from eurosat_plugin.gui.tile_lattice import TileLattice, raster_lattice, transformed, utm_lattice
from eurosat_plugin.gui.tile_plan import TilePlan
from tests.rasters import ground as ground_values
from tests.rasters import write_raster

UTM = QgsCoordinateReferenceSystem("EPSG:32633")
WGS84 = QgsCoordinateReferenceSystem("EPSG:4326")
LATTICE = TileLattice(UTM, 500_000.0, 5_001_500.0, 10.0, 10.0, Window(0, 0, 150, 150))
"""Two whole tiles and 22 pixels each way."""


def ground(col: int, row: int, width: int, height: int) -> QgsRectangle:
    """Return the ground of a pixel window of LATTICE."""
    return LATTICE.rectangle(Window(col, row, width, height))


def test_what_lies_inside_one_tile_gives_that_tile():
    assert LATTICE.cover(ground(70, 10, 20, 20)) == Window(64, 0, 64, 64)


def test_what_touches_four_tiles_gives_all_four():
    assert LATTICE.cover(ground(60, 60, 10, 10)) == Window(0, 0, 128, 128)


def test_an_edge_that_lies_on_a_tile_border_does_not_touch_the_next_tile():
    assert LATTICE.cover(ground(0, 0, 64, 64)) == Window(0, 0, 64, 64)


def test_a_point_gives_the_tile_around_it():
    point = QgsRectangle(500_700, 5_001_000, 500_700, 5_001_000)

    assert LATTICE.cover(point) == Window(64, 0, 64, 64)


def test_what_reaches_out_of_bounds_is_cut_at_the_bounds():
    assert LATTICE.cover(ground(-500, -500, 2000, 2000)) == LATTICE.bounds


def test_what_touches_only_the_narrow_rest_reaches_back_for_a_whole_tile():
    assert LATTICE.cover(ground(140, 10, 5, 5)) == Window(150 - 64, 0, 64, 64)


def test_out_of_bounds_there_are_no_tiles():
    assert LATTICE.cover(ground(-200, 0, 100, 100)) is None


def test_without_bounds_tiles_go_on_in_all_directions():
    endless = TileLattice(UTM, 0.0, 0.0, 10.0, 10.0)

    window = endless.cover(QgsRectangle(500_100, 5_000_100, 500_200, 5_000_200))

    assert endless.rectangle(window) == QgsRectangle(499_840, 4_999_680, 500_480, 5_000_320)


@given(
    st.integers(-50, 200), st.integers(-50, 200), st.integers(1, 200), st.integers(1, 200), st.integers(64, 300)
)  # fmt: skip
def test_the_tiles_cover_what_of_the_extent_is_in_bounds(col, row, width, height, size):
    lattice = TileLattice(UTM, 500_000.0, 5_001_500.0, 10.0, 10.0, Window(0, 0, size, size))
    wanted = Window(col, row, width, height).intersection(lattice.bounds)

    found = lattice.cover(lattice.rectangle(Window(col, row, width, height)))

    if not wanted.width or not wanted.height:
        assert found is None
    else:
        assert found.intersection(wanted) == wanted
        assert found.intersection(lattice.bounds) == found
        assert found.width >= TILE_SIZE
        assert found.height >= TILE_SIZE


def test_the_lines_are_those_between_the_tiles():
    lines = LATTICE.inner_lines(Window(0, 0, 150, 128)).asMultiPolyline()

    verticals = {line[0].x() for line in lines if line[0].x() == line[-1].x()}
    horizontals = {line[0].y() for line in lines if line[0].y() == line[-1].y()}
    assert verticals == {500_640.0, 501_280.0}
    assert horizontals == {5_001_500.0 - 640}


def test_one_tile_has_no_lines_inside():
    assert LATTICE.inner_lines(Window(0, 0, 64, 64)).isNull()


def test_the_outline_is_the_border_of_the_window():
    window = Window(0, 64, 128, 64)

    outline = LATTICE.outline(window)

    assert outline.area() == pytest.approx(LATTICE.rectangle(window).area())
    assert outline.boundingBox() == LATTICE.rectangle(window)


def test_tiles_of_a_raster_with_10_m_pixels_are_counted_from_its_corner(make_raster):
    layer = make_raster()

    lattice = raster_lattice(layer, layer.extent().center())

    assert lattice.rectangle(lattice.bounds) == layer.extent()
    assert (lattice.dx, lattice.dy) == (10.0, 10.0)


def test_tiles_of_a_raster_that_will_be_resampled_lie_in_the_zone_of_the_place(make_raster):
    layer = make_raster()
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))  # at 40° N a pixel is 7.6 m wide
    place = layer.extent().center()

    lattice = raster_lattice(layer, place)

    assert (lattice.left, lattice.top, lattice.dx, lattice.dy) == (0.0, 0.0, 10.0, 10.0)
    assert lattice.crs == find_zone(place, layer.crs())


def test_they_end_where_the_raster_does(make_raster):
    layer = make_raster()
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))

    lattice = raster_lattice(layer, layer.extent().center())

    ground = transformed(QgsGeometry.fromRect(layer.extent()), layer.crs(), lattice.crs).boundingBox()
    whole = lattice.rectangle(lattice.bounds)
    assert whole.contains(ground)
    assert max(whole.width() - ground.width(), whole.height() - ground.height()) < 2 * 640


def test_tiles_of_a_tilted_raster_lie_in_the_zone_of_the_place(tmp_path, qgis_new_project):
    tilt = (500_000.0, 9.998, 0.2, 5_700_000.0, 0.2, -9.998)
    path = write_raster(tmp_path / "tilted.tif", ground_values(), geotransform=tilt)
    layer = QgsRasterLayer(str(path), "tilted")

    lattice = raster_lattice(layer, layer.extent().center())

    assert (lattice.left, lattice.top) == (0.0, 0.0)


def test_whether_pixels_are_resampled_is_asked_at_the_place(tmp_path, qgis_new_project):
    # 10 m at 45° N on a sphere; a tenth less at 51°, where the cosine is 0.63 instead of 0.71.
    side = 10 / math.cos(math.radians(45))
    north = 6_378_137 * math.log(math.tan(math.radians(45 + 51 / 2)))
    values = np.ones((3, 64, 64), np.uint16)
    path = write_raster(tmp_path / "mercator.tif", values, crs="EPSG:3857", geotransform=(0, side, 0, north, 0, -side))
    layer = QgsRasterLayer(str(path), "mercator")

    assert raster_lattice(layer, QgsPointXY(0, north)).crs.authid() == "EPSG:32631"
    assert raster_lattice(layer, QgsPointXY(0, 6_378_137 * math.log(math.tan(math.radians(67.5))))).crs == layer.crs()


def test_however_many_tiles_there_are_their_border_has_few_points():
    endless = TileLattice(UTM, 0.0, 0.0, 10.0, 10.0)
    window = Window(0, 0, 64 * 20_000, 64 * 20_000)

    outline = endless.outline(window)

    assert outline.constGet().nCoordinates() < 300
    assert outline.boundingBox() == endless.rectangle(window)


@pytest.mark.parametrize(
    ("longitude", "latitude", "zone"),
    [(15.0, 47.0, 32633), (-179.9, 10.0, 32601), (179.9, 10.0, 32660), (18.4, -33.9, 32734), (180.0, 0.0, 32601)],
)
def test_the_utm_zone_is_that_of_the_place(longitude, latitude, zone):
    assert find_zone(QgsPointXY(longitude, latitude), WGS84).postgisSrid() == zone


def test_off_the_globe_there_is_no_find_zone():
    assert find_zone(QgsPointXY(10.0, 95.0), WGS84) is None


def test_the_lattice_of_the_map_has_its_corners_at_multiples_of_640_m():
    lattice = utm_lattice(QgsPointXY(15.0, 47.0), WGS84)
    place = transformed(QgsGeometry.fromPointXY(QgsPointXY(15.0, 47.0)), WGS84, lattice.crs)

    tile = lattice.rectangle(lattice.cover(place.boundingBox()))

    assert (tile.xMinimum() % 640, tile.yMinimum() % 640) == (0, 0)
    assert (tile.width(), tile.height()) == (640, 640)


@pytest.mark.parametrize("stride", [64, 32, 16])
@pytest.mark.parametrize("window", [Window(0, 0, 64, 64), Window(0, 0, 150, 128), Window(64, 64, 86, 64)])
def test_the_plan_counts_the_tiles_as_the_classification_does(window, stride):
    assert TilePlan(LATTICE, window, stride).tiles == len(TileGrid(window, stride))


def test_the_plan_measures_hectares_on_the_ellipsoid():
    in_the_middle_of_the_zone = TilePlan(LATTICE, Window(0, 0, 64, 64)).area_ha

    assert in_the_middle_of_the_zone == pytest.approx(0.64 * 0.64 * 100 / 0.9996**2, rel=1e-4)


def test_the_extent_of_the_plan_is_in_the_crs_of_the_lattice():
    extent = TilePlan(LATTICE, Window(64, 0, 64, 64)).extent

    assert QgsRectangle(extent) == ground(64, 0, 64, 64)
    assert extent.crs() == UTM


def test_near_the_pole_tiles_lie_where_the_algorithm_puts_them():
    lattice = utm_lattice(QgsPointXY(15.0, 86.0), WGS84)

    assert lattice.crs.authid() == "EPSG:32661"
