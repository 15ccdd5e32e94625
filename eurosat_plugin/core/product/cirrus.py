# SPDX-License-Identifier: GPL-2.0-or-later
"""What the cirrus band (B10), which Level-1C alone has, says of the offset.

Water vapour takes up all light of 1.375 µm on its way down and back, so that this band is black wherever there is no
high cloud and no high, dry ground: what is in it is the offset. All numbers are digital numbers, reflectance × 10000.
"""

from __future__ import annotations

from collections.abc import Sequence

from eurosat_plugin.core.product.sentinel2 import BASELINE_OFFSET
from eurosat_plugin.core.spectral_bands import WAVELENGTHS

CIRRUS = "B10"

WITHOUT_OFFSET = (0.0, 900.0)
"""Darkest hundredth of the band in images without the offset; with it, nothing is below 1000. What is 0 all over an
image only fills the place of a band."""

OFFSET_ALONE = (990.0, 1060.0)
"""The same where it carries the offset; without it, it would take high cloud as even as that."""

_STACK = 13
_PLACES = (10, 11)
"""Numbers of the bands of such a stack without names, one of which is B10: B8A stands ninth or last."""


def cirrus_numbers(known: Sequence[str | None], count: int) -> tuple[int, ...]:
    """Return the 1-based numbers of the bands of which the darkest is the cirrus band; none where there is none.

    `known` are the bands as far as they are known, of a raster of `count` bands.
    """
    if CIRRUS in known:
        return (list(known).index(CIRRUS) + 1,)
    unnamed = tuple(known) == tuple(WAVELENGTHS)[: len(known)] and 0 < len(known) < count
    return _PLACES if unnamed and count == _STACK else ()


def offset_by_cirrus(darkest: float | None) -> float | None:
    """Return the number to add where the darkest hundredth of the band is `darkest`; None where that tells nothing."""
    if darkest is None:
        return None
    if WITHOUT_OFFSET[0] < darkest < WITHOUT_OFFSET[1]:
        return 0.0
    return BASELINE_OFFSET if OFFSET_ALONE[0] <= darkest <= OFFSET_ALONE[1] else None
