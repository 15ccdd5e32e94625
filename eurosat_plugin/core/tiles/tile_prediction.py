# SPDX-License-Identifier: GPL-2.0-or-later
"""What was found out about one tile."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.classes import LandCoverClass
from eurosat_plugin.core.summary.flags import NODATA
from eurosat_plugin.core.summary.probabilities import urban_probability
from eurosat_plugin.core.tiles.tiling import Window


@dataclass(frozen=True)
class TilePrediction:
    """The answer for one cell, in the classes of `scheme`.

    Without a class (flag NODATA) the probabilities are all nan; so is the energy of a network that tells none.
    """

    row: int
    col: int
    cell: Window
    probabilities: npt.NDArray[np.float64]
    energy: float
    valid_share: float
    flag: str
    scheme: ClassScheme = EUROSAT

    @property
    def classified(self) -> bool:
        """Whether there were enough valid pixels for an answer."""
        return self.flag != NODATA

    @cached_property
    def order(self) -> npt.NDArray[np.intp]:
        """Class ids from the most to the least probable; equals in class order."""
        return np.argsort(-self.probabilities, kind="stable")

    @property
    def land_cover(self) -> LandCoverClass:
        """The most probable class."""
        return self.scheme.classes[int(self.order[0])]

    @property
    def second(self) -> LandCoverClass:
        """The second most probable class."""
        return self.scheme.classes[int(self.order[1])]

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
        """Probability of Residential, Industrial or Highway; nan where the classes do not tell."""
        return float(urban_probability(self.probabilities, self.scheme))
