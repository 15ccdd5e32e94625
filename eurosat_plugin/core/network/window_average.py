# SPDX-License-Identifier: GPL-2.0-or-later
"""How the mean of the answers of several windows, or views, is to be read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class Average:
    """How the mean over `windows` overlapping windows, each in `views` views, is to be read; fixed on validation data.

    The mean probabilities p become ``p ** (1 / temperature)``, scaled to the sum 1 (:meth:`calibrate`). `confidence`
    and `energy` are the thresholds of what is calibrated so: those of single windows do not hold for means.
    """

    windows: int
    views: int
    temperature: float
    confidence: float
    energy: float

    def calibrate(self, probabilities: npt.NDArray[np.floating[Any]]) -> npt.NDArray[np.float64]:
        """Return mean `probabilities` ``(…, classes)`` as what they are worth; their order stays."""
        if self.temperature == 1.0:
            return np.asarray(probabilities, dtype=np.float64)
        largest = probabilities.max(axis=-1, keepdims=True)
        sharpened = (probabilities / largest).astype(np.float64) ** (1.0 / self.temperature)
        return np.asarray(sharpened / sharpened.sum(axis=-1, keepdims=True))
