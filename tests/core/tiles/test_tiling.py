# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurosat_plugin.core.choices import EDGES, STRIDES
from eurosat_plugin.core.tiles.tiling import TILE_SIZE, TileGrid, Window

areas = st.builds(
    Window, st.integers(0, 200), st.integers(0, 200), st.integers(TILE_SIZE, 400), st.integers(TILE_SIZE, 400)
)


def count_visits(grid: TileGrid) -> np.ndarray:
    """Count, for each pixel of the grid's area, the cells that hold it."""
    visits = np.zeros((grid.area.height, grid.area.width), dtype=int)
    for cell in grid.cells():
        top, left = cell.row - grid.area.row, cell.col - grid.area.col
        visits[top : top + cell.height, left : left + cell.width] += 1
    return visits


@given(areas, st.sampled_from(STRIDES), st.sampled_from(["shift", "pad"]))
def test_every_pixel_is_in_exactly_one_cell(area: Window, stride: int, edge: str) -> None:
    visits = count_visits(TileGrid(area, stride, edge))

    assert (visits == 1).all()


@given(areas, st.sampled_from(STRIDES), st.sampled_from(EDGES))
def test_no_cell_lies_outside(area: Window, stride: int, edge: str) -> None:
    for cell in TileGrid(area, stride, edge).cells():
        assert cell.intersection(area) == cell
        assert 0 < cell.width <= stride
        assert 0 < cell.height <= stride


@given(areas, st.sampled_from(STRIDES))
def test_shifted_windows_reach_the_far_border_and_no_further(area: Window, stride: int) -> None:
    grid = TileGrid(area, stride, "shift")

    assert grid.cols.starts[0] == area.col
    assert grid.cols.starts[-1] + TILE_SIZE == area.right
    assert grid.rows.starts[-1] + TILE_SIZE == area.bottom


@given(areas, st.sampled_from(STRIDES), st.sampled_from(["shift", "pad"]))
def test_every_pixel_is_seen_by_a_window(area: Window, stride: int, edge: str) -> None:
    axis = TileGrid(area, stride, edge).cols

    seen = {pixel for start in axis.starts for pixel in range(start, start + TILE_SIZE)}
    assert seen >= set(range(area.col, area.right))


@given(areas, areas)
def test_an_intersection_lies_in_both(first: Window, second: Window) -> None:
    common = first.intersection(second)

    if common.width and common.height:
        assert common.intersection(first) == common == common.intersection(second)


@given(
    st.integers(0, 190), st.integers(0, 190), st.integers(1, 300), st.integers(1, 300),
    st.integers(TILE_SIZE, 500), st.integers(TILE_SIZE, 500),
)  # fmt: skip
def test_a_grown_window_holds_the_old_one_and_stays_inside(
    col: int, row: int, width: int, height: int, cols: int, rows: int
) -> None:
    bounds = Window(0, 0, cols, rows)
    window = Window(col, row, width, height).intersection(bounds)

    grown = window.grow_to(TILE_SIZE, bounds)

    if window.width and window.height:
        assert grown.intersection(window) == window
        assert grown.intersection(bounds) == grown
        assert min(grown.width, grown.height) >= TILE_SIZE


@given(areas, st.sampled_from(STRIDES))
def test_skip_leaves_out_what_uncovered_tells_and_nothing_else(area: Window, stride: int) -> None:
    grid = TileGrid(area, stride, "skip")
    cols, rows = grid.uncovered()

    visits = count_visits(grid)

    assert (visits[: area.height - rows, : area.width - cols] == 1).all()
    assert visits.sum() == (area.height - rows) * (area.width - cols)


@given(areas, st.sampled_from(STRIDES), st.sampled_from(["shift", "skip"]))
def test_no_window_sticks_out_unless_padded(area: Window, stride: int, edge: str) -> None:
    grid = TileGrid(area, stride, edge)

    assert all(area.col <= start and start + TILE_SIZE <= area.right for start in grid.cols.starts)
    assert all(area.row <= start and start + TILE_SIZE <= area.bottom for start in grid.rows.starts)


@given(areas, st.sampled_from(STRIDES), st.sampled_from(EDGES))
def test_the_windows_of_a_cell_see_it(area: Window, stride: int, edge: str) -> None:
    axis = TileGrid(area, stride, edge).cols

    for cell in axis.cells:
        for window in range(cell.first, cell.last + 1):
            assert axis.starts[window] <= cell.start
            assert min(cell.stop, area.right) <= axis.starts[window] + TILE_SIZE


