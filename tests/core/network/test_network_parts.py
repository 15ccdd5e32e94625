# SPDX-License-Identifier: GPL-2.0-or-later
"""A network taken apart says what it says whole."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.network_parts import take_apart
from eurosat_plugin.core.network.numpy_network import NumpyNetwork
from eurosat_plugin.core.network.onnx_file import parse_model, read_model
from eurosat_plugin.core.network.onnx_model import OnnxModel
from eurosat_plugin.core.network.onnxruntime_session import OnnxruntimeSession
from tests.core.network.dense_networks import write_network
from tests.core.network.onnx_writer import model, node, scene_classifier, value

OUTPUTS = ("probabilities", "energy")
IMAGE = np.random.default_rng(5).uniform(0, 255, (3, 3, 64, 64)).astype(np.float32)


@pytest.fixture(params=["", "reflect"])
def network(request: pytest.FixtureRequest, tmp_path: Path) -> OnnxModel:
    return read_model(write_network(tmp_path / "network.onnx", request.param))


@pytest.fixture(params=[OnnxruntimeSession, NumpyNetwork])
def run_by(request: pytest.FixtureRequest) -> type:
    return request.param


def test_the_head_says_of_the_mean_of_a_map_what_the_network_says_of_the_tile(network: OnnxModel, run_by: type) -> None:
    parts = take_apart(network)
    expected = run_by(network, OUTPUTS).run(IMAGE)

    (maps,) = run_by(parts.trunk, (parts.last_map,)).run(IMAGE)
    found = NumpyNetwork(parts.head, OUTPUTS).run(maps.mean(axis=(2, 3), keepdims=True))

    assert maps.shape == (3, 16, 8, 8)
    for values, known in zip(found, expected):
        np.testing.assert_allclose(values, known, rtol=1e-4, atol=1e-5)


def test_the_trunk_takes_images_of_any_size(network: OnnxModel, run_by: type) -> None:
    parts = take_apart(network)
    wide = np.tile(IMAGE[:1], (1, 1, 2, 3))

    (found,) = run_by(parts.trunk, (parts.last_map,)).run(wide)

    assert found.shape == (1, 16, 16, 24)


def test_the_trunk_holds_no_weight_of_the_head(network: OnnxModel) -> None:
    parts = take_apart(network)

    assert "dense" in network.initializers
    assert "dense" not in parts.trunk.initializers
    assert {"first", "second"} <= set(parts.trunk.initializers)
    assert [output.name for output in parts.trunk.outputs] == [parts.last_map]
    assert [node.op_type for node in parts.head.nodes][:1] == ["Flatten"]


def test_a_network_that_looks_at_means_of_the_image_alone_has_no_map() -> None:
    with pytest.raises(ModelError, match=r"^The model means\.onnx has no last map to see an image by\.$"):
        take_apart(parse_model(scene_classifier(np.ones((3, 10))), "means.onnx"))


def test_nor_has_one_without_a_mean_or_with_two() -> None:
    ends = [value("probabilities", (None, 10))]
    for names in (("MaxPool",), ("GlobalAveragePool", "GlobalAveragePool")):
        inner = ["image", *(f"map{number}" for number in range(len(names))), "probabilities"]
        nodes = [node("Relu", inner[0], inner[1])]
        nodes += [node(name, inner[number + 1], inner[number + 2]) for number, name in enumerate(names)]
        with pytest.raises(ModelError, match="has no last map"):
            take_apart(parse_model(model(nodes, [value("image", (None, 3, 64, 64))], ends), "other.onnx"))
