# SPDX-License-Identifier: GPL-2.0-or-later
"""Notice images that were put together of parts on different scales, such as digital numbers and reflectance 0 to 1.

A part whose numbers are many times as low as those of all land elsewhere would be classified as deep water.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from eurosat_plugin.core.product.image_position import describe_position
from eurosat_plugin.core.product.mosaic import MANY_PROBES, MIXED_PROBES
from eurosat_plugin.core.product.radiometry import Radiometry
from eurosat_plugin.core.product.value_facts import Distribution, ValueFacts
from eurosat_plugin.core.translation import tr

FACTOR_OF_SEAM = 7.0
"""Along no straight line of real images are all bands so many times as high on one side: the most is 1.33. Tiles of
open water and of land laid side by side differ as much, but not by one number (seams.py)."""

FACTOR_OF_LAND, FACTOR_OF_ANYTHING = 4.0, 60.0
"""How many times as high the darkest of a place is as the brightest of another, in every band: where the darker one
has the colours of land, and where it may be water beside ice. Of real images the most are 1 in one and the same, and
3.1 and 35 where the two places are of two images."""

CONTRAST = 1.5
"""How many times as red the brightest of land is as its darkest, and cloud is not; it is also redder than blue."""

CLOUD = 3500.0
"""Digital number that almost no clear land is above: beside cloud and snow everything is dark."""


def doubt_scales(values: ValueFacts, radiometry: Radiometry) -> tuple[str, ...]:
    """Return a doubt where some parts of `values`, read by `radiometry`, are on another scale than others."""
    seams = [ratio for ratio in values.ratios if ratio >= FACTOR_OF_SEAM]
    if len(seams) >= (MIXED_PROBES if len(values.ratios) >= MANY_PROBES else 1):
        return (
            tr(
                "Along a straight line all bands are about {factor:.0f} times as high on one side as on the other: "
                "this seems to be put together of images on different scales, such as digital numbers beside "
                "reflectance from 0 to 1, per cent or colours. One of them is read wrongly. Bring all to the same "
                "scale, reflectance × 10000, before they are put together."
            ).format(factor=max(seams)),
        )
    low = _lower(values.probes, radiometry)
    if len(low) < (MIXED_PROBES if len(values.probes) >= MANY_PROBES else 1):
        return ()
    where = describe_position([values.places[i] for i in low]) if values.places else ""
    return (
        tr(
            "In {few} of {count} places that were looked at{where} the brightest numbers are far below the darkest "
            "elsewhere: this seems to be put together of images on different scales, such as digital numbers beside "
            "reflectance from 0 to 1, per cent or colours. One of them is read wrongly. Bring all to the same scale, "
            "reflectance × 10000, before they are put together."
        ).format(few=len(low), count=len(values.probes), where=f" ({where})" if where else ""),
    )


def _lower(probes: Sequence[Distribution], radiometry: Radiometry) -> list[int]:
    """Return the numbers of those of `probes` that are on another scale than some that are clear land or water."""
    if not probes:
        return []
    bright, dark, high = (np.array([probe.at(percent) for probe in probes]) for percent in (99.0, 5.0, 95.0))
    clear = high.max(axis=1) * radiometry.gain + radiometry.offset <= CLOUD
    of_land = [_has_colours_of_land(probe) for probe in probes]
    least = bright * np.where(of_land, FACTOR_OF_LAND, FACTOR_OF_ANYTHING)[:, None]
    below = (bright[:, None] > 0) & (least[:, None] <= dark[clear])
    return [int(number) for number in np.flatnonzero(below.all(axis=2).any(axis=1))]


def _has_colours_of_land(numbers: Distribution) -> bool:
    (low, _, _), (red, _, blue) = numbers.at(5.0), numbers.at(99.0)
    return red > blue and red > CONTRAST * max(low, 0.0)
