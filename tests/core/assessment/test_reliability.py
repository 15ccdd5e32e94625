# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether confidences are true, and what would mend them."""

from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.assessment.reliability import bands, calibration_error, temperature
from eurosat_plugin.core.assessment.stratified_sample import Strata, StratifiedSample


def sample_of(units: int, tiles: int = 1_000_000) -> StratifiedSample:
    population = Strata(("all",), np.array([tiles]), np.array([float(tiles)]))
    return StratifiedSample(population, np.zeros(units, dtype=np.int64), np.ones(units))


def test_a_band_has_its_mean_confidence_and_how_often_it_is_right() -> None:
    confidence = np.array([0.55, 0.65, 0.92, 0.94, 0.93, 0.91, np.nan])
    right = np.array([True, False, True, True, True, False, True])

    found = bands(sample_of(7), confidence, right)

    assert [(band.low, band.high, band.units) for band in found] == [(0.5, 0.7, 2), (0.9, 0.95, 4)]
    assert [band.confidence for band in found] == pytest.approx([0.6, 0.925])
    assert [band.accuracy.value for band in found] == pytest.approx([0.5, 0.75])


def test_a_band_counts_each_tile_by_what_it_stands_for() -> None:
    # Two strata of 10 and 90 tiles with two units each: those of the second count nine times.
    population = Strata(("a", "b"), np.array([10, 90]), np.array([10.0, 90.0]))
    sample = StratifiedSample(population, np.array([0, 0, 1, 1]), np.ones(4))

    [band] = bands(sample, np.full(4, 0.8), np.array([True, True, False, True]))

    assert band.accuracy.value == pytest.approx(0.1 * 1.0 + 0.9 * 0.5)


def test_the_calibration_error_is_the_mean_gap() -> None:
    confidence = np.array([0.6] * 4 + [0.9] * 4)
    right = np.array([True, True, False, False] + [True] * 4)
    sample = sample_of(8)

    # Gaps 0.6 - 0.5 and 1.0 - 0.9, half of the area each.
    assert calibration_error(bands(sample, confidence, right), sample, confidence) == pytest.approx(0.1)


@pytest.mark.parametrize("true", [0.6, 1.0, 1.8])
def test_the_temperature_that_spoilt_the_probabilities_is_found(true: float) -> None:
    random = np.random.default_rng(3)
    logits = 2.5 * random.normal(size=(4_000, 10))
    honest = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    reference = np.array([random.choice(10, p=p) for p in honest])
    spoilt = honest**true / (honest**true).sum(axis=1, keepdims=True)

    found = temperature(sample_of(4_000), spoilt, reference)

    assert found is not None
    assert found.value == pytest.approx(true, rel=0.08)
    assert found.low <= true <= found.high


def test_mixed_tiles_say_nothing_of_the_temperature_and_few_tiles_are_too_few() -> None:
    probabilities = np.full((40, 10), 0.1)

    assert temperature(sample_of(40), probabilities, np.array([10] * 20 + [0] * 20)) is None
