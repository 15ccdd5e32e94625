# SPDX-License-Identifier: GPL-2.0-or-later
"""Sums over the tiles of a grid, by class and confidence, from which all of its figures come.

They are whole numbers of small units, hence exact: in whatever order and parts tiles are counted, added and taken away
again, the figures are the same to the last digit. And they are few: a threshold is applied in no time, however many
tiles there were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import nan

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.summary.confidence import STEPS, first_step
from eurosat_plugin.core.summary.grid_figures import ClassShare, GridFigures

UNITS_PER_HECTARE = 10**7
"""An area is counted to a thousandth of a square metre: the sum of 20 million tiles is below 2^53."""
UNITS_PER_ONE = 10**9
"""A probability is counted to its ninth decimal: the sum of 9 million tiles is below 2^53."""

SUMS = (
    "tiles",
    "area",
    "uncertain_area",
    "rated",
    "confidence",
    "urban",
    "urban_estimated",
    "probable_area",
    "probable_estimated",
    "unrated",
)
"""What is summed up: tiles, or units of area or probability.

All are sums over the tiles of a class, but ``probable_area``: over all tiles, weighted with the class's probability.
"""

_Sums = npt.NDArray[np.int64]


@dataclass(frozen=True)
class GridCounts:
    """`sums` int64 ``(SUMS, classes and none, steps of confidence)``; `flags` by name, each int64 ``(steps,)``.

    The classes are those of `scheme`.

    `weighted` tells whether ``probable_area`` was counted at all. Made by :meth:`TileTable.counts`.
    """

    sums: _Sums
    flags: Mapping[str, _Sums]
    weighted: bool
    scheme: ClassScheme = EUROSAT

    @classmethod
    def none(cls, weighted: bool, scheme: ClassScheme = EUROSAT) -> GridCounts:
        """Return the counts of no tile."""
        return cls(np.zeros((len(SUMS), len(scheme) + 1, STEPS), dtype=np.int64), {}, weighted, scheme)

    def __add__(self, other: GridCounts) -> GridCounts:
        return self._with(other, 1)

    def __sub__(self, other: GridCounts) -> GridCounts:
        return self._with(other, -1)

    @property
    def tiles(self) -> int:
        """Number of tiles, with those that have no class."""
        return int(self.sums[0].sum())

    def figures(self, min_confidence: float = 0.0) -> GridFigures:
        """Sum up the tiles that are confident enough for `min_confidence`, in whole percent (0..1)."""
        first = first_step(min_confidence)
        # Python's integers: their quotients are rounded once, and right.
        by_class = dict(zip(SUMS, self.sums[:, :, first:].sum(axis=2).tolist()))
        count = len(self.scheme)
        total = {name: sum(values[:count]) for name, values in by_class.items()}
        flags = {name: int(counts[first:].sum()) for name, counts in self.flags.items()}
        return GridFigures(
            shares=tuple(self._share(number, by_class, total["area"]) for number in range(count)),
            tiles=sum(by_class["tiles"]),
            area_ha=total["area"] / UNITS_PER_HECTARE,
            uncertain_ha=total["uncertain_area"] / UNITS_PER_HECTARE,
            mean_confidence=_mean(total["confidence"], total["rated"]),
            urban_probability=_mean(total["urban"], total["tiles"]) if self.scheme.urban_ids else nan,
            urban_estimated=total["urban_estimated"] > 0,
            probable_estimated=total["probable_estimated"] > 0,
            unrated=total["unrated"],
            flags={name: count for name, count in flags.items() if count},
        )

    def _share(self, number: int, by_class: Mapping[str, list[int]], whole: int) -> ClassShare:
        area = by_class["area"][number]
        return ClassShare(
            self.scheme.classes[number],
            by_class["tiles"][number],
            area / UNITS_PER_HECTARE,
            area / whole if whole else 0.0,
            _mean(by_class["confidence"][number], by_class["rated"][number]),
            by_class["probable_area"][number] / UNITS_PER_HECTARE if self.weighted else nan,
            by_class["uncertain_area"][number] / UNITS_PER_HECTARE,
        )

    def _with(self, other: GridCounts, sign: int) -> GridCounts:
        flags = dict(self.flags)
        for name, counts in other.flags.items():
            flags[name] = flags.get(name, 0) + sign * counts
        return GridCounts(self.sums + sign * other.sums, flags, self.weighted and other.weighted, self.scheme)


def _mean(units: int, tiles: int) -> float:
    return units / (UNITS_PER_ONE * tiles) if tiles else nan
