# SPDX-License-Identifier: GPL-2.0-or-later
"""Images of which a part is on another scale than the rest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.seams import largest_ratio
from eurosat_plugin.core.product.value_facts import Distribution, ValueFacts
from eurosat_plugin.core.tiles.nodata_edges import away_from_gaps
from tests.core.product.farmland import DN, FIELDS, NEW_L2A, NOTHING, decide, facts

ALL = np.ones((96, 96), dtype=bool)
SCALES = "put together of images on different scales"


def ground() -> np.ndarray:
    """Return 96 rows and columns of digital numbers that differ from pixel to pixel."""
    random = np.random.default_rng(5)
    land = random.gamma(40, 15, (96, 96, 1))
    return (land * (1.0, 0.9, 0.6) + random.uniform(50, 80, (96, 96, 3))).astype("float32")


def told(values: ValueFacts, **settings: float) -> list[str]:
    return [text for text in decide(NOTHING, values, **settings).warnings if SCALES in text]


def halves(factor: float, dark: Distribution = FIELDS, bright: Distribution = FIELDS) -> ValueFacts:
    """Return an image whose right half is `factor` times as high as it should be."""
    places = tuple(((i + 0.5) / 16, 0.5) for i in range(16))
    return replace(DN, probes=(bright,) * 8 + (dark.scaled(factor, 0.0),) * 8, places=places)


@pytest.mark.parametrize("factor", [1e-4, 0.01, 254 / 3558, 0.25])
@pytest.mark.parametrize("where", [np.s_[:, 40:], np.s_[:70]])
def test_a_line_beyond_which_all_bands_are_scaled_is_found(factor: float, where: object) -> None:
    values = ground()
    values[where] *= np.float32(factor)

    assert largest_ratio(ground(), ALL) < 1.5
    assert largest_ratio(values, ALL) == pytest.approx(1 / factor, rel=0.2)


def test_a_factor_in_two_bands_is_none() -> None:
    values = ground()
    values[:, 40:, :2] *= np.float32(0.01)

    assert largest_ratio(values, ALL) < 1.5


def test_pixels_beside_gaps_hold_a_part_of_what_is_missing() -> None:
    values, valid = ground(), ALL.copy()
    values[:, 40] *= np.float32(0.03)
    valid[:, 41:60] = False

    assert largest_ratio(values, valid) > 10
    assert largest_ratio(values, away_from_gaps(valid)) < 1.5


def sea_beside_fields(seed: int) -> np.ndarray:
    """Return 96 rows of open water, some of it as low as 1, beside fields that differ from row to row."""
    random = np.random.default_rng(seed)
    values = ground() * random.choice([0.7, 1.3, 4.0], (96, 1, 1)).astype("float32")
    values[:, 40:] = np.rint(random.uniform(1, 60, (96, 56, 1)) * (0.7, 1.0, 1.2)).clip(1)
    return values


@pytest.mark.parametrize("seed", range(5))
def test_water_beside_land_is_no_factor_of_scale_as_it_is_not_the_same_everywhere(seed: int) -> None:
    values = sea_beside_fields(seed)

    assert np.median(values[:, 39] / values[:, 40], axis=0).min() > 7
    assert largest_ratio(values, ALL) < 7
    assert largest_ratio(values.swapaxes(0, 1), ALL) < 7


def test_a_factor_that_no_ground_makes_counts_even_where_it_differs_along_the_line() -> None:
    values = sea_beside_fields(1)
    values[:, 40:] /= 10_000

    assert largest_ratio(values, ALL) > 1000


def test_numbers_that_have_no_logarithm_do_not_count() -> None:
    values = ground()
    values[:, 40:60] = -1.0
    values[:, 60:80] = np.inf

    assert largest_ratio(values, ALL) < 1.5
    assert largest_ratio(values, ~ALL) == 1.0


@pytest.mark.parametrize("settings", [{}, {"offset": 0.0}, {"scale": 1.0}])
def test_a_seam_between_scales_is_warned_of_whatever_is_set(settings: dict[str, float]) -> None:
    (warning,) = told(replace(DN, ratios=(10_000.0, 9_000.0, 1.1, 1.0)), **settings)

    assert "about 10000 times as high on one side as on the other" in warning
    assert not told(replace(DN, ratios=(10_000.0, 1.2, 1.1, 1.0)), **settings)  # one place of four
    assert not told(replace(DN, ratios=(6.9,)), **settings)


def test_it_is_not_taken_for_one_of_offsets() -> None:
    values = replace(DN, ratios=(10_000.0,), jumps=((1000.0, 1000.0, 1000.0),))

    assert len(told(values)) == 1
    assert not [text for text in decide(NOTHING, values).warnings if "Subtract 1000" in text]


def test_a_step_of_1000_over_dark_water_is_told_before_it_is_taken_for_a_scale() -> None:
    values = replace(DN, ratios=(12.0, 9.0), jumps=((1000.0, 1000.0, 1000.0),))

    first, second = decide(NOTHING, values).warnings

    assert "jump by about 1000" in first
    assert SCALES in second


def test_a_refusal_says_so_too() -> None:
    with pytest.raises(InputError, match=SCALES):
        decide(NOTHING, replace(facts(offset=-2500.0, dtype="int16"), ratios=(10_000.0,)))


@pytest.mark.parametrize("factor", [1e-4, 0.01])
def test_places_on_another_scale_are_noticed_and_said_where(factor: float) -> None:
    (warning,) = told(halves(factor))

    assert "In 8 of 16 places that were looked at (on the right) the brightest numbers are far below" in warning


def test_a_product_is_put_together_of_nothing() -> None:
    stated = replace(NEW_L2A, offset=0.0, stated=True)

    assert not decide(stated, replace(halves(0.01), ratios=(100.0,))).warnings


def water(red: float, green: float, blue: float) -> Distribution:
    """Return open water, which is even and bluer than red."""
    return Distribution(tuple((red + i, green + i, blue + i) for i in range(9)), (red, green, blue), 100_000)


def test_open_sea_beside_bright_land_is_none() -> None:
    sand = FIELDS.scaled(0.3, 1500.0)

    assert not told(halves(1.0, water(5.0, 20.0, 60.0), sand))


def test_dark_woods_beside_cloud_are_none() -> None:
    cloud = FIELDS.scaled(0.3, 4000.0)

    assert not told(halves(0.2, FIELDS, cloud))


def test_fields_beside_woods_are_none() -> None:
    assert not told(halves(0.5))
