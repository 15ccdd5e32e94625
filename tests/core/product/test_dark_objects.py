# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from eurosat_plugin.core.product.dark_objects import SIGNS
from eurosat_plugin.core.product.value_facts import QUANTILES, Distribution
from scripts.radiometry_limits import TILES, read_table

BETWEEN = [(percent / 100) ** 0.7 for percent in QUANTILES]


def land(dark: tuple[float, float, float], bright: tuple[float, float, float], pixels: int = 4096) -> Distribution:
    """Return land that goes from its shadows to its brightest fields."""
    quantiles = tuple(tuple(low + share * (high - low) for low, high in zip(dark, bright)) for share in BETWEEN)
    return Distribution(quantiles, dark, pixels)


CLEAR = land((250.0, 450.0, 660.0), (1300.0, 1200.0, 1150.0))
HAZE = land((380.0, 540.0, 560.0), (900.0, 1100.0, 1150.0))
PURPLE = land((470.0, 340.0, 600.0), (1500.0, 1300.0, 1700.0))
CLOUD = land((800.0, 1000.0, 1950.0), (5000.0, 4500.0, 5000.0))
BEACH = land((1200.0, 930.0, 400.0), (1500.0, 1200.0, 560.0))


def shown(dn: Distribution) -> list[str]:
    return [sign.name for sign in SIGNS if sign.shown(dn)]


@pytest.mark.parametrize(
    ("dn", "names"),
    [
        (CLEAR, []),
        (HAZE, ["too_blue"]),
        (PURPLE, ["no_green_in_shadow"]),
        (CLOUD, ["thick_air"]),
        (BEACH, ["evenly_bright"]),
    ],
)
def test_each_sign_shows_what_it_is_named_after(dn: Distribution, names: list[str]) -> None:
    assert shown(dn) == names


def test_a_whole_image_of_bright_ground_is_no_single_field() -> None:
    assert shown(land((1200.0, 930.0, 400.0), (1500.0, 1200.0, 560.0), pixels=100_000)) == []


@pytest.mark.parametrize("sign", SIGNS, ids=lambda sign: sign.name)
def test_most_scenes_hardly_show_a_sign(sign) -> None:
    tiles = read_table(TILES)
    scenes = {tile.name for tile in tiles}

    often = {name for name in scenes if sum(sign.shown(t.dn) for t in tiles if t.name == name) > 2}

    assert len(often) <= 0.04 * len(scenes)
