# SPDX-License-Identifier: GPL-2.0-or-later
"""What becomes of a tile's numbers before the network and of its answer behind it, and how that is found out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.errors import BackendError, FailureKind, ModelError
from eurosat_plugin.core.network.classifier import NumpyTileClassifier, OnnxTileClassifier, open_classifier
from eurosat_plugin.core.network.model_card import METADATA_KEY, BandScaling
from eurosat_plugin.core.network.numpy_network import NumpyNetwork
from tests.core.network.onnx_writer import card, scene_classifier, small_classifier

CLASSIFIERS = [OnnxTileClassifier, NumpyTileClassifier]
GREY = 128
"""Of the two tiles by which a network of pictures is tried."""


def network(folder: Path, weights: np.ndarray, last: str = "", output: str = "classes", **changes: Any) -> Path:
    """Write a network of three classes that multiplies the means of a tile's bands by `weights`, with `last` behind."""
    own = card(**{
        "classes": ("One", "Two", "Three"), "probabilities_output": output, "energy_output": "", "activation": "untold",
        **changes,
    })  # fmt: skip
    path = folder / "three.onnx"
    path.write_bytes(scene_classifier(weights, metadata={METADATA_KEY: own.to_json()}, last=last, outputs=(output,)))
    return path


def even(*levels: tuple[float, float, float]) -> np.ndarray:
    """Return tiles whose pixels all have these levels."""
    return np.array(levels)[:, np.newaxis, np.newaxis] * np.ones((1, 64, 64, 3))


def softmax(scores: Any) -> np.ndarray:
    raised = np.exp(np.asarray(scores, float))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True))


@pytest.mark.parametrize("classifier", CLASSIFIERS)
def test_each_band_is_kept_between_its_limits_then_shifted_then_divided(classifier: Any, tmp_path: Path) -> None:
    scaling = (
        BandScaling(low=1000.0, shift=500.0, scale=2000.0),
        BandScaling(high=3000.0),
        BandScaling(10.0, 4.0, 0, 90),
    )
    path = network(tmp_path, np.diag([1, 0.001, 0.1]), values="reflectance", scaling=scaling)
    tiles = even((200, 200, -50), (4000, 4000, 4000)).astype(np.float32)

    answer = classifier(path).classify(tiles)

    below = (1000 - 500) / 2000, 200 * 0.001, (0 - 10) / 4 * 0.1
    above = (4000 - 500) / 2000, 3000 * 0.001, (90 - 10) / 4 * 0.1
    assert answer.probabilities == pytest.approx(softmax([below, above]), abs=1e-5)


@pytest.mark.parametrize("classifier", CLASSIFIERS)
def test_scores_of_one_tile_are_no_matter_of_another_whose_scores_are_far_larger(
    classifier: Any, tmp_path: Path
) -> None:
    path = network(tmp_path, np.diag([1.0, 1.0, 1.0]), activation="logits")

    answer = classifier(path).classify(even((1, 2, 3), (255, 254, 0)).astype(np.uint8))

    assert answer.probabilities == pytest.approx(softmax([(1, 2, 3), (1, 0, -254)]), abs=1e-5)


@pytest.mark.parametrize(
    ("scores", "last", "output", "activation"),
    [
        ((1, 2, 3), "Softmax", "classes", "probabilities"),
        ((1, 2, 3), "", "classes", "logits"),
        # Not the last step, but what it gives says so, even where a class is quite out of the question.
        ((1, 2, 3), "Softmax", "answer", "probabilities"),
        ((600, 0, 0), "Softmax", "answer", "probabilities"),
        ((0.25, 0.5, 0.25), "", "classes", "probabilities"),
        ((2, -1, 0), "", "classes", "logits"),
        ((0.5, 0.5, 0.5), "", "classes", "logits"),
    ],
)
@pytest.mark.parametrize("classifier", CLASSIFIERS)
def test_whether_a_network_gives_probabilities_is_found_out_by_trying(
    classifier: Any, scores: tuple[float, ...], last: str, output: str, activation: str, tmp_path: Path
) -> None:
    opened = classifier(network(tmp_path, np.diag(scores) / GREY, last, output))

    assert opened.card.activation == activation
    expected = scores if activation == "probabilities" and not last else softmax(scores)
    grey = np.full((1, 64, 64, 3), GREY, np.uint8)
    assert opened.classify(grey).probabilities[0] == pytest.approx(np.array(expected), abs=1e-5)


@pytest.mark.parametrize("last", ["Sigmoid", "HardSigmoid"])
@pytest.mark.parametrize("output", ["classes", "answer"], ids=["at the end", "passed on"])
def test_several_classes_at_once_are_refused_whatever_they_add_up_to(last: str, output: str, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"three\.onnx cannot be used: it ends with a sigmoid"):
        OnnxTileClassifier(network(tmp_path, np.zeros((3, 3)), last, output))


def test_an_answer_of_another_shape_is_told_with_that_there_is_no_energy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(NumpyNetwork, "run", lambda network, image: (np.full((2, 4), 0.25, np.float32),))

    with pytest.raises(ModelError, match=r"probabilities of shape \(2, 4\) and energies of shape none; export"):
        NumpyTileClassifier(network(tmp_path, np.ones((3, 3))))


@pytest.mark.parametrize(("given", "sums"), [(0.1001, True), (0.0999, True), (0.102, False), (0.098, False)])
def test_probabilities_add_up_to_1_but_for_what_is_rounded(
    given: float, sums: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "small.onnx"
    path.write_bytes(small_classifier())
    answers = np.full((2, 10), given, np.float32), np.full(2, -5.0, np.float32)
    monkeypatch.setattr(NumpyNetwork, "run", lambda network, image: answers)

    if sums:
        assert NumpyTileClassifier(path).card.name == "small"
    else:
        with pytest.raises(ModelError, match=r"small\.onnx cannot be used: its probabilities do not add up to 1"):
            NumpyTileClassifier(path)


def test_without_memory_for_the_first_try_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(network: NumpyNetwork, image: np.ndarray) -> None:
        raise MemoryError("Unable to allocate")

    monkeypatch.setattr(NumpyNetwork, "run", fail)

    with pytest.raises(BackendError, match=r"not enough memory .*\(Unable to allocate\)") as caught:
        NumpyTileClassifier(network(tmp_path, np.ones((3, 3))))
    assert caught.value.kind == FailureKind.MEMORY


def is_exact(classifier: Any) -> bool:
    options = classifier._session._session.get_session_options()
    try:
        return bool(options.get_session_config_entry("session.x64quantprecision") == "1")
    except RuntimeError:  # nothing was set
        return False


@pytest.mark.parametrize("exact", [False, True])
@pytest.mark.parametrize("backend", ["auto", "onnxruntime"])
def test_sums_of_int8_are_exact_where_that_is_asked_for(backend: str, exact: bool, tmp_path: Path) -> None:
    opened: Any = open_classifier(network(tmp_path, np.ones((3, 3))), backend, exact)

    assert is_exact(opened) == exact


def test_sums_of_int8_are_as_fast_as_can_be_where_nothing_is_said(tmp_path: Path) -> None:
    path = network(tmp_path, np.ones((3, 3)))

    assert not is_exact(open_classifier(path))
    assert not is_exact(OnnxTileClassifier(path))
