# SPDX-License-Identifier: GPL-2.0-or-later
"""What all numbers of an image are whole multiples of: how they were scaled or divided leaves steps between them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.product.radiometry import QUANTIFICATION

MIN_STEPS = 50
STEPS_SHARE = 0.98

_LARGEST = 65535.0
"""What reflectance 1 becomes where it fills two bytes."""

_GAINS = (3.5, 3.0, 2.5, 2.0, 1.0)
"""What Sentinel Hub's usual scripts multiply reflectance by before it fills the type, the coarsest step first."""

_LARGEST_FRACTION = 10.0
"""Reflectance 2 divided by 2000 instead of 10000, which clouds may have."""

_COARSEST = 0.1
"""Of a step, how much rounding may be: numbers of half precision would be whole multiples of anything."""

_DOUBLE, _DOUBLE_SPAN = 2.0, 0.45
"""A gain whose steps reflectance scaled to the type has as well, where its digital numbers are even, as those of lossy
files are; only the second share of the range, hardly reached by reflectance as it is, tells that it was applied.
"""

_SOME, _SHARE_OF_SOME = 64, 0.9
"""So many of the numbers tell which divisors are worth trying on all of them: those that most of the few fit."""

DARK, BRIGHT = (5.0, 30.0), (70.0, 95.0)
"""Per cent of the pixels that are darker: between these numbers are looked at for a curve."""

LEAST_PIXELS, MOST_PIXELS, MOST_DIFFERENT, LEAST_GAPS, NEAREST = 4_096, 262_144, 0.25, 8, 10.0
"""Pixels that tell of a curve, and that are looked at, the share of them that may be different, how many of these have
to be dark and bright, and per cent of the gaps that are as small as the step."""


def find_step(pixels: npt.NDArray[np.generic]) -> float:
    """Return the step that all `pixels` are whole multiples of, rounded to their type; 0 where none is known.

    Digital numbers scaled to 65535 have a step of 6.5535, or of 16.4 where reflectance 0.4 is white; of other numbers
    every sixth or seventh fits by chance. Digital numbers divided by 10000, or bytes by 255, have 0.0001 and 1/255.
    """
    different = _different(pixels)
    if len(different) < MIN_STEPS:
        return 0.0
    numbers = different.astype(np.float64)
    if different.dtype == np.uint16:
        return _scaled_step(pixels, numbers)
    if different.dtype.kind == "f" and 0 < numbers[-1] <= _LARGEST_FRACTION:
        return _divided_step(numbers, 2 * float(np.finfo(different.dtype.name).eps) * float(np.abs(numbers).max()))
    return 0.0


def find_curve(pixels: npt.NDArray[np.generic]) -> float:
    """Return how many times as far apart dark floating-point numbers ``(pixels, 3)`` lie as bright ones do; 1 of most.

    Whole numbers that were divided are as far apart everywhere. Where a root or a logarithm made the dark ones
    brighter, these are further apart, in two bands at least. What was resampled has no number twice, and tells nothing,
    nor do numbers of half precision, whose own steps differ.
    """
    if pixels.dtype.kind != "f" or len(pixels) < LEAST_PIXELS:
        return 1.0
    sample = pixels[:: max(1, len(pixels) // MOST_PIXELS)].astype(np.float64)
    return sorted(_dark_over_bright(band) for band in sample.T)[1]


def _dark_over_bright(band: npt.NDArray[np.float64]) -> float:
    different = np.unique(band)
    if len(different) > MOST_DIFFERENT * len(band) or (different.astype(np.float16) == different).all():
        return 1.0
    gaps = []
    for low, high in np.percentile(band, (DARK, BRIGHT)):
        some = np.diff(different[(different >= low) & (different <= high)])
        if len(some) < LEAST_GAPS:
            return 1.0
        gaps.append(float(np.percentile(some, NEAREST)))
    return gaps[0] / gaps[1]


def _scaled_step(pixels: npt.NDArray[np.generic], numbers: npt.NDArray[np.float64]) -> float:
    for gain in _GAINS:
        if gain == _DOUBLE and not _reaches(pixels, numbers[-1], _DOUBLE_SPAN * _LARGEST):
            continue
        step = _LARGEST * gain / QUANTIFICATION
        if (np.rint(np.rint(numbers / step) * step) == numbers).mean() >= STEPS_SHARE:
            return step
    return 0.0


def _divided_step(numbers: npt.NDArray[np.float64], rounding: float) -> float:
    """Find the least whole number that `numbers` may have been divided by.

    Of nothing finer than reflectance × 10000: whatever is resampled has steps as fine as that by chance. The step of
    digital numbers may be any multiple of it, so what lies between neighbours does not tell: each divisor is tried.
    """
    divisors = np.arange(2.0, min(QUANTIFICATION, _COARSEST / rounding) + 1)
    divisors = divisors[rounding * divisors <= _COARSEST]
    some = numbers[:: max(1, len(numbers) // _SOME)]
    parts = divisors[:, np.newaxis] * some
    fitting = np.abs(parts - np.rint(parts)) <= (rounding * divisors)[:, np.newaxis]
    for divisor in divisors[fitting.mean(axis=1) >= _SHARE_OF_SOME].tolist():
        parts = numbers * divisor
        if (np.abs(parts - np.rint(parts)) <= rounding * divisor).mean() >= STEPS_SHARE:
            return float(1.0 / divisor)
    return 0.0


def _different(pixels: npt.NDArray[np.generic]) -> npt.NDArray[np.generic]:
    """Return each number that occurs once, the lowest first; those of two bytes are counted, which is faster."""
    if pixels.dtype != np.uint16:
        return np.unique(pixels)
    return np.flatnonzero(np.bincount(pixels.ravel())).astype(np.uint16)


def _reaches(pixels: npt.NDArray[np.generic], largest: float, limit: float) -> bool:
    """Tell whether the numbers reach `limit`, but for single outliers."""
    return bool(largest >= limit and np.percentile(pixels.astype(np.float64), 99.9) >= limit)
