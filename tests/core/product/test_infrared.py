# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.product.infrared import BLACK, DARK, PLAUSIBLE, cover_by_infrared


def covers_at(red: float, infrared: float) -> list[str]:
    """Return what a pixel of these two digital numbers is."""
    cover = cover_by_infrared(np.float32([red]), np.float32([infrared]))
    return [name for name in ("water", "land", "shadow") if getattr(cover, name)[0]]


def test_water_is_dark_in_near_infrared_and_darker_than_in_red_or_nearly_black_and_shadow_is_neither() -> None:
    red = np.array([900, 500, 300, 1500, 400, 350], dtype=np.float32)
    infrared = np.array([800, 800, 3000, 1900, np.nan, 450], dtype=np.float32)

    cover = cover_by_infrared(red, infrared)

    assert cover.water.tolist() == [True, False, False, False, False, True]
    assert cover.shadow.tolist() == [False, True, False, False, False, False]
    assert cover.land.tolist() == [False, False, True, True, False, False]


def test_numbers_that_are_no_reflectance_say_nothing() -> None:
    fills = np.array([-9999, 65535, np.inf], dtype=np.float32)

    cover = cover_by_infrared(np.full(3, 500, dtype=np.float32), fills)

    assert not (cover.water | cover.land | cover.shadow).any()


@pytest.mark.parametrize(
    ("red", "infrared", "what"),
    [
        (2000, DARK - 1, "water"),
        (2000, DARK, "land"),
        (801, 800, "water"),
        (800, 800, "shadow"),
        (500, BLACK - 1, "water"),
        (500, BLACK, "shadow"),
    ],
)
def test_only_what_is_below_a_limit_is_dark_darker_than_red_or_black(red: float, infrared: float, what: str) -> None:
    assert covers_at(red, infrared) == [what]


def test_the_ends_of_what_is_plausible_are_no_reflectance_and_what_lies_between_them_is() -> None:
    low, high = PLAUSIBLE

    assert [covers_at(500, number) for number in (low, low + 1, high - 1, high)] == [[], ["water"], ["land"], []]
