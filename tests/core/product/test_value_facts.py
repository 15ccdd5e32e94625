# SPDX-License-Identifier: GPL-2.0-or-later
"""What is measured of an image's numbers, from pixels of which all can be worked out."""

from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.product.value_facts import QUANTILES, Distribution, distribution, measure, quantiles

RAMP = np.arange(1001)
SLOPE = np.stack([RAMP, 2 * RAMP, RAMP + 5], axis=1).astype(np.uint16)
"""Pixels whose red goes from 0 to 1000: a hundredth of them is below 10, and so on."""


def shuffled(pixels: np.ndarray) -> np.ndarray:
    return np.random.default_rng(1).permutation(pixels)


@pytest.mark.parametrize("percent", QUANTILES)
def test_a_quantile_is_each_band_s_own(percent: float) -> None:
    red = 10.0 * percent

    assert distribution(shuffled(SLOPE)).at(percent) == pytest.approx((red, 2 * red, red + 5))


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "float32"])
@pytest.mark.parametrize("pixels", [1, 2, 3, 100, 9216, 50_001])
def test_quantiles_are_to_the_last_digit_those_of_numpy(dtype: str, pixels: int) -> None:
    numbers = np.random.default_rng(pixels).gamma(2.0, 40.0, (pixels, 3)).clip(0, 255).astype(dtype)

    found = quantiles(numbers, QUANTILES)

    assert found.tolist() == np.percentile(numbers.astype(np.float64), QUANTILES, axis=0).tolist()


def test_a_band_may_be_dark_where_another_is_bright() -> None:
    crossed = np.stack([RAMP, RAMP[::-1], RAMP], axis=1)

    assert distribution(crossed).at(1.0) == pytest.approx((10.0, 10.0, 10.0))


def test_shadow_is_the_middle_of_the_darkest_pixels_whose_bands_belong_together() -> None:
    # By the sum of their bands, those between 0.5 and 5 per cent have red from 5 to 50.
    assert distribution(shuffled(SLOPE)).shadow == pytest.approx((27.5, 55.0, 32.5))


def test_single_outliers_are_no_shadow() -> None:
    black = np.zeros((4, 3), dtype=np.uint16)

    found = distribution(np.concatenate([black, SLOPE[200:]]))

    assert min(found.shadow) > 200


def test_so_few_pixels_that_none_lies_between_have_the_middle_of_all_as_shadow() -> None:
    assert distribution(np.array([[0, 0, 0], [10, 20, 30]])).shadow == (5.0, 10.0, 15.0)


def test_large_numbers_do_not_run_over() -> None:
    bright = np.full((10, 3), 60_000, dtype=np.uint16)

    assert distribution(bright).shadow == (60_000.0, 60_000.0, 60_000.0)


def test_all_places_are_measured_together_and_each_by_itself() -> None:
    dark, nothing, bright = SLOPE[:400], SLOPE[:0], SLOPE[400:]

    facts = measure([dark, nothing, bright], places=[(0.1, 0.2), (0.5, 0.5), (0.9, 0.8)])

    assert facts.numbers == distribution(SLOPE)
    assert facts.numbers.pixels == 1001
    assert facts.probes == (distribution(dark), distribution(bright))
    assert facts.places == ((0.1, 0.2), (0.9, 0.8))
    assert facts.dtype == "uint16"
    assert (facts.median, facts.brightest) == pytest.approx((1000.0, 1998.0))


def test_the_share_of_numbers_at_the_largest_is_counted_over_all_bands() -> None:
    pixels = np.full((10, 3), 0.5, dtype=np.float32)
    pixels[:3, 0] = pixels[0, 2] = 1.0

    facts = measure([pixels])

    assert facts.largest == 1.0
    assert facts.ceiling == pytest.approx(4 / 30)


@pytest.mark.parametrize(
    ("lows", "highs", "same"),
    [((1, 1, 1), (9, 9, 9), True), ((1, 1, 2), (9, 9, 9), False), ((1, 1, 1), (9, 8, 9), False)],
)
def test_bands_end_alike_where_both_of_their_ends_are_the_same(
    lows: tuple[int, ...], highs: tuple[int, ...], same: bool
) -> None:
    facts = measure([np.array([lows, (5, 5, 5), highs], dtype=np.uint8)])

    assert facts.same_ends is same


def test_what_was_applied_on_reading_is_noted_for_each_band() -> None:
    tags = [(0.0001, -0.1), (0.0002, 0.0), (0.0001, -0.1)]

    facts = measure([SLOPE], tags)

    assert (facts.scale, facts.shift) == (0.0001, -0.1)
    assert facts.tags == tuple(tags)
    assert (measure([SLOPE]).scale, measure([SLOPE]).shift) == (1.0, 0.0)


def test_steps_between_the_numbers_are_noted() -> None:
    assert measure([np.rint(SLOPE * 6.5535).astype(np.uint16)]).step == pytest.approx(6.5535)
    assert measure([SLOPE]).step == 0.0


def test_each_pair_of_bands_has_a_correlation_of_its_own() -> None:
    red, other = np.random.default_rng(2).normal(1000, 100, (2, 5000))
    pixels = np.stack([red, -red, other], axis=1)

    assert measure([pixels]).correlations == pytest.approx((-1.0, 0.0, 0.0), abs=0.05)
    assert measure([pixels[:, [0, 2, 1]]]).correlations == pytest.approx((0.0, 0.0, -1.0), abs=0.05)


def test_the_darkest_hundredth_of_the_cirrus_band_is_noted_over_all_places() -> None:
    dark, bright = np.arange(101.0)[None], np.arange(500.0, 601.0)[None]

    assert measure([SLOPE]).cirrus is None
    assert measure([SLOPE], cirrus=[dark]).cirrus == pytest.approx(1.0)
    assert measure([SLOPE], cirrus=[dark, bright]).cirrus == pytest.approx(2.01)
    assert measure([SLOPE], cirrus=[np.concatenate([bright, dark])]).cirrus == pytest.approx(1.0)


def test_what_was_seen_of_the_detail_is_kept() -> None:
    assert measure([SLOPE], detail=[0.5, 0.25]).detail == (0.5, 0.25)


def test_a_distribution_is_scaled_everywhere() -> None:
    found = distribution(SLOPE).scaled(0.5, 10.0)

    assert np.allclose(found.quantiles, distribution(SLOPE * 0.5 + 10.0).quantiles)
    assert found.shadow == pytest.approx((27.5 / 2 + 10, 55.0 / 2 + 10, 32.5 / 2 + 10))
    assert found.pixels == 1001
    assert isinstance(found, Distribution)
