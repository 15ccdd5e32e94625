# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eurosat_plugin import paths
from eurosat_plugin.core.errors import BackendError, ModelError
from eurosat_plugin.core.network.classifier import BATCH, NumpyTileClassifier, OnnxTileClassifier, TileClassifier
from eurosat_plugin.core.network.numpy_network import NumpyNetwork
from tests.core.network.onnx_writer import card, small_classifier

CLASSIFIERS = [OnnxTileClassifier, NumpyTileClassifier]


Opener = Callable[[Path], TileClassifier]


def random_tiles(count: int) -> np.ndarray:
    return np.random.default_rng(count).integers(0, 256, (count, 64, 64, 3), dtype=np.uint8)


def smooth_tiles(count: int) -> np.ndarray:
    """Return tiles of gentle slopes, as fields and water are: far from noise, on which any network is unsure."""
    rng = np.random.default_rng(count)
    rows, cols = np.mgrid[0:64, 0:64] / 64
    waves = rng.uniform(-40, 40, (count, 2, 3))
    levels = rng.uniform(40, 215, (count, 1, 1, 3)) + np.einsum("hw,nc->nhwc", rows, waves[:, 0])
    return np.clip(levels + np.einsum("hw,nc->nhwc", cols, waves[:, 1]), 0, 255).astype(np.uint8)


def assert_backends_agree(path: Path, tiles: np.ndarray) -> None:
    expected, result = OnnxTileClassifier(path).classify(tiles), NumpyTileClassifier(path).classify(tiles)

    np.testing.assert_allclose(result.probabilities, expected.probabilities, atol=1e-4)
    np.testing.assert_allclose(result.energy, expected.energy, rtol=1e-4, atol=1e-3)


@pytest.mark.parametrize("layout", ["NCHW", "NHWC"])
def test_both_backends_give_the_same_probabilities(tmp_path: Path, layout: str) -> None:
    (tmp_path / "small.onnx").write_bytes(small_classifier(layout=layout))

    assert_backends_agree(tmp_path / "small.onnx", random_tiles(40))


def test_both_backends_give_the_same_probabilities_with_the_bundled_model() -> None:
    assert_backends_agree(paths.model_path("fast"), np.concatenate([random_tiles(20), smooth_tiles(60)]))


@pytest.mark.parametrize("make", CLASSIFIERS)
def test_both_layouts_of_a_network_give_the_same(tmp_path: Path, make: Opener) -> None:
    for layout in ("NCHW", "NHWC"):
        (tmp_path / layout).write_bytes(small_classifier(layout=layout))
    tiles = random_tiles(5)

    first, last = (make(tmp_path / layout).classify(tiles) for layout in ("NCHW", "NHWC"))

    np.testing.assert_allclose(first.probabilities, last.probabilities, atol=1e-6)


@pytest.mark.parametrize("make", CLASSIFIERS)
def test_probabilities_are_the_softmax_that_the_energy_belongs_to(small: Path, make: Opener) -> None:
    temperature = card().temperature

    prediction = make(small).classify(random_tiles(7))

    # probabilities = exp(logits / T) / Σ, so logits are T·log p up to a constant that the energy fixes.
    scaled = temperature * np.log(prediction.probabilities.astype(float))
    constant = -prediction.energy - np.log(np.exp(scaled).sum(axis=1))
    logits = scaled + constant[:, np.newaxis]
    np.testing.assert_allclose(-np.log(np.exp(logits).sum(axis=1)), prediction.energy, rtol=1e-4)
    np.testing.assert_allclose(prediction.probabilities.sum(axis=1), 1.0, atol=1e-5)


@pytest.mark.parametrize("make", CLASSIFIERS)
@pytest.mark.parametrize("count", [0, 1, BATCH, BATCH + 1])
def test_any_number_of_tiles_can_be_classified(small: Path, make: Opener, count: int) -> None:
    prediction = make(small).classify(random_tiles(count))

    assert prediction.probabilities.shape == (count, 10)
    assert prediction.energy.shape == (count,)
    assert prediction.probabilities.dtype == prediction.energy.dtype == np.float32


@pytest.mark.parametrize("make", CLASSIFIERS)
def test_a_tile_gets_the_same_answer_alone_and_among_others(small: Path, make: Opener) -> None:
    tiles = random_tiles(2 * BATCH + 3)
    classifier = make(small)
    together = classifier.classify(tiles)

    for i in (0, BATCH, len(tiles) - 1):
        alone = classifier.classify(tiles[i : i + 1])

        np.testing.assert_allclose(alone.probabilities[0], together.probabilities[i], atol=1e-5)
        np.testing.assert_allclose(alone.energy[0], together.energy[i], rtol=1e-5)


@pytest.mark.parametrize("make", CLASSIFIERS)
def test_tiles_need_not_be_contiguous(small: Path, make: Opener) -> None:
    mosaic = random_tiles(4)
    flipped = mosaic[:, ::-1, :, ::-1]

    result = make(small).classify(flipped)

    np.testing.assert_allclose(result.probabilities, make(small).classify(flipped.copy()).probabilities, atol=1e-6)


