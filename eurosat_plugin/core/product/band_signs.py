# SPDX-License-Identifier: GPL-2.0-or-later
"""What tells that the three bands of an image do not belong together, or not in this order.

Names may be wrong, bands may be stacked blue first, and an offset may be in some of them only. None of it makes a
number impossible, but no ground looks so: docs/radiometry.md has how often real images do.
"""

from __future__ import annotations

from eurosat_plugin.core.product.radiometry import QUANTIFICATION
from eurosat_plugin.core.product.reflectance_limits import FEW_PIXELS
from eurosat_plugin.core.product.value_facts import Distribution, Triple
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.translation import number, tr

ABOVE = ((500.0, 2.1), (450.0, 1.0), (500.0, 1.9))
BELOW = ((500.0, 0.35), (100.0, 0.8), (600.0, 0.3))
"""How far the darkest hundredth of red, green and blue is at most above, or below, both others, and how many times."""

BLUE_RANGE = ((1.1, 100.0), (1.5, 300.0), (1.5, 200.0))
"""Range of blue over that of red, and the range itself, that land does not have: where red is brighter than blue in
the dark, where it is about as dark, and where blue is much brighter all over."""

RED_AIR, LIKE_AIR = 50.0, -150.0
BLUE_LAND, BLUE_EXCESS = 1000.0, 350.0


GREEN_RANGE, REDDISH = (1.05, 200.0), 15.0
BLUER_RANGE, BLUISH, NO_AIR = (1.0, 150.0), 15.0, 500.0
"""Where two are exchanged: range of green over that of red, or of blue over that of green, that range itself, and how
much brighter red or blue is than green in shadow. Blue is never below the last where air is seen."""


def doubt_bands(dn: Distribution) -> tuple[str, ...]:
    """Return a doubt where digital numbers `dn` look as if a band was another one, or carried another offset."""
    return _doubt_offsets(dn) or _doubt_exchanged(dn)


def _doubt_exchanged(dn: Distribution) -> tuple[str, ...]:
    """Return a doubt where two neighbouring colours seem to be exchanged; two tiles at least tell it."""
    red, green, blue = (high - low for high, low in zip(dn.at(95.0), dn.at(5.0)))
    (times, least), dark = GREEN_RANGE, dn.shadow
    if dn.pixels >= FEW_PIXELS and green > times * red and green > least and dark[0] - dark[1] > REDDISH:
        return (
            tr(
                "Green differs more from place to place than red, and shadows are redder than green, which land is "
                "not: red and green seem to be exchanged. If they are, pick red, green and blue in BANDS."
            ),
        )
    (times, least), airless = BLUER_RANGE, dn.at(1.0)[2] < NO_AIR
    if dn.pixels >= FEW_PIXELS and blue > times * green and blue > least and airless and dark[2] - dark[1] > BLUISH:
        return (
            tr(
                "Blue differs more from place to place than green, and shadows are blue where no air is seen: green "
                "and blue seem to be exchanged. If they are, pick red, green and blue in BANDS."
            ),
        )
    return ()


def _doubt_offsets(dn: Distribution) -> tuple[str, ...]:
    odd = odd_band(dn)
    if odd is not None:
        red, green, blue = (number(value / QUANTIFICATION, 3) for value in dn.at(1.0))
        return (
            tr(
                "In the darkest pixels {band} does not go with the other two (reflectance {red} in red, {green} in "
                "green, {blue} in blue): some bands may carry an offset of 1000 and others none, or be of another "
                "image. Give all bands the same offset, and classify again."
            ).format(band=RGB_BANDS[odd], red=red, green=green, blue=blue),
        )
    if looks_reversed(dn):
        return (
            tr(
                "Blue differs more from place to place than red, and on land it is the other way round: the bands "
                "seem to be in the order blue, green, red. If they are, pick red, green and blue in BANDS (3, 2, 1 "
                "where 1, 2, 3 were taken)."
            ),
        )
    return ()


def odd_band(dn: Distribution) -> int | None:
    """Return the place of the band (0 is red) that is far brighter or darker than both others in the dark."""
    dark = dn.at(1.0)
    for i, ((above, times), (below, share)) in enumerate(zip(ABOVE, BELOW)):
        low, high = sorted(dark[:i] + dark[i + 1 :])
        if dark[i] - high > above and dark[i] > times * high:
            return i
        if low - dark[i] > below and dark[i] < share * low:
            return i
    return None


def looks_reversed(dn: Distribution) -> bool:
    """Tell whether the bands seem to be blue, green and red; less than two tiles may all be water, and tell nothing."""
    bright, dark, middle = dn.at(95.0), dn.at(5.0), dn.at(50.0)
    red, _, blue = (high - low for high, low in zip(bright, dark))
    air = _red_less_blue(dn.at(1.0))
    signs = (air > RED_AIR, air > LIKE_AIR, middle[2] > BLUE_LAND and -_red_less_blue(middle) > BLUE_EXCESS)
    wide = (blue > share * red and blue > least for share, least in BLUE_RANGE)
    return dn.pixels >= FEW_PIXELS and any(sign and range_ for sign, range_ in zip(signs, wide))


def _red_less_blue(triple: Triple) -> float:
    return triple[0] - triple[2]
