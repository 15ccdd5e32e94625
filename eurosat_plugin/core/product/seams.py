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

EASY_FACTOR, HIGHEST_OF_GROUND = 2.0, 40.0
"""Along no straight line of real images are all bands more than 1.33 times as high; where tiles of water and of land
are laid side by side it is up to 27. Between the two numbers it may be either a scale or the ground."""

UNLIKE_BANDS, UNLIKE_PIXELS = 2.0, 3.0
"""How many times as high a factor of scale may be in one band as in another, and in some pixels along the line as in
others (the quarters): of one and the same image 1.3 and 1.8 as a rule, but of water beside land more in the pixels."""

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
    `core`, away from gaps: where an image was resampled, those beside them hold a part of what is missing. A factor of
    scale is one number, so lines along which it differs do not count, unless it is higher than ground can make it.
    """
    numbers = values.astype(np.float32)
    there = core & (numbers > 0).all(axis=-1) & np.isfinite(numbers).all(axis=-1)
    logarithms = np.log(np.where(there[..., np.newaxis], numbers, np.float32(1.0)))
    found = [_factor(logarithms, there), _factor(logarithms.swapaxes(0, 1), there.T)]
    return float(np.exp(max(found)))


def _factor(logarithms: npt.NDArray[np.generic], valid: npt.NDArray[np.bool_]) -> float:
    """Return the logarithm of the largest factor of scale between neighbouring columns, 0 where there is none."""
    steps = _steps(logarithms, valid)
    if not steps.size:
        return 0.0
    middle = _middle(steps)
    least = _least(middle)
    for line in np.argsort(-least):
        size = float(least[line])
        if not np.log(EASY_FACTOR) < size < np.log(HIGHEST_OF_GROUND) or _is_one_number(steps[:, line], middle[line]):
            return size
    return 0.0


def _is_one_number(steps: npt.NDArray[np.float32], middle: npt.NDArray[np.float32]) -> bool:
    """Tell whether the logarithms of factors along a line, ``(rows, 3)``, are about the same in all rows and bands."""
    low, high = np.nanpercentile(steps, (25.0, 75.0), axis=0)
    sizes = np.abs(middle)
    return bool(sizes.max() - sizes.min() <= np.log(UNLIKE_BANDS) and (high - low).max() <= np.log(UNLIKE_PIXELS))


def _along_columns(values: npt.NDArray[np.generic], valid: npt.NDArray[np.bool_]) -> Triple:
    """Look for the largest jump between neighbouring columns."""
    steps = _steps(values, valid)
    if not steps.size:
        return _NONE
    middle = _middle(steps)
    red, green, blue = map(float, middle[int(_least(middle).argmax())])
    return red, green, blue


def _steps(values: npt.NDArray[np.generic], valid: npt.NDArray[np.bool_]) -> npt.NDArray[np.float32]:
    """Return the steps ``(rows, columns, 3)`` between the columns that are valid in enough rows; NaN where missing."""
    numbers, there = values[::EVERY].astype(np.float32), valid[::EVERY]
    both = there[:, 1:] & there[:, :-1]
    lines = both.sum(axis=0) >= ENOUGH
    with np.errstate(invalid="ignore"):  # missing pixels may be infinite
        steps = np.diff(numbers, axis=1)[:, lines]
    steps[~both[:, lines]] = np.nan
    return steps


def _middle(steps: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the middle ``(columns, 3)`` of the rows that are there."""
    return np.asarray((np.nanmedian if np.isnan(steps).any() else np.median)(steps, axis=0))


def _least(middle: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Return the size of the smallest band's step for each line ``(columns, 3)``, 0 where they go different ways."""
    same_way = np.abs(np.sign(middle).sum(axis=1)) == middle.shape[1]
    return np.asarray(np.abs(middle).min(axis=1) * same_way)
