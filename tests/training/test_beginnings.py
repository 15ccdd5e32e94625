# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest

from training import beginnings, graph
from training.beginnings import begin, load_beginning
from training.calibration import energies
from training.checkpoints import RunError
from training.dataset import DataError, Samples
from training.networks import build_network
from training.settings import MODELS, SETTINGS


def test_a_run_begins_with_the_file_of_a_network_whose_run_is_gone(
    exported: Path, make_samples: Callable[[int, int], Samples], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("training.beginnings.MODELS", exported.parent)
    monkeypatch.setattr("training.beginnings.run_folder", lambda name: tmp_path / name)
    monkeypatch.setattr("training.finished.run_folder", lambda name: tmp_path / name)

    beginning = load_beginning("fast", make_samples(32, 1))

    images = make_samples(16, 2).images
    _, energy = graph.run(onnx.load(exported), images)
    np.testing.assert_allclose(energies(graph.run_keras(beginning, images)), energy, atol=1e-3)


def test_a_network_without_batch_norm_is_gone_on_from_as_it_is(
    make_samples: Callable[[int, int], Samples], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("training.beginnings.run_folder", lambda name: tmp_path / name)
    images = make_samples(4, 2).images

    beginning = load_beginning("accurate", make_samples(8, 1))

    _, energy = graph.run(onnx.load(MODELS / "accurate.onnx"), images)
    np.testing.assert_allclose(energies(graph.run_keras(beginning, images)), energy, atol=1e-2)


def test_without_run_and_file_it_is_said_how_to_get_them(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("training.beginnings.MODELS", tmp_path)
    monkeypatch.setattr("training.beginnings.run_folder", lambda name: tmp_path / name)
    monkeypatch.setattr("training.finished.run_folder", lambda name: tmp_path / name)

    with pytest.raises(RunError, match=r"training\.train fast"):
        load_beginning("fast", Samples(np.zeros((0, 64, 64, 3), np.uint8), np.zeros(0, np.int64), ()))


def test_a_pretrained_network_begins_with_its_layers_and_a_head_that_knows_the_pictures(
    make_samples: Callable[[int, int], Samples],
) -> None:
    samples = make_samples(120, 1)
    model = build_network(SETTINGS["accurate"])
    chance = model.get_layer("stem").get_weights()[0]

    try:
        begin(model, SETTINGS["accurate"], samples)
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
        begin(build_network(SETTINGS["accurate"]), SETTINGS["accurate"], make_samples(8, 1))
