# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

from eurosat_plugin.core.network.classifier import open_classifier
from training import graph
from training.dataset import Samples
from training.quantize import PICTURES, Comparison, calibrate, compare, main, nodes_in_float, quantize
from training.settings import MODELS

FLOAT = MODELS / "fast.onnx"


@pytest.fixture(scope="module")
def images() -> np.ndarray:
    """Return pictures of patches in many colours, with some noise."""
    rng = np.random.default_rng(0)
    patches = np.kron(rng.integers(20, 230, (40, 8, 8, 3)), np.ones((1, 8, 8, 1)))
    return np.clip(patches + rng.normal(0, 6, (40, 64, 64, 3)), 1, 255).astype(np.uint8)


@pytest.fixture(scope="module")
def variant(tmp_path_factory: pytest.TempPathFactory, images: np.ndarray) -> Path:
    return quantize(FLOAT, images, tmp_path_factory.mktemp("int8"))


def test_the_variant_gives_nearly_the_same_probabilities(variant: Path, images: np.ndarray) -> None:
    ours, theirs = (open_classifier(path, "onnxruntime").classify(images) for path in (variant, FLOAT))

    assert np.abs(ours.probabilities - theirs.probabilities).mean() < 0.02
    assert (ours.probabilities.argmax(axis=1) == theirs.probabilities.argmax(axis=1)).mean() > 0.9


def test_weights_are_signed_bytes_with_a_scale_for_each_channel_but_for_the_first_convolution(variant: Path) -> None:
    graph = onnx.load(str(variant)).graph
    made = {name: node for node in graph.node for name in node.output}
    tensors = {tensor.name: tensor for tensor in graph.initializer}
    convolutions = [node for node in graph.node if node.op_type == "Conv"]

    assert convolutions[0].input[1] in tensors
    for node in convolutions[1:]:
        weights, scales, _ = made[node.input[1]].input
        assert tensors[weights].data_type == onnx.TensorProto.INT8
        assert list(tensors[scales].dims) == [tensors[weights].dims[0]]
        zero = made[node.input[0]].input[2]
        assert tensors[zero].data_type == onnx.TensorProto.UINT8


def test_what_follows_the_last_convolution_stays_in_float() -> None:
    proto = onnx.load(str(FLOAT))
    places = [i for i, node in enumerate(proto.graph.node) if node.op_type == "Conv"]

    kept = nodes_in_float(proto)

    assert proto.graph.node[places[0]].name in kept
    assert not {proto.graph.node[place].name for place in places[1:]} & set(kept)
    assert {node.name for node in proto.graph.node[places[-1] + 1 :] if node.op_type == "MatMul"} <= set(kept)


def test_the_card_has_a_name_of_its_own_and_no_figures_of_the_network(variant: Path) -> None:
    card, before = open_classifier(variant, "onnxruntime").card, open_classifier(FLOAT, "onnxruntime").card

    assert card == replace(before, name="fast-int8", metrics={})


def test_a_variant_gets_a_temperature_of_its_own_and_doubts_as_many_pictures(variant: Path, images: np.ndarray) -> None:
    before, proto = open_classifier(FLOAT, "onnxruntime"), onnx.load(str(variant))
    labels = np.where(np.arange(len(images)) % 4, before.classify(images).probabilities.argmax(axis=1), 0)

    card = calibrate(proto, before, Samples(images, labels.astype(np.int64), ()))

    sharpness = next(numpy_helper.to_array(t) for t in proto.graph.initializer if t.name == "sharpness")
    assert float(sharpness) == pytest.approx(1.0 / card.temperature)
    assert card.temperature != before.card.temperature
    doubted = before.classify(images).probabilities.max(axis=1) < before.card.thresholds.confidence
    probabilities, _ = graph.run(proto, images)
    assert (probabilities.max(axis=1) < card.thresholds.confidence).sum() == pytest.approx(doubted.sum(), abs=1)
    assert [(average.windows, average.views) for average in card.averages] == [(4, 1), (16, 1), (64, 1), (1, 8)]


def test_a_network_is_as_good_as_itself(images: np.ndarray) -> None:
    classifier = open_classifier(FLOAT, "onnxruntime")
    labels = classifier.classify(images).probabilities.argmax(axis=1)

    found = compare(classifier, classifier, images, labels)

    assert (found.pictures, found.accuracy, found.accuracy_before, found.alike) == (40, 1.0, 1.0, 1.0)
    assert found.keeps


@pytest.mark.parametrize(
    ("lost", "alike", "keeps"), [(0.0009, 0.995, True), (0.0011, 1.0, False), (0.0, 0.9949, False), (-0.01, 1.0, True)]
)
def test_a_variant_is_kept_that_loses_little_and_changes_few(lost: float, alike: float, keeps: bool) -> None:
    assert Comparison(1000, 0.5 - lost, 0.5, alike, 0.4).keeps == keeps


def test_a_network_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert PICTURES > 0
    assert main(["nothing.onnx"]) == 1
    assert "nothing.onnx" in capsys.readouterr().err
