# SPDX-License-Identifier: GPL-2.0-or-later
"""What tells that numbers taken for reflectance are another measure of it: scaled down, or stretched for the eye.

Neither is impossible: woods and water are as dark, and cloud over shadow is as rich in contrast. So there is a warning
and no refusal; docs/radiometry.md has how often real images show these signs.
"""

from __future__ import annotations

from eurosat_plugin.core.product.radiometry import QUANTIFICATION
from eurosat_plugin.core.product.reflectance_limits import FEW_PIXELS
from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.product.value_facts import Distribution
from eurosat_plugin.core.translation import number, tr

DIM = 1150.0
"""Land has something brighter than this digital number in its brightest thousandth."""

DARK = 150.0
"""Something is darker in such an image, where it was scaled down."""

AIR_BLUE, AIR_LIGHT, CONTRAST = 450.0, 35.0, 150.0
"""Air alone is brighter in blue than the first, where shadows are so much bluer than green; and by so much red differs
on land, but not on water, which may be as blue and as dark."""

AIR = 500.0
"""Digital number that a hundredth of blue is never below in Level-1C: it is 651 in the darkest of 228 real tiles."""

BLACK_BLUE, BRIGHT_BLUE = 500.0, 1500.0
"""A quarter of clear land is never as bright in blue as the second where a hundredth is darker than the first."""


def doubt_scale(dn: Distribution) -> tuple[str, ...]:
    """Return a doubt where digital numbers `dn` look like land that is measured otherwise."""
    brightest = number(max(dn.at(99.9)) / QUANTIFICATION, 3)
    red, green, _ = dn.at(99.0)
    dim = max(dn.at(99.9)) < DIM
    if dim and min(dn.at(1.0)) < DARK and red > green:
        return (
            tr(
                "This is as dark as water or dense woods (hardly anything brighter than reflectance {value}), but its "
                "brightest parts are as red as soil: the numbers may be reflectance scaled down. If there are fields "
                "or towns in the image, set SCALE so that number × SCALE is reflectance × 10000."
            ).format(value=brightest),
        )
    if dim and _has_faint_air(dn):
        return (
            tr(
                "This is as dark as water or dense woods (hardly anything brighter than reflectance {value}), but its "
                "shadows are as blue as those under air, which is brighter: the numbers may be reflectance scaled "
                "down. If there are fields or towns in the image, set SCALE so that number × SCALE is reflectance × "
                "10000."
            ).format(value=brightest),
        )
    if dn.at(1.0)[2] < BLACK_BLUE and dn.at(75.0)[2] > BRIGHT_BLUE:
        return (
            tr(
                "Blue goes from reflectance {low} to {high} and more in a quarter of the image, which clear land does "
                "not: unless half of it is cloud or snow, the bands are stretched for the eye, and the classes will "
                "be wrong. Classify the bands as they were before the stretch; if all three were stretched alike, set "
                "SCALE and OFFSET."
            ).format(low=number(dn.at(1.0)[2] / QUANTIFICATION, 2), high=number(dn.at(75.0)[2] / QUANTIFICATION, 2)),
        )
    return ()


def doubt_air(dn: Distribution, product: ProductFacts) -> tuple[str, ...]:
    """Return a doubt where `dn` is Level-1C by what is told of the `product`, and darker than air is."""
    blue = dn.at(1.0)[2]
    if product.level != "l1c" or blue >= AIR:
        return ()
    return (
        tr(
            "This is said to be Level-1C, but blue goes down to reflectance {value}, where air alone is brighter. If "
            "it is Level-2A, all is well; if the numbers are scaled down, set SCALE so that number × SCALE is "
            "reflectance × 10000."
        ).format(value=number(blue / QUANTIFICATION, 3)),
    )


def _has_faint_air(dn: Distribution) -> bool:
    """Tell whether land shows the light of air, but less of it than there is; a single tile tells nothing."""
    red, green, blue = dn.shadow
    differs = dn.at(99.0)[0] - dn.at(1.0)[0] > CONTRAST
    bluer = blue - green > AIR_LIGHT and blue > red
    return dn.pixels >= FEW_PIXELS and dn.at(1.0)[2] < AIR_BLUE and bluer and differs
