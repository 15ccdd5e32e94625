# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import math
from typing import Any

import pytest

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.card_text import is_sensible, load_object, short, shown


@pytest.mark.parametrize("value", [0, -1, 0.5, 1_000_000, -1e6])
def test_numbers_up_to_a_million_can_be_calculated_with(value: float) -> None:
    assert is_sensible(value)


@pytest.mark.parametrize("value", [1_000_001, -1_000_001.0, 10**400, math.inf, math.nan, True, "1", None, [1]])
def test_larger_numbers_and_what_is_none_cannot(value: Any) -> None:
    assert not is_sensible(value)


def test_what_is_written_in_a_hundred_characters_is_told_whole() -> None:
    assert short("x" * 98) == "x" * 98
    assert shown("x" * 98) == "x" * 98
    assert short(7) == 7


def test_of_what_is_longer_beginning_and_end_are_told() -> None:
    assert str(short("a" + "x" * 98 + "b")).startswith("'axxx")
    assert str(short("a" + "x" * 98 + "b")).endswith("xxxb'")
    assert len(shown(["long" * 10] * 100)) <= 100


def test_what_cannot_be_shown_is_a_question_mark() -> None:
    assert shown("a\nb\u202ec\ud800") == "a?b?c?"


@pytest.mark.parametrize("sign", ["", "-"])
def test_a_whole_number_has_as_many_digits_as_any_python_reads(sign: str) -> None:
    digits = sign + "9" * (4300 - len(sign))

    assert load_object(f'{{"number": {digits}}}') == {"number": int(digits)}
    with pytest.raises(ModelError, match=r"not valid JSON \(a number has too many digits\)"):
        load_object(f'{{"number": {digits}9}}')


@pytest.mark.parametrize("text", ["7", "[{}]", '"text"', "null"])
def test_what_is_no_object_is_told(text: str) -> None:
    with pytest.raises(ModelError, match=r"^The model card is not a JSON object; export the model again\.$"):
        load_object(text)


def test_what_is_no_json_is_told_with_the_reason() -> None:
    with pytest.raises(ModelError, match=r"^The model card is not valid JSON \(Expecting.*\); export the model again"):
        load_object("{")
    with pytest.raises(ModelError, match=r"not valid JSON \(it is longer than any card"):
        load_object(" " * 1_000_001)


def test_a_card_may_have_a_million_characters() -> None:
    assert load_object("{}".ljust(1_000_000)) == {}
