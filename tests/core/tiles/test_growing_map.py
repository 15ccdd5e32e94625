# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.tiles.geobox import Bounds, GeoBox
from eurosat_plugin.core.tiles.growing_map import (
    MOST_PIXELS,
    NO_CLASS,
    STEPS,
    GrowingMap,
    class_and_confidence,
)
from eurosat_plugin.core.tiles.tile_row import TileRow
from eurosat_plugin.core.tiles.tiling import TileGrid, Window
from tests.core.tiles.painted_tiles import row_of


def map_of(width: int, height: int, stride: int = 64) -> GrowingMap:
    """Return the map of an image of so many pixels of 10 m, whose upper left corner is at 0, 0."""
    area = Window(0, 0, width, height)
    return GrowingMap(GeoBox("EPSG:32633", 0.0, 0.0, 10.0, 10.0, area), TileGrid(area, stride))


def tile(row: int, col: int, number: int, confidence: float) -> TileRow:
    probabilities = np.full(len(CLASSES), (1.0 - confidence) / (len(CLASSES) - 1))
    probabilities[number] = confidence
    return row_of(row, {col: probabilities})


@pytest.mark.parametrize("number", range(len(CLASSES)))
@pytest.mark.parametrize("confidence", [0.3, 0.75, 1.0])
def test_a_tile_is_told_by_class_and_confidence(number: int, confidence: float) -> None:
    growing = map_of(3 * 64, 2 * 64)

    growing.add(tile(1, 2, number, confidence))

    pixels = growing.pixels()
    told, about = class_and_confidence(pixels[1 * 3 + 2])
    assert told == number
    assert about == pytest.approx(confidence, abs=0.5 / STEPS + 1e-9)
    assert set(pixels[:5]) == {0}
    assert growing.tiles == 1


@pytest.mark.parametrize("count", [2, 60, 100])
def test_any_number_of_classes_fits_into_a_byte(count: int) -> None:
    scheme = ClassScheme.of([f"Cover {number}" for number in range(count)])
    area = Window(0, 0, 64, 64)
    growing = GrowingMap(GeoBox("EPSG:32633", 0.0, 0.0, 10.0, 10.0, area), TileGrid(area), scheme)
    probabilities = np.zeros(count)
    probabilities[-1] = 1.0

    growing.add(row_of(0, {0: probabilities}, scheme))

    told, about = class_and_confidence(growing.pixels()[0], growing.steps)
    assert told == count - 1
    assert about == pytest.approx(1.0, abs=0.5 / growing.steps + 1e-9)


def test_a_tile_without_a_class_is_told_as_such() -> None:
    growing = map_of(64, 64)

    growing.add(row_of(0, {0: None}))

    assert growing.pixels() == bytes([NO_CLASS])


def test_what_was_read_does_not_change_when_a_tile_comes() -> None:
    growing = map_of(64, 64)
    before = growing.pixels()

    growing.add(tile(0, 0, 4, 0.9))

    assert before == bytes([0])


def test_pieces_cover_the_ground_once_and_the_cut_tiles_at_the_edges_are_pieces_of_their_own() -> None:
    # 100 tiles and a rest of 10 pixels across, two tiles down.
    growing = map_of(100 * 64 + 10, 2 * 64)

    pieces = list(growing.pieces())

    assert [(p.window.col, p.window.width) for p in pieces if p.window.row == 0] == [(0, 64), (64, 36), (100, 1)]
    assert [(p.window.row, p.window.height) for p in pieces if p.window.col == 0] == [(0, 1), (1, 1)]
    assert pieces[1].ground == Bounds(64 * 640.0, -640.0, 100 * 640.0, 0.0)
    assert pieces[2].ground == Bounds(100 * 640.0, -640.0, 100 * 640.0 + 100.0, 0.0)
    assert sum(p.window.width * p.window.height for p in pieces) == growing.width * growing.height


def test_of_a_large_grid_several_tiles_share_a_pixel() -> None:
    # 4 000 000 cells of 16 pixels: two by two share one.
    growing = map_of(2000 * 16, 2000 * 16, stride=16)

    growing.add(tile(1999, 1999, 7, 1.0))

    assert (growing.width, growing.height) == (1000, 1000)
    assert len(growing.pixels()) <= MOST_PIXELS
    assert growing.pixels()[-1] != 0
    assert list(growing.pieces())[-1].ground == Bounds(1998 * 160.0, -2000 * 160.0, 2000 * 160.0, -1998 * 160.0)
