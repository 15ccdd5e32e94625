# SPDX-License-Identifier: GPL-2.0-or-later
"""Readings that would make of the numbers what no ground is: not offered, and doubted where somebody sets them."""

from __future__ import annotations

import pytest

from eurosat_plugin.core.product.alternatives import decide_reading
from eurosat_plugin.core.product.readings import Reading
from tests.core.product.farmland import COLOURS, DN, NEW_L2A, NOTHING, SHIFTED, facts, offered

DECIBELS = facts(0.001, -20.0, "float32")
"""From -20 to -17."""

TAKEN_OFF_TWICE = facts(offset=-1000.0, dtype="int16")


def test_decibels_have_nothing_to_offer() -> None:
    assert offered(NOTHING, DECIBELS) == ()


@pytest.mark.parametrize(
    ("reading", "reason"),
    [
        (Reading("l2a", 1000.0), "no two places would differ by more than 0.0003 of reflectance"),
        (Reading("display"), "colours would be below 0"),
    ],
)
def test_what_no_ground_is_carries_a_warning_where_it_was_set(reading: Reading, reason: str) -> None:
    decision = decide_reading(NOTHING, DECIBELS, reading)

    assert decision.warnings == (f"Read as you chose, but then {reason}; check it.",)


def test_a_true_colour_image_of_the_wrong_level_is_doubted_where_it_was_set() -> None:
    [warning] = decide_reading(NOTHING, COLOURS, Reading("tci_l1c")).warnings

    assert warning.startswith("Read as you chose, but then ")


@pytest.mark.parametrize(
    ("values", "reading"),
    [(DN, Reading(offset=0.0)), (SHIFTED, Reading(offset=-1000.0)), (COLOURS, Reading("display"))],
)
def test_what_fits_is_not_doubted(values: object, reading: Reading) -> None:
    assert decide_reading(NOTHING, values, reading).warnings == ()


def test_where_1000_was_taken_off_twice_adding_it_is_used() -> None:
    assert decide_reading(NOTHING, TAKEN_OFF_TWICE, Reading()).radiometry.offset == 1000.0
    assert decide_reading(NEW_L2A, SHIFTED, Reading()).warnings == ()
