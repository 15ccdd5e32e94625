# SPDX-License-Identifier: GPL-2.0-or-later
"""What is said where numbers alone leave it open which offset they carry."""

from __future__ import annotations

from eurosat_plugin.core.product.reflectance_limits import Grade, examine, lowest_twentieth
from eurosat_plugin.core.product.sentinel2 import BASELINE_OFFSET
from eurosat_plugin.core.product.value_facts import Distribution
from eurosat_plugin.core.translation import tr

DARK_LAND, BRIGHT_LAND = 600.0, 1000.0
"""Digital numbers that something on land is below and above, where no 1000 is missing and nothing is scaled down."""

NO_DARK_GROUND = 1900.0
"""Above this no ordinary scene has its darkest pixels in all bands, with the offset or without."""


def odd_numbers(dn: Distribution, reason: str) -> str:
    """Say that `dn` are unusual for a `reason`; and that 1000 may be missing, where that may be why."""
    if not _may_lack_1000(dn):
        return tr(
            "These numbers are unusual for reflectance × 10000: {reason}. If they are scaled, set SCALE; check the "
            "classes."
        ).format(reason=reason)
    return tr(
        "These numbers are unusual for reflectance × 10000: {reason}. If 1000 was subtracted from numbers that did "
        "not carry it, or twice, set OFFSET to 1000; if they are scaled, set SCALE; check the classes."
    ).format(reason=reason)


def _may_lack_1000(dn: Distribution) -> bool:
    """Tell whether many of `dn` are negative, or land is dark and might be brighter by 1000."""
    low = lowest_twentieth(dn)
    as_bright = examine(dn.scaled(1.0, -BASELINE_OFFSET), None).grade <= Grade.DOUBTED
    return low < 0.0 or (low < DARK_LAND and max(dn.at(99.9)) > BRIGHT_LAND and as_bright)


def undecided(low: float, against: str) -> str:
    """Say what may be meant where nothing is darker than `low` and, with 1000 less, something is `against` that."""
    if low >= NO_DARK_GROUND:
        sentence = tr(
            "No pixel is darker than {lowest:.0f}. This may be snow, sand or cloud all over, or numbers scaled to "
            "65535 (then set RADIOMETRY to reflectance); if they are digital numbers (reflectance × 10000), set "
            "OFFSET: -1000 for processing baseline 04.00 and later, 0 before it and for harmonised data."
        )
    elif against:
        sentence = tr(
            "Hardly a pixel is darker than {lowest:.0f}, as if 1000 had to be subtracted, but then {reason}: it may be "
            "haze or sand as well. Set OFFSET: -1000 for processing baseline 04.00 and later, 0 before it and for "
            "harmonised data; or choose a larger piece of the image."
        )
    else:
        sentence = tr(
            "Hardly a pixel is darker than {lowest:.0f}: bright ground has that, and so have images of processing "
            "baseline 04.00 and later, which carry 1000 in every number. Set OFFSET: -1000 for these, 0 for older and "
            "harmonised ones; or choose a larger piece of the image."
        )
    return sentence.format(lowest=low, reason=against)
