# SPDX-License-Identifier: GPL-2.0-or-later
"""Which tiles are confident enough to be shown, counted, selected and drawn: one rule, for numbers and for QGIS.

A tile is left out when its confidence is known and below the threshold. One without a confidence never is: nothing
speaks against it, and who hides the doubtful does not want to lose it.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

THRESHOLDS = np.arange(101) / 100
"""Where the confidence slider can be."""
STEPS = len(THRESHOLDS) + 1


def confidence_steps(confidence: npt.NDArray[np.float64]) -> npt.NDArray[np.intp]:
    """Return how many of THRESHOLDS each tile reaches; all, without a confidence (nan)."""
    return np.searchsorted(THRESHOLDS, confidence, side="right")


def first_step(min_confidence: float) -> int:
    """Return the lowest step of the tiles that `min_confidence`, in whole percent (0..1), leaves."""
    return round(100 * min_confidence) + 1


def confident_enough(min_confidence: float) -> str:
    """Return the same rule as an expression of QGIS, for `min_confidence` in whole percent (0..1)."""
    return f'coalesce("confidence", 1) >= {min_confidence:.4g}'
