# SPDX-License-Identifier: GPL-2.0-or-later
"""What the keys of Deepness may leave out or say in other words, and what a card is made of where they say nothing."""

from __future__ import annotations

import hashlib

import pytest

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.model_card import BandScaling, ModelCard, Thresholds
from eurosat_plugin.core.network.onnx_card import card_of
from eurosat_plugin.core.network.onnx_file import parse_model
from tests.core.network.foreign_networks import DEEPNESS, THREE, deepness
from tests.core.network.onnx_writer import model, node, scene_classifier, value

CLASSES = ("reddish", "greenish", "bluish")


def card(content: bytes, file_name: str = "three.onnx") -> ModelCard:
    return card_of(parse_model(content, file_name))


def refused(content: bytes) -> str:
    with pytest.raises(ModelError) as caught:
        card(content)
    return str(caught.value)


def with_input(*shape: int | None) -> bytes:
    """Return a network of three classes with the keys of Deepness but for the size, whose input has this shape."""
    metadata = {key: text for key, text in DEEPNESS.items() if key != "tile_size"}
    return model([], [value("image", shape)], [value("classes", [None, 3])], metadata=metadata)


def test_all_that_the_keys_do_not_say_is_left_open() -> None:
    content = deepness(standardization_mean="", standardization_std="", tile_size="", resolution="")

    assert card(content) == ModelCard(
        name="three",
        version=f"sha256 {hashlib.sha256(content).hexdigest()[:8]}",
        classes=CLASSES,
        bands=("B04", "B03", "B02"),
        tile_size=32,
        layout="NHWC",
        radiometry="grey",
        probabilities_output="classes",
        energy_output="",
        temperature=1.0,
        # No confidence is below 0, no energy above a million, no share above 1: nothing is ever doubted.
        thresholds=Thresholds(confidence=0.0, energy=1e6, bright_share=1.0),
        parameters=0,
        macs=0,
        license="",
        values="grey",
        # From grey levels to numbers from 0 to 1.
        scaling=(BandScaling(0.0, 255.0),) * 3,
        activation="untold",
    )


def test_the_older_key_of_the_names_will_do_but_counts_less() -> None:
    older = '["a", "b", "c"]'

    assert card(deepness(class_names="", names=older)).classes == ("a", "b", "c")
    assert card(deepness(names=older)).classes == CLASSES


@pytest.mark.parametrize(
    "names", [' {0: "reddish", 1: "greenish", 2: "bluish"}', '{" 2": "bluish", "1 ": "greenish", "0": "reddish"}']
)
def test_numbers_of_classes_may_stand_in_spaces_and_in_any_order(names: str) -> None:
    assert card(deepness(class_names=names)).classes == CLASSES


@pytest.mark.parametrize("resolution", ["951", "1049", "1000.0"])
def test_pixels_of_nearly_ten_metres_are_those_of_ten(resolution: str) -> None:
    assert card(deepness(resolution=resolution)).tile_size == 32


@pytest.mark.parametrize(
    ("resolution", "told"), [("949", "949"), ("1051", "1051"), ("null", "None"), ("true", "True"), ("-1000", "-1000")]
)
def test_other_pixels_are_told(resolution: str, told: str) -> None:
    sentence = f"its resolution is {told} cm, and tiles of pixels of 1,000 cm are classified here"
    assert sentence in refused(deepness(resolution=resolution))


@pytest.mark.parametrize("kind", ["Segmentor", '"Detector"', "Regressor", '"SUPERRESOLUTION"'])
def test_a_network_of_another_kind_is_told_whether_in_quotes_or_not(kind: str) -> None:
    assert f"it is a {kind.strip(chr(34)).lower()}, and no classifier of scenes" in refused(deepness(model_type=kind))


@pytest.mark.parametrize("kind", ["Classifier", '"Recognition"'])
def test_a_kind_that_nobody_knows_is_no_reason_to_refuse(kind: str) -> None:
    assert card(deepness(model_type=kind)).classes == CLASSES


@pytest.mark.parametrize("key", ["standardization_mean", "standardization_std"])
@pytest.mark.parametrize("numbers", ["0.5", "[0.5, 0.5, 0.5, 0.5]", '[0.5, 0.5, "0.5"]', "{}"])
def test_anything_but_three_numbers_is_refused(key: str, numbers: str) -> None:
    assert "not three numbers each" in refused(deepness(**{key: numbers}))


def test_an_entry_of_twenty_thousand_characters_is_the_longest() -> None:
    names = DEEPNESS["class_names"]

    assert card(deepness(class_names=names.ljust(20_000))).classes == CLASSES
    assert "its entry class_names cannot be read" in refused(deepness(class_names=names.ljust(20_001)))


@pytest.mark.parametrize(("size", "layout"), [((3, 32, 32), "NCHW"), ((32, 32, 3), "NHWC"), ((None, 32, 32), "NCHW")])
def test_the_layout_is_that_which_fits_the_bands(size: tuple[int | None, ...], layout: str) -> None:
    found = card(with_input(None, *size))

    assert (found.layout, found.tile_size) == (layout, 32)


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ((None, 3, 32, 64), "n × 3 × 32 × 64"),
        ((None, 32, 64, 3), "n × 32 × 64 × 3"),
        ((None, 4, 32, 32), "n × 4 × 32 × 32"),
        ((None, None, None, None), "n × n × n × n"),
        ((None, 3, 3, 3), "n × 3 × 3 × 3"),
    ],
)
def test_an_input_that_does_not_tell_its_layout_is_told(shape: tuple[int | None, ...], told: str) -> None:
    sentence = f"its input {told} is not square tiles of 3 bands, or does not tell where the bands are"
    assert sentence in refused(with_input(*shape))


@pytest.mark.parametrize(
    ("inputs", "told"),
    [
        ([value("image", [None, 3, 32])], "n × 3 × 32"),
        ([value("image", None)], "unknown"),
        ([value(name, [None, 3, 32, size]) for size, name in enumerate("abcd", 32)], ", ".join(
            f"n × 3 × 32 × {size}" for size in (32, 33, 34)
        )),
    ],
)  # fmt: skip
def test_an_input_that_is_no_picture_is_told(inputs: list[bytes], told: str) -> None:
    content = model([], inputs, [value("classes", [None, 3])], metadata=DEEPNESS)

    assert f"its input is {told} and not one of n × bands × rows × columns" in refused(content)


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("land.cover.onnx", "land.cover"),
        ("cover", "cover"),
        (".onnx", ".onnx"),
        ("co\nver\u202e.onnx", "co?ver?"),
        ("x" * 101 + ".onnx", "x" * 100),
        ("", "model"),
    ],
)
def test_the_name_is_that_of_the_file_as_far_as_it_can_be_shown(file_name: str, name: str) -> None:
    assert card(deepness(), file_name).name == name


def test_a_network_without_any_output_is_told() -> None:
    content = model([node("Relu", "image", "y")], [value("image", [None, 3, 32, 32])], [], metadata=DEEPNESS)

    assert "it has 0 outputs, and its description does not name the one with the classes" in refused(content)


def test_a_size_that_the_keys_and_the_file_tell_alike_is_that_of_the_tiles() -> None:
    assert card(scene_classifier(THREE, "NCHW", 48, {**DEEPNESS, "tile_size": "48"})).tile_size == 48


def test_what_cannot_be_used_is_told_with_the_file_and_what_to_do() -> None:
    assert refused(deepness(resolution="100")).startswith("The model file three.onnx cannot be used: its resolution")
    assert refused(deepness(resolution="100")).endswith("; export it again, or describe it otherwise.")