@given(
    st.builds(Window, st.just(0), st.just(0), st.integers(1, 400), st.just(1)),
    st.sampled_from(STRIDES),
    st.sampled_from(EDGES),
)
def test_every_window_is_the_last_that_sees_some_cell(area: Window, stride: int, edge: str) -> None:
    axis = TileGrid(area, stride, edge).cols

    assert {cell.last for cell in axis.cells} == set(range(len(axis.starts)))


@given(areas, st.sampled_from(STRIDES), st.sampled_from(EDGES))
def test_the_length_is_the_number_of_cells(area: Window, stride: int, edge: str) -> None:
    grid = TileGrid(area, stride, edge)

    assert len(grid) == len(list(grid.cells()))


def test_shift_moves_the_last_window_back_inside() -> None:
    axis = TileGrid(Window(0, 0, 100, 64), 64, "shift").cols

    assert axis.starts == (0, 100 - 64)
    assert [(cell.start, cell.stop) for cell in axis.cells] == [(0, 64), (64, 100)]


def test_pad_lets_the_last_window_stick_out() -> None:
    axis = TileGrid(Window(0, 0, 100, 64), 64, "pad").cols

    assert axis.starts == (0, 64)
    assert [(cell.start, cell.stop) for cell in axis.cells] == [(0, 64), (64, 100)]


def test_half_stride_sees_inner_cells_twice() -> None:
    axis = TileGrid(Window(0, 0, 192, 64), 32, "shift").cols

    assert [cell.last - cell.first + 1 for cell in axis.cells] == [1, 2, 2, 2, 2, 1]


@pytest.mark.parametrize(("start", "expected"), [(100, 100 - 27), (0, 0), (195, 200 - 64)])
def test_a_small_window_grows_about_its_centre_within_bounds(start: int, expected: int) -> None:
    grown = Window(start, 0, 10, 200).grow_to(64, Window(0, 0, 200, 200))

    assert grown == Window(expected, 0, 64, 200)


def test_windows_apart_have_an_empty_intersection() -> None:
    common = Window(0, 0, 10, 10).intersection(Window(20, 0, 10, 10))

    assert common.width == 0


@given(areas, st.integers(50, 300))
def test_pieces_cover_a_window_once(area: Window, size: int) -> None:
    seen = np.zeros((area.bottom, area.right), dtype=int)

    for piece in area.pieces(size):
        assert 0 < piece.width <= size
        assert 0 < piece.height <= size
        seen[piece.row : piece.bottom, piece.col : piece.right] += 1

    assert (seen[area.row :, area.col :] == 1).all()
    assert seen.sum() == area.width * area.height


def test_a_window_grows_in_bounds_that_begin_anywhere_and_may_be_narrower() -> None:
    bounds = Window(100, 200, 50, 300)

    grown = Window(110, 300, 5, 7).grow_to(64, bounds)

    # 64 − 7 = 57 rows more, 28 of them above; there are no 64 columns.
    assert grown == Window(100, 300 - 28, 50, 64)


def test_windows_apart_from_each_other_have_nothing_in_common() -> None:
    common = Window(0, 0, 10, 10).intersection(Window(50, 60, 5, 5))

    assert (common.width, common.height) == (0, 0)


def test_where_no_tile_has_room_all_is_left_out() -> None:
    grid = TileGrid(Window(5, 7, 60, 40), TILE_SIZE, "skip")

    assert len(grid) == 0
    assert grid.uncovered() == (60, 40)


@pytest.mark.parametrize("size", [16, 32, 120, 512])
@pytest.mark.parametrize("part", [1, 2, 4])
@pytest.mark.parametrize("edge", ["shift", "pad", "skip"])
def test_tiles_of_any_size_cover_an_area_once_and_are_seen_whole(size: int, part: int, edge: str) -> None:
    area = Window(7, 3, 2 * size + 5, 3 * size)
    grid = TileGrid(area, size // part, edge, size)

    visits = np.zeros((area.bottom, area.right), dtype=int)
    for cell in grid.cells():
        visits[cell.row : cell.bottom, cell.col : cell.right] += 1

    cols, rows = grid.uncovered()
    assert visits[area.row : area.bottom - rows, area.col : area.right - cols].min() == 1
    assert visits.max() == 1
    assert grid.windows_of_a_cell == part**2
    if edge == "shift":
        assert all(start + size <= area.right for start in grid.cols.starts)
        starts = grid.cols.starts
        assert all(starts[c.first] <= c.start and c.stop <= starts[c.last] + size for c in grid.cols.cells)
