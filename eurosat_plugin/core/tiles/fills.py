# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers that fill the gaps of an image though its file does not declare them, found by how they lie in it.

Whoever subtracts an offset, scales or converts an image often does it to its nodata, too, and what was 0 becomes
-1000, -0.1 or 64536; others write -1 or -999 and tell nobody. A fill gives itself away: it is one number, exactly, in
all bands of many pixels side by side, and no measurement has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

BLOCK, LINE = (8, 8), 64
"""Rows and columns, and pixels in a line, that hold nothing else where a fill is no number that light could make."""

LARGE_BLOCK = (32, 32)
"""The same at the image's border, where it could be the dark end of the numbers: 1000, where an offset was added."""

_CANDIDATES = 5
_BRIGHTER_THAN_ANYTHING = 30_000.0
"""Digital number of reflectance 3, which nothing on earth has."""
_REFLECTANCES = 3.0
_WRAPPED = 65_536.0 - 1000.0

_Numbers = npt.NDArray[np.generic]


@dataclass(frozen=True)
class Look:
    """What was seen in one place of an image, pixel for pixel: `values` ``(rows, cols, bands)``.

    `known_missing` ``(rows, cols)`` is missing by other signs; `at_border` tells that the place reaches the image's
    edge.
    """

    values: _Numbers
    known_missing: npt.NDArray[np.bool_]
    at_border: bool


def find_fills(looks: Sequence[Look]) -> tuple[float, ...]:
    """Return the numbers that fill gaps in what was seen, the most frequent first.

    Of bytes black alone may be one, and only where nothing else is black in any band: colours that were stretched are
    black in water and shadow, and white in clouds.
    """
    if not looks:
        return ()
    candidates = _candidates(looks)
    measured = _measured(looks, candidates)
    return tuple(fill for fill in candidates if _is_fill(fill, looks, measured))


def wrapped_span(fill: float, dtype: str) -> tuple[float, float] | None:
    """Return the numbers that were negative before they were stored as unsigned ones, if `fill` is the lowest of them.

    Where 1000 was subtracted from 0 and has become 64536, it was from dark pixels, too.
    """
    return (_WRAPPED, 65_535.0) if dtype == "uint16" and fill == _WRAPPED else None


def _candidates(looks: Iterable[Look]) -> tuple[float, ...]:
    """Return the numbers that most pixels have in all bands."""
    counts: dict[float, int] = {}
    for look in looks:
        first = look.values[..., 0]
        alike = (look.values == first[..., None]).all(axis=-1) & ~look.known_missing
        numbers, found = np.unique(first[alike], return_counts=True)
        for number, count in zip(numbers.tolist(), found.tolist()):
            counts[float(number)] = counts.get(float(number), 0) + count
    frequent = sorted(counts, key=lambda number: -counts[number])[:_CANDIDATES]
    return tuple(number for number in frequent if counts[number] >= BLOCK[0] * BLOCK[1])


def _measured(looks: Iterable[Look], candidates: Sequence[float]) -> npt.NDArray[np.float64]:
    """Return the numbers ``(n,)`` of all bands of the pixels that are no candidates."""
    parts = [look.values[~look.known_missing & ~_have(look.values, candidates)] for look in looks]
    return np.asarray(np.concatenate(parts), dtype=np.float64).ravel()


def _is_fill(fill: float, looks: Sequence[Look], measured: npt.NDArray[np.float64]) -> bool:
    masks = [(_have(look.values, [fill]), look.at_border) for look in looks]
    if looks[0].values.dtype == np.uint8:
        if fill > 0 or not measured.size or measured.min() == 0:
            return False
    elif fill < 0 or _is_too_bright(fill, measured):
        return any(_holds(mask, *shape) for mask, _ in masks for shape in (BLOCK, (1, LINE), (LINE, 1)))
    elif not measured.size or fill > measured.min():
        return False
    return any(at_border and _holds(mask, *LARGE_BLOCK) for mask, at_border in masks)


def _is_too_bright(fill: float, measured: npt.NDArray[np.float64]) -> bool:
    if not measured.size:
        return False
    usual = float(np.percentile(measured, 99))
    limit = _REFLECTANCES if usual <= _REFLECTANCES else _BRIGHTER_THAN_ANYTHING
    return fill >= limit and fill > 1.5 * usual


def _have(values: _Numbers, numbers: Sequence[float]) -> npt.NDArray[np.bool_]:
    """Tell which pixels have one of `numbers` in all bands."""
    found = np.zeros(values.shape[:-1], dtype=bool)
    for number in numbers:
        found |= (values == np.array(number).astype(values.dtype)).all(axis=-1)
    return found


def _holds(mask: npt.NDArray[np.bool_], rows: int, cols: int) -> bool:
    """Tell whether `mask` holds a rectangle of so many `rows` and `cols`."""
    if mask.shape[0] < rows or mask.shape[1] < cols:
        return False
    sums = np.zeros((mask.shape[0] + 1, mask.shape[1] + 1), dtype=np.int64)
    sums[1:, 1:] = mask.cumsum(axis=0).cumsum(axis=1)
    inside = sums[rows:, cols:] - sums[:-rows, cols:] - sums[rows:, :-cols] + sums[:-rows, :-cols]
    return bool((inside == rows * cols).any())
