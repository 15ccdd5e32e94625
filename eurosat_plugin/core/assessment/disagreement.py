# SPDX-License-Identifier: GPL-2.0-or-later
"""How often two products of the same ground get different classes, though nothing has changed.

Measured on pairs of Level-1C and Level-2A of the same pixels: ``docs/training/ground.csv``. Taken is the upper end of
the 95 % interval, of the tiles that are not flagged and of the others.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from eurosat_plugin.core.assessment.estimate import wilson


@dataclass(frozen=True)
class AgreeingTiles:
    """So many of `tiles` keep their class; of these, `unflagged` ones, of which `unflagged_same` keep it."""

    same: int
    tiles: int
    unflagged_same: int
    unflagged: int

    def floors(self) -> tuple[float, float]:
        """Return the parts that may differ without any change: of the tiles that are not flagged, and of the others."""
        return (
            _most(self.unflagged - self.unflagged_same, self.unflagged),
            _most(
                (self.tiles - self.same) - (self.unflagged - self.unflagged_same),
                self.tiles - self.unflagged,
            ),
        )


MEASURED: dict[str, AgreeingTiles] = {
    "fast": AgreeingTiles(93, 108, 44, 44),
    "fast-int8": AgreeingTiles(96, 108, 43, 43),
    "accurate": AgreeingTiles(95, 108, 48, 50),
}
"""By the name of the network."""


def disagreement_floors(model: str) -> tuple[float, float]:
    """Return the floors of a network by its name: of an unknown one, the larger of those that are known."""
    known = [MEASURED[model]] if model in MEASURED else list(MEASURED.values())
    plain, flagged = zip(*(each.floors() for each in known))
    return max(plain), max(flagged)


def _most(differing: int, tiles: int) -> float:
    _, high = wilson(np.array([differing / tiles]), np.array([float(tiles)]))
    return float(high[0])
