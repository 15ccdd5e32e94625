# SPDX-License-Identifier: GPL-2.0-or-later
"""What was found out about tiles of one row of the grid, worked out for all of them at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.summary.flags import FLAG_ORDER, NODATA
from eurosat_plugin.core.summary.probabilities import entropy, urban_probability
from eurosat_plugin.core.tiles.tiling import Span

_Floats = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.intp]
_NODATA = FLAG_ORDER.index(NODATA)


@dataclass(frozen=True)
class TileRow:
    """The answers for the tiles in the columns `cols` ``(tiles,)`` of a `row`, in the classes of `scheme`.

    Their pixels are those of `down` and of each of `across`. `probabilities` are ``(tiles, classes)``, `energy` and
    `valid_share` ``(tiles,)``, and `flags` ``(tiles,)`` numbers in FLAG_ORDER. Without a class (flag NODATA) the
    probabilities are all nan; so is the energy of a network that tells none.
    """

    row: int
    cols: _Numbers
    down: Span
    across: Sequence[Span]
    probabilities: _Floats
    energy: _Floats
    valid_share: _Floats
    flags: npt.NDArray[np.uint8]
    scheme: ClassScheme = EUROSAT

    def __len__(self) -> int:
        return len(self.cols)

    @cached_property
    def classified(self) -> npt.NDArray[np.bool_]:
        """For which tiles there were enough valid pixels for an answer."""
        return np.asarray(self.flags != _NODATA)

    @property
    def doubts(self) -> list[str]:
        """The first reasons to doubt the classes in words of the column ``flag``, each ``""`` where there is none."""
        return [FLAG_ORDER[number] for number in self.flags.tolist()]

    @property
    def first(self) -> _Numbers:
        """The number of each tile's most probable class; of equals the first. Nothing is meant without a class."""
        return self._order[:, 0]

    @property
    def second(self) -> _Numbers:
        """The number of the second most probable class."""
        return self._order[:, 1]

    @cached_property
    def confidence(self) -> _Floats:
        """Probability of the most probable class."""
        return self._probability_of(self.first)

    @cached_property
    def second_confidence(self) -> _Floats:
        """Probability of the second most probable class."""
        return self._probability_of(self.second)

    @property
    def entropy(self) -> _Floats:
        """Shannon entropy of the probabilities over its maximum: 0 (sure) to 1 (no idea)."""
        return entropy(self.probabilities)

    @property
    def urban_probability(self) -> _Floats:
        """Probability of Residential, Industrial or Highway; nan where the classes do not tell."""
        return urban_probability(self.probabilities, self.scheme)

    @cached_property
    def _order(self) -> _Numbers:
        return np.argsort(-self.probabilities, axis=1, kind="stable")

    def _probability_of(self, classes: _Numbers) -> _Floats:
        return np.asarray(self.probabilities[np.arange(len(self)), classes])
