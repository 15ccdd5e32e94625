# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers that fill the gaps of an image though its file does not declare them, found by how they lie in it.

Whoever subtracts an offset, scales or converts an image often does it to its nodata, too, and what was 0 becomes
-1000, -0.1 or 64536; others write -1 or -999 and tell nobody. A fill gives itself away: it is one number, exactly, in
all bands of many pixels, and no measurement has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.product.radiometry import QUANTIFICATION
from eurosat_plugin.core.product.refusals import LARGEST_REFLECTANCE

BLOCK, LINE = (8, 8), 64
"""Rows and columns, and pixels in a line, that hold nothing else where a fill is no number that light could make."""

LARGE_BLOCK = (32, 32)
"""The same at the image's border, where light could make the number: such as 1000, 0 plus an offset."""

SCATTERED = 0.005
"""Share of the pixels that has one number in all bands only where it fills gaps, whatever form these have: of 59 real
images none has more than 0.00002."""

_ELSEWHERE = 0.1
"""Other pixels whose bands are all alike, for each of the fill, that a grey picture has and colours have not."""

_CANDIDATES = 5
_BRIGHTER_THAN_ANYTHING = LARGEST_REFLECTANCE * QUANTIFICATION
"""Digital number of a reflectance that nothing on earth has."""
_WHITE, _WHITE_REFLECTANCE = 4_000.0, 0.4
"""Digital number and reflectance that no ground but snow exceeds over many pixels."""

_CLEAR = 1.25
"""How many times brighter than all else a white fill is: clouds and snow have edges, less bright than they."""

_BRIGHT = 98.0
"""Per cent of all other numbers that are darker than cloud and snow are."""

_WRAPPED = 65_536.0 - 1000.0

_Numbers = npt.NDArray[np.generic]


@dataclass(frozen=True)
class Probe:
    """What was seen in one place of an image, pixel for pixel: `values` ``(rows, cols, bands)``.

    `known_missing` ``(rows, cols)`` is missing by other signs; `at_border` tells that the place reaches the image's
    edge.
    """

    values: _Numbers
    known_missing: npt.NDArray[np.bool_]
    at_border: bool


def find_fills(probes: Sequence[Probe]) -> tuple[float, ...]:
    """Return the numbers that fill gaps in what was seen, the most frequent first.

    Of bytes black alone may be one, and only where nothing else is black in any band: colours that were stretched are
    black in water and shadow, and white in clouds.
    """
    if not probes:
        return ()
    candidates = _candidates(probes)
    if not candidates:
        return ()
    measured = _measured(probes, candidates)
    white = _least_white(measured, candidates)
    return tuple(fill for fill in candidates if _is_fill(fill, probes, measured, white, candidates))


def has_plain_part(band: _Numbers) -> bool:
    """Tell whether `band` ``(rows, cols)`` holds a block or a line that a fill might be; without one there is none."""
    beside, below = band[:, 1:] == band[:, :-1], band[1:] == band[:-1]
    block = BLOCK[0] - 1, BLOCK[1] - 1
    return _holds(beside[1:] & below[:, 1:], *block) or _holds(beside, 1, LINE - 1) or _holds(below, LINE - 1, 1)


def find_uneven_fill(probes: Sequence[Probe]) -> tuple[float, ...]:
    """Return the numbers, one for each band, that fill a gap at the border though they are not all the same.

    Whoever stretches or corrects each band by itself does it to nodata as well. Empty where there are none.
    """
    for probe in probes:
        if not probe.at_border or probe.values.dtype == np.uint8:
            continue
        plain = (probe.values[:, 1:] == probe.values[:, :-1]).all(axis=-1) & ~probe.known_missing[:, 1:]
        if plain.sum() < LARGE_BLOCK[0] * (LARGE_BLOCK[1] - 1):
            continue
        different, counts = np.unique(probe.values[:, 1:][plain], axis=0, return_counts=True)
        fill = different[int(counts.argmax())]
        if (fill == fill[0]).all():
            continue
        if _holds((probe.values == fill).all(axis=-1), *LARGE_BLOCK) and _is_lowest(fill, probes):
            return tuple(map(float, fill))
    return ()


def _is_lowest(fill: _Numbers, probes: Iterable[Probe]) -> bool:
    """Tell whether no band of any other pixel is darker than `fill`, and in two bands none is as dark."""
    others = [probe.values[~probe.known_missing & ~(probe.values == fill).all(axis=-1)] for probe in probes]
    darkest = [part.min(axis=0) for part in others if len(part)]
    if not darkest:
        return False
    lowest = np.min(darkest, axis=0)
    return bool((fill <= lowest).all() and (fill < lowest).sum() > 1)


