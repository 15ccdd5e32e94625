# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import json
from typing import Any

import pytest

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.model_card import ModelCard, Thresholds

CARD = ModelCard(
    name="test",
    version="1.0.0",
    classes=CLASS_KEYS,
    bands=("B04", "B03", "B02"),
    tile_size=64,
    layout="NCHW",
    radiometry="eurosat",
    probabilities_output="probabilities",
    energy_output="energy",
    temperature=1.0,
    thresholds=Thresholds(0.5, -3.0, 0.5),
    parameters=1,
    macs=1,
)


def test_a_card_survives_the_way_through_json() -> None:
    assert ModelCard.from_json(CARD.to_json()) == CARD


@pytest.mark.parametrize(
    ("entry", "value", "sentence"),
    [
        ("schema", 99, "has schema 99"),
        ("classes", ["Forest"], "ten in alphabetical order"),
        ("classes", list(reversed(CLASS_KEYS)), "ten in alphabetical order"),
        ("bands", ["B02", "B03", "B04"], "its bands are B02, B03, B04"),
        ("tile_size", 32, "32 pixels wide"),
        ("layout", "CHW", "its layout 'CHW'"),
        ("thresholds", {"confidence": 0.5}, "incomplete"),
        ("thresholds", {"confidence": "x", "energy": 0, "bright_share": 0}, "not finite numbers"),
        ("thresholds", None, "incomplete"),
        ("temperature", 0, "temperature"),
        ("name", "", "must be text"),
    ],
)
def test_a_wrong_entry_is_named(entry: str, value: Any, sentence: str) -> None:
    text = json.dumps({**json.loads(CARD.to_json()), entry: value})

    with pytest.raises(ModelError, match=sentence):
        ModelCard.from_json(text)


@pytest.mark.parametrize("entry", ["name", "classes", "thresholds", "temperature", "probabilities_output"])
def test_a_missing_entry_is_named(entry: str) -> None:
    values = json.loads(CARD.to_json())
    del values[entry]

    with pytest.raises(ModelError, match=entry):
        ModelCard.from_json(json.dumps(values))


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "[" * 100_000])
def test_what_is_not_a_card_is_refused(text: str) -> None:
    with pytest.raises(ModelError):
        ModelCard.from_json(text)
