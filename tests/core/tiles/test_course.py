# SPDX-License-Identifier: GPL-2.0-or-later
"""The course of a classification: what is read and classified when, how it is cancelled, and how far it is."""

from __future__ import annotations

import threading

import numpy as np
import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.network.classifier import BATCH
from eurosat_plugin.core.network.prediction import Prediction
from eurosat_plugin.core.product.radiometry import DISPLAY
from eurosat_plugin.core.tiles import classification
from eurosat_plugin.core.tiles.tiling import TileGrid, Window
from eurosat_plugin.core.tiles.window_classifier import Options
from tests.core.tiles.painted_tiles import SURE, ArrayReader, CornerClassifier, paint
from training.single_tiles import TilePrediction, classify_tiles


def test_cancelling_stops_the_run() -> None:
    reader = ArrayReader(paint(640, 64, [[1]] * 10))
    seen: list[TilePrediction] = []

    for tile in classify_tiles(
        reader, TileGrid(Window(0, 0, 64, 640)), DISPLAY, CornerClassifier(), SURE, lambda: len(seen) >= 3
    ):
        seen.append(tile)

    assert 3 <= len(seen) < 10


@pytest.mark.parametrize("tta", [False, True])
def test_cancelling_does_not_wait_for_the_end_of_a_row(tta: bool) -> None:
    classified: list[int] = []

    class CountingClassifier(CornerClassifier):
        def classify(self, tiles: np.ndarray) -> Prediction:
            classified.append(len(tiles))
            return super().classify(tiles)

    reader = ArrayReader(paint(64, 640 * 4, [[1] * 40]))

    tiles = list(
        classify_tiles(
            reader,
            TileGrid(Window(0, 0, 640 * 4, 64)),
            DISPLAY,
            CountingClassifier(),
            Options(0.0, tta=tta),
            lambda: len(classified) > 0,
        )
    )

    assert tiles == []
    assert sum(classified) <= BATCH


def test_a_batch_is_full_whatever_the_rows_of_the_grid() -> None:
    batches: list[int] = []

    class CountingClassifier(CornerClassifier):
        def classify(self, tiles: np.ndarray) -> Prediction:
            batches.append(len(tiles))
            return super().classify(tiles)

    reader = ArrayReader(paint(64 * 7, 64 * 30, [[1] * 30] * 7), block_height=64 * 7)

    list(classify_tiles(reader, TileGrid(Window(0, 0, 64 * 30, 64 * 7)), DISPLAY, CountingClassifier(), SURE))

    # All is read at once: 7 rows of 30 tiles.
    assert batches == [BATCH, BATCH, BATCH, 210 - 3 * BATCH]


