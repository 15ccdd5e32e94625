# SPDX-License-Identifier: GPL-2.0-or-later
"""Neighbours that differ by the offset of baseline 04.00 in all bands: where images were put together in pieces.

Composites take each pixel from another day, and of days before and after January 2022 some carry the offset. On the
ground the higher a step is, the rarer; here more are about 1000 high than are half as high.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.product.radiometry import QUANTIFICATION
from eurosat_plugin.core.product.refusals import LARGEST_REFLECTANCE
from eurosat_plugin.core.product.sentinel2 import BASELINE_OFFSET

EVERY = 3
"""Of so many rows, and columns, one is looked at."""

AROUND, SPREAD = 200.0, 250.0
"""Digital numbers by which a step may differ from the offset, and one band's step from another's."""

LEAST, MORE = 0.001, 0.7
"""Share of all neighbours that have such steps, and how many times as many as are lower by twice `AROUND`: in 56 real
images at most 0.41 times, in the clouds of one of them."""

FEW, MORE_IN_PLACES, PLACES = 12, 0.6, 2
"""Steps of the offset in a place before they count there, how many times as many as lower ones they are, and in how
many places that has to be seen: the edge of a piece runs through several, and elsewhere steps between fields or tiles
may outnumber it. In no real image, nor mosaic of EuroSAT's tiles, the second place has more than 0.41 times as many."""

Counts = tuple[int, int, int]
"""Pairs of neighbours that differ in all bands by about the offset, by less, and all that were looked at."""


def count_steps(values: npt.NDArray[np.generic], valid: npt.NDArray[np.bool_]) -> Counts:
    """Count steps between neighbours in `values` ``(rows, cols, 3)``: digital numbers, or reflectance 0 to 1."""
    unit = QUANTIFICATION if values.dtype.kind == "f" and _middle(values, valid) <= LARGEST_REFLECTANCE else 1.0
    least, most = (-BASELINE_OFFSET + sign * AROUND for sign in (-1, 1))
    found = np.zeros(3, dtype=np.int64)
    for numbers, there in ((values, valid), (values.swapaxes(0, 1), valid.T)):
        bands = np.moveaxis(numbers[::EVERY], -1, 0).astype(np.float32)
        both = there[::EVERY, 1:] & there[::EVERY, :-1]
        with np.errstate(invalid="ignore"):  # missing pixels may be infinite
            red, green, blue = (bands[:, :, 1:] - bands[:, :, :-1]) * np.float32(unit)
            low, high = np.minimum(np.minimum(red, green), blue), np.maximum(np.maximum(red, green), blue)
            alike = both & (low * high > 0) & (high - low <= SPREAD)
        height = np.abs(low + high)[alike] / 2
        offset = int(((height > least) & (height < most)).sum())
        lower = int(((height > least - 2 * AROUND) & (height <= least)).sum())
        found += (offset, lower, int(both.sum()))
    return int(found[0]), int(found[1]), int(found[2])


def are_offsets(counts: Sequence[Counts]) -> bool:
    """Tell whether steps that were counted in several places are those of the offset, in all together or in some."""
    offset, lower, pairs = np.sum(counts, axis=0) if counts else (0, 0, 0)
    if pairs and offset >= LEAST * pairs and offset >= MORE * lower:
        return True
    some = [count for count in counts if count[0] >= max(FEW, MORE_IN_PLACES * count[1], LEAST * count[2])]
    return len(some) >= PLACES


def _middle(values: npt.NDArray[np.generic], valid: npt.NDArray[np.bool_]) -> float:
    return float(np.median(values[valid].astype(np.float64))) if valid.any() else 0.0
