# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import onnx
import pytest

from training import beginnings, graph
from training.beginnings import begin, load_shipped
from training.calibration import energies
from training.checkpoints import RunError
from training.dataset import DataError, Samples
from training.networks import build_network
from training.settings import MODELS, SETTINGS

NEW = replace(SETTINGS["accurate"], name="new")
"""Settings of a network that models/ does not have."""


@pytest.mark.parametrize("name", ["fast", "accurate"])
def test_a_network_is_read_back_from_its_file(name: str, make_samples: Callable[[int, int], Samples]) -> None:
    images = make_samples(16, 2).images

    network = load_shipped(SETTINGS[name], make_samples(32, 1))

    _, energy = graph.run(onnx.load(MODELS / f"{name}.onnx"), images)
    np.testing.assert_allclose(energies(graph.run_keras(network, images)), energy, atol=1e-2)


def test_a_file_of_another_network_is_named(
    monkeypatch: pytest.MonkeyPatch, make_samples: Callable[[int, int], Samples]
) -> None:
    monkeypatch.setattr("training.beginnings.shipped_file", lambda name: MODELS / "accurate.onnx")

    with pytest.raises(RunError, match=r"accurate\.onnx cannot be gone on from"):
        load_shipped(SETTINGS["fast"], make_samples(4, 1))


def test_a_pretrained_network_begins_with_its_layers_and_a_head_that_knows_the_pictures(
    make_samples: Callable[[int, int], Samples],
) -> None:
    samples = make_samples(120, 1)
    model = build_network(NEW)
    chance = model.get_layer("stem").get_weights()[0]

    try:
        begin(model, NEW, samples)
    except DataError as error:
        pytest.skip(str(error))

    assert (model.get_layer("stem").get_weights()[0] != chance).all()
    right = graph.run_keras(model, samples.images).argmax(axis=1) == samples.labels
    assert right.mean() > 0.7


def test_without_imagenets_weights_the_network_is_not_trained_from_chance(
    make_samples: Callable[[int, int], Samples], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beginnings.efficientnet, "PACKAGE", "no_such_package")

    with pytest.raises(DataError, match="no-such-package"):
        begin(build_network(NEW), NEW, make_samples(8, 1))
