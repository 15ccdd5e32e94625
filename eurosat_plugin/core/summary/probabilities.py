# SPDX-License-Identifier: GPL-2.0-or-later
"""What the probabilities of a tile's classes come to, and the estimate where a grid does not hold them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.classes import CLASS_KEYS, CLASSES, URBAN_KEYS

_Floats = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]

NO_CLASS = len(CLASSES)
"""In place of a class number."""
URBAN_IDS = tuple(CLASS_KEYS.index(key) for key in URBAN_KEYS)


def urban_probability(probabilities: _Floats) -> _Floats:
    """Return the probability of Residential, Industrial or Highway, from those of the ten classes ``(…, 10)``."""
    residential, industrial, highway = (probabilities[..., i] for i in URBAN_IDS)
    urban: _Floats = np.minimum(residential + industrial + highway, 1.0)
    return urban


def estimated_probabilities(
    classes: _Numbers, confidence: _Floats, second: _Numbers, second_confidence: _Floats
) -> _Floats:
    """Return probabilities ``(tiles, 10)`` that agree with the first two classes, what is left spread evenly.

    A tile without a confidence (nan) is wholly of its class; without a second class (NO_CLASS, or nan for its
    confidence) the rest goes to all others.

    Nothing is meant by that of a tile without a class (NO_CLASS).
    """
    first = np.where(np.isnan(confidence), 1.0, np.clip(confidence, 0.0, 1.0))
    named = (second < NO_CLASS) & (second != classes) & ~np.isnan(second_confidence)
    runner_up = np.where(named, np.clip(second_confidence, 0.0, 1.0 - first), 0.0)
    rest = np.maximum(0.0, 1.0 - first - runner_up) / (len(CLASSES) - 1 - named)
    estimate = np.repeat(rest[:, None], len(CLASSES), axis=1)
    tiles = np.arange(len(classes))
    estimate[tiles, np.minimum(classes, NO_CLASS - 1)] = first
    estimate[tiles[named], second[named]] = runner_up[named]
    return estimate
