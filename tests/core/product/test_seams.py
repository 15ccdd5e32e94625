# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.product.decision import decide_radiometry
from eurosat_plugin.core.product.seams import is_offset, largest_jump
from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.product.value_facts import measure


def ground(seed: int = 3) -> np.ndarray:
    """Return 128 rows and columns of digital numbers that differ from pixel to pixel."""
    random = np.random.default_rng(seed)
    land = random.gamma(4, 150, (128, 128, 1))
    return (land * (1.0, 0.9, 0.6) + random.uniform(50, 80, (128, 128, 3))).astype("uint16")


ALL = np.ones((128, 128), dtype=bool)


def jumps_of(values: np.ndarray, valid: np.ndarray = ALL, gain: float = 1.0) -> bool:
    return is_offset(largest_jump(values, valid), gain)


@pytest.mark.parametrize("where", [np.s_[:, 40:], np.s_[:90], np.s_[:, 127:]])
def test_a_line_beyond_which_all_bands_have_the_offset_is_found(where: object) -> None:
    values = ground()
    values[where] += 1000

    assert not jumps_of(ground())
    assert jumps_of(values)


def test_it_is_found_in_reflectance() -> None:
    values = ground() / np.float32(10_000)
    values[:, 40:] += 0.1

    assert jumps_of(values, gain=10_000.0)
    assert not jumps_of(values)


def test_images_of_two_days_differ_by_more_than_the_offset() -> None:
    values = ground().astype(int)
    values[:, 40:] = ground(4)[:, 40:] * 1.2 + 1000

    assert jumps_of(values)


@pytest.mark.parametrize("plus", [(1000, 1000, 0), (1000, -1000, 1000), (1000, 1000, 700), (600, 600, 600)])
def test_other_jumps_are_none(plus: tuple[int, int, int]) -> None:
    values = ground().astype(int)
    values[:, 40:] += np.array(plus)

    assert not jumps_of(values)


def test_a_line_that_is_mostly_missing_tells_nothing() -> None:
    values = ground()
    values[:, 40:] += 1000
    valid = ALL.copy()
    valid[45:] = False  # every third of 45 rows is looked at

    assert not jumps_of(values, valid)
    valid[45:48] = True
    assert jumps_of(values, valid)


def test_what_is_missing_is_no_jump() -> None:
    values = ground()
    values[:, 40:] += 1000
    valid = ALL.copy()
    valid[:, 40] = False

    assert not jumps_of(values, valid)
    assert largest_jump(values, ~ALL) == (0.0, 0.0, 0.0)


def test_missing_pixels_may_be_infinite() -> None:
    values = ground().astype("float32")
    values[:, 40:] += 1000
    values[:, 100:] = np.inf

    assert jumps_of(values, np.isfinite(values).all(axis=-1))


def test_a_seam_is_warned_of() -> None:
    values = ground()
    values[:, 120:] += 1000

    facts = measure([values.reshape(-1, 3)], jumps=[largest_jump(values, ALL)])

    (warning,) = decide_radiometry(ProductFacts(), facts, "auto", None).warnings
    assert "Along a straight line all bands jump by about 1000" in warning


def test_one_line_among_many_places_is_no_seam() -> None:
    values = ground()
    jump = (1000.0, 1000.0, 1000.0)

    one, two = (
        measure([values.reshape(-1, 3)], jumps=[jump] * count + [(0.0, 0.0, 0.0)] * (4 - count)) for count in (1, 2)
    )

    assert not decide_radiometry(ProductFacts(), one, "auto", None).warnings
    assert decide_radiometry(ProductFacts(), two, "auto", None).warnings
