# SPDX-License-Identifier: GPL-2.0-or-later
"""Notice an image that has been enlarged: its pixels are 10 m wide, and show nothing as fine.

Pixels that are two apart differ more than neighbours, and pixels four apart more than those: by how much depends on the
ground, but in a measured image it is about the same from each distance to its double. Where pixels of 20, 30 or 60 m
became pixels of 10 m, neighbours differ by half as much as pixels that are two apart, or nearly, whatever was there.
The limits come from 44 real images, as they are, moved by half a pixel, and enlarged: docs/radiometry.md.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.translation import tr

SHRUNK_PIXEL = 7.5
"""Metres below which a pixel may well have been enlarged: it is shrunk again before it is classified."""

FEWEST = 16_384
"""Pixels that tell of an image: a single tile may be smooth."""

_DISTANCES = (1, 2, 3, 4, 6)
_EVEN = 0.515
"""Difference at 10 m over that at 20 m which no real image is below, and squares of equal pixels always are."""

_SMOOTH, _MIDDLE, _LEAST, _SLOPE = 0.57, 0.53, 0.582, 2.9
"""From 20 m: that ratio is below the first, that of 20 to 40 m above a line: its height at the second, and its rise."""

_THIRDS, _THIRD_SLOPE = 0.2325, 0.557
"""From 30 m: the ratio of 20 to 40 m is below a line over that of 30 to 60 m: where it begins, and its rise."""

_Bools = npt.NDArray[np.bool_]


class Differences:
    """How much the pixels of an image differ at several distances, added up over places."""

    def __init__(self) -> None:
        self._sums: npt.NDArray[np.float64] | None = None
        self._pixels = 0

    def add(self, planes: npt.NDArray[np.generic], valid: _Bools) -> None:
        """Add what is seen in a place: `planes` ``(bands, rows, cols)``, of which only `valid` pixels count."""
        contiguous = planes.astype(np.float32, order="C")
        sums = np.array([_differences(contiguous, valid, distance) for distance in _DISTANCES])
        self._sums = sums if self._sums is None else self._sums + sums
        self._pixels += int(valid.sum())

    @property
    def ratios(self) -> tuple[float, ...]:
        """Difference at 10 m over that at 20 m, at 20 over 40 and at 30 over 60 m, of the band where each is highest.

        Nothing where too little was seen to tell, or a band is one number.
        """
        if self._sums is None or self._pixels < FEWEST or not self._sums.all():
            return ()
        one, two, three, four, six = self._sums[:, :-1] / self._sums[:, -1:]
        return float((one / two).max()), float((two / four).max()), float((three / six).max())


def doubt_upsampling(ratios: Sequence[float]) -> tuple[str, ...]:
    """Return a doubt where the `ratios` of differences are those of an image that has been enlarged."""
    return (_doubt(),) if ratios and _is_enlarged(*ratios) else ()


def _is_enlarged(nearest: float, double: float, third: float) -> bool:
    """Tell it by the difference at 10 m over that at 20 m, at 20 over 40 and at 30 over 60 m."""
    by_two = nearest < _SMOOTH and double >= _LEAST + _SLOPE * (nearest - _MIDDLE)
    by_three = double < _THIRDS + _THIRD_SLOPE * third
    return nearest < _EVEN or by_two or by_three


def _doubt() -> str:
    return tr(
        "The pixels are 10 m wide, but show nothing as fine: the image seems to be enlarged from pixels of 20 m or "
        "more, or blurred. Expect wrong classes, above all of roads and houses. Use the bands with 10 m (B02, B03, "
        "B04) as they were measured if you can."
    )


def _differences(planes: npt.NDArray[np.float32], valid: _Bools, distance: int) -> npt.NDArray[np.float64]:
    """Sum up for each band how much pixels at a `distance` differ, along rows and columns; the last is their number."""
    total = np.zeros(len(planes) + 1)
    for values, there in ((planes, valid), (planes.swapaxes(1, 2), valid.T)):
        both = there[:-distance] & there[distance:]
        with np.errstate(invalid="ignore", over="ignore"):  # missing pixels may be infinite
            steps = np.abs(values[:, distance:] - values[:, :-distance])
        # Where nothing is missing, a choice of all would take longer than all else.
        total[:-1] += (
            steps.sum(axis=(1, 2), dtype=np.float64) if both.all() else steps[:, both].sum(axis=1, dtype=np.float64)
        )
        total[-1] += both.sum()
    return total
