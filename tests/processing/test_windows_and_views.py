# SPDX-License-Identifier: GPL-2.0-or-later
"""Overlapping windows and eight views, from the raster to the columns, against the network asked directly."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.network.classifier import TileClassifier, open_classifier
from eurosat_plugin.core.product.radiometry import L1C
from eurosat_plugin.paths import model_path
from tests.core.network.dense_networks import without_dense
from tests.processing.conftest import Run
from tests.rasters import ground, write_raster

Classify = Callable[..., Run]
SIZE = 192


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, np.ndarray]:
    """Write a raster of three by three tiles; return it and its grey levels ``(rows, cols, 3)``."""
    values = ground(SIZE, SIZE, seed=7)
    path = write_raster(tmp_path_factory.mktemp("scene") / "scene.tif", values, names=["B04", "B03", "B02"])
    return path, L1C.grey_levels(values.transpose(1, 2, 0))


@cache
def network() -> TileClassifier:
    """Return the network, opened once."""
    return open_classifier(model_path("fast"), "numpy")


def mean(answers: list[np.ndarray] | np.ndarray, windows: int, views: int) -> np.ndarray:
    """Return what the mean of `answers` is read as, by what the network's card says of such means."""
    return network().card.average(windows, views).calibrate(np.mean(answers, axis=0))


def ask(tiles: list[np.ndarray]) -> np.ndarray:
    """Return the probabilities that the network gives to each of `tiles`."""
    return network().classify(np.stack(tiles)).probabilities


def probabilities(run: Run) -> dict[tuple[int, int], np.ndarray]:
    """Return the ten columns of each tile, by row and column."""
    assert run.ok, run.sentence
    return {(f["row"], f["col"]): np.array([f[f"p_{key}"] for key in CLASS_KEYS]) for f in run.layer.getFeatures()}


@pytest.mark.parametrize("stride", [32, 16])
def test_a_cell_has_the_mean_of_all_windows_that_see_it_whole(
    classify: Classify, scene: tuple[Path, np.ndarray], tmp_path: Path, stride: int
) -> None:
    path, grey = scene
    model = without_dense(model_path("fast"), tmp_path / "fast.onnx")
    starts = range(0, SIZE - 64 + 1, stride)
    at = [(y, x) for y in starts for x in starts]
    seen = dict(zip(at, ask([grey[y : y + 64, x : x + 64] for y, x in at])))

    run = classify(
        INPUT=str(path),
        STRIDE=str(stride),
        PROBABILITIES=True,
        BACKEND="numpy",
        RADIOMETRY="l1c",
        MODEL_FILE=str(model),
    )

    found = probabilities(run)
    assert len(found) == (SIZE // stride) ** 2
    for (row, col), values in found.items():
        top, left = row * stride, col * stride
        covering = [
            p
            for (y, x), p in seen.items()
            if y <= top and top + stride <= y + 64 and x <= left and left + stride <= x + 64
        ]
        assert values == pytest.approx(mean(covering, len(covering), 1), abs=1e-5)


def test_eight_views_of_a_tile_are_averaged(classify: Classify, scene: tuple[Path, np.ndarray]) -> None:
    path, grey = scene
    tile = grey[64:128, 128:192]
    views = [np.rot90(flipped, turns) for flipped in (tile, np.fliplr(tile)) for turns in range(4)]
    expected = mean(ask(views), 1, 8)

    run = classify(INPUT=str(path), TTA=True, PROBABILITIES=True, BACKEND="numpy", RADIOMETRY="l1c")

    assert probabilities(run)[1, 2] == pytest.approx(expected, abs=1e-5)
    assert not np.allclose(expected, ask([tile])[0], atol=1e-3)
