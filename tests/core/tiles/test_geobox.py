# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from eurosat_plugin.core.tiles.geobox import EVERYWHERE, Bounds, GeoBox
from eurosat_plugin.core.tiles.tiling import TILE_SIZE, Window

BOX = GeoBox("EPSG:32633", 500_000.0, 5_001_500.0, 10.0, 10.0, Window(0, 0, 150, 150))
"""Two whole tiles and 22 pixels each way."""

windows = st.builds(
    Window, st.integers(-50, 200), st.integers(-50, 200), st.integers(1, 200), st.integers(1, 200)
)  # fmt: skip
boxes = st.builds(
    GeoBox,
    st.just(""),
    st.floats(-1e6, 1e7),
    st.floats(-1e6, 1e7),
    st.floats(1e-4, 60),
    st.floats(1e-4, 60),
    st.builds(Window, st.just(0), st.just(0), st.integers(64, 300), st.integers(64, 300)),
)


def ground(col: int, row: int, width: int, height: int) -> Bounds:
    """Return the ground of a pixel window of BOX."""
    return BOX.rectangle(Window(col, row, width, height))


def grown(bounds: Bounds, by: float) -> Bounds:
    return Bounds(bounds.xmin - by, bounds.ymin - by, bounds.xmax + by, bounds.ymax + by)


def test_rows_run_south_and_columns_east() -> None:
    assert ground(1, 2, 3, 4) == Bounds(500_010.0, 5_001_440.0, 500_040.0, 5_001_480.0)


@given(boxes, windows)
def test_the_place_of_a_window_has_just_the_pixels_of_it(box: GeoBox, window: Window) -> None:
    assert box.window(box.rectangle(window)) == window


def test_a_corner_that_misses_a_border_by_rounding_touches_no_other_pixel() -> None:
    assert BOX.window(grown(ground(5, 6, 7, 8), 1e-3)) == Window(5, 6, 7, 8)
    assert BOX.window(grown(ground(5, 6, 7, 8), -1e-3)) == Window(5, 6, 7, 8)


def test_pixels_that_a_place_cuts_are_touched() -> None:
    assert BOX.window(grown(ground(5, 6, 7, 8), 1.0)) == Window(4, 5, 9, 10)


def test_a_point_touches_one_pixel() -> None:
    assert BOX.window(Bounds(500_015.0, 5_001_495.0, 500_015.0, 5_001_495.0)) == Window(1, 0, 1, 1)


def test_neighbouring_windows_share_their_border_on_the_ground() -> None:
    assert ground(0, 0, 7, 9).xmax == ground(7, 0, 3, 9).xmin


@given(st.floats(-1e6, 1e7), st.floats(-1e6, 1e7), st.floats(0.1, 1e5), st.floats(0.1, 1e5))
def test_pixels_that_cover_a_place_are_the_fewest_of_the_common_grid(
    west: float, south: float, width: float, height: float
) -> None:
    wanted = Bounds(west, south, west + width, south + height)

    box = GeoBox.covering(wanted, "EPSG:32633", 10.0)

    assert box.crs == "EPSG:32633"
    assert box.west % 10 == box.north % 10 == 0
    inside = grown(box.ground, 0.011)  # a thousandth of a pixel counts as rounding
    assert inside.xmin <= wanted.xmin
    assert inside.ymin <= wanted.ymin
    assert inside.xmax >= wanted.xmax
    assert inside.ymax >= wanted.ymax
    assert box.ground.xmax - box.ground.xmin <= width + 20
    assert box.ground.ymax - box.ground.ymin <= height + 20


def test_within_a_window_are_the_pixels_that_are_there_and_in_it() -> None:
    assert BOX.within(Window(100, -20, 200, 60)).area == Window(100, 0, 50, 40)


def test_what_lies_inside_one_tile_gives_that_tile() -> None:
    assert BOX.tiles(ground(70, 10, 20, 20)) == Window(64, 0, 64, 64)


def test_what_touches_four_tiles_gives_all_four() -> None:
    assert BOX.tiles(ground(60, 60, 10, 10)) == Window(0, 0, 128, 128)


def test_an_edge_that_lies_on_a_tile_border_does_not_touch_the_next_tile() -> None:
    assert BOX.tiles(ground(0, 0, 64, 64)) == Window(0, 0, 64, 64)


def test_a_point_gives_the_tile_around_it() -> None:
    assert BOX.tiles(Bounds(500_700, 5_001_000, 500_700, 5_001_000)) == Window(64, 0, 64, 64)


def test_tiles_end_where_the_pixels_do() -> None:
    assert BOX.tiles(ground(-500, -500, 2000, 2000)) == BOX.area


def test_what_touches_only_the_narrow_rest_reaches_back_for_a_whole_tile() -> None:
    assert BOX.tiles(ground(140, 10, 5, 5)) == Window(150 - 64, 0, 64, 64)


def test_beside_the_pixels_there_are_no_tiles() -> None:
    assert BOX.tiles(ground(-200, 0, 100, 100)) is None


def test_without_an_end_tiles_go_on_in_all_directions() -> None:
    endless = GeoBox("EPSG:32633", 0.0, 0.0, 10.0, 10.0)
    assert endless.area == EVERYWHERE

    window = endless.tiles(Bounds(500_100, 5_000_100, 500_200, 5_000_200))

    assert window is not None
    assert endless.rectangle(window) == Bounds(499_840, 4_999_680, 500_480, 5_000_320)


@given(windows, st.integers(64, 300))
def test_tiles_cover_all_pixels_of_a_place_that_are_there(asked: Window, size: int) -> None:
    box = BOX.within(Window(0, 0, size, size))
    wanted = asked.intersection(box.area)

    found = box.tiles(box.rectangle(asked))

    if not wanted.width or not wanted.height:
        assert found is None
    else:
        assert found is not None
        assert found.intersection(wanted) == wanted
        assert found.intersection(box.area) == found
        assert min(found.width, found.height) >= min(TILE_SIZE, box.area.width)
