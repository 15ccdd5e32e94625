# SPDX-License-Identifier: GPL-2.0-or-later
"""Classes of any model as one value: their keys name columns, and come back as they were written."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme, NoSchemeError
from eurosat_plugin.core.classes import CLASS_KEYS, CLASSES
from eurosat_plugin.core.palettes import PALETTES
from eurosat_plugin.core.summary.probabilities import URBAN_IDS

NAMES = st.text(min_size=1, max_size=40).filter(lambda name: name.isprintable() and name.strip())


def test_eurosats_ten_are_the_same_scheme_by_their_keys_and_by_their_names() -> None:
    assert ClassScheme.of(CLASS_KEYS) is EUROSAT
    assert ClassScheme.of([c.name for c in CLASSES], ["#000000"] * 10) is EUROSAT
    assert EUROSAT.keys == CLASS_KEYS
    assert EUROSAT.palettes is PALETTES
    assert EUROSAT.urban_ids == URBAN_IDS


def test_a_name_becomes_a_key_that_a_column_can_have() -> None:
    scheme = ClassScheme.of(["broad-leaved forest", "Forêt claire", "!?", "a" * 60, "A" * 30 + "b"])

    assert scheme.keys == ("BroadLeavedForest", "ForêtClaire", "Class2", "A" + "a" * 23, "A" * 23 + "2")
    assert [c.name for c in scheme.classes[:2]] == ["broad-leaved forest", "Forêt claire"]
    assert scheme.urban_ids == ()


def test_no_key_is_what_a_reference_tile_may_be_beside_the_classes() -> None:
    assert ClassScheme.of(["Mixed", "unclear", "mixed forest"]).keys == ("Mixed2", "Unclear2", "MixedForest")


def test_classes_are_the_same_by_their_keys_in_whatever_order_and_colours() -> None:
    scheme = ClassScheme.of(["water", "built-up", "trees"])

    assert scheme.differing(ClassScheme.of(["Trees", "Built up", "Water"], ["#000001", "#000002", "#000003"])) == []
    assert scheme.differing(ClassScheme.of(["water", "trees", "snow", "ice"])) == ["built-up", "snow", "ice"]
    assert EUROSAT.differing(EUROSAT) == []


def test_no_name_is_taken_for_html() -> None:
    scheme = ClassScheme.of(["<b>trees</b>", "shrubs < 5 m"])

    assert [c.name for c in scheme.classes] == ["\u2039b\u203atrees\u2039/b\u203a", "shrubs \u2039 5 m"]
    assert ClassScheme.from_text(scheme.to_text()) == scheme


def test_classes_without_colours_get_different_ones() -> None:
    scheme = ClassScheme.of([f"Class {i}" for i in range(100)], ["#123456", *[""] * 99])

    assert scheme.colors[0] == "#123456"
    assert len(set(scheme.colors)) == 100


@given(names=st.lists(NAMES, min_size=2, max_size=12, unique_by=lambda name: name.strip().lower()))
def test_keys_differ_by_more_than_capitals_and_a_scheme_comes_back_from_its_text(names: list[str]) -> None:
    scheme = ClassScheme.of(names)

    assert len({key.lower() for key in scheme.keys}) == len(names)
    assert all(key.isalnum() and len(key) <= 24 for key in scheme.keys)
    assert ClassScheme.from_text(scheme.to_text()) == scheme


@pytest.mark.parametrize(
    ("names", "colors"),
    [
        (["Forest"], []),
        (["Forest", " forest"], []),
        (["Forest", "\n"], []),
        (["Forest", " "], []),
        (["Forest", "Water"], ["#ffffff"]),
        (["Forest", "Water"], ["#ffffff", "#FFFFFF"]),
    ],
)
def test_what_are_no_classes_is_refused(names: list[str], colors: list[str]) -> None:
    with pytest.raises(NoSchemeError):
        ClassScheme.of(names, colors)


@pytest.mark.parametrize(
    "text",
    [
        "", "{}", "[]", "[1, 2]", "[" * 100_000, '[{"key": "A"}]', '[{"key": 1, "name": "A", "color": ""}]',
        json.dumps([{"key": "Other", "name": name, "color": ""} for name in "AB"]), "x" * 1_000_000,
    ],
)  # fmt: skip
def test_what_is_no_scheme_is_none(text: str) -> None:
    assert ClassScheme.from_text(text) is None


def test_eurosats_classes_need_no_entry_and_others_come_back_from_theirs() -> None:
    own = ClassScheme.of(["water", "forest"])

    assert (EUROSAT.entry, ClassScheme.of_entry(""), ClassScheme.of_entry(None)) == ("", EUROSAT, EUROSAT)
    assert ClassScheme.of_entry(own.entry) == own
