# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import keras
import numpy as np
import onnx
import pytest

from training import graph
from training.networks import build_network
from training.pretrained import restore_batch_norm
from training.restore import RestoreError, restore
from training.settings import SETTINGS

PICTURES = np.random.default_rng(4).integers(1, 256, (6, 64, 64, 3), dtype=np.uint8)


def scatter(model: keras.Model) -> keras.Model:
    """Give every weight a value that training could have given it."""
    rng = np.random.default_rng(8)
    for layer in model.layers:
        weights = [
            weight * rng.uniform(0.8, 1.2, weight.shape) + rng.uniform(0, 0.05) for weight in layer.get_weights()
        ]
        layer.set_weights(weights)
    return model


def save(model: keras.Model, path: Path) -> Path:
    onnx.save(graph.convert(model, 1.0), path)
    return path


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], tuple[keras.Model, Path]]:
    """Return what makes a network and its file, each once."""

    @cache
    def make(name: str) -> tuple[keras.Model, Path]:
        trained = scatter(build_network(SETTINGS[name]))
        return trained, save(trained, tmp_path_factory.mktemp(name) / "made.onnx")

    return make


@pytest.mark.parametrize("name", ["fast", "accurate"])
def test_a_network_comes_back_from_its_file(name: str, saved: Callable[[str], tuple[keras.Model, Path]]) -> None:
    trained, path = saved(name)
    twin = build_network(SETTINGS[name])

    restore(twin, path)

    expected = graph.run_keras(trained, PICTURES)
    np.testing.assert_allclose(graph.run_keras(twin, PICTURES), expected, atol=1e-3 * np.abs(expected).max())


def test_after_its_statistics_are_estimated_it_is_still_the_same_network(
    saved: Callable[[str], tuple[keras.Model, Path]],
) -> None:
    _, path = saved("fast")
    twin = build_network(SETTINGS["fast"])
    restore(twin, path)
    before = graph.run_keras(twin, PICTURES)

    restore_batch_norm(twin, PICTURES.astype(np.float32))

    np.testing.assert_allclose(graph.run_keras(twin, PICTURES), before, atol=1e-3 * np.abs(before).max())
    means = [layer.moving_mean for layer in twin.layers if isinstance(layer, keras.layers.BatchNormalization)]
    assert all(np.abs(mean).max() > 0 for mean in means)


def test_another_network_is_refused(exported: Path) -> None:
    with pytest.raises(RestoreError, match=r"stem of lite has other weights"):
        restore(build_network(SETTINGS["accurate"]), exported)


def test_batch_norm_behind_an_activation_cannot_be_read_back(tmp_path: Path) -> None:
    seed = build_network(SETTINGS["seed"])

    with pytest.raises(RestoreError, match="does not follow a convolution"):
        restore(seed, save(seed, tmp_path / "seed.onnx"))
