# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.network.classifier import BATCH, Prediction
from eurosat_plugin.core.network.model_card import Average, ModelCard, Thresholds
from eurosat_plugin.core.product.radiometry import DISPLAY, L2A, TCI_L2A
from eurosat_plugin.core.tiles import classification
from eurosat_plugin.core.tiles.classification import classify_tiles
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tile_prediction import TilePrediction
from eurosat_plugin.core.tiles.tiling import TileGrid, Window
from eurosat_plugin.core.tiles.window_classifier import Options, dihedral_views

SURE = Options(min_confidence=0.0)


class ArrayReader:
    """Reads from an array ``(rows, cols, 3)``."""

    def __init__(self, values: np.ndarray, valid: np.ndarray | None = None, block_height: int = 1) -> None:
        self.values = values
        self.valid = np.ones(values.shape[:2], dtype=bool) if valid is None else valid
        self.height, self.width = values.shape[:2]
        self.block_width, self.block_height = self.width, block_height
        self.threads: set[int] = set()
        self.windows: list[Window] = []
        self.classes: np.ndarray | None = None
        self.infrared: np.ndarray | None = None

    def read(self, window: Window) -> PixelBlock:
        self.threads.add(threading.get_ident())
        self.windows.append(window)
        rows, cols = slice(window.row, window.bottom), slice(window.col, window.right)
        classes = None if self.classes is None else self.classes[rows, cols]
        infrared = None if self.infrared is None else self.infrared[rows, cols]
        block = PixelBlock(self.values[rows, cols], self.valid[rows, cols], classes, infrared)
        if block.valid.shape != (window.height, window.width):
            raise InputError("read outside the raster")
        return block


class CornerClassifier:
    """Names the class whose number stands in a tile's upper left pixel, with the confidence of its green band."""

    backend = "test"
    batch = BATCH
    model_sha256 = ""
    card = ModelCard(
        "test", "1", CLASS_KEYS, ("B04", "B03", "B02"), 64, "NHWC", "eurosat", "p", "e", 1.0,
        Thresholds(confidence=0.5, energy=-1.0, bright_share=0.5), 0, 0,
    )  # fmt: skip

    def classify(self, tiles: np.ndarray) -> Prediction:
        corner = tiles[:, 0, 0].astype(np.float32)
        confidence = corner[:, 1] / 255
        probabilities = np.repeat(((1 - confidence) / 9)[:, None], 10, axis=1)
        probabilities[np.arange(len(tiles)), corner[:, 0].astype(int) % 10] = confidence
        return Prediction(probabilities.astype(np.float32), -corner[:, 2])


class ClassOf(CornerClassifier):
    """Is sure of one class, whatever it sees."""

    def __init__(self, class_id: int) -> None:
        self._class_id = class_id

    def classify(self, tiles: np.ndarray) -> Prediction:
        probabilities = np.zeros((len(tiles), 10), dtype=np.float32)
        probabilities[:, self._class_id] = 1.0
        return Prediction(probabilities, np.full(len(tiles), -50, dtype=np.float32))


def paint(
    rows: int, cols: int, classes: Sequence[Sequence[int]], confidence: int = 230, energy: int = 50
) -> np.ndarray:
    """Paint an image of 64-pixel squares of the given classes."""
    red = np.kron(np.array(classes), np.ones((64, 64)))[:rows, :cols]
    return np.stack([red, np.full_like(red, confidence), np.full_like(red, energy)], axis=-1).astype(np.uint8)


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


def test_of_a_partly_empty_tile_the_valid_pixels_tell_whether_it_is_bright() -> None:
    valid = np.ones((64, 64), dtype=bool)
    valid[:, :30] = False
    image = np.full((64, 64, 3), 255, dtype=np.uint8)
    image[:, :30] = 7

    (tile,) = classify_tiles(
        ArrayReader(image, valid), TileGrid(Window(0, 0, 64, 64)), DISPLAY, CornerClassifier(), SURE
    )

    assert tile.flag == "bright"


def test_invalid_pixels_are_filled_with_others_of_the_tile() -> None:
    image = paint(64, 64, [[4]])
    image[0, 0] = 9  # the corner the classifier looks at
    valid = np.ones((64, 64), dtype=bool)
    valid[0, 0] = False

    (tile,) = classify_tiles(
        ArrayReader(image, valid), TileGrid(Window(0, 0, 64, 64)), DISPLAY, CornerClassifier(), SURE
    )

    assert tile.land_cover.id == 4


@pytest.mark.parametrize(
    ("confidence", "energy", "minimum", "flag"),
    [(230, 50, 0.5, ""), (100, 50, 0.5, "uncertain"), (230, 0, 0.5, "unfamiliar"), (100, 0, 0.3, "unfamiliar")],
)
def test_a_doubtful_tile_is_flagged(confidence: int, energy: int, minimum: float, flag: str) -> None:
    reader = ArrayReader(paint(64, 64, [[1]], confidence, energy))

    (tile,) = classify_tiles(
        reader, TileGrid(Window(0, 0, 64, 64)), DISPLAY, CornerClassifier(), Options(min_confidence=minimum)
    )

    assert tile.flag == flag


