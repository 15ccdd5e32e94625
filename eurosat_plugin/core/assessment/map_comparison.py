# SPDX-License-Identifier: GPL-2.0-or-later
"""Two maps of one place, tile by tile of the first."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.assessment.change_probability import change_probabilities, discounted, joint_probabilities

SAME, DOUBTFUL, CHANGED = "same", "doubtful", "changed"
LIKELY = 0.5
"""From this probability on, a tile whose classes differ has changed."""
LEAST_COVERED = 0.5
"""Part of a tile that the other map has to have, for anything to be said of it."""

_Floats = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]
_Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class TilePairs:
    """Tiles of the first map with what they lie on: rows ``(pairs,)`` and the hectares that both have there."""

    first: _Numbers
    second: _Numbers
    share: _Floats
    hectares: _Floats


@dataclass(frozen=True)
class MapTiles:
    """Classes ``(tiles,)``, probabilities ``(tiles, classes)`` and which are flagged, of one of the maps."""

    classes: _Numbers
    probabilities: _Floats
    flagged: _Mask


@dataclass(frozen=True)
class Comparison:
    """What was found of each tile of the first map that the second one covers: `rows` ``(found,)`` in the first map.

    `after` is the class on most of the tile, `change` the probability that it is another than before, `coverage` the
    part of the tile that the second map has, `hectares` those that both have. `matrix` ``(classes, classes)`` has the
    hectares from class to class, `floor` ``(found,)`` the part that differs without any change.
    """

    rows: _Numbers
    before: _Numbers
    after: _Numbers
    change: _Floats
    coverage: _Floats
    hectares: _Floats
    matrix: _Floats
    floor: _Floats

    @classmethod
    def of(cls, first: MapTiles, second: MapTiles, pairs: TilePairs, floors: tuple[float, float]) -> Comparison:
        """Compare two maps; `floors` are those of tiles that are not flagged and of others, 0 where none is known."""
        count, kinds = len(first.classes), first.probabilities.shape[1]
        coverage: _Floats = np.bincount(pairs.first, pairs.share, minlength=count).astype(np.float64)
        rows = np.flatnonzero(coverage >= LEAST_COVERED)
        mixed, areas = np.zeros((count, kinds)), np.zeros((count, kinds))
        np.add.at(mixed, pairs.first, pairs.share[:, None] * second.probabilities[pairs.second])
        np.add.at(areas, (pairs.first, second.classes[pairs.second]), pairs.share)
        flagged = first.flagged.copy()
        np.logical_or.at(flagged, pairs.first, second.flagged[pairs.second])
        hectares: _Floats = np.bincount(pairs.first, pairs.hectares, minlength=count).astype(np.float64)[rows]
        matrix = np.zeros((kinds, kinds))
        told = coverage[pairs.first] >= LEAST_COVERED
        cells = (first.classes[pairs.first][told], second.classes[pairs.second][told])
        np.add.at(matrix, cells, pairs.hectares[told])
        change, floor = np.zeros(len(rows)), np.zeros(len(rows))
        if len(rows):
            before, after = first.probabilities[rows], mixed[rows] / coverage[rows, None]
            change = change_probabilities(before, after, joint_probabilities(before, after, hectares))
            for group, least in ((~flagged[rows], floors[0]), (flagged[rows], floors[1])):
                change[group] = discounted(change[group], hectares[group], least)
                floor[group] = least
        found = areas[rows].argmax(axis=1)
        return cls(rows, first.classes[rows], found, change, coverage[rows], hectares, matrix, floor)

    @property
    def kinds(self) -> list[str]:
        """SAME, DOUBTFUL or CHANGED for each tile."""
        differing = self.before != self.after
        likely = self.change >= LIKELY
        return [(CHANGED if much else DOUBTFUL) if other else SAME for other, much in zip(differing, likely)]

    @property
    def compared_ha(self) -> float:
        """Hectares that both maps have, in tiles that were compared."""
        return float(self.hectares.sum())

    @property
    def different_ha(self) -> float:
        """Hectares of the tiles whose classes differ."""
        return float(self.hectares[self.before != self.after].sum())

    @property
    def change_ha(self) -> float:
        """Hectares of all tiles, each times its probability of change."""
        return float(self.hectares @ self.change)

    @property
    def floor_ha(self) -> float:
        """Hectares that may differ without any change."""
        return float(self.hectares @ self.floor)
