# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from math import isnan, nan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.summary.probabilities import NO_CLASS, estimated_probabilities, urban_probability

FOREST, PASTURE, RIVER = (CLASS_KEYS.index(key) for key in ("Forest", "Pasture", "River"))


def estimate(first: int, confidence: float, second: int = NO_CLASS, second_confidence: float = nan) -> list[float]:
    """Return the estimate for one tile."""
    columns = (np.array([first]), np.array([confidence]), np.array([second]), np.array([second_confidence]))
    [probabilities] = estimated_probabilities(*columns).tolist()
    return probabilities


def test_what_the_first_two_classes_leave_is_spread_over_the_other_eight() -> None:
    probabilities = estimate(FOREST, 0.6, PASTURE, 0.2)

    assert (probabilities[FOREST], probabilities[PASTURE]) == (0.6, 0.2)
    others = [p for i, p in enumerate(probabilities) if i not in (FOREST, PASTURE)]
    assert others == pytest.approx([(1 - 0.6 - 0.2) / 8] * 8)


@pytest.mark.parametrize("second", [NO_CLASS, FOREST])
def test_without_a_second_class_the_rest_is_spread_over_nine(second: int) -> None:
    probabilities = estimate(FOREST, 0.55, second, 0.3)

    others = [p for i, p in enumerate(probabilities) if i != FOREST]
    assert others == pytest.approx([(1 - 0.55) / 9] * 9)


def test_a_tile_without_confidence_is_wholly_of_its_class() -> None:
    assert estimate(RIVER, nan, FOREST, 0.3)[RIVER] == 1.0


@given(
    st.integers(0, 9),
    st.floats(-0.01, 1.01) | st.just(nan),
    st.integers(0, NO_CLASS),
    st.floats(-0.01, 1.01) | st.just(nan),
)
def test_estimates_are_probabilities_also_where_confidences_are_rounded(
    first: int, confidence: float, second: int, second_confidence: float
) -> None:
    probabilities = estimate(first, confidence, second, second_confidence)

    assert sum(probabilities) == pytest.approx(1.0)
    assert min(probabilities) >= 0.0
    assert probabilities[first] == (1.0 if isnan(confidence) else min(1.0, max(0.0, confidence)))


def test_urban_are_residential_industrial_and_highway_together() -> None:
    probabilities = np.zeros(10)
    for key, probability in (("Residential", 0.3), ("Industrial", 0.2), ("Highway", 0.1), ("Forest", 0.4)):
        probabilities[CLASS_KEYS.index(key)] = probability

    assert urban_probability(probabilities) == pytest.approx(0.3 + 0.2 + 0.1)


def test_rounding_does_not_lift_the_urban_probability_above_one() -> None:
    probabilities = np.zeros(10)
    for key, probability in (("Residential", 0.7), ("Industrial", 0.1), ("Highway", 0.2 + 1e-15)):
        probabilities[CLASS_KEYS.index(key)] = probability

    assert probabilities.sum() > 1.0
    assert urban_probability(probabilities) == 1.0
