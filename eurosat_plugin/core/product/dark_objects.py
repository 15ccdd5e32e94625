# SPDX-License-Identifier: GPL-2.0-or-later
"""What is left of dark ground when 1000 is taken off, where nothing but the numbers asks for it.

Haze, thin cloud and sand have no dark pixels either, and look as if they carried the offset. Some of them give
themselves away by what would remain: land that is bluer than such clear air could make it, shadows without green, or
ground that is even and nowhere dark. Then nothing is subtracted without being told.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from eurosat_plugin.core.product.reflectance_limits import FEW_PIXELS
from eurosat_plugin.core.product.value_facts import Distribution
from eurosat_plugin.core.translation import tr_noop, translate

CLEAR_BLUE = 450.0
"""Digital number that blue of Level-1C is always above: below it air tells nothing, it has been taken off."""

CLEAR_AIR = ((700.0, 420.0, 90.0), (850.0, 700.0, 180.0))
"""Darkest twentieth of blue up to which air is clear, red from which the middle is land, and how much bluer such air
can make land than red: the haze that did more would be seen in the darkest blue as well."""


@dataclass(frozen=True)
class Sign:
    """Something that digital numbers show (`shown`) and ground without haze does not; `sentence` says it."""

    name: str
    shown: Callable[[Distribution], bool]
    sentence: str


def signs_against(dn: Distribution) -> tuple[str, ...]:
    """Say what speaks against `dn`, numbers that 1000 was taken off, being reflectance × 10000 of clear land."""
    return tuple(translate(sign.sentence) for sign in SIGNS if sign.shown(dn))


def _too_blue(dn: Distribution) -> bool:
    red, _, blue = dn.at(50.0)
    darkest = dn.at(5.0)[2]
    known = dn.at(1.0)[2] >= CLEAR_BLUE and dn.pixels < FEW_PIXELS  # over a large image air differs
    return known and any(darkest < air and red > land and blue - red > excess for air, land, excess in CLEAR_AIR)


def _no_green_in_shadow(dn: Distribution) -> bool:
    red, green, blue = dn.shadow
    land_red, _, land_blue = dn.at(50.0)
    return blue > CLEAR_BLUE and green < 1.05 * min(red, blue) and land_red > CLEAR_BLUE and land_blue > land_red + 50


def _thick_air(dn: Distribution) -> bool:
    return dn.shadow[2] - dn.shadow[0] > 800


def _evenly_bright(dn: Distribution) -> bool:
    red, green, blue = dn.at(1.0)
    even = dn.at(99.0)[0] < 2.0 * red
    return dn.pixels < FEW_PIXELS and blue < 500 < min(red, green) and even


SIGNS = (
    Sign("too_blue", _too_blue, tr_noop("land would be bluer than in such clear air")),
    Sign("no_green_in_shadow", _no_green_in_shadow, tr_noop("shadows would have less green than red and blue")),
    Sign("thick_air", _thick_air, tr_noop("shadows would be as blue as under cloud")),
    Sign("evenly_bright", _evenly_bright, tr_noop("the ground would be even and nowhere dark")),
)
