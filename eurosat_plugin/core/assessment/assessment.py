# SPDX-License-Identifier: GPL-2.0-or-later
"""All that a labelled sample tells of a map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import nan

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.assessment.accuracy import MapAccuracy, assess
from eurosat_plugin.core.assessment.reliability import Band, Temperature, bands, calibration_error, temperature
from eurosat_plugin.core.assessment.stratified_sample import Strata, StratifiedSample
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme

_Floats = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class LabelledTiles:
    """Columns ``(units,)`` of the reference tiles with a class: their stratum in `population`, area and class.

    `mapped`, `confidence` (nan where unknown) and `probabilities` ``(units, classes)`` are what the map says of them;
    the last are None where it says them of too few classes to make anything of them.
    """

    population: Strata
    strata: _Numbers
    area_ha: _Floats
    reference: _Numbers
    mapped: _Numbers
    confidence: _Floats
    probabilities: _Floats | None


@dataclass(frozen=True)
class Assessment:
    """`sizes` are the numbers of reference tiles of each stratum of `population`; no bands, no calibration (nan).

    Nothing is said of a `temperature` where there were too few tiles, or no probabilities (`told_all` is false).
    """

    accuracy: MapAccuracy
    population: Strata
    sizes: tuple[int, ...]
    bands: tuple[Band, ...]
    calibration_error: float
    temperature: Temperature | None
    told_all: bool = True

    @classmethod
    def of(cls, tiles: LabelledTiles, mapped_ha: Sequence[float], scheme: ClassScheme = EUROSAT) -> Assessment:
        """Assess a map that has `mapped_ha` of each class of `scheme`.

        :raises InputError: when a stratum has too few tiles.
        """
        chances = tiles.probabilities
        sample = StratifiedSample(tiles.population, tiles.strata, tiles.area_ha)
        found = bands(sample, tiles.confidence, tiles.mapped == tiles.reference)
        return cls(
            assess(sample, tiles.mapped, tiles.reference, mapped_ha, scheme),
            tiles.population,
            tuple(sample.counts.tolist()),
            found,
            calibration_error(found, sample, tiles.confidence) if found else nan,
            None if chances is None else temperature(sample, chances, tiles.reference),
            chances is not None,
        )