def wrapped_span(fill: float, dtype: str) -> tuple[float, float] | None:
    """Return the numbers that were negative before they were stored as unsigned ones, if `fill` is the lowest of them.

    Where 1000 was subtracted from 0 and has become 64536, it was from dark pixels, too.
    """
    return (_WRAPPED, 65_535.0) if dtype == "uint16" and fill == _WRAPPED else None


def _candidates(probes: Iterable[Probe]) -> tuple[float, ...]:
    """Return the numbers that most pixels have in all bands."""
    counts: dict[float, int] = {}
    for probe in probes:
        first = probe.values[..., 0]
        alike = (probe.values == first[..., None]).all(axis=-1) & ~probe.known_missing
        numbers, found = np.unique(first[alike], return_counts=True)
        for number, count in zip(numbers.tolist(), found.tolist()):
            counts[float(number)] = counts.get(float(number), 0) + count
    frequent = sorted(counts, key=lambda number: -counts[number])[:_CANDIDATES]
    return tuple(number for number in frequent if counts[number] >= BLOCK[0] * BLOCK[1])


def _measured(probes: Iterable[Probe], candidates: Sequence[float]) -> npt.NDArray[np.float64]:
    """Return the numbers ``(n,)`` of all bands of the pixels that are no candidates."""
    parts = [probe.values[~probe.known_missing & ~_have(probe.values, candidates)] for probe in probes]
    return np.asarray(np.concatenate(parts), dtype=np.float64).ravel()


def _is_fill(
    fill: float,
    probes: Sequence[Probe],
    measured: npt.NDArray[np.float64],
    white: float,
    candidates: Sequence[float],
) -> bool:
    masks = [(_have(probe.values, [fill]), probe.at_border) for probe in probes]
    if probes[0].values.dtype == np.uint8:
        if fill > 0 or not measured.size or measured.min() == 0:
            return False
    elif measured.size and not measured.max() <= fill < white and _is_scattered(fill, probes, candidates):
        return True  # what is cut off at the brightest number of all may be cloud or snow
    elif fill < 0 or _is_too_bright(fill, measured):
        return any(_holds(mask, *shape) for mask, _ in masks for shape in (BLOCK, (1, LINE), (LINE, 1)))
    elif not measured.size or (measured.min() < fill < white and _may_be_drawn(fill, probes, measured, candidates)):
        return False
    return any(at_border and _holds(mask, *LARGE_BLOCK) for mask, at_border in masks)


def _is_scattered(fill: float, probes: Iterable[Probe], candidates: Sequence[float]) -> bool:
    """Tell whether so many pixels have `fill` in all bands that it is no chance, wherever they lie.

    Not where others are as grey: what was drawn is plain in more than one colour. Numbers that light could not make do
    not count as such.
    """
    pixels = filled = grey = 0
    impossible = [number for number in candidates if number < 0 or number >= _BRIGHTER_THAN_ANYTHING]
    for probe in probes:
        known = ~probe.known_missing
        alike = (probe.values == probe.values[..., :1]).all(axis=-1) & known
        pixels += int(known.sum())
        filled += int((_have(probe.values, [fill]) & known).sum())
        grey += int((alike & ~_have(probe.values, [fill, *impossible])).sum())
    return filled >= SCATTERED * pixels and grey <= _ELSEWHERE * filled


def _may_be_drawn(
    fill: float, probes: Sequence[Probe], measured: npt.NDArray[np.float64], candidates: Sequence[float]
) -> bool:
    """Tell whether `fill` may be cloud or snow, cut off where the numbers end, or one of several plain areas.

    No ground is as even in all bands; but where another number is, too, the whole image was drawn and not measured.
    """
    if fill >= float(np.percentile(measured, _BRIGHT)):
        return True
    others = [number for number in candidates if number != fill]
    return any(_holds(_have(probe.values, [number]), *LARGE_BLOCK) for probe in probes for number in others)


def _is_too_bright(fill: float, measured: npt.NDArray[np.float64]) -> bool:
    if not measured.size:
        return False
    usual = float(np.percentile(measured, 99))
    limit = LARGEST_REFLECTANCE if usual <= LARGEST_REFLECTANCE else _BRIGHTER_THAN_ANYTHING
    return fill >= limit and fill > 1.5 * usual


def _least_white(measured: npt.NDArray[np.float64], candidates: Sequence[float]) -> float:
    """Return what the brightest of `candidates` has to be at least to be no cloud."""
    if not measured.size:
        return inf
    others = sorted(candidates)[:-1]
    white = _WHITE_REFLECTANCE if float(np.percentile(measured, 99)) <= LARGEST_REFLECTANCE else _WHITE
    return max(white, _CLEAR * max([float(measured.max()), *others]))


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
