# SPDX-License-Identifier: GPL-2.0-or-later
"""What the probabilities of a tile's classes come to, and the estimate where a grid does not hold them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.classes import CLASS_KEYS, CLASSES, URBAN_KEYS

_Floats = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]

NO_CLASS = len(CLASSES)
"""In place of a class number, of EuroSAT's classes: as many as there are."""
URBAN_IDS = tuple(CLASS_KEYS.index(key) for key in URBAN_KEYS)


def urban_probability(probabilities: _Floats, scheme: ClassScheme = EUROSAT) -> _Floats:
    """Return the probability of Residential, Industrial or Highway, from those of the classes ``(…, classes)``.

    It is nan where nobody knows which classes of `scheme` are urban.
    """
    if not scheme.urban_ids:
        return np.full(probabilities.shape[:-1], np.nan)
    residential, industrial, highway = (probabilities[..., i] for i in URBAN_IDS)
    urban: _Floats = np.minimum(residential + industrial + highway, 1.0)
    return urban


def entropy(probabilities: _Floats) -> _Floats:
    """Return Shannon's entropy of probabilities ``(tiles, classes)`` over its maximum: 0 (sure) to 1 (no idea)."""
    found, positive = np.zeros(len(probabilities)), probabilities > 0
    counts = positive.sum(axis=1)
    # Of as many at once: noughts in between would change the order in which the others are added, and the last digit.
    for count in np.unique(counts).tolist():
        alike = counts == count
        p = probabilities[alike][positive[alike]].reshape(int(alike.sum()), count)
        found[alike] = -(p * np.log(p)).sum(axis=1)
    return np.asarray(found / np.log(probabilities.shape[1]) + 0.0)


def estimated_probabilities(
    classes: _Numbers,
    confidence: _Floats,
    second: _Numbers,
    second_confidence: _Floats,
    count: int = NO_CLASS,
) -> _Floats:
    """Return probabilities ``(tiles, count)`` that agree with the first two classes, what is left spread evenly.

    A tile without a confidence (nan) is wholly of its class; without a second class (`count`, or nan for its
    confidence) the rest goes to all others.

    Nothing is meant by that of a tile without a class (`count`).
    """
    first = np.where(np.isnan(confidence), 1.0, np.clip(confidence, 0.0, 1.0))
    named = (second < count) & (second != classes) & ~np.isnan(second_confidence)
    runner_up = np.where(named, np.clip(second_confidence, 0.0, 1.0 - first), 0.0)
    rest = np.maximum(0.0, 1.0 - first - runner_up) / (count - 1 - named)
    estimate = np.repeat(rest[:, None], count, axis=1)
    tiles = np.arange(len(classes))
    estimate[tiles, np.minimum(classes, count - 1)] = first
    estimate[tiles[named], second[named]] = runner_up[named]
    return estimate
