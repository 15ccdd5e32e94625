# SPDX-License-Identifier: GPL-2.0-or-later
"""Tell by the detail of the bands whether a full stack without names begins with B01, as those of most programs do.

Only B02, B03, B04 and B08 have pixels of 10 m. What else is stacked with them has been enlarged from 20 or 60 m, and
shows nothing as fine: so neighbours differ by half as much as pixels that are two apart. That lasts when an image is
resampled, and does not depend on what is in it: docs/radiometry.md has how often it tells the order.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr

COLOURS, INFRARED = {2, 3, 4}, 8
"""Numbers of blue, green and red, and of B08, in stacks that begin with B01, with B10 or without, wherever B8A is."""

COARSE, FINE = 0.5, 0.6
"""Difference of neighbours over that of pixels two apart, from where on detail is not taken for finer: bands of 20 m
have 0.49 to 0.55, those of 10 m 0.55 to 0.85."""

GAP = 0.02
"""Between the fine bands and the others."""

_FEWEST = len(COLOURS)
_COARSEST = 6
"""Pixels of 10 m along the side of one of 60 m."""

_Bools = npt.NDArray[np.bool_]


class Grain:
    """How the pixels of each band of an image differ from those beside them, added up over several places."""

    def __init__(self) -> None:
        self._sums: npt.NDArray[np.float64] | None = None

    def add(self, planes: npt.NDArray[np.generic], valid: _Bools) -> None:
        """Add what is seen in a place: `planes` ``(bands, rows, cols)``, of which only `valid` pixels count."""
        sums = np.array([_differences(plane.astype(np.float64), valid) for plane in planes])
        self._sums = sums if self._sums is None else self._sums + sums

    @property
    def detail(self) -> tuple[float, ...]:
        """How fine the detail of each band is; 0 where all of it is one number. Nothing where nothing was added."""
        return () if self._sums is None else tuple(float(near / far) if far else 0.0 for near, far, *_ in self._sums)

    def alike(self, number: int) -> float:
        """Return the share of pixels 60 m apart that have the same number in the band `number`."""
        if self._sums is None:
            return 0.0
        _, _, alike, pairs = self._sums[number - 1]
        return float(alike / pairs) if pairs else 1.0


def fine_bands(detail: Sequence[float]) -> tuple[int, ...]:
    """Return the numbers of the bands whose `detail` is finer than that of the others; none where that is not clear."""
    clipped = np.clip(detail, COARSE, FINE)
    order = np.argsort(-clipped, kind="stable")
    gaps = -np.diff(clipped[order])[_FEWEST - 1 :]
    if not gaps.size or gaps.max() < GAP:
        return ()
    return tuple(sorted(int(i) + 1 for i in order[: _FEWEST + int(gaps.argmax())]))


def doubt_order(detail: Sequence[float]) -> tuple[str, ...]:
    """Return a doubt where the `detail` of a stack without names does not tell whether it begins with B01.

    :raises InputError: when it tells that it does not. There is no `detail` of stacks whose order is known.
    """
    if not detail:
        return ()
    fine = set(fine_bands(detail))
    others = fine - COLOURS - {INFRARED}
    if fine >= COLOURS and len(others) <= (INFRARED in fine):
        return ()
    if fine and (not fine >= COLOURS or INFRARED not in fine):
        raise InputError(
            tr(
                "The raster's {count} bands have no names, and 4, 3, 2 would be red, green and blue if the first was "
                "B01. But the finest detail is in {fine}, and in Sentinel-2 it is in B02, B03, B04 and B08: the bands "
                "are in another order. Pick red, green and blue in BANDS (3, 2, 1 if the first four are B02, B03, B04, "
                "B08)."
            ).format(count=len(detail), fine=", ".join(map(str, sorted(fine))))
        )
    return (
        tr(
            "That bands 4, 3, 2 are red, green and blue is a guess: they have no names, and nothing tells whether the "
            "first is B01. If it is B02, set BANDS to 3, 2, 1."
        ),
    )


def _differences(plane: npt.NDArray[np.float64], valid: _Bools) -> tuple[float, float, float, float]:
    """Sum up differences of neighbours and of pixels two apart; count pixels 60 m apart, those alike and all."""
    near = far = alike = pairs = 0.0
    for values, there in ((plane, valid), (plane.T, valid.T)):
        known, both = there[:-2] & there[1:-1] & there[2:], there[:-_COARSEST] & there[_COARSEST:]
        with np.errstate(invalid="ignore", over="ignore"):  # missing pixels may be infinite
            near += float(np.abs(values[1:-1] - values[:-2])[known].sum())
            far += float(np.abs(values[2:] - values[:-2])[known].sum())
        alike += float((values[:-_COARSEST] == values[_COARSEST:])[both].sum())
        pairs += float(both.sum())
    return near, far, alike, pairs
