# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether the confidence of a map is true here: reliability by bands, and the temperature that would mend it.

Guo et al. (2017), On calibration of modern neural networks, ICML.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.assessment.estimate import Estimate
from eurosat_plugin.core.assessment.stratified_sample import Parts, StratifiedSample

BANDS = (0.5, 0.7, 0.8, 0.9, 0.95)
"""Confidences between which tiles are looked at together."""
LEAST_FOR_TEMPERATURE = 30
"""So few tiles say nothing of a temperature."""

_Floats = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]
_Mask = npt.NDArray[np.bool_]
_STEPS = np.exp(np.linspace(np.log(0.25), np.log(4.0), 201))


@dataclass(frozen=True)
class Band:
    """The tiles with a confidence from `low` up to `high`: so many `units`, their mean confidence, and how right."""

    low: float
    high: float
    units: int
    confidence: float
    accuracy: Estimate


@dataclass(frozen=True)
class Temperature:
    """What the logits would have to be divided by.

    `low` to `high` is the 95 % interval (likelihood ratio, at the effective sample size).
    """

    value: float
    low: float
    high: float


def bands(
    sample: StratifiedSample, confidence: _Floats, right: _Mask, limits: Sequence[float] = BANDS
) -> tuple[Band, ...]:
    """Return the bands that hold reference tiles; those without a confidence (nan) are in none."""
    edges = (0.0, *limits, 1.0)
    inside = np.array([_between(confidence, low, high) for low, high in zip(edges, edges[1:])]).T
    hits = inside & right[:, None]
    rates = sample.shares(Parts(hits, inside & ~hits, inside, inside))
    with np.errstate(invalid="ignore"):
        means = sample.means(np.nan_to_num(confidence), inside)
    found = zip(edges, edges[1:], inside.sum(axis=0).tolist(), means.tolist(), rates)
    return tuple(Band(*values) for values in found if values[2])


def calibration_error(found: Sequence[Band], sample: StratifiedSample, confidence: _Floats) -> float:
    """Return the expected calibration error of the bands `found`: gaps, weighted with the area of the bands."""
    shares, _ = sample.totals(np.array([_between(confidence, band.low, band.high) for band in found]).T)
    gaps = np.array([abs(band.accuracy.value - band.confidence) for band in found])
    return float(shares @ gaps / shares.sum())


def temperature(sample: StratifiedSample, probabilities: _Floats, reference: _Numbers) -> Temperature | None:
    """Return the temperature with the least log loss of the `reference` classes; None with too few tiles.

    `probabilities` are ``(units, classes)``; a reference that is no class (mixed) is left out.
    """
    used = reference < probabilities.shape[1]
    if used.sum() < LEAST_FOR_TEMPERATURE:
        return None
    weights = (sample.population.hectares / sample.counts)[sample.strata][used]
    weights = weights * (sample.area_ha[used] / sample.area_ha.mean())
    weights = weights / weights.sum()
    logits = np.log(np.clip(probabilities[used], 1e-9, 1.0))
    own = logits[np.arange(len(logits)), reference[used]]
    losses = np.array([weights @ (np.log(np.exp(logits / t).sum(axis=1)) - own / t) for t in _STEPS])
    best = int(losses.argmin())
    size = 1.0 / float(weights @ weights)
    near = _STEPS[losses <= losses[best] + 3.841 / (2 * size)]
    return Temperature(float(_STEPS[best]), float(near[0]), float(near[-1]))


def _between(confidence: _Floats, low: float, high: float) -> _Mask:
    return (confidence >= low) & ((confidence < high) | (high == 1.0))
