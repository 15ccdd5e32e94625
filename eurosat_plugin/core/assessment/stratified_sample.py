# SPDX-License-Identifier: GPL-2.0-or-later
"""Totals and ratios of a population of tiles, estimated from a stratified random sample of them.

After Stehman (2014), Int. J. Remote Sensing 35(13), 4923-4939, which holds whether or not the strata are the classes of
the map; where they are, it is Olofsson et al. (2014), Remote Sensing of Environment 148, 42-57. Tiles at the edges of
an image are smaller: inside a stratum, whose area is known, they count by their area (Cochran 1977, section 6.10).

Intervals are Wilson's (1927), carried over to sums over strata: a limit lies 1.96 standard errors away by the variance
that there would be at the limit, which grows as the skewness says (for a single stratum this is Wilson's, but for the
smoothing). In large samples they are those of 1.96 standard errors. In usual ones those promise too much: a large
stratum in which no tile of a rare class was found has no error by its variance, and yet may hold some; therefore a hit
or two, shared out among the strata by area, smooth the variance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.assessment.estimate import UNKNOWN, Z95, Estimate
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import number, tr

_Floats = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]
_Mask = npt.NDArray[np.bool_]
_ALL = 1e15
"""Units that a stratum has in effect when all of its tiles were looked at."""


@dataclass(frozen=True)
class Strata:
    """`names`, and of each the `tiles` and `hectares` ``(strata,)`` that it has in the whole population."""

    names: tuple[str, ...]
    tiles: _Numbers
    hectares: _Floats


@dataclass(frozen=True)
class Parts:
    """`hits` and `misses` ``(units, k)``, no unit in both; hits count `weight` times.

    `may_hit` and `may_miss` are the units that could be such by what is known of all tiles, as by the map: in a stratum
    without any, there is none in the population.
    """

    hits: _Mask
    misses: _Mask
    may_hit: _Mask
    may_miss: _Mask
    weight: float = 1.0


@dataclass(frozen=True)
class _Parts:
    """What a hit adds and a miss takes away, their shares in each stratum, and where there may be any."""

    hit: Any
    miss: Any
    right: _Floats
    wrong: _Floats
    may_hit: _Mask
    may_miss: _Mask
    smooth: float = 1.0  # hits and misses that are added to all strata together: one, and two for areas

    @property
    def may(self) -> tuple[_Mask, _Mask]:
        return self.may_hit, self.may_miss


class StratifiedSample:
    """Units ``(units,)``: the number of the stratum of each in `population`, and its area in hectares, above 0.

    :raises InputError: when a stratum has too few units to tell anything of it.
    """

    def __init__(self, population: Strata, strata: _Numbers, area_ha: _Floats) -> None:
        self.population, self.strata, self.area_ha = population, strata, area_ha
        self.counts: _Numbers = np.bincount(strata, minlength=len(population.names)).astype(np.int64)
        _check(population, self.counts)
        members = strata == np.arange(len(population.names))[:, None]
        self._members = members.astype(np.float64)
        areas = self._members @ area_ha
        self._weights = self._members * area_ha / areas[:, None]
        self._sizes = area_ha * (self.counts / areas)[strata]  # of a unit, by the mean of its stratum
        fractions = 1.0 - self.counts / population.tiles
        self._factors = population.hectares**2 * fractions / np.maximum(self.counts * (self.counts - 1), 1)
        alike = areas**2 / (self._members @ area_ha**2)
        self._effective = np.where(fractions > 0, alike / np.maximum(fractions, 1e-12), _ALL)

    def totals(self, values: _Mask) -> tuple[_Floats, _Floats]:
        """Return the hectares on which `values` ``(units, k)`` are true, and their standard errors."""
        means = self._weights @ values
        return self.population.hectares @ means, self._errors(values - means[self.strata])

    @property
    def expansion(self) -> _Floats:
        """Hectares of the population that each unit stands for ``(units,)``; their sum is the whole."""
        found: _Floats = self.population.hectares @ self._weights
        return found

    def means(self, values: _Floats, inside: _Mask) -> _Floats:
        """Return the mean of `values` ``(units,)`` over the area of the units of each column of `inside`."""
        found: _Floats = (self.expansion * values) @ inside / (self.expansion @ inside)
        return found

    def areas(self, values: _Mask) -> list[Estimate]:
        """Return the hectares on which each column of `values` is true."""
        totals, errors = self.totals(values)
        shares, every = self._weights @ values, np.ones_like(values)
        less, more = self._margins(_Parts(1.0, 0.0, shares, 1.0 - shares, self._has(every), self._has(every), 2.0))
        return [Estimate(*map(float, one)) for one in zip(totals, errors, np.maximum(totals - less, 0), totals + more)]

    def shares(self, parts: Parts) -> list[Estimate]:
        """Return the part h / (h + m) of the hectares h of the hits, with those m of the misses.

        The standard error is that of the linearised ratio (Stehman 2014, eq. 27 and 28).
        """
        hits, misses, weight = parts.hits, parts.misses, parts.weight
        hectares = self.population.hectares
        right, wrong = self._weights @ hits, self._weights @ misses
        above, below = weight * (hectares @ right), hectares @ wrong
        with np.errstate(divide="ignore", invalid="ignore"):
            quotients = above / (above + below)
            residuals = weight * hits - quotients * (weight * hits + 1.0 * misses)
            errors = self._errors(residuals - (self._weights @ residuals)[self.strata]) / (above + below)
        known = np.nan_to_num(quotients)
        may_hit, may_miss = self._has(parts.may_hit), self._has(parts.may_miss)
        less, more = self._margins(_Parts(weight * (1.0 - known), known, right, wrong, may_hit, may_miss))
        with np.errstate(divide="ignore", invalid="ignore"):
            low, high = quotients - less / (above + below), quotients + more / (above + below)
        found = zip(quotients, errors, np.maximum(low, 0.0), np.minimum(high, 1.0))
        return [Estimate(*map(float, one)) if not np.isnan(one[0]) else UNKNOWN for one in found]

    def _has(self, units: _Mask) -> _Mask:
        """Return which strata have any of `units` ``(strata, k)``."""
        found: _Mask = (self._members @ units) > 0
        return found

    def _margins(self, parts: _Parts) -> tuple[_Floats, _Floats]:
        """Return by how many hectares a linear estimate may be too large, and too small ``(k,)``."""
        hectares, sizes = self.population.hectares[:, None], self._effective[:, None]
        smooth = [parts.smooth * hectares * may / np.maximum((hectares * may).sum(axis=0), 1e-300) for may in parts.may]
        right, wrong = (
            (share * sizes + add) / (sizes + smooth[0] + smooth[1])
            for share, add in zip((parts.right, parts.wrong), smooth)
        )
        mean = parts.hit * right - parts.miss * wrong
        square = parts.hit**2 * right + parts.miss**2 * wrong
        cube = parts.hit**3 * right - parts.miss**3 * wrong
        variances = hectares**2 * (square - mean**2) / sizes
        variance = np.maximum(variances.sum(axis=0), 1e-300)
        third = (hectares**3 * (cube - 3 * mean * square + 2 * mean**3) / sizes**2).sum(axis=0)
        bend = 1.0 + Z95**2 * ((variances / variance) ** 2 / sizes).sum(axis=0)
        shift = Z95**2 * third / variance / 2
        half = np.sqrt(shift**2 + Z95**2 * variance * bend)
        return (half - shift) / bend, (half + shift) / bend

    def _errors(self, residuals: _Floats) -> _Floats:
        """Return the standard error of a total ``(k,)``, of the residuals of its units from their stratum's mean."""
        errors: _Floats = np.sqrt(self._factors @ (self._members @ (residuals * self._sizes[:, None]) ** 2))
        return errors


def _check(population: Strata, counts: _Numbers) -> None:
    for name, found, tiles in zip(population.names, counts.tolist(), population.tiles.tolist()):
        if found < min(2, tiles):
            sentence = tr(
                "The stratum {name} has {found} reference tiles of a known class, and at least {needed} are needed to "
                "tell its error; label more of its tiles."
            )
            raise InputError(sentence.format(name=name, found=number(found), needed=number(min(2, tiles))))
