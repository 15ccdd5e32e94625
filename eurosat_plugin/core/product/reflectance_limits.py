# SPDX-License-Identifier: GPL-2.0-or-later
"""Hold digital numbers against what reflectance of shadow, water, land and cloud can be.

The limits come from real images: docs/radiometry.md shows them, and tests/core/product/test_reflectance_limits.py
holds them against the numbers of these images.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from math import inf

from eurosat_plugin.core.product.radiometry import QUANTIFICATION
from eurosat_plugin.core.product.value_facts import Distribution
from eurosat_plugin.core.translation import number, tr_noop, translate

LEVELS = ("l2a", "l1c")

FEW_PIXELS = 8_192
"""Two tiles; fewer pixels may all be bright ground."""

EVEN_RED = 60.0
"""Between the quarters of red; water is as even as that, fields and towns are not."""

BRIGHT_RED = 400.0
"""Red of anything but water, forest and shadow."""


class Grade(IntEnum):
    """How well numbers fit, the best first: unlikely is what a level does not show, rejected what no image can be."""

    ACCEPTED = 0
    DOUBTED = 1
    UNLIKELY = 2
    REJECTED = 3


@dataclass(frozen=True)
class Limit:
    """What a `quantity` of digital numbers is in images of `level` (empty: of any level).

    It is doubted below or above the two numbers `doubted`, and unlikely, or impossible for all levels, beyond
    `rejected`; `sentence` says what would be odd then, with the quantity as reflectance.
    """

    name: str
    level: str
    quantity: Callable[[Distribution], float]
    doubted: tuple[float, float]
    rejected: tuple[float, float]
    sentence: str

    def grade(self, dn: Distribution) -> Grade:
        """Hold `dn` against the limit."""
        value = self.quantity(dn)
        if not self.rejected[0] <= value <= self.rejected[1]:
            return Grade.UNLIKELY if self.level else Grade.REJECTED
        return Grade.ACCEPTED if self.doubted[0] <= value <= self.doubted[1] else Grade.DOUBTED

    def reason(self, dn: Distribution) -> str:
        """Say what would be odd about `dn`."""
        return translate(self.sentence).format(value=number(self.quantity(dn) / QUANTIFICATION, 3))


@dataclass(frozen=True)
class Verdict:
    """How well digital numbers fit, and what is odd about them, the worst first."""

    grade: Grade
    reasons: tuple[str, ...] = ()


def examine(dn: Distribution, level: str | None) -> Verdict:
    """Tell how well `dn` fits images of `level`; None: of the level that it fits better."""
    if level not in LEVELS:
        return min((examine(dn, known) for known in LEVELS), key=lambda verdict: verdict.grade)
    graded = [(limit.grade(dn), limit) for limit in LIMITS if limit.level in ("", level)]
    odd = sorted((pair for pair in graded if pair[0] > Grade.ACCEPTED), key=lambda pair: -pair[0])
    return Verdict(odd[0][0] if odd else Grade.ACCEPTED, tuple(limit.reason(dn) for _, limit in odd))


def lowest_twentieth(dn: Distribution) -> float:
    """Return the 5th percentile of the band in which it is lowest."""
    return min(dn.at(5.0))


def darkest(dn: Distribution) -> float:
    """Return what only a hundredth is below, in the band in which it is lowest."""
    return min(dn.at(1.0))


def air_light(dn: Distribution) -> float:
    """Return how far blue is above green in the darkest pixels: air scatters blue, and Level-2A has taken it off."""
    return dn.shadow[2] - dn.shadow[1]


def _brightest(dn: Distribution) -> float:
    return max(dn.at(99.9))


def _brightest_of_many(dn: Distribution) -> float:
    return _brightest(dn) if dn.pixels >= FEW_PIXELS else inf


def _middle(dn: Distribution) -> float:
    return max(dn.at(50.0))


def _darkest_blue(dn: Distribution) -> float:
    return dn.at(1.0)[2]


def _darkest_of_many(dn: Distribution) -> float:
    even = dn.at(75.0)[0] - dn.at(25.0)[0] < EVEN_RED
    return lowest_twentieth(dn) if even or dn.pixels >= FEW_PIXELS else 0.0


def _green_peak(dn: Distribution) -> float:
    red, green, blue = dn.at(50.0)
    lower = min(red, blue)
    return green - (0.87 * lower if lower > 0 else lower)


def _blue_shadow(dn: Distribution) -> float:
    return dn.shadow[2] - 1.15 * dn.shadow[1]


def _haze(dn: Distribution) -> float:
    red, _, blue = dn.at(50.0)
    return blue - red if red > BRIGHT_RED else 0.0


_NEGATIVE = tr_noop("a twentieth of a band would have reflectance {value} or less")
_DARK_AIR = tr_noop("blue would go down to reflectance {value}, where air alone is brighter")
_NOTHING_BRIGHT = tr_noop("nothing would be brighter than {value}")
_NOTHING_DARK = tr_noop("nothing would be darker than reflectance {value}")
_HARDLY_DARK = tr_noop("hardly anything would be darker than reflectance {value}")

LIMITS = (
    Limit("lowest_twentieth", "", lowest_twentieth, (-150, inf), (-400, inf), _NEGATIVE),
    Limit("middle", "", _middle, (-inf, 5000), (-inf, inf), tr_noop("half of it would be brighter than {value}")),
    Limit("brightest", "", _brightest, (150, 20_000), (50, 20_000), _NOTHING_BRIGHT),
    Limit("brightest_of_many", "", _brightest_of_many, (450, inf), (-inf, inf), _NOTHING_BRIGHT),
    Limit("air_in_all_bands", "l1c", lowest_twentieth, (150, inf), (150, inf), _NEGATIVE),
    Limit("air_in_blue", "l1c", _darkest_blue, (500, inf), (500, inf), _DARK_AIR),
    Limit(
        "blue_above_green_in_shadow", "l1c", air_light, (-80, inf), (-150, inf),
        tr_noop("shadows would have {value} more blue than green, and air scatters blue"),
    ),
    Limit("darkest", "l1c", darkest, (-inf, 1300), (-inf, inf), _NOTHING_DARK),
    Limit("darkest_of_many_pixels", "l1c", _darkest_of_many, (-inf, 1000), (-inf, inf), _HARDLY_DARK),
    Limit("darkest", "l2a", darkest, (-inf, 1000), (-inf, inf), _NOTHING_DARK),
    Limit("darkest_of_many_pixels", "l2a", _darkest_of_many, (-inf, 900), (-inf, inf), _HARDLY_DARK),
    Limit(
        "green_above_red_or_blue", "l2a", _green_peak, (-10, inf), (-30, inf),
        tr_noop("green would be far below red and blue, which no ground is"),
    ),
    Limit("blue_shadow", "l2a", _blue_shadow, (-inf, 60), (-inf, inf), tr_noop("shadows would be blue as under haze")),
    Limit("haze", "l2a", _haze, (-inf, 100), (-inf, inf), tr_noop("land would be blue as under haze")),
)  # fmt: skip
"""Everything that is known; the numbers are digital numbers, reflectance × 10000."""