def test_a_saturated_tile_is_bright() -> None:
    reader = ArrayReader(np.full((64, 64, 3), 255, dtype=np.uint8))

    (tile,) = classify_tiles(reader, TileGrid(Window(0, 0, 64, 64)), DISPLAY, CornerClassifier(), SURE)

    assert tile.flag == "bright"


@pytest.mark.parametrize(("white_rows", "flag"), [(20, "bright"), (19, "")])
def test_a_true_colour_image_of_level_2a_is_bright_where_three_tenths_of_it_are_white(
    white_rows: int, flag: str
) -> None:
    image = np.full((64, 64, 3), 254, dtype=np.uint8)
    image[64 - white_rows :] = 255

    (tile,) = classify_tiles(ArrayReader(image), TileGrid(Window(0, 0, 64, 64)), TCI_L2A, CornerClassifier(), SURE)

    assert tile.flag == flag


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


@pytest.mark.parametrize(
    ("width", "height", "size"),
    [
        (512, 512, (4096, 512)),  # 2 million pixels
        (1024, 1024, (4096, 1024)),  # twice as many, for four blocks
        (10_980, 10_980, (5 * 64, 171 * 64)),  # no more than that, of one block too
        (54_900, 1, (8192, 256)),
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


def test_entropy_is_nought_when_sure_and_one_when_clueless() -> None:
    sure = ArrayReader(paint(64, 64, [[1]], confidence=255))
    clueless = ArrayReader(paint(64, 64, [[1]], confidence=26))  # 26 / 255 is nearly a tenth

    grid = TileGrid(Window(0, 0, 64, 64))

    assert next(classify_tiles(sure, grid, DISPLAY, CornerClassifier(), SURE)).entropy == 0.0
    assert next(classify_tiles(clueless, grid, DISPLAY, CornerClassifier(), SURE)).entropy == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    ("number", "columns", "flag"),
    [(9, 33, "bright"), (9, 32, ""), (11, 40, "bright"), (3, 33, "unfamiliar"), (3, 32, ""), (5, 64, "")],
)
def test_the_scene_classification_flags_what_hides_more_than_half_of_a_tile(
    number: int, columns: int, flag: str
) -> None:
    reader = ArrayReader(paint(64, 64, [[1]]))
    reader.classes = np.full((64, 64), 4, dtype=np.uint8)
    reader.classes[:, :columns] = number

    (tile,) = classify_tiles(reader, TileGrid(Window(0, 0, 64, 64)), DISPLAY, CornerClassifier(), SURE)

    assert tile.flag == flag
    assert tile.land_cover.id == 1


@pytest.mark.parametrize(
    ("class_id", "infrared", "flag"), [(9, 3000, "implausible"), (9, 100, ""), (1, 100, "implausible"), (9, 0, "")]
)
def test_a_class_that_near_infrared_contradicts_is_implausible(class_id: int, infrared: int, flag: str) -> None:
    reader = ArrayReader(np.full((64, 64, 3), 1100, dtype=np.uint16))
    reader.infrared = np.full((64, 64), infrared, dtype=np.uint16)

    (tile,) = classify_tiles(reader, TileGrid(Window(0, 0, 64, 64)), L2A, ClassOf(class_id), SURE)

    assert tile.flag == flag


def test_the_mean_of_several_windows_is_read_as_such_and_doubted_by_its_own_limits() -> None:
    # The cell in the corner is seen by one window, that beside the middle by four, all alike.
    classifier = CornerClassifier()
    classifier.card = replace(classifier.card, averages=(Average(4, 1, 0.5, 0.6, -60.0),))
    reader = ArrayReader(paint(128, 128, [[1, 1], [1, 1]], confidence=153, energy=50))
    grid = TileGrid(Window(0, 0, 128, 128), 32, "shift")

    tiles = {(t.row, t.col): t for t in classify_tiles(reader, grid, DISPLAY, classifier, Options(None))}

    middle, corner = tiles[1, 1], tiles[0, 0]
    assert corner.confidence == pytest.approx(0.6, abs=1e-6)
    assert middle.confidence == pytest.approx(0.36 / (0.36 + 9 * (0.4 / 9) ** 2))
    assert (corner.flag, middle.flag) == ("", "unfamiliar")


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
    wanted[[0, 39]] = True
    classified = []

    class Counting(CornerClassifier):
        def classify(self, tiles: np.ndarray) -> Prediction:
            classified.append(len(tiles))
            return super().classify(tiles)

    list(classify_tiles(reader, grid, DISPLAY, Counting(), SURE, wanted=wanted))

    assert sum(classified) == 2
    assert [(window.row, window.height) for window in reader.windows] == [(0, 4 * 64), (36 * 64, 4 * 64)]


def test_no_tile_at_all_is_no_work() -> None:
    reader = ArrayReader(np.zeros((128, 128, 3), np.uint8))
    grid = TileGrid(Window(0, 0, 128, 128))

    assert list(classify_tiles(reader, grid, DISPLAY, CornerClassifier(), SURE, wanted=np.zeros((2, 2), bool))) == []
    assert reader.windows == []
