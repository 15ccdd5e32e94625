# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.classes import class_by_key
from eurosat_plugin.core.summary.flags import FLAG_ORDER
from eurosat_plugin.core.tiles.doubts import Limits, PixelShares, first_doubts

LIMITS = Limits(confidence=0.5, energy=-1.0, bright=0.1)


def shares(bright: float = 0, white: float = 0, shadow: float = 0, water: float = 0, land: float = 0) -> PixelShares:
    return PixelShares(*(np.array([share], dtype=np.float64) for share in (bright, white, shadow, water, land)))


def doubt(key: str, found: PixelShares, confidence: float = 0.9, energy: float = -5.0) -> str:
    classes = np.array([class_by_key(key).id])
    (flag,) = first_doubts(classes, np.array([confidence]), np.array([energy]), found, LIMITS)
    return FLAG_ORDER[flag]


@pytest.mark.parametrize(
    ("key", "water", "land", "flag"),
    [
        ("SeaLake", 0.2, 0.8, "implausible"),
        ("SeaLake", 0.3, 0.7, ""),
        ("River", 0.01, 0.99, "implausible"),
        ("River", 0.03, 0.97, ""),
        ("Forest", 0.95, 0.05, "implausible"),
        ("Forest", 0.9, 0.1, ""),  # the largest share that land may hold
        ("SeaLake", 0.18, 0.42, ""),  # 0.3 of what is known
        ("Forest", 0.57, 0.03, "implausible"),
        ("Industrial", 0.85, 0.15, ""),  # a harbour
    ],
)
def test_a_class_is_implausible_where_water_is_proved_absent_or_all_there_is(
    key: str, water: float, land: float, flag: str
) -> None:
    assert doubt(key, shares(water=water, land=land)) == flag


def test_nothing_is_held_against_a_class_while_most_of_the_tile_is_unknown() -> None:
    assert doubt("SeaLake", shares(land=0.4)) == ""
    assert doubt("SeaLake", shares(land=0.6)) == "implausible"


def test_a_shadow_that_is_called_water_is_implausible_and_one_that_is_not_unfamiliar() -> None:
    assert doubt("SeaLake", shares(shadow=0.8, land=0.2)) == "implausible"
    assert doubt("Forest", shares(shadow=0.8, land=0.2)) == "unfamiliar"


def test_the_strongest_doubt_is_the_one_that_is_named() -> None:
    proved = shares(land=1.0)

    assert doubt("SeaLake", shares(bright=0.2, land=1.0), 0.1, 0.0) == "bright"
    assert doubt("SeaLake", proved, 0.1, 0.0) == "implausible"
    assert doubt("Forest", proved, 0.1, 0.0) == "uncertain"
    assert doubt("Forest", proved, 0.9, 0.0) == "unfamiliar"
    assert doubt("Forest", proved) == ""
