# SPDX-License-Identifier: GPL-2.0-or-later
"""What the cirrus band (B10), which Level-1C alone has, says of the offset.

Water vapour takes up all light of 1.375 µm on its way down and back, so that this band is black wherever there is no
high cloud and no high, dry ground: what is in it is the offset. All numbers are digital numbers, reflectance × 10000.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.product.sentinel2 import BASELINE_OFFSET

CIRRUS = "B10"

WITHOUT_OFFSET = (0.0, 900.0)
"""Darkest hundredth of the band in images without the offset; with it, nothing is below 1000. What is 0 all over an
image only fills the place of a band."""

OFFSET_ALONE = (990.0, 1060.0)
"""The same where it carries the offset; without it, it would take high cloud as even as that."""

CLEAR = 60.0
"""Its darkest hundredth above the offset where it is known by its place alone; that of 408 real tiles is 4 to 23."""

LEVEL = 20.0
"""From the darkest hundredth to the middle there; 1 to 8 in these tiles. Water vapour, which is stacked as well,
differs more from place to place."""

ALIKE = 0.62
"""Share of pixels 60 m apart, as far as one of this band is long, that have the same number: 0.23 to 0.62 in 98 % of
the tiles, as there is noise in them. In scene classes, aerosols and masks it is more."""

_STACK = 13
_PLACES = (10, 11)
"""Numbers of the bands of such a stack without names, one of which is B10: B8A stands ninth or last."""


def cirrus_numbers(known: Sequence[str | None]) -> tuple[int, ...]:
    """Return the 1-based number of the cirrus band among those that are `known`; none where it is not there."""
    return (list(known).index(CIRRUS) + 1,) if CIRRUS in known else ()


def cirrus_places(unnamed: int) -> tuple[int, ...]:
    """Return the 1-based numbers of bands one of which may be the cirrus band, in a stack of so many without names."""
    return _PLACES if unnamed == _STACK else ()


def may_be_cirrus(numbers: npt.NDArray[np.generic], alike: float) -> bool:
    """Tell whether a band that stands in the place of B10 may be it: what is stacked there may be something else.

    `numbers` are digital numbers of its pixels, `alike` is the share of those 60 m apart that have the same.
    """
    if not numbers.size:
        return False
    low, middle = np.percentile(numbers.astype(np.float64), (1.0, 50.0))
    clear = 0 < low < CLEAR or OFFSET_ALONE[0] <= low <= OFFSET_ALONE[1]
    return bool(clear and middle - low <= LEVEL and alike <= ALIKE)


def offset_by_cirrus(darkest: float | None) -> float | None:
    """Return the number to add where the darkest hundredth of the band is `darkest`; None where that tells nothing."""
    if darkest is None:
        return None
    if WITHOUT_OFFSET[0] < darkest < WITHOUT_OFFSET[1]:
        return 0.0
    return BASELINE_OFFSET if OFFSET_ALONE[0] <= darkest <= OFFSET_ALONE[1] else None