@pytest.mark.parametrize("wanted", [None, np.eye(8, dtype=bool)])
def test_progress_is_told_after_every_run_of_the_network(wanted: np.ndarray | None) -> None:
    events: list[float | str] = []
    reader = ArrayReader(paint(64 * 8, 64 * 8, [[1] * 8] * 8), block_height=64 * 8)
    classifier = CornerClassifier()
    classifier.batch = 5

    for _ in classify_tiles(
        reader, TileGrid(Window(0, 0, 512, 512)), DISPLAY, classifier, SURE, wanted=wanted, progress=events.append
    ):
        events.append("tile")

    tiles = 64 if wanted is None else 8
    told = [share for share in events if share != "tile"]
    assert told == [min(tiles, 5 * (i + 1)) / tiles for i in range(-(-tiles // 5))]
    assert events.index("tile") == len(told)
    assert events.count("tile") == tiles


def test_windows_that_are_not_classified_are_done_as_well() -> None:
    told: list[float] = []
    valid = np.ones((64, 64 * 4), dtype=bool)
    valid[:, 128:] = False

    list(
        classify_tiles(
            ArrayReader(paint(64, 256, [[1] * 4]), valid),
            TileGrid(Window(0, 0, 256, 64)),
            DISPLAY,
            CornerClassifier(),
            SURE,
            progress=told.append,
        )
    )

    assert told == [0.5, 1.0]


def test_little_is_read_before_the_first_tiles_are_classified() -> None:
    reader = ArrayReader(np.ones((1100, 9000, 3), dtype=np.uint8), block_height=1024)
    reader.block_width = 1024

    list(classify_tiles(reader, TileGrid(Window(0, 0, 9000, 1100)), DISPLAY, CornerClassifier(), SURE))

    assert (reader.windows[0].width, reader.windows[0].height) == (1024, 1024)
    assert max(window.width * window.height for window in reader.windows) <= 2 * classification.CHUNK_PIXELS


@pytest.mark.parametrize("more", [0, 64])
def test_only_what_is_wider_than_the_first_piece_is_read_in_two(more: int) -> None:
    first = classification.FIRST_PIXELS // (4 * 64)  # so many columns of the least height, four tiles
    reader = ArrayReader(np.ones((64, first + more, 3), dtype=np.uint8))
    reader.block_width = 1

    tiles = list(classify_tiles(reader, TileGrid(Window(0, 0, first + more, 64)), DISPLAY, CornerClassifier(), SURE))

    assert [(window.col, window.width) for window in reader.windows] == [(0, first), (first, more)][: 1 + (more > 0)]
    assert len(tiles) == (first + more) // 64


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [
        (512, 512, (4096, 512)),  # 2 million pixels
        (1024, 1024, (4096, 1024)),  # twice as many, for four blocks
        (10_980, 10_980, (5 * 64, 171 * 64)),  # no more than that, of one block too
        (54_900, 1, (8192, 256)),
        (1, 40_000, (64, 40_000)),  # at least a tile
    ],
)
def test_as_many_pixels_are_read_at_once_however_wide_the_image_is(
    width: int, height: int, size: tuple[int, int]
) -> None:
    reader = ArrayReader(np.empty((0, 0, 3)))
    reader.block_width, reader.block_height = width, height

    found = [classification.read_size(reader, TileGrid(Window(0, 0, side, side))) for side in (10_980, 54_900)]

    assert found == [size, size]


def test_pixels_are_read_by_one_other_thread() -> None:
    reader = ArrayReader(paint(640, 64, [[1]] * 10))

    list(classify_tiles(reader, TileGrid(Window(0, 0, 64, 640)), DISPLAY, CornerClassifier(), SURE))

    assert len(reader.threads) == 1
    assert threading.get_ident() not in reader.threads


def test_a_reading_error_reaches_the_caller() -> None:
    reader = ArrayReader(paint(64, 64, [[1]]))

    with pytest.raises(InputError, match="outside"):
        list(classify_tiles(reader, TileGrid(Window(0, 0, 640, 64)), DISPLAY, CornerClassifier(), SURE))


@pytest.mark.parametrize("stride", [64, 32])
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_tiles_that_are_wanted_are_as_in_the_whole_and_no_others_come(stride: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    reader = ArrayReader(rng.integers(0, 255, (400, 500, 3)).astype(np.uint8), rng.random((400, 500)) < 0.8)
    grid = TileGrid(Window(0, 0, 500, 400), stride)
    wanted = rng.random((len(grid.rows.cells), len(grid.cols.cells))) < 0.2
    every = list(classify_tiles(reader, grid, DISPLAY, CornerClassifier(), SURE))

    some = list(classify_tiles(reader, grid, DISPLAY, CornerClassifier(), SURE, wanted=wanted))

    expected = [tile for tile in every if wanted[tile.row, tile.col]]
    assert [(tile.row, tile.col, tile.energy, tile.valid_share, tile.flag) for tile in some] == [
        (tile.row, tile.col, tile.energy, tile.valid_share, tile.flag) for tile in expected
    ]
    assert all(np.array_equal(a.probabilities, b.probabilities) for a, b in zip(some, expected))


def test_what_only_other_tiles_need_is_neither_read_nor_classified() -> None:
    reader = ArrayReader(np.zeros((64 * 40, 64, 3), np.uint8))
    grid = TileGrid(Window(0, 0, 64, 64 * 40))
    wanted = np.zeros((40, 1), dtype=bool)
    wanted[[0, 20, 39]] = True
    classified = []

    class Counting(CornerClassifier):
        def classify(self, tiles: np.ndarray) -> Prediction:
            classified.append(len(tiles))
            return super().classify(tiles)

    list(classify_tiles(reader, grid, DISPLAY, Counting(), SURE, wanted=wanted))

    assert sum(classified) == 3
    assert [(window.row, window.height) for window in reader.windows] == [(row * 64, 4 * 64) for row in (0, 20, 36)]


def test_no_tile_at_all_is_no_work() -> None:
    reader = ArrayReader(np.zeros((128, 128, 3), np.uint8))
    grid = TileGrid(Window(0, 0, 128, 128))

    assert list(classify_tiles(reader, grid, DISPLAY, CornerClassifier(), SURE, wanted=np.zeros((2, 2), bool))) == []
    assert reader.windows == []
