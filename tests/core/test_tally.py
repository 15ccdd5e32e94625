# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from math import nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.tally import Tally, estimate_probabilities

FOREST, PASTURE, RIVER = (CLASS_KEYS.index(key) for key in ("Forest", "Pasture", "River"))


def test_what_the_first_two_classes_leave_is_spread_over_the_other_eight() -> None:
    probabilities = estimate_probabilities("Forest", 0.6, "Pasture", 0.2)

    assert (probabilities[FOREST], probabilities[PASTURE]) == (0.6, 0.2)
    others = [p for i, p in enumerate(probabilities) if i not in (FOREST, PASTURE)]
    assert others == pytest.approx([(1 - 0.6 - 0.2) / 8] * 8)


def test_without_a_second_class_the_rest_is_spread_over_nine() -> None:
    probabilities = estimate_probabilities("Forest", 0.55)

    others = [p for i, p in enumerate(probabilities) if i != FOREST]
    assert others == pytest.approx([(1 - 0.55) / 9] * 9)


def test_a_tile_without_confidence_is_wholly_of_its_class() -> None:
    assert estimate_probabilities("River", nan, "Forest", 0.3)[RIVER] == 1.0


@given(
    st.sampled_from(CLASS_KEYS),
    st.floats(0, 1) | st.just(nan),
    st.sampled_from(["", *CLASS_KEYS]),
    st.floats(0, 1) | st.just(nan),
)
def test_estimates_are_probabilities(key: str, confidence: float, second: str, second_confidence: float) -> None:
    probabilities = estimate_probabilities(key, confidence, second, second_confidence)

    assert sum(probabilities) == pytest.approx(1.0)
    assert min(probabilities) >= 0.0


def test_tiles_with_all_probabilities_are_no_estimate() -> None:
    tally = Tally()

    tally.add("Forest", "", 40.0, 0.8, [0.02] * 10)

    assert not tally.estimated


def test_tiles_are_counted_with_their_flags() -> None:
    tally = Tally()

    tally.add_estimate("Forest", "uncertain", 40.0, 0.3, "", nan)
    tally.add_estimate("Forest", "", 40.0, 0.9, "", nan)
    tally.add_unclassified("nodata")

    assert tally.tiles == 3
    assert tally.unclassified == 1
    assert tally.flags == {"uncertain": 1, "nodata": 1}
    assert tally.estimated


def test_tiles_without_confidence_are_counted_apart() -> None:
    tally = Tally()

    tally.add_estimate("Forest", "", 40.0, nan, "", nan)
    tally.add_estimate("Forest", "", 40.0, 0.9, "", nan)

    assert tally.unrated == 1
    assert tally.statistics.mean_confidence == 0.9
