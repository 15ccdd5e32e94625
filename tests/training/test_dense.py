# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Callable

import keras
import numpy as np
import onnx
import pytest

from tests.training.conftest import SHIPPED, Converted
from training import graph
from training.dense import DenseNetwork
from training.networks import FEATURES


@pytest.fixture(scope="module", params=SHIPPED)
def proto(request: pytest.FixtureRequest, converted: Callable[[str], Converted]) -> onnx.ModelProto:
    return converted(request.param).proto


def test_one_tile_seen_at_once_is_that_tile(proto: onnx.ModelProto) -> None:
    tile = np.random.default_rng(1).integers(1, 256, (64, 64, 3), dtype=np.uint8)

    probabilities, energy = DenseNetwork.of(proto).classify(tile)

    expected = graph.run(proto, tile[None])
    assert probabilities.shape == (1, 1, 10)
    np.testing.assert_allclose(probabilities[0], expected[0], atol=1e-5)
    np.testing.assert_allclose(energy[0], expected[1], atol=1e-4)


def test_every_tile_gets_the_answer_to_its_own_pixels() -> None:
    picture = keras.Input((64, 64, 3), name="image")
    pooled = keras.layers.GlobalAveragePooling2D(name=FEATURES)(keras.layers.Rescaling(1 / 255.0)(picture))
    proto = graph.convert(keras.Model(picture, keras.layers.Dense(10)(pooled)), 1.0)
    tiles = np.random.default_rng(2).integers(1, 256, (2, 3, 1, 1, 3)) * np.ones((1, 1, 64, 64, 1))
    scene = tiles.transpose(0, 2, 1, 3, 4).reshape(128, 192, 3).astype(np.uint8)

    probabilities, energy = DenseNetwork.of(proto).classify(scene)

    expected = graph.run(proto, tiles.reshape(6, 64, 64, 3).astype(np.uint8))
    np.testing.assert_allclose(probabilities, expected[0].reshape(2, 3, 10), atol=1e-5)
    np.testing.assert_allclose(energy, expected[1].reshape(2, 3), atol=1e-5)


def test_with_reflected_edges_a_plain_scene_is_what_its_tiles_are(converted: Callable[[str], Converted]) -> None:
    proto = converted("fast").proto
    scene = np.full((128, 128, 3), 90, dtype=np.uint8)

    probabilities, _ = DenseNetwork.of(proto).classify(scene)

    expected, _ = graph.run(proto, scene[None, :64, :64])
    np.testing.assert_allclose(probabilities, np.broadcast_to(expected, (2, 2, 10)), atol=1e-5)


def test_a_scene_of_broken_tiles_is_refused(proto: onnx.ModelProto) -> None:
    with pytest.raises(ValueError, match="whole tiles"):
        DenseNetwork.of(proto).classify(np.zeros((64, 100, 3), dtype=np.uint8))
