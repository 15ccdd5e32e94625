# SPDX-License-Identifier: GPL-2.0-or-later
"""The tiles of a grid counted by class and confidence: summed up in no time, however many they were."""

from __future__ import annotations

from dataclasses import dataclass
from math import nan

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.statistics import ClassShare
from eurosat_plugin.gui.grid_figures import GridFigures

NO_CLASS = len(CLASSES)
THRESHOLDS = np.arange(101) / 100
"""Where the confidence slider can be."""
STEPS = len(THRESHOLDS) + 1
_SUMS = 6
"""Tiles, hectares, tiles with a confidence, sum of confidences, sum of urban probabilities, uncertain tiles."""


def cells_of(classes: npt.NDArray[np.int64], confidence: npt.NDArray[np.float64]) -> npt.NDArray[np.int16]:
    """Return class and step of confidence of each tile in one number; `classes` is `NO_CLASS` without one.

    A tile is on step s when its confidence reaches the first s thresholds; without a confidence (nan) it reaches all.
    """
    steps = np.searchsorted(THRESHOLDS, confidence, side="right")
    cells: npt.NDArray[np.int16] = (classes * STEPS + steps).astype(np.int16)
    return cells


def first_step(min_confidence: float) -> int:
    """Return the lowest step of the tiles that `min_confidence`, in whole percent (0..1), leaves."""
    return round(100 * min_confidence) + 1


@dataclass(frozen=True)
class TileCounts:
    """`sums` (6, classes and none, steps) float64."""

    sums: npt.NDArray[np.float64]
    urban_is_least: bool = False

    @classmethod
    def none(cls, urban_is_least: bool = False) -> TileCounts:
        """Return the counts of no tile."""
        return cls(np.zeros((_SUMS, NO_CLASS + 1, STEPS)), urban_is_least)

    @classmethod
    def of(
        cls,
        cells: npt.NDArray[np.int16],
        area_ha: npt.NDArray[np.float64],
        confidence: npt.NDArray[np.float64],
        urban: npt.NDArray[np.float64],
        uncertain: npt.NDArray[np.bool_],
        urban_is_least: bool,
    ) -> TileCounts:
        """Count tiles by their columns, each ``(tiles,)``; see :class:`TileTable`."""
        rated = ~np.isnan(confidence)
        weights = (None, area_ha, rated, np.where(rated, confidence, 0.0), urban, uncertain)
        size = (NO_CLASS + 1) * STEPS
        places = cells.astype(np.intp)
        sums = [np.bincount(places, each, minlength=size) for each in weights]
        return cls(np.array(sums, dtype=np.float64).reshape(_SUMS, NO_CLASS + 1, STEPS), urban_is_least)

    def __add__(self, other: TileCounts) -> TileCounts:
        return TileCounts(self.sums + other.sums, self.urban_is_least)

    def __sub__(self, other: TileCounts) -> TileCounts:
        left = self.sums - other.sums
        # What is left of a subtraction where no tile is left is rounding.
        return TileCounts(np.where(left[0] > 0, left, 0.0), self.urban_is_least)

    @property
    def tiles(self) -> int:
        """Number of tiles, with those that have no class."""
        return int(self.sums[0].sum())

    def figures(self, min_confidence: float = 0.0) -> GridFigures:
        """Sum up the tiles whose confidence is not below `min_confidence`, in whole percent (0..1)."""
        by_class = self.sums[:, :NO_CLASS, first_step(min_confidence) :].sum(axis=2)
        tiles, hectares, rated, sure, urban, uncertain = by_class
        total, classified = float(hectares.sum()), int(tiles.sum())
        shares = tuple(
            ClassShare(
                c,
                int(tiles[c.id]),
                float(hectares[c.id]),
                float(hectares[c.id]) / total if total else 0.0,
                float(sure[c.id] / rated[c.id]) if rated[c.id] else nan,
            )
            for c in CLASSES
        )
        return GridFigures(
            shares,
            urban_probability=float(urban.sum()) / classified if classified else nan,
            urban_is_least=self.urban_is_least,
            uncertain=int(uncertain.sum()),
            unclassified=int(self.sums[0, NO_CLASS].sum()),
        )
