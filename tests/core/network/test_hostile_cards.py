# SPDX-License-Identifier: GPL-2.0-or-later
"""Cards with anything in any entry: each is refused in a sentence, or is one to work with."""

from __future__ import annotations

import json
import math
from dataclasses import asdict, fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.card_text import LONGEST_CARD
from eurosat_plugin.core.network.model_card import ModelCard, Thresholds
from tests.core.network.test_model_card import CARD
from tests.growth import grows_linearly

CHARACTERS = st.characters() | st.sampled_from("\x00\x1b\n\u202e\ud800\udfff<>&\"'{}%")
TEXTS = st.text(CHARACTERS, max_size=30) | st.sampled_from(["", "x" * 10_000, "\ud800" * 300, "eurosat", "NCHW"])
NUMBERS = (
    st.integers()
    | st.floats()
    | st.sampled_from([10**400, -(10**400), 2**63, 1e308, -0.0, 5e-324, math.nan, math.inf, -math.inf, 64, 64.0, 1])
)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=8,
)
ENTRIES = [field.name for field in fields(ModelCard)]
THRESHOLDS = [field.name for field in fields(Thresholds)]


def read(values: dict[str, Any]) -> None:
    """Read a card: it is refused in a sentence, or its entries make sense."""
    try:
        card, sentence = ModelCard.from_json(json.dumps(values)), ""
    except ModelError as error:
        card, sentence = CARD, str(error)
    assert sentence.isprintable()
    assert len(sentence) < 700
    assert sentence.endswith(".") or not sentence
    assert len(card.scheme) == len(card.classes)
    assert all(key.isalnum() for key in card.scheme.keys)
    assert 0 < len(set(card.bands)) == len(card.bands)
    assert type(card.tile_size) is int
    assert 16 <= card.tile_size <= 512
    numbers = [value for scaling in card.scaling for value in asdict(scaling).values() if value is not None]
    assert all(math.isfinite(number) for number in numbers)
    assert all(scaling.scale for scaling in card.scaling)
    numbers = [card.temperature, *asdict(card.thresholds).values()]
    assert all(math.isfinite(number) and not isinstance(number, bool) for number in numbers)
    assert card.temperature > 0
    texts = [card.name, card.version, card.layout, card.probabilities_output, card.energy_output or "none"]
    assert all(text.isprintable() and 0 < len(text) <= 100 for text in texts)


@given(entry=st.sampled_from(ENTRIES), value=VALUES)
def test_any_value_of_any_entry(entry: str, value: Any) -> None:
    read({**json.loads(CARD.to_json()), entry: value})


@given(entry=st.sampled_from(THRESHOLDS), value=VALUES)
def test_any_threshold(entry: str, value: Any) -> None:
    values = json.loads(CARD.to_json())
    values["thresholds"][entry] = value

    read(values)


@given(changes=st.dictionaries(st.sampled_from(ENTRIES) | TEXTS, VALUES, max_size=5))
def test_many_entries_at_once_and_such_that_nobody_knows(changes: dict[str, Any]) -> None:
    read({**json.loads(CARD.to_json()), **changes})


@given(value=VALUES | st.text())
def test_json_of_any_kind(value: Any) -> None:
    with pytest.raises(ModelError):
        ModelCard.from_json(value if isinstance(value, str) else json.dumps(value))


@pytest.mark.parametrize("piece", ["[", '{"a":', "9", "9.9e", '"', "\\u", " ", "[1,"])
def test_the_time_grows_no_faster_than_the_card(piece: str) -> None:
    assert grows_linearly(lambda text: ModelCard.from_json(text), piece, LONGEST_CARD // 20)
    assert grows_linearly(lambda text: ModelCard.from_json(f'{{"schema": {text}'), piece, LONGEST_CARD // 20)


def test_a_card_that_is_longer_than_any_is_not_read() -> None:
    card = CARD.to_json()

    assert ModelCard.from_json(card + " " * (LONGEST_CARD - len(card))) == CARD
    with pytest.raises(ModelError, match="not valid JSON"):
        ModelCard.from_json(card + " " * (LONGEST_CARD - len(card) + 1))


@pytest.mark.parametrize("piece", ["[", '{"a":'])
def test_a_card_of_a_hundred_thousand_levels_is_refused_in_words(piece: str) -> None:
    with pytest.raises(ModelError, match="nested too deeply; export the model again"):
        ModelCard.from_json(piece * 100_000)