@pytest.mark.parametrize("make", CLASSIFIERS)
@pytest.mark.parametrize(
    "tiles",
    [
        np.zeros((2, 3, 64, 64), np.uint8),
        np.zeros((2, 64, 64), np.uint8),
        np.zeros((2, 32, 32, 3), np.uint8),
        np.zeros((2, 64, 64, 3), np.float32),
    ],
)
def test_tiles_of_another_shape_or_type_are_refused(small: Path, make: Opener, tiles: np.ndarray) -> None:
    with pytest.raises(ValueError, match=r"not uint8 \(n, 64, 64, 3\)"):
        make(small).classify(tiles)


@pytest.mark.parametrize("make", CLASSIFIERS)
def test_a_classifier_tells_its_card_and_the_digest_of_its_file(small: Path, make: Opener) -> None:
    classifier = make(small)

    assert classifier.card == card()
    assert classifier.model_sha256 == hashlib.sha256(small.read_bytes()).hexdigest()


class Scarce:
    """Runs a network as long as no more than `most` tiles are given at once, and notes how many were."""

    def __init__(self, run: Callable[..., Any], most: int, error: Exception) -> None:
        self.run, self.most, self.error = run, most, error
        self.sizes: list[int] = []

    def __call__(self, *arguments: Any) -> Any:
        image = next(iter(arguments[-1].values())) if isinstance(arguments[-1], dict) else arguments[-1]
        self.sizes.append(len(image))
        if len(image) > self.most:
            raise self.error
        return self.run(*arguments)


def scarce(classifier: Any, monkeypatch: pytest.MonkeyPatch, most: int, error: Exception) -> Scarce:
    if isinstance(classifier, NumpyTileClassifier):
        runner = Scarce(classifier._network.run, most, error)
        monkeypatch.setattr(classifier._network, "run", runner)
    else:
        opened = classifier._session
        runner = Scarce(opened._session.run, most, error)
        opened._session = type("Session", (), {"run": staticmethod(runner)})()
    return runner


@pytest.mark.parametrize("odd", ["probabilities", "energy"])
def test_a_network_that_gives_no_numbers_for_one_tile_is_refused(
    small: Path, monkeypatch: pytest.MonkeyPatch, odd: str
) -> None:
    classifier = NumpyTileClassifier(small)
    answers = {"probabilities": np.full((3, 10), 0.1, np.float32), "energy": np.full(3, -5.0, np.float32)}
    answers[odd][1] = np.nan
    monkeypatch.setattr(classifier._network, "run", lambda image: (answers["probabilities"], answers["energy"]))

    with pytest.raises(ModelError, match="gives no numbers for some tiles"):
        classifier.classify(random_tiles(3))


@pytest.mark.parametrize(
    ("energy", "sentence"),
    [
        (np.array([-5.0, np.inf], np.float32), "its energy is not finite"),
        (np.array([[-5.0], [-5.0]], np.float32), r"and energies of shape \(2, 1\)"),
    ],
)
def test_energies_that_are_none_are_found_before_any_work_is_done(
    small: Path, monkeypatch: pytest.MonkeyPatch, energy: np.ndarray, sentence: str
) -> None:
    answers = np.full((2, 10), 0.1, np.float32), energy
    monkeypatch.setattr(NumpyNetwork, "run", lambda network, image: answers)

    with pytest.raises(ModelError, match=sentence):
        NumpyTileClassifier(small)


OUT_OF_MEMORY = [
    MemoryError("Unable to allocate 3.00 MiB for an array"),
    RuntimeError("[ONNXRuntimeError] : 6 : RUNTIME_EXCEPTION : Failed to allocate memory for requested buffer"),
    RuntimeError("std::bad_alloc"),
    RuntimeError("bad allocation"),
]


@pytest.mark.parametrize("error", OUT_OF_MEMORY, ids=str)
@pytest.mark.parametrize("most", [1, 3, 8])
def test_without_memory_for_a_batch_smaller_ones_give_the_same(
    small: Path, monkeypatch: pytest.MonkeyPatch, most: int, error: Exception
) -> None:
    tiles = random_tiles(2 * BATCH + 3)
    for make in CLASSIFIERS if isinstance(error, MemoryError) else [OnnxTileClassifier]:
        classifier = make(small)
        expected = classifier.classify(tiles)
        runner = scarce(classifier, monkeypatch, most, error)

        result = classifier.classify(tiles)

        np.testing.assert_allclose(result.probabilities, expected.probabilities, atol=1e-5)
        np.testing.assert_allclose(result.energy, expected.energy, rtol=1e-4)
        assert sum(size for size in runner.sizes if size <= most) == len(tiles)


@pytest.mark.parametrize("make", CLASSIFIERS)
def test_without_memory_for_a_single_tile_it_is_said(
    small: Path, monkeypatch: pytest.MonkeyPatch, make: Opener
) -> None:
    classifier = make(small)
    scarce(classifier, monkeypatch, 0, MemoryError("Unable to allocate"))

    with pytest.raises(BackendError, match=r"not enough memory to classify a single tile \(Unable to allocate\)"):
        classifier.classify(random_tiles(3))


@pytest.mark.parametrize("make", CLASSIFIERS)
def test_the_order_of_a_tile_in_memory_changes_nothing(make: Opener, small: Path) -> None:
    tiles = random_tiles(5)
    band_after_band = np.ascontiguousarray(tiles.transpose(0, 3, 1, 2)).transpose(0, 2, 3, 1)

    one, other = make(small).classify(tiles), make(small).classify(band_after_band)

    assert np.array_equal(one.probabilities, other.probabilities)
    assert np.array_equal(one.energy, other.energy)
