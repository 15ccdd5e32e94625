# SPDX-License-Identifier: GPL-2.0-or-later
"""What networks say of themselves by the keys of Deepness, and what they answer."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.classifier import NumpyTileClassifier
from eurosat_plugin.core.network.model_card import BandScaling
from eurosat_plugin.core.network.onnx_card import card_of
from eurosat_plugin.core.network.onnx_file import parse_model
from tests.core.network.foreign_networks import CLASSIFIERS, DEEPNESS, THREE, deepness
from tests.core.network.onnx_writer import scene_classifier


def test_the_keys_of_deepness_make_a_card() -> None:
    card = card_of(parse_model(deepness(), "three.onnx"))

    assert (card.name, card.classes, card.tile_size, card.layout) == (
        "three",
        ("reddish", "greenish", "bluish"),
        32,
        "NHWC",
    )
    assert card.scaling == (BandScaling(127.5, 63.75), BandScaling(127.5, 63.75), BandScaling(127.5, 127.5))
    assert card.scheme.keys == ("Reddish", "Greenish", "Bluish")


@pytest.mark.parametrize("names", ["{0: 'reddish', 1: 'greenish', 2: 'bluish'}", '["reddish", "greenish", "bluish"]'])
def test_names_as_python_writes_them_and_lists_will_do(names: str) -> None:
    assert card_of(parse_model(deepness(class_names=names), "three.onnx")).classes[1] == "greenish"


@pytest.mark.parametrize("classifier", CLASSIFIERS)
def test_a_network_with_the_keys_of_deepness_answers_what_deepness_would(classifier: Any, tmp_path: Path) -> None:
    path = tmp_path / "three.onnx"
    path.write_bytes(deepness())
    tiles = np.zeros((2, 32, 32, 3), np.uint8)
    tiles[0, ..., 1], tiles[1, ..., 2] = 200, 255

    answer = classifier(path).classify(tiles)

    scores = 3 * (tiles.mean(axis=(1, 2)) / 255 - 0.5) / [0.25, 0.25, 0.5]
    expected = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    assert answer.probabilities == pytest.approx(expected, abs=1e-5)
    assert answer.energy.tolist() == [0.0, 0.0]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"class_names": "{"}, "its entry class_names cannot be read"),
        ({"class_names": "[" * 10_000}, "its entry class_names cannot be read"),
        ({"class_names": "x" * 30_000}, "its entry class_names cannot be read"),
        ({"class_names": '{"0": "a", "2": "b", "3": "c"}'}, "not names for the numbers 0, 1, 2"),
        ({"class_names": '{"0": "a", "1": 7, "2": "c"}'}, "not names for the numbers"),
        ({"class_names": '{"0": "a", "1": "a", "2": "c"}'}, "must be 2 to 100 different names"),
        ({"class_names": '{"0": "a", "1": "b"}'}, "has shape n × 3 and not n × 2"),
        ({"class_names": '{"0": "a", "1": "\\ud800", "2": "c"}'}, "must be 2 to 100 different names"),
        ({"standardization_mean": "[0.5]"}, "not three numbers each"),
        ({"standardization_std": "[1, 1, 1e400]"}, "not three numbers each"),
        ({"standardization_std": "[1, 0, 1]"}, "divides by nearly 0"),
        ({"resolution": "100"}, "its resolution is 100 cm, and tiles of pixels of 1,000 cm"),
        ({"resolution": '"fine"'}, "its resolution is fine cm"),
        ({"tile_size": "64"}, "tiles of other sizes than its description says"),
        ({"tile_size": "1" * 9000}, "cannot be used"),
        ({"model_type": '"Segmentor"'}, "it is a segmentor, and no classifier"),
    ],
)
def test_what_deepness_could_not_run_either_is_refused_in_a_sentence(changes: dict[str, str], sentence: str) -> None:
    with pytest.raises(ModelError) as caught:
        card_of(parse_model(deepness(**changes), "three.onnx"))
    assert sentence in str(caught.value)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"size": None, "metadata": {**DEEPNESS, "tile_size": ""}}, "its entry tile_size cannot be read"),
        ({"batch": 1}, "has shape 1 × 32 × 32 × 3"),
        ({"outputs": ("classes", "more")}, "it has 2 outputs"),
        ({"weights": np.ones((4, 3))}, "is not square tiles of 3 bands"),
    ],
)
def test_what_the_tensors_make_impossible_is_refused_in_a_sentence(options: dict[str, Any], sentence: str) -> None:
    content = scene_classifier(
        **{"weights": THREE, "layout": "NHWC", "size": 32, "metadata": DEEPNESS, **options}  # type: ignore[arg-type]
    )
    with pytest.raises(ModelError, match=sentence):
        card_of(parse_model(content, "three.onnx"))


def test_dynamic_sizes_need_a_word_on_the_size() -> None:
    told = {key: value for key, value in DEEPNESS.items() if key != "tile_size"}

    with pytest.raises(ModelError, match="neither its input nor its description says how many pixels"):
        card_of(parse_model(scene_classifier(THREE, "NHWC", None, told), "three.onnx"))
    assert card_of(parse_model(scene_classifier(THREE, "NHWC", None, DEEPNESS), "three.onnx")).tile_size == 32


def test_an_item_of_another_kind_is_no_reason_to_stop_reading_the_keys_inside(tmp_path: Path) -> None:
    path = tmp_path / "three.onnx"
    path.write_bytes(deepness())
    (tmp_path / "three.json").write_text('{"author": "somebody"}')

    assert NumpyTileClassifier(path).card.classes[0] == "reddish"


@pytest.mark.parametrize("content", [b"\xff\xfe", b"[" * 100_000, b"{}", b"7", b" " * 1_000_001])
def test_an_item_that_is_none_is_refused_in_a_sentence(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "three.onnx"
    path.write_bytes(deepness())
    (tmp_path / "three.mlm.json").write_bytes(content)

    with pytest.raises(ModelError) as caught:
        NumpyTileClassifier(path)
    assert str(caught.value).isprintable()


@pytest.mark.parametrize("classifier", CLASSIFIERS)
def test_a_network_that_ends_with_a_sigmoid_is_refused(classifier: Any, tmp_path: Path) -> None:
    path = tmp_path / "three.onnx"
    path.write_bytes(scene_classifier(THREE, "NHWC", 32, DEEPNESS, last="Sigmoid"))

    with pytest.raises(ModelError, match="ends with a sigmoid"):
        classifier(path)
