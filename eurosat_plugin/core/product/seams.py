# SPDX-License-Identifier: GPL-2.0-or-later
"""Straight lines along which all bands jump, by a number or a factor: where images were put together side by side."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.product.sentinel2 import BASELINE_OFFSET
from eurosat_plugin.core.product.value_facts import Triple

EVERY = 3
"""Of so many pixels along a line one is looked at: the middle of a third is about that of all."""

ENOUGH = 16
"""Pixels looked at along a line that have to be there on both sides."""

TOLERANCE, SPREAD = 300.0, 250.0
"""Digital numbers by which a jump may differ from the offset (images of two days differ), and one band from another."""

_NONE: Triple = (0.0, 0.0, 0.0)


def largest_jump(values: npt.NDArray[np.generic], valid: npt.NDArray[np.bool_]) -> Triple:
    """Return by how much the bands of `values` ``(rows, cols, 3)`` jump along that row or column where all do most.

    It is the middle of the pixels along the line, `valid` ones on both sides of it.
    """
    found = [_along_columns(values, valid), _along_columns(values.swapaxes(0, 1), valid.T)]
    return max(found, key=lambda jump: min(map(abs, jump)))


def is_offset(jump: Triple, gain: float) -> bool:
    """Tell whether a `jump` of numbers that are reflectance × 10000 after ``× gain`` is that of baseline 04.00."""
    sizes = [abs(value * gain) for value in jump]
    same_way = len({value > 0 for value in jump}) == 1
    near = all(abs(size + BASELINE_OFFSET) <= TOLERANCE for size in sizes)
    return same_way and near and max(sizes) - min(sizes) <= SPREAD


def largest_ratio(values: npt.NDArray[np.generic], core: npt.NDArray[np.bool_]) -> float:
    """Return how many times as high all bands of `values` ``(rows, cols, 3)`` are on one side of a row or column.

    It is that of the line where the least of the three is largest, of positive numbers alone, and of the pixels in
    `core`, away from gaps: where an image was resampled, those beside them hold a part of what is missing.
    """
    numbers = values.astype(np.float32)
    there = core & (numbers > 0).all(axis=-1) & np.isfinite(numbers).all(axis=-1)
    logarithms = np.log(np.where(there[..., np.newaxis], numbers, np.float32(1.0)))
    found = [_along_columns(logarithms, there), _along_columns(logarithms.swapaxes(0, 1), there.T)]
    return float(np.exp(max(min(map(abs, jump)) for jump in found)))


def _along_columns(values: npt.NDArray[np.generic], valid: npt.NDArray[np.bool_]) -> Triple:
    """Look for it between neighbouring columns."""
    numbers, there = values[::EVERY].astype(np.float32), valid[::EVERY]
    both = there[:, 1:] & there[:, :-1]
    lines = both.sum(axis=0) >= ENOUGH
    if not lines.any():
        return _NONE
    with np.errstate(invalid="ignore"):  # missing pixels may be infinite
        steps = np.diff(numbers, axis=1)[:, lines]
    steps[~both[:, lines]] = np.nan
    middle = np.nanmedian(steps, axis=0) if not both[:, lines].all() else np.median(steps, axis=0)
    same_way = (np.abs(np.sign(middle).sum(axis=1)) == middle.shape[1]).astype(float)
    least = np.abs(middle).min(axis=1) * same_way
    red, green, blue = map(float, middle[int(least.argmax())])
    return red, green, blue
