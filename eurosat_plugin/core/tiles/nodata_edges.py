# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers that resampling has mixed from nodata and measurements, where an image was warped without its nodata known.

They lie in a line of a pixel or two around gaps, anywhere between the fill and the ground. Those that no measurement
has are missing as well; all of them are left out where the image is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.product.radiometry import QUANTIFICATION
from eurosat_plugin.core.product.refusals import LARGEST_REFLECTANCE
from eurosat_plugin.core.tiles.undeclared_nodata import Probe

REACH = 3
"""Pixels from a gap up to which numbers may be mixed: cubic interpolation takes two on each side."""

ENOUGH = 20
"""Numbers beyond what light can make, before they are taken for mixed ones."""

_LIMITS = (-2000.0, 20_000.0)
"""Digital numbers that no measurement is below or above."""

Bools = npt.NDArray[np.bool_]


def find_nodata_edges(probes: Sequence[Probe], missing: Sequence[Bools]) -> tuple[tuple[float, float], ...]:
    """Return the stretches of numbers that pixels beside `missing` ones have, and that are no measurement's.

    `missing` ``(rows, cols)`` belongs to each of `probes`. A stretch that any number far from gaps lies in is none.
    """
    if not any(gaps.any() for gaps in missing):
        return ()
    inside = [probe.values[_far_from(gaps)] for probe, gaps in zip(probes, missing)]
    beside = [probe.values[~gaps & ~_far_from(gaps)] for probe, gaps in zip(probes, missing)]
    measured = np.concatenate([part.ravel() for part in inside]) if inside else np.empty(0)
    mixed = np.concatenate([part.ravel() for part in beside]) if beside else np.empty(0)
    if not measured.size or not mixed.size or measured.dtype == np.uint8:
        return ()
    unit = 1.0 if float(np.percentile(measured, 99)) > LARGEST_REFLECTANCE else 1.0 / QUANTIFICATION
    low, high = (limit * unit for limit in _LIMITS)
    spans = []
    if (mixed < low).sum() >= ENOUGH and measured.min() >= low:
        spans.append((-inf, low))
    if (mixed > high).sum() >= ENOUGH and measured.max() <= high:
        spans.append((high, inf))
    return tuple(spans)


def away_from_gaps(valid: Bools) -> Bools:
    """Return `valid` ``(rows, cols)`` without pixels that lie beside others; where none is left, as it is."""
    away = _far_from(~valid)
    return away if away.any() else valid


def _far_from(missing: Bools) -> Bools:
    """Tell which pixels are farther than REACH, along rows and columns, from all that are `missing`."""
    near = missing
    for axis in (0, 1):
        near = _spread(near, axis) if near.any() else near
    return ~near


def _spread(mask: Bools, axis: int) -> Bools:
    padded = np.pad(mask, [(REACH, REACH) if axis == i else (0, 0) for i in (0, 1)])
    length = mask.shape[axis]
    shifted = (np.take(padded, range(start, start + length), axis) for start in range(2 * REACH + 1))
    return np.asarray(np.logical_or.reduce(list(shifted)))
