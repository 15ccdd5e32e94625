# SPDX-License-Identifier: GPL-2.0-or-later
"""An image that is seen in pieces gives the map of the whole, in bounded memory, and stops when it is cancelled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network import dense_network
from eurosat_plugin.core.network.classifier import open_classifier
from eurosat_plugin.core.network.dense_network import DenseNetwork
from eurosat_plugin.core.network.prediction import Prediction
from tests.core.network.dense_networks import STEP, dense_card, write_network

SIZE, PIECE = 64, 96


def never() -> bool:
    return False


def look_around(images: np.ndarray) -> np.ndarray:
    """Return cells that know what lies up to 32 pixels beside them, and where the image ends."""
    n, rows, cols, bands = images.shape
    cells = images.reshape(n, rows // STEP, STEP, cols // STEP, STEP, bands).mean(axis=(2, 4)).transpose(0, 3, 1, 2)
    reach = SIZE // 2 // STEP
    wide = np.pad(cells, ((0, 0), (0, 0), (reach, reach), (reach, reach)), mode="reflect")
    moved = [
        (row + 2 * col + 1) * wide[:, :, row : row + cells.shape[2], col : col + cells.shape[3]]
        for row in (0, reach - 1, 2 * reach)
        for col in (0, reach + 1, 2 * reach)
    ]
    return np.sum(moved, axis=0).astype(np.float32)


class Watched:
    """A trunk that is watched."""

    def __init__(self) -> None:
        self.shapes: list[tuple[int, ...]] = []

    def __call__(self, images: np.ndarray) -> np.ndarray:
        self.shapes.append(images.shape)
        return look_around(images)


def unasked(means: Any) -> Prediction:
    raise AssertionError("nobody asked")


@pytest.fixture
def trunk(monkeypatch: pytest.MonkeyPatch) -> Watched:
    monkeypatch.setattr(dense_network, "PIECE", PIECE)
    return Watched()


@pytest.mark.parametrize("shape", [(64, 64), (160, 160), (168, 400), (511, 333), (64, 1000), (1000, 72)])
def test_pieces_give_the_map_of_the_whole(trunk: Watched, shape: tuple[int, int]) -> None:
    planes = np.random.default_rng(1).uniform(0, 255, (3, *shape)).astype(np.float32)
    rows, cols = (length // STEP * STEP for length in shape)

    found = DenseNetwork(trunk, unasked, SIZE, STEP, together=2).see(planes, never)

    expected = look_around(planes[:, :rows, :cols].transpose(1, 2, 0)[None])[0]
    np.testing.assert_allclose(found, expected, rtol=1e-4)


def test_pieces_are_of_one_size_and_small_and_as_many_at_once_as_is_said(trunk: Watched) -> None:
    DenseNetwork(trunk, unasked, SIZE, STEP, together=2).see(np.zeros((3, 400, 640), np.uint8), never)

    counts, heights, widths, _ = zip(*trunk.shapes)
    assert set(counts) == {2}
    assert len(set(heights)) == len(set(widths)) == 1
    assert max(*heights, *widths) <= PIECE + SIZE + STEP


def test_what_is_seen_twice_grows_with_the_border_of_pieces_alone(trunk: Watched) -> None:
    DenseNetwork(trunk, unasked, SIZE, STEP, together=2).see(np.zeros((3, 960, 960), np.uint8), never)

    seen = sum(n * rows * cols for n, rows, cols, _ in trunk.shapes)
    assert seen / 960**2 <= ((PIECE + SIZE + STEP) / PIECE) ** 2


def test_a_cancelled_look_ends_before_the_next_pieces(trunk: Watched) -> None:
    asked: list[int] = []

    def cancelled() -> bool:
        asked.append(len(trunk.shapes))
        return len(asked) > 2

    found = DenseNetwork(trunk, unasked, SIZE, STEP, together=2).see(np.zeros((3, 640, 640), np.uint8), cancelled)

    assert found is None
    assert asked == [0, 1, 2]


@pytest.mark.parametrize("backend", ["onnxruntime", "numpy"])
def test_both_backends_say_of_a_box_what_they_say_of_the_tile(tmp_path: Path, backend: str) -> None:
    classifier = open_classifier(write_network(tmp_path / "network.onnx"), backend)
    network = classifier.dense()
    planes = np.random.default_rng(2).integers(0, 256, (3, 200, 264)).astype(np.uint8)

    assert network is not None
    seen = network.see(planes, never)
    assert seen is not None
    found = network.answer(np.ascontiguousarray(seen[:, 3:11, 5:13].mean(axis=(1, 2))[None]))

    expected = classifier.classify(planes[:, 24:88, 40:104].transpose(1, 2, 0)[None])
    assert (network.step, network.margin, seen.shape) == (STEP, 32, (16, 25, 33))
    np.testing.assert_allclose(found.probabilities, expected.probabilities, atol=1e-5)
    np.testing.assert_allclose(found.energy, expected.energy, rtol=1e-4)


def test_a_card_that_tells_nothing_means_tiles(tmp_path: Path) -> None:
    silent = dense_card()
    path = write_network(tmp_path / "network.onnx", told=type(silent)(**{**vars(silent), "dense": None}))

    assert open_classifier(path, "numpy").dense() is None


def test_a_card_with_other_steps_than_the_map_is_refused(tmp_path: Path) -> None:
    path = write_network(tmp_path / "network.onnx", told=dense_card(step=16))

    with pytest.raises(ModelError, match=r"maps of another size \(\(1, 16, 8, 8\)\) than its card says"):
        open_classifier(path, "numpy").dense()
