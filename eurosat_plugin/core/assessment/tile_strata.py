# SPDX-License-Identifier: GPL-2.0-or-later
"""The strata that the tiles of a map are put into, and the accuracy that is expected of each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.assessment.stratified_sample import Strata
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr

LEAST_EXPECTED, MOST_EXPECTED = 0.5, 0.98
"""Between which the mean confidence of a stratum is taken for its accuracy: nobody knows better before looking."""
OUTSIDE = "outside"
"""The stratum of tiles in no district: without it they would be in nobody's sum."""

_Floats = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]
_GUESS = re.compile(r"\s*([^=:;,]+?)\s*[=:]\s*([0-9.]+)\s*(?:[;,]|$)")


@dataclass(frozen=True)
class TileStrata:
    """`numbers` ``(tiles,)`` of the strata of each tile; those strata that have tiles, in the order of their names."""

    strata: Strata
    numbers: _Numbers

    @classmethod
    def of_names(cls, names: Sequence[str], area_ha: _Floats) -> TileStrata:
        """Return the strata of tiles that are named ``(tiles,)``."""
        found, numbers = np.unique(np.array(names, dtype=np.str_), return_inverse=True)
        numbers = numbers.reshape(-1).astype(np.int64)
        tiles = np.bincount(numbers, minlength=len(found)).astype(np.int64)
        hectares: _Floats = np.bincount(numbers, area_ha, minlength=len(found)).astype(np.float64)
        return cls(Strata(tuple(map(str, found)), tiles, hectares), numbers)

    def expected_accuracy(
        self, classes: _Numbers, confidence: _Floats, guesses: Mapping[str, float], scheme: ClassScheme = EUROSAT
    ) -> _Floats:
        """Return what is expected of each stratum ``(strata,)``: its own guess, those of its classes, or confidence."""
        by_class = np.array([guesses.get(key, np.nan) for key in scheme.keys])[classes]
        expected = np.where(np.isnan(by_class), np.clip(confidence, LEAST_EXPECTED, MOST_EXPECTED), by_class)
        expected = np.where(np.isnan(expected), LEAST_EXPECTED, expected)
        means = np.bincount(self.numbers, expected, minlength=len(self.strata.names)) / self.strata.tiles
        return np.array([guesses.get(name, float(mean)) for name, mean in zip(self.strata.names, means)])


def class_names(classes: _Numbers, scheme: ClassScheme = EUROSAT) -> list[str]:
    """Return the names of strata that are the classes of the map: their keys."""
    return [scheme.keys[number] for number in classes]


def confidence_names(classes: _Numbers, confidence: _Floats, limit: float, scheme: ClassScheme = EUROSAT) -> list[str]:
    """Return the names of strata by class and by confidence from `limit` on, or below it or unknown."""
    sure = confidence >= limit
    return [f"{scheme.keys[number]} {'>=' if is_sure else '<'} {limit:.2f}" for number, is_sure in zip(classes, sure)]


def read_guesses(text: str) -> dict[str, float]:
    """Return the accuracies that somebody expects, as in ``Forest=0.95; River=0.7``, by stratum or class.

    :raises InputError: when it cannot be read, or one is no accuracy.
    """
    guesses, rest = {}, text.strip()
    while rest:
        found = _GUESS.match(rest)
        value = _number(found.group(2)) if found else -1.0
        if found is None or not 0.0 < value < 1.0:
            raise InputError(
                tr(
                    "EXPECTED cannot be {value!r}; write for example Forest=0.95; River=0.7, each between 0 and 1."
                ).format(value=text)
            )
        guesses[found.group(1)] = value
        rest = rest[found.end() :]
    return guesses


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return -1.0
