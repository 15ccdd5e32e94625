# SPDX-License-Identifier: GPL-2.0-or-later
"""What tells that a band taken for red, green or blue is none of the three, whatever it is called.

On the ground the three go together, and they alone, beside B08, have pixels of 10 m. docs/radiometry.md has how often
real images show otherwise.
"""

from __future__ import annotations

from eurosat_plugin.core.product.reflectance_limits import FEW_PIXELS
from eurosat_plugin.core.product.value_facts import ValueFacts
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.translation import tr

COARSE, COARSER = 0.54, 0.04
"""Detail (stack_order.py) of bands of 20 and 60 m, and how much less it is at least than that of the finest colour."""

APART, TOGETHER = 0.5, 0.8
"""Correlations of two colours: in no real image is one below the first where another is above the second."""

SAME = 0.9999
"""Of two colours that are one band, also times a factor and rounded; in real images at most 0.9992, under cloud."""


def doubt_non_rgb_bands(values: ValueFacts) -> tuple[str, ...]:
    """Return a doubt where `values` look as if one of the colours was another band, or all three the same."""
    finest = max(values.colour_detail, default=0.0)
    pairs = zip(RGB_BANDS, values.colour_detail)
    coarse = [band for band, detail in pairs if 0.0 < detail < COARSE and finest - detail > COARSER]
    if coarse:
        return (
            tr(
                "{bands}: less detail than in the finest colour, as in bands of 20 and 60 m. What stands there may be "
                "another band than its name or place says. If so, pick red, green and blue in BANDS."
            ).format(bands=", ".join(coarse)),
        )
    together = values.correlations if values.numbers.pixels >= FEW_PIXELS else ()
    if together and min(together) > SAME:
        return (
            tr(
                "Red, green and blue show the same: this is a grey picture, or one band was taken three times, and the "
                "classes will be wrong. Pick red, green and blue in BANDS, if the raster has them."
            ),
        )
    if together and max(together) > SAME:
        return (
            tr(
                "Two of red, green and blue show the same: one band was taken twice, and the classes will be wrong. "
                "Pick red, green and blue in BANDS, if the raster has them."
            ),
        )
    if together and min(together) < APART and max(together) > TOGETHER:
        return (
            tr(
                "One of red, green and blue changes from place to place in its own way, which none of them does on "
                "land: near infrared may have been taken for a colour. If so, pick red, green and blue in BANDS."
            ),
        )
    return ()
