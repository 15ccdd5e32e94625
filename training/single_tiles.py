# SPDX-License-Identifier: GPL-2.0-or-later
"""The tiles of an image one by one, as the plugin classifies them: it only ever handles whole rows of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.classes import LandCoverClass
from eurosat_plugin.core.summary.flags import FLAG_ORDER
from eurosat_plugin.core.tiles.classification import classify_rows
from eurosat_plugin.core.tiles.tile_row import TileRow
from eurosat_plugin.core.tiles.tiling import Window


@dataclass(frozen=True)
class TilePrediction:
    """The tile at the `place` of a row `of` tiles."""

    of: TileRow
    place: int

    @property
    def row(self) -> int:
        """Row in the grid."""
        return self.of.row

    @property
    def col(self) -> int:
        """Column in the grid."""
        return int(self.of.cols[self.place])

    @property
    def cell(self) -> Window:
        """The pixels that the answer stands for."""
        down, across = self.of.down, self.of.across[self.place]
        return Window(across.start, down.start, across.stop - across.start, down.stop - down.start)

    @property
    def scheme(self) -> ClassScheme:
        """The classes."""
        return self.of.scheme

    @property
    def probabilities(self) -> npt.NDArray[np.float64]:
        """Probabilities ``(classes,)``, all nan without a class."""
        return np.asarray(self.of.probabilities[self.place])

    @property
    def energy(self) -> float:
        """How unlike the training tiles; nan without a class, or of a network that tells none."""
        return float(self.of.energy[self.place])

    @property
    def valid_share(self) -> float:
        """Share of the tile's pixels that are valid."""
        return float(self.of.valid_share[self.place])

    @property
    def flag(self) -> str:
        """The first reason to doubt the class, or nothing."""
        return FLAG_ORDER[int(self.of.flags[self.place])]

    @property
    def classified(self) -> bool:
        """Whether there were enough valid pixels for an answer."""
        return bool(self.of.classified[self.place])

    @property
    def land_cover(self) -> LandCoverClass:
        """The most probable class."""
        return self.scheme.classes[int(self.of.first[self.place])]

    @property
    def confidence(self) -> float:
        """Probability of the most probable class."""
        return float(self.of.confidence[self.place])


def classify_tiles(*arguments: Any, **options: Any) -> Iterator[TilePrediction]:
    """Yield the tiles of what :func:`classify_rows` yields for these arguments."""
    rows = classify_rows(*arguments, **options)
    return (TilePrediction(row, place) for row in rows for place in range(len(row)))
