# SPDX-License-Identifier: GPL-2.0-or-later
"""Windows that are answered by one look at an image: the same answers, far fewer looks, and no seam."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eurosat_plugin.core.network.classifier import TileClassifier, open_classifier
from eurosat_plugin.core.network.dense_network import DenseNetwork
from eurosat_plugin.core.network.prediction import Prediction
from eurosat_plugin.core.product.radiometry import DISPLAY
from eurosat_plugin.core.tiles import classification
from eurosat_plugin.core.tiles.classification import classify_rows, sees_at_once
from eurosat_plugin.core.tiles.tile_row import TileRow
from eurosat_plugin.core.tiles.tiling import TileGrid, Window
from eurosat_plugin.core.tiles.window_classifier import Options
from tests.core.network.dense_networks import STEP, write_network
from tests.core.tiles.painted_tiles import SURE, ArrayReader

IMAGE = np.random.default_rng(4).integers(1, 255, (300, 420, 3)).astype(np.uint8)
AREA = Window(20, 12, 380, 270)


class Watched:
    """A classifier that counts the tiles it looks at alone and the pixels it sees at once; not `at_once`, if so."""

    def __init__(self, classifier: TileClassifier, at_once: bool = True) -> None:
        self._classifier = classifier
        self.card = classifier.card if at_once else replace(classifier.card, dense=None)
        self.backend, self.batch, self.model_sha256 = classifier.backend, classifier.batch, ""
        self.alone, self.seen = 0, 0

    def classify(self, tiles: np.ndarray) -> Prediction:
        self.alone += len(tiles)
        return self._classifier.classify(tiles)

    def dense(self) -> DenseNetwork | None:
        network = self._classifier.dense()
        assert network is not None
        see = network.see

        def watched(planes: np.ndarray, is_cancelled):
            self.seen += planes.shape[1] * planes.shape[2]
            return see(planes, is_cancelled)

        network.see = watched  # type: ignore[method-assign]
        return network


@pytest.fixture
def network(tmp_path: Path) -> Path:
    return write_network(tmp_path / "network.onnx")


def rows_of(reader: ArrayReader, grid: TileGrid, classifier: TileClassifier, wanted=None) -> list[TileRow]:
    return list(classify_rows(reader, grid, DISPLAY, classifier, SURE, wanted=wanted))


def assert_same(found: list[TileRow], expected: list[TileRow]) -> None:
    assert [row.row for row in found] == [row.row for row in expected]
    for row, other in zip(found, expected):
        np.testing.assert_array_equal(row.cols, other.cols)
        np.testing.assert_allclose(row.probabilities, other.probabilities, atol=1e-5)
        np.testing.assert_allclose(row.energy, other.energy, rtol=1e-4)
        np.testing.assert_array_equal(row.valid_share, other.valid_share)
        np.testing.assert_array_equal(row.flags, other.flags)


@pytest.mark.parametrize("edge", ["shift", "pad", "skip"])
@pytest.mark.parametrize("stride", [32, 16, 8])
def test_of_a_network_without_edges_it_gives_the_answers_of_single_looks(network: Path, stride: int, edge: str) -> None:
    grid, reader = TileGrid(AREA, stride, edge), ArrayReader(IMAGE)
    single = Watched(open_classifier(network, "numpy"), at_once=False)
    at_once = Watched(open_classifier(network, "numpy"))

    expected, found = rows_of(reader, grid, single), rows_of(reader, grid, at_once)

    assert_same(found, expected)
    assert single.seen == 0
    assert at_once.seen > 0
    # What begins beside a cell of the map, as the last windows do that are moved back into the image, is left.
    assert at_once.alone <= single.alone * 2 * stride / 260


@pytest.mark.parametrize("stride", [32, 8])
def test_of_what_has_gaps_each_window_is_looked_at(network: Path, stride: int) -> None:
    valid = np.ones(IMAGE.shape[:2], dtype=bool)
    valid[40:60, 50:300] = False
    valid[200:, 380:] = False
    reader, grid = ArrayReader(np.where(valid[..., None], IMAGE, 0), valid), TileGrid(Window(0, 0, 416, 296), stride)
    single = Watched(open_classifier(network, "numpy"), at_once=False)
    at_once = Watched(open_classifier(network, "numpy"))

    assert_same(rows_of(reader, grid, at_once), rows_of(reader, grid, single))

    assert 0 < at_once.alone < single.alone


def test_for_one_cell_not_all_of_the_block_is_looked_at(network: Path) -> None:
    grid, at_once = TileGrid(AREA, 16), Watched(open_classifier(network, "numpy"))
    wanted = np.zeros((len(grid.rows.cells), len(grid.cols.cells)), dtype=bool)
    wanted[8, 12] = True

    (row,) = rows_of(ArrayReader(IMAGE), grid, at_once, wanted)

    assert row.cols.tolist() == [12]
    assert at_once.alone == 0
    # The 16 windows that see it reach over 112 pixels, and the network half a tile further.
    assert at_once.seen == (112 + 2 * 32) ** 2


def test_the_work_does_not_grow_with_the_windows(network: Path) -> None:
    seen = []
    for stride in (32, 16, 8):
        at_once = Watched(open_classifier(network, "numpy"))
        rows_of(ArrayReader(IMAGE), TileGrid(Window(0, 0, 416, 288), stride), at_once)
        assert at_once.alone == 0
        seen.append(at_once.seen)

    assert max(seen) <= 1.1 * min(seen)
    assert max(seen) <= 1.5 * 416 * 288


@pytest.mark.parametrize("stride", [32, 8])
def test_where_one_read_ends_and_the_next_begins_there_is_no_seam(
    tmp_path: Path, stride: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    network, grid = write_network(tmp_path / "edged.onnx", "reflect"), TileGrid(Window(0, 0, 416, 296), stride)
    whole = Watched(open_classifier(network, "numpy"))
    expected = rows_of(ArrayReader(IMAGE), grid, whole)
    monkeypatch.setattr(classification, "CHUNK_PIXELS", 128 * 128)
    monkeypatch.setattr(classification, "FIRST_PIXELS", 64 * 128)
    parts, reader = Watched(open_classifier(network, "numpy")), ArrayReader(IMAGE)

    found = rows_of(reader, grid, parts)

    assert len(reader.windows) > 4
    assert_same(found, expected)


def test_a_read_brings_what_is_around_it_and_begins_with_a_cell_of_the_map(
    network: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(classification, "CHUNK_PIXELS", 128 * 128)
    reader, at_once = ArrayReader(IMAGE), Watched(open_classifier(network, "numpy"))

    rows_of(reader, TileGrid(AREA, 16), at_once)

    first, second, *_ = reader.windows
    assert (first.col, first.row) == (AREA.col, AREA.row)
    assert all((window.col - AREA.col) % STEP == (window.row - AREA.row) % STEP == 0 for window in reader.windows)
    assert all(window.intersection(AREA) == window for window in reader.windows)
    # Windows of the first read end 64 pixels after they begin, and the next begins 16 after the last of these.
    assert first.right - second.col >= 48 + 2 * 32 - STEP


def test_views_and_tiles_side_by_side_and_other_steps_are_single_looks(network: Path) -> None:
    card = open_classifier(network, "numpy").card

    def at_once(stride: int, tta: bool = False, size: int = 64) -> bool:
        return sees_at_once(card, Options(None, tta), TileGrid(AREA, stride, size=size))

    assert [at_once(stride) for stride in (64, 32, 16, 8, 4)] == [False, True, True, True, False]
    assert not at_once(32, tta=True)
    assert not sees_at_once(replace(card, dense=None), Options(None), TileGrid(AREA, 32))


def test_a_cancelled_look_ends_the_run(network: Path) -> None:
    at_once = Watched(open_classifier(network, "numpy"))
    asked: list[bool] = []

    def cancelled() -> bool:
        asked.append(True)
        return len(asked) > 3

    rows = list(classify_rows(ArrayReader(IMAGE), TileGrid(AREA, 16), DISPLAY, at_once, SURE, cancelled))

    assert rows == []
    assert len(asked) < 8
