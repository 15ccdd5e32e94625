# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers that were cut off where an image is darkest or brightest: so many are exactly the same there.

Whoever subtracts an offset from numbers that carry none, and keeps them positive, makes shadows and woods black; who
stretches an image to its darkest and brightest gives all bands the same ends. Measured bands end each elsewhere.
"""

from __future__ import annotations

from eurosat_plugin.core.product.radiometry import QUANTIFICATION
from eurosat_plugin.core.product.value_facts import ValueFacts
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.translation import number, tr

FLOOR = 0.1
"""Share of a band's pixels that have exactly its lowest number: in 58 of 59 real images less than 0.001, and 0.054 in
one, over water, of which Level-2A may be darker than black. The same of pixels that are nodata in some bands only: at
most 0.0005 in real images."""

CEILING = 0.001
"""Share of all numbers that are the highest; in no real image as many, but where cloud is cut off at reflectance 1."""


def doubt_clipping(values: ValueFacts) -> tuple[str, ...]:
    """Return a doubt where `values` pile up at their lowest or their highest number, or nodata has taken those."""
    if values.partly_missing >= FLOOR:
        return (
            tr(
                "In {share} % of the pixels one or two of the three bands are nodata: a band is missing there, or what "
                "was darker is cut off, as where 1000 is subtracted from numbers that do not carry it. These pixels "
                "are left out, and but for water the other classes may be wrong, too; classify the image as it was "
                "before."
            ).format(share=number(100 * values.partly_missing)),
        )
    low, high = values.numbers.at(0.1), values.numbers.at(99.9)
    band = max(range(len(values.floors)), key=lambda i: values.floors[i], default=None)
    if band is not None and values.floors[band] >= FLOOR and high[band] > low[band]:
        return (
            tr(
                "In {band} {share} % of the pixels have exactly the lowest number, {value}: what was darker is cut "
                "off, as where 1000 is subtracted from numbers that do not carry it, or the band is missing there. But "
                "for water the classes will be wrong; classify the image as it was before."
            ).format(band=RGB_BANDS[band], share=number(100 * values.floors[band]), value=f"{low[band]:g}"),
        )
    stretched = values.same_ends and values.ceiling >= CEILING and max(low) < values.largest
    if stretched and values.largest != QUANTIFICATION:
        return (
            tr(
                "All three bands end exactly at the same two numbers, and many pixels have the higher one, {value:g}: "
                "the image seems to be stretched from its darkest to its brightest. Classify it as it was before; or, "
                "if all bands were stretched alike, set SCALE to (white − black) / {value:g} and OFFSET to black, both "
                "as reflectance × 10000."
            ).format(value=values.largest),
        )
    return ()
