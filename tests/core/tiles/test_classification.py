# SPDX-License-Identifier: GPL-2.0-or-later
"""What tiles are classified as: each by its own pixels."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eurosat_plugin.core.product.radiometry import DISPLAY
from eurosat_plugin.core.tiles import classification
from eurosat_plugin.core.tiles.classification import classify_rows
from eurosat_plugin.core.tiles.tiling import TileGrid, Window
from eurosat_plugin.core.tiles.window_classifier import Options, dihedral_views
from tests.core.tiles.painted_tiles import SURE, ArrayReader, CornerClassifier, paint
from training.single_tiles import classify_tiles


def test_each_tile_gets_the_class_of_its_own_pixels() -> None:
    reader = ArrayReader(paint(128, 192, [[1, 2, 3], [4, 5, 6]]))

    tiles = list(classify_tiles(reader, TileGrid(Window(0, 0, 192, 128)), DISPLAY, CornerClassifier(), SURE))

    assert [(t.row, t.col, t.land_cover.id) for t in tiles] == [
        (0, 0, 1), (0, 1, 2), (0, 2, 3), (1, 0, 4), (1, 1, 5), (1, 2, 6),
    ]  # fmt: skip


@pytest.mark.parametrize("block_height", [1, 64, 100, 1024])
def test_the_answer_does_not_depend_on_the_blocks_of_the_file(block_height: int) -> None:
    rng = np.random.default_rng(1)
    values = rng.integers(1, 255, (300, 500, 3), dtype=np.uint8)
    grid = TileGrid(Window(10, 20, 480, 270), 32, "shift")

    plain = list(classify_tiles(ArrayReader(values), grid, DISPLAY, CornerClassifier(), SURE))
    blocked = list(classify_tiles(ArrayReader(values, None, block_height), grid, DISPLAY, CornerClassifier(), SURE))

    assert len(plain) == len(grid)
    assert all(np.array_equal(a.probabilities, b.probabilities) for a, b in zip(plain, blocked))
    assert [t.cell for t in plain] == list(grid.cells())


@pytest.mark.parametrize("stride", [64, 32])
def test_the_answer_does_not_depend_on_how_much_of_a_strip_is_read_at_once(
    monkeypatch: pytest.MonkeyPatch, stride: int
) -> None:
    values = np.random.default_rng(2).integers(1, 255, (300, 700, 3), dtype=np.uint8)
    grid = TileGrid(Window(0, 0, 700, 300), stride, "shift")
    whole, parts = ArrayReader(values), ArrayReader(values)

    at_once = list(classify_tiles(whole, grid, DISPLAY, CornerClassifier(), SURE))
    monkeypatch.setattr("eurosat_plugin.core.tiles.classification.CHUNK_PIXELS", 256 * 128)
    in_parts = list(classify_tiles(parts, grid, DISPLAY, CornerClassifier(), SURE))

    # A strip is 256 pixels high and 700 wide: it is read in pieces whose windows begin within 128 pixels.
    assert len(parts.windows) > 2 * len(whole.windows)
    assert [(t.row, t.col, t.cell) for t in in_parts] == [(t.row, t.col, t.cell) for t in at_once]
    assert all(np.array_equal(a.probabilities, b.probabilities) for a, b in zip(in_parts, at_once))


def test_overlapping_windows_are_averaged_over_a_cell() -> None:
    reader = ArrayReader(paint(64, 128, [[1, 2]]))

    tiles = list(classify_tiles(reader, TileGrid(Window(0, 0, 128, 64), 32), DISPLAY, CornerClassifier(), SURE))

    # Windows start at 0, 32 (their corner is of class 1) and 64 (class 2); the third cell lies in the last two.
    third = next(t for t in tiles if (t.row, t.col) == (0, 2))
    assert third.probabilities[1] == pytest.approx(third.probabilities[2])


def test_tiles_that_are_mostly_nodata_are_not_classified() -> None:
    valid = np.ones((64, 192), dtype=bool)
    valid[:, :40] = False  # 40 of 64 columns of the first tile, more than half
    valid[:, 64:84] = False  # 20 of 64 columns of the second
    reader = ArrayReader(paint(64, 192, [[1, 2, 3]]), valid)

    tiles = list(classify_tiles(reader, TileGrid(Window(0, 0, 192, 64)), DISPLAY, CornerClassifier(), SURE))

    assert [t.flag for t in tiles] == ["nodata", "", ""]
    assert [t.valid_share for t in tiles] == [24 / 64, 44 / 64, 1.0]
    assert not tiles[0].classified
    assert np.isnan(tiles[0].probabilities).all()


def test_half_of_its_pixels_are_enough_for_a_tile() -> None:
    valid = np.ones((64, 64), dtype=bool)
    valid[:, 32:] = False
    reader = ArrayReader(paint(64, 64, [[3]]), valid)

    (tile,) = classify_tiles(reader, TileGrid(Window(0, 0, 64, 64)), DISPLAY, CornerClassifier(), SURE)

    assert (tile.flag, tile.valid_share, tile.land_cover.id) == ("", 0.5, 3)


def test_a_tile_without_a_class_tells_where_it_is_and_which_classes_there_are() -> None:
    classifier = CornerClassifier()
    classifier.card = replace(classifier.card, classes=("Ground", "Ice", "Water"))
    reader = ArrayReader(paint(128, 128, [[1, 1], [1, 1]]), np.zeros((128, 128), dtype=bool))

    tiles = list(classify_tiles(reader, TileGrid(Window(0, 0, 128, 128)), DISPLAY, classifier, SURE))

    assert [(tile.row, tile.col, tile.flag) for tile in tiles] == [
        (row, col, "nodata") for row in (0, 1) for col in (0, 1)
    ]
    assert {tile.scheme for tile in tiles} == {classifier.card.scheme}
    assert all(np.isnan(tile.energy) and np.isnan(tile.probabilities).tolist() == [True] * 3 for tile in tiles)


def test_a_tile_is_of_a_class_of_its_own_model() -> None:
    classifier = CornerClassifier()
    classifier.card = replace(classifier.card, classes=tuple("abcdefghij"))
    reader = ArrayReader(paint(64, 64, [[3]]))

    (tile,) = classify_tiles(reader, TileGrid(Window(0, 0, 64, 64)), DISPLAY, classifier, SURE)

    assert tile.land_cover == classifier.card.scheme.classes[3]


@pytest.mark.parametrize(("output", "energy"), [("energy", -50.0), ("", np.nan)])
def test_the_energy_is_the_network_s_or_none_where_it_has_no_such_output(output: str, energy: float) -> None:
    classifier = CornerClassifier()
    classifier.card = replace(classifier.card, energy_output=output)
    reader = ArrayReader(paint(64, 64, [[1]], energy=50))

    (tile,) = classify_tiles(reader, TileGrid(Window(0, 0, 64, 64)), DISPLAY, classifier, SURE)

    assert tile.energy == pytest.approx(energy, nan_ok=True)


def test_a_cell_speaks_of_its_own_ground_where_its_window_was_moved() -> None:
    valid = np.ones((64, 100), dtype=bool)
    valid[:, 75:] = False  # of the last cell, 36 wide, 11 columns are there; of its window, columns 36 to 99, 39
    reader = ArrayReader(paint(64, 100, [[1, 2]]), valid)

    first, last = classify_tiles(
        reader, TileGrid(Window(0, 0, 100, 64), 64, "shift"), DISPLAY, CornerClassifier(), SURE
    )

    assert (first.flag, first.valid_share) == ("", 1.0)
    assert (last.flag, last.valid_share) == ("nodata", 11 / 36)


@pytest.mark.parametrize("stride", [64, 32, 16])
@pytest.mark.parametrize("edge", ["shift", "pad", "skip"])
def test_valid_shares_are_those_of_the_cells(stride: int, edge: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(classification, "CHUNK_PIXELS", 150 * 150)
    valid = np.random.default_rng(0).random((320, 500)) < np.linspace(0, 1, 500)
    reader = ArrayReader(paint(320, 500, [[1] * 8] * 5), valid)
    grid = TileGrid(Window(7, 9, 451, 297), stride, edge)

    tiles = list(classify_tiles(reader, grid, DISPLAY, CornerClassifier(), SURE))

    assert [tile.cell for tile in tiles] == list(grid.cells())
    for tile in tiles:
        own = valid[tile.cell.row : tile.cell.bottom, tile.cell.col : tile.cell.right].mean()
        assert tile.valid_share == pytest.approx(own)
        if own < 0.5:
            assert tile.flag == "nodata"


def test_invalid_pixels_are_filled_with_others_of_the_tile() -> None:
    image = paint(64, 64, [[4]])
    image[0, 0] = 9  # the corner the classifier looks at
    valid = np.ones((64, 64), dtype=bool)
    valid[0, 0] = False

    (tile,) = classify_tiles(
        ArrayReader(image, valid), TileGrid(Window(0, 0, 64, 64)), DISPLAY, CornerClassifier(), SURE
    )

    assert tile.land_cover.id == 4


def test_padded_windows_see_the_picture_mirrored() -> None:
    reader = ArrayReader(paint(64, 100, [[1, 2]]))

    tiles = list(classify_tiles(reader, TileGrid(Window(0, 0, 100, 64), 64, "pad"), DISPLAY, CornerClassifier(), SURE))

    assert [t.land_cover.id for t in tiles] == [1, 2]
    assert tiles[1].cell.width == 100 - 64
    assert tiles[1].valid_share == 1.0


def test_the_eight_views_are_different_and_end_with_the_same_pixels() -> None:
    tile = np.arange(64 * 64 * 3, dtype=np.uint8).reshape(1, 64, 64, 3)
    tile = np.random.default_rng(0).permutation(tile.ravel()).reshape(tile.shape)

    views = list(dihedral_views(tile))

    assert len({view.tobytes() for view in views}) == 8
    assert all(np.array_equal(np.sort(view, axis=None), np.sort(tile, axis=None)) for view in views)


def test_eight_views_are_averaged_on_request() -> None:
    image = paint(64, 64, [[1]])
    image[0, 63] = (2, 230, 50)  # one other corner says class 2: two of the eight views show it first

    (tile,) = classify_tiles(
        ArrayReader(image), TileGrid(Window(0, 0, 64, 64)), DISPLAY, CornerClassifier(), Options(0.0, tta=True)
    )

    sure, rest = 230 / 255, (1 - 230 / 255) / 9
    assert tile.probabilities[2] == pytest.approx((2 * sure + 6 * rest) / 8, abs=1e-6)


def test_entropy_is_nought_when_sure_and_one_when_clueless() -> None:
    sure = ArrayReader(paint(64, 64, [[1]], confidence=255))
    clueless = ArrayReader(paint(64, 64, [[1]], confidence=26))  # 26 / 255 is nearly a tenth

    grid = TileGrid(Window(0, 0, 64, 64))

    (of_sure,) = classify_rows(sure, grid, DISPLAY, CornerClassifier(), SURE)
    (of_clueless,) = classify_rows(clueless, grid, DISPLAY, CornerClassifier(), SURE)
    assert of_sure.entropy.tolist() == [0.0]
    assert of_clueless.entropy == pytest.approx([1], abs=1e-3)
