# SPDX-License-Identifier: GPL-2.0-or-later
"""What tells that numbers taken for reflectance are another measure of it: scaled down, or stretched for the eye.

Neither is impossible: woods and water are as dark, and cloud over shadow is as rich in contrast. So there is a warning
and no refusal; docs/radiometry.md has how often real images show these signs.
"""

from __future__ import annotations

from eurosat_plugin.core.product.radiometry import QUANTIFICATION
from eurosat_plugin.core.product.value_facts import Distribution
from eurosat_plugin.core.translation import number, tr

DIM = 1000.0
"""Land has something brighter than this digital number in its brightest thousandth."""

DARK = 150.0
"""Something is darker in such an image, where it was scaled down."""

BLACK_BLUE, BRIGHT_BLUE = 500.0, 1500.0
"""A quarter of clear land is never as bright in blue as the second where a hundredth is darker than the first."""


def doubt_scale(dn: Distribution) -> tuple[str, ...]:
    """Return a doubt where digital numbers `dn` look like land that is measured otherwise."""
    brightest = max(dn.at(99.9))
    red, green, _ = dn.at(99.0)
    if brightest < DIM and min(dn.at(1.0)) < DARK and red > green:
        return (
            tr(
                "This is as dark as water or dense woods (hardly anything brighter than reflectance {value}), but its "
                "brightest parts are as red as soil: the numbers may be reflectance scaled down. If there are fields "
                "or towns in the image, set SCALE so that number × SCALE is reflectance × 10000."
            ).format(value=number(brightest / QUANTIFICATION, 3)),
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
