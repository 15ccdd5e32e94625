# SPDX-License-Identifier: GPL-2.0-or-later
"""What was found out about one tile."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.classes import CLASSES, LandCoverClass
from eurosat_plugin.core.summary.flags import NODATA
from eurosat_plugin.core.summary.probabilities import urban_probability
from eurosat_plugin.core.tiles.tiling import Window


@dataclass(frozen=True)
class TilePrediction:
    """The answer for one cell. Without a class (flag NODATA) the probabilities are all nan."""

    row: int
    col: int
    cell: Window
    probabilities: npt.NDArray[np.float64]
    energy: float
    valid_share: float
    flag: str

    @property
    def classified(self) -> bool:
        """Whether there were enough valid pixels for an answer."""
        return self.flag != NODATA

    @property
    def order(self) -> npt.NDArray[np.intp]:
        """Class ids from the most to the least probable; equals in class order."""
        return np.argsort(-self.probabilities, kind="stable")

    @property
    def land_cover(self) -> LandCoverClass:
        """The most probable class."""
        return CLASSES[int(self.order[0])]

    @property
    def second(self) -> LandCoverClass:
        """The second most probable class."""
        return CLASSES[int(self.order[1])]

    @property
    def confidence(self) -> float:
        """Probability of the most probable class."""
        return float(self.probabilities[self.order[0]])

    @property
    def second_confidence(self) -> float:
        """Probability of the second most probable class."""
        return float(self.probabilities[self.order[1]])

    @property
    def entropy(self) -> float:
        """Shannon entropy of the probabilities over its maximum: 0 (sure) to 1 (no idea)."""
        p = self.probabilities[self.probabilities > 0]
        return float(-(p * np.log(p)).sum() / np.log(len(self.probabilities))) + 0.0

    @property
    def urban_probability(self) -> float:
        """Probability of Residential, Industrial or Highway."""
        return float(urban_probability(self.probabilities))
