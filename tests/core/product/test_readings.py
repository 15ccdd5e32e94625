# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from eurosat_plugin.core.product.radiometry import DISPLAY, L2A, REFLECTANCE, TCI_L1C, UNKNOWN_LEVEL, Radiometry
from eurosat_plugin.core.product.readings import Alternative, Reading, title_of

READINGS = [
    Reading(), Reading("l2a", -1000.0), Reading(offset=0.0), Reading(scale=3000.0), Reading(offset=300.5, scale=3000.0),
]  # fmt: skip


@pytest.mark.parametrize(
    ("radiometry", "title"),
    [
        (Radiometry("l2a", offset=-1000.0), "Level-2A, offset −1000"),
        (L2A, "Level-2A, no offset"),
        (Radiometry(UNKNOWN_LEVEL), "digital numbers of unknown level, no offset"),
        (Radiometry(UNKNOWN_LEVEL, 3000.0, 300.0), "number × 3000, offset 300"),
        (Radiometry("l2a", 1e8), "Level-2A, number × 100,000,000, no offset"),
        (REFLECTANCE, "reflectance, no offset"),
        (Radiometry("reflectance", 10_000 / 65_535), "reflectance, 65,535 is 1, no offset"),
        (TCI_L1C, "true-colour image of Level-1C"),
        (DISPLAY, "colours as displayed"),
    ],
)
def test_a_title_tells_all_that_is_done_to_the_numbers(radiometry: Radiometry, title: str) -> None:
    assert title_of(radiometry) == title


def test_only_what_is_set_becomes_a_parameter() -> None:
    assert [reading.parameters() for reading in READINGS] == [
        {},
        {"RADIOMETRY": "l2a", "OFFSET": -1000.0},
        {"OFFSET": 0.0},
        {"SCALE": 3000.0},
        {"OFFSET": 300.5, "SCALE": 3000.0},
    ]


@pytest.mark.parametrize("reading", READINGS)
def test_a_reading_comes_back_from_its_text(reading: Reading) -> None:
    assert Reading.of_text(reading.as_text()) == reading
    assert (reading.as_text() == "") == reading.automatic


@pytest.mark.parametrize("text", ["", "NULL", "{", "[1]", '{"OFFSET": "many"}', '{"SCALE": []}', "7"])
def test_a_text_that_is_no_reading_leaves_all_to_be_found_out(text: str) -> None:
    assert Reading.of_text(text) == Reading()


def test_an_alternative_comes_back_from_its_one_line_of_text() -> None:
    alternative = Alternative(Reading("l2a", 0.0), "Level-2A, décalage −1000", "“odd”\nand more")

    assert "\n" not in alternative.as_text()
    assert Alternative.of_text(alternative.as_text()) == alternative


def test_an_alternative_in_a_project_s_file_is_legible_in_any_language() -> None:
    alternative = Alternative(Reading("l2a", 0.0), "niveau 2A, sans décalage", "s’accorde à peine")

    assert all(words in alternative.as_text() for words in (alternative.title, alternative.remark))


@pytest.mark.parametrize("text", ["", "[]", '["a", "b"]', "{}", '[{"OFFSET": "x"}, "a", "b"]', "null"])
def test_a_text_that_is_no_alternative_is_none(text: str) -> None:
    assert Alternative.of_text(text) is None
