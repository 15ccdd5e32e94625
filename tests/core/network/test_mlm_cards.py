# SPDX-License-Identifier: GPL-2.0-or-later
"""What networks say of themselves by an item of MLM beside them, and what they answer."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurosat_plugin.core.class_scheme import EUROSAT
from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.classifier import OnnxTileClassifier
from eurosat_plugin.core.network.mlm_card import mlm_card
from eurosat_plugin.core.network.model_card import METADATA_KEY, BandScaling, ModelCard
from eurosat_plugin.core.network.onnx_card import card_of
from eurosat_plugin.core.network.onnx_file import parse_model
from tests.core.network.foreign_networks import (
    BANDS,
    CLASSIFIERS,
    DEEPNESS,
    MODELS,
    NAMES,
    by_item,
    item,
    refused,
    twelve,
)
from tests.core.network.onnx_writer import scene_classifier
from tests.core.network.test_hostile_cards import VALUES


def test_an_item_beside_the_file_makes_a_card() -> None:
    card = by_item(item())

    assert (card.classes, card.bands, card.tile_size, card.layout) == (tuple(NAMES), BANDS, 128, "NCHW")
    assert card.scaling[3] == BandScaling(400.0, 1000.0)
    assert (card.values, card.colors[10]) == ("reflectance", "#00000a")


@pytest.mark.parametrize("classifier", CLASSIFIERS)
def test_a_network_with_an_item_answers_by_scaled_digital_numbers(classifier: Any, tmp_path: Path) -> None:
    (tmp_path / "cover.onnx").write_bytes(twelve())
    (tmp_path / "cover.mlm.json").write_text(json.dumps(item()))
    tiles = np.random.default_rng(2).uniform(0, 4000, (3, 1, 1, 4)) * np.ones((3, 128, 128, 4))

    opened = classifier(tmp_path / "cover.onnx")
    answer = opened.classify(tiles.astype(np.float32))

    scaled = (tiles[:, 0, 0] - [100, 200, 300, 400]) / 1000
    scores = scaled @ np.random.default_rng(1).normal(size=(4, 12))
    expected = np.exp(scores) / np.exp(scores).sum(axis=1, keepdims=True)
    assert answer.probabilities == pytest.approx(expected, abs=1e-4)
    assert opened.card.activation == "logits"


@pytest.mark.parametrize("spelled", ["blue", "B2", "b02", "Band 2", "S2 B02"])
def test_bands_may_be_spelled_in_many_ways(spelled: str) -> None:
    assert by_item(item(bands=[spelled, "green", {"name": "red"}, "nir"])).bands == BANDS


def test_bands_of_any_name_are_known_by_the_common_names_that_the_item_defines() -> None:
    described = item(bands=["b1", "b2", "b3", "b4"])
    common = zip(("b1", "b2", "b3", "b4"), ("blue", "green", "red", "nir"))
    described["assets"] = {"model": {"bands": [{"name": name, "eo:common_name": word} for name, word in common]}}

    assert by_item(described).bands == BANDS


@pytest.mark.parametrize(
    ("scaling", "expected", "values"),
    [
        (None, (), "reflectance"),
        ([{"type": "min-max", "minimum": 0, "maximum": 10000}], (BandScaling(0.0, 10000.0),) * 4, "reflectance"),
        ([{"type": "scale", "value": 10000}], (BandScaling(0.0, 10000.0),) * 4, "reflectance"),
        ([{"type": "clip", "minimum": 0, "maximum": 3000}], (BandScaling(low=0.0, high=3000.0),) * 4, "reflectance"),
        ([{"type": "offset", "value": 1000}], (BandScaling(shift=1000.0),) * 4, "reflectance"),
    ],
)
def test_scaling_is_read_as_mlm_has_it(scaling: Any, expected: tuple[BandScaling, ...], values: str) -> None:
    card = by_item(item(value_scaling=scaling))

    assert (card.scaling, card.values) == (expected, values)


def test_red_green_and_blue_scaled_by_255_are_a_picture() -> None:
    described = item(bands=["red", "green", "blue"], value_scaling=[{"type": "min-max", "minimum": 0, "maximum": 255}])
    described["properties"]["mlm:input"][0]["input"]["shape"] = [-1, 3, 128, 128]
    content = scene_classifier(np.ones((3, 12)), size=128)

    card = by_item(described, content)

    assert (card.values, card.bands) == ("grey", ("B04", "B03", "B02"))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"bands": ["B02", "B03", "B04", "VV"]}, "its band VV is none of Sentinel-2's"),
        ({"bands": ["B02", "B03", "B04", 8]}, "its band 8 is none"),
        ({"bands": ["B02", "B03", "B04", "B04"]}, "not different ones"),
        ({"bands": ["B02", "B03"], "value_scaling": None}, "is not square tiles of 2 bands"),
        ({"bands": [], "value_scaling": None}, "is not square tiles of 0 bands"),
        ({"bands": None, "value_scaling": []}, "is not square tiles of 0 bands"),
        ({"bands": [{"name": "NDVI\n", "expression": "x"}]}, r"its band NDVI? is computed of others"),
        ({"resize_type": "crop"}, "it wants a resize_type, which is not done here"),
        ({"pre_processing_function": {"format": "python", "expression": "x"}}, "wants a pre_processing_function"),
        ({"value_scaling": [{"type": "processing", "expression": "A"}]}, "its value_scaling processing is not known"),
        ({"value_scaling": [{"type": "z-score", "mean": 1}]}, "z-score needs the numbers mean, stddev"),
        ({"value_scaling": [{"type": "z-score", "mean": 10**400, "stddev": 1}]}, "needs the numbers mean, stddev"),
        ({"value_scaling": [{"type": "min-max", "minimum": 0, "maximum": 1}]}, "not one of digital numbers"),
        ({"value_scaling": [{"type": "min-max", "minimum": 9000, "maximum": 9000}]}, "divides by nearly 0"),
        ({"value_scaling": [{}, {}]}, "one for all bands, or one for each"),
        ({"value_scaling": [{"type": ["\ud800"]}]}, "is not known"),
        ({"input": {"shape": [-1, 4, 128, 64], "dim_order": ["batch", "channel", "height", "width"]}}, "not square"),
        ({"input": {"shape": [-1, 4, 64, 64], "dim_order": ["batch", "channel", "height", "width"]}}, "other sizes"),
        ({"input": {"shape": [-1, 4, 128, 128], "dim_order": ["batch", "time", "height", "width"]}}, "its dim_order"),
        ({"input": {"shape": [4], "dim_order": [[]]}}, "no shape and dim_order"),
        ({"input": 7}, "no shape and dim_order"),
    ],
)
def test_what_an_input_cannot_be_is_refused_in_a_sentence(changes: dict[str, Any], sentence: str) -> None:
    assert sentence in refused(item(**changes))


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"mlm:input": []}, "its mlm:input has 0 inputs"),
        ({"mlm:input": 7}, "its mlm:input has 0 inputs"),
        ({"mlm:output": []}, "its mlm:output has 0 outputs with classes"),
        ({"mlm:output": None}, "its mlm:output has 0 outputs with classes"),
    ],
)
def test_what_an_item_lacks_is_named(changes: dict[str, Any], sentence: str) -> None:
    described = item()
    described["properties"].update(changes)

    assert sentence in refused(described)


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ({"tasks": ["semantic-segmentation"]}, "its task is ['semantic-segmentation']"),
        ({"classification:classes": [{"value": 1, "name": "a"}]}, "not names for the values 0, 1, 2"),
        ({"classification:classes": [{"value": True, "name": "a"}] * 2}, "not names for the values"),
        ({"classification:classes": [{"value": i, "name": "same"} for i in range(12)]}, "must be 2 to 100 different"),
        ({"classification:classes": [{"value": i, "name": f"a{i}"} for i in range(3)]}, "n × 12 and not n × 3"),
        (
            {"classification:classes": [{"value": i, "name": f"a{i}", "color_hint": "red"} for i in range(12)]},
            "one #rrggbb for each",
        ),
    ],
)
def test_what_an_output_cannot_be_is_refused_in_a_sentence(output: dict[str, Any], sentence: str) -> None:
    described = item()
    described["properties"]["mlm:output"][0].update(output)

    assert sentence in refused(described)


@given(
    place=st.sampled_from(["properties", "assets", "mlm:input", "mlm:output", "bands", "input", "value_scaling"]),
    value=VALUES,
)
def test_anything_anywhere_in_an_item_is_a_sentence_or_a_card(place: str, value: Any) -> None:
    described = item()
    properties = described["properties"]
    if place in described:
        described[place] = value
    elif place in properties:
        properties[place] = value
    else:
        properties["mlm:input"][0][place] = value
    try:
        card, sentence = mlm_card(parse_model(twelve(), "cover.onnx"), json.dumps(described)), "A card."
    except ModelError as error:
        card, sentence = None, str(error)
    assert sentence.isprintable()
    assert sentence.endswith(".")
    assert len(sentence) < 1000
    assert card is None or len(card.scheme) == 12


@pytest.mark.parametrize(("size", "bands", "batch"), [(64, 3, 64), (128, 4, 48), (256, 4, 12), (512, 13, 1)])
def test_large_tiles_come_few_at_a_time(size: int, bands: int, batch: int, tmp_path: Path) -> None:
    path = tmp_path / "large.onnx"
    path.write_bytes(scene_classifier(np.ones((bands, 2)), size=size))
    names = [f"B{number:02d}" for number in range(1, 14)][:bands]
    described = item(bands=["B8A" if name == "B13" else name for name in names], value_scaling=None)
    described["properties"]["mlm:input"][0]["input"]["shape"] = [-1, bands, size, size]
    described["properties"]["mlm:output"][0]["classification:classes"] = [
        {"value": 0, "name": "a"},
        {"value": 1, "name": "b"},
    ]
    path.with_name("large.mlm.json").write_text(json.dumps(described))

    assert OnnxTileClassifier(path).batch == batch


def test_our_own_models_read_by_their_items_know_eurosats_classes() -> None:
    """The items say of the stretch what no other program could do; with the plain values the rest is the same."""
    model = parse_model((MODELS / "fast.onnx").read_bytes(), "fast.onnx")
    described = json.loads((MODELS / "fast.mlm.json").read_text(encoding="utf-8"))
    described["properties"]["mlm:input"][0]["value_scaling"] = [{"type": "min-max", "minimum": 0, "maximum": 255}]

    card, own = mlm_card(model, json.dumps(described)), card_of(model)

    assert card.scheme is EUROSAT
    assert (card.bands, card.tile_size, card.layout) == (own.bands, own.tile_size, own.layout)
    assert card.probabilities_output == own.probabilities_output


def test_a_card_of_our_own_comes_before_all_others() -> None:
    model = parse_model((MODELS / "fast.onnx").read_bytes(), "fast.onnx")

    assert card_of(replace(model, metadata={**model.metadata, **DEEPNESS}), "{") == ModelCard.from_json(
        model.metadata[METADATA_KEY]
    )
