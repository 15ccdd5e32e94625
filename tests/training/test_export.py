# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import keras
import numpy as np
import onnx
import pytest
from scipy.special import logsumexp, softmax

from eurosat_plugin.core.network.classifier import open_classifier
from eurosat_plugin.core.network.model_card import METADATA_KEY, ModelCard
from eurosat_plugin.core.network.numpy_network import NumpyNetwork
from eurosat_plugin.core.network.onnx_file import parse_model
from eurosat_plugin.core.network.window_average import Average
from tests.training.conftest import SHIPPED, Converted
from training import export as exporting
from training import graph
from training.catalogue import MILLISECONDS
from training.conditions import CONDITIONS, TTA
from training.dataset import Samples
from training.export import ExportError, check_parity, export, in_float32, main, write
from training.metrics import measure
from training.networks import FEATURES, build_network
from training.precision import computing_in
from training.settings import SETTINGS

PLAIN = {
    *("Add", "Clip", "Conv", "Gemm", "GlobalAveragePool", "MatMul", "MaxPool", "Mul", "Neg", "Pad", "ReduceLogSumExp"),
    *("Relu", "Softmax", "Squeeze", "Sub"),
}


def card_of(path: Path) -> ModelCard:
    return ModelCard.from_json({entry.key: entry.value for entry in onnx.load(path).metadata_props}[METADATA_KEY])


@pytest.mark.parametrize("name", SHIPPED)
def test_the_graph_answers_what_the_network_says(
    name: str, converted: Callable[[str], Converted], make_samples: Callable[[int, int], Samples]
) -> None:
    images = make_samples(20, 3).images
    network, proto, temperature = converted(name)
    logits = graph.run_keras(network, images)

    probabilities, energy = graph.run(proto, images)

    np.testing.assert_allclose(probabilities, softmax(logits / temperature, axis=1), atol=1e-4)
    np.testing.assert_allclose(energy, -logsumexp(logits, axis=1), atol=1e-4)


@pytest.mark.parametrize("name", SHIPPED)
def test_the_graph_holds_only_operators_that_numpy_can_run(name: str, converted: Callable[[str], Converted]) -> None:
    operators = {node.op_type for node in converted(name).proto.graph.node}

    assert operators <= PLAIN


@pytest.mark.parametrize("name", SHIPPED)
def test_the_graph_tells_the_pooled_features_and_numpy_agrees(
    name: str, converted: Callable[[str], Converted], make_samples: Callable[[int, int], Samples]
) -> None:
    images = make_samples(4, 3).images
    network, proto, _ = converted(name)

    (features,) = NumpyNetwork(parse_model(proto.SerializeToString(), "made.onnx"), (FEATURES,)).run(
        np.moveaxis(images, -1, 1).astype(np.float32)
    )

    probe = keras.Model(network.input, network.get_layer(FEATURES).output)
    np.testing.assert_allclose(features, graph.run_keras(probe, images), rtol=1e-4, atol=1e-4)


def test_a_network_trained_in_bfloat16_is_exported_in_float32() -> None:
    settings = SETTINGS["fast"]
    with computing_in("mixed_bfloat16"):
        trained = build_network(settings)

    plain = in_float32(settings, trained)

    assert {layer.compute_dtype for layer in plain.layers} == {"float32"}
    for theirs, ours in zip(trained.get_weights(), plain.get_weights()):
        np.testing.assert_array_equal(ours, theirs)


def test_the_graph_takes_channels_first_and_any_number_of_pictures(exported: Path) -> None:
    (image,) = onnx.load(exported).graph.input
    dimensions = image.type.tensor_type.shape.dim

    assert image.name == "image"
    assert dimensions[0].dim_param == "batch"
    assert [d.dim_value for d in dimensions[1:]] == [3, 64, 64]


def test_the_card_tells_how_the_file_was_made(exported: Path) -> None:
    settings, card = SETTINGS["fast"], card_of(exported)

    assert (card.name, card.version, card.seed) == (settings.name, settings.version, settings.seed)
    config = dict(card.config)
    assert config.pop(MILLISECONDS) > 0
    assert config == settings.as_dict()
    assert card.data["license"] == "MIT"
    assert "Copernicus Sentinel data" in card.data["notice"]
    assert set(card.metrics) == {"aitlas-val", "aitlas-test", *(f"aitlas-test+{name}" for name in (*CONDITIONS, TTA))}


def test_the_card_has_the_figures_that_the_plugins_classifier_gives(
    exported: Path, make_samples: Callable[[int, int], Samples]
) -> None:
    test = make_samples(15, 2)

    probabilities = open_classifier(exported, "numpy").classify(test.images).probabilities

    recorded = card_of(exported).metrics["aitlas-test"]
    assert measure("aitlas-test", test.labels, probabilities).accuracy == pytest.approx(recorded["accuracy"])
    assert recorded["n"] == 15


def test_a_graph_that_differs_from_the_network_is_refused(
    converted: Callable[[str], Converted], make_samples: Callable[[int, int], Samples]
) -> None:
    images = make_samples(4, 1).images
    network, proto, temperature = converted("fast")

    with pytest.raises(ExportError, match="differ by"):
        check_parity(proto, images, graph.run_keras(network, images) + 0.001, temperature)


def test_no_file_is_left_when_the_graph_is_refused(
    make_samples: Callable[[int, int], Samples], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "PARITY", -1.0)

    with pytest.raises(ExportError):
        export(SETTINGS["fast"], build_network(SETTINGS["fast"]), {"val": make_samples(20, 1)}, tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_be_finished_leaves_the_old_one_alone(
    exported: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "fast.onnx").write_bytes(b"old")

    def fill_the_disk(path: Path, content: bytes) -> None:
        path.open("wb").write(content[:10])
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", fill_the_disk)

    with pytest.raises(OSError, match="No space left"):
        write(onnx.load(exported), card_of(exported), tmp_path)

    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {"fast.onnx": b"old"}


def test_exporting_before_training_says_what_to_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    status = main(["fast"])

    assert status == 1
    assert "run python -m training.train fast first" in capsys.readouterr().err


def test_a_preview_is_measured_on_val_under_every_condition(
    exported: Path, make_samples: Callable[[int, int], Samples]
) -> None:
    averages = (Average(1, 8, 0.9, 0.5, -3.0),)
    figures = exporting.measure_parts(onnx.load(exported), "aitlas", {"val": make_samples(6, 1)}, averages)

    assert set(figures) == {"aitlas-val", *(f"aitlas-val+{name}" for name in (*CONDITIONS, TTA))}
