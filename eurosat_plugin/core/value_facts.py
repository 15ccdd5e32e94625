# SPDX-License-Identifier: GPL-2.0-or-later
"""What a raster's numbers say of themselves, apart from all names and metadata."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.radiometry import QUANTIFICATION

FULL_SCALE = {"uint8": 255.0, "uint16": 65535.0}
"""The number that stands for reflectance 1 where reflectance was scaled to an integer type."""

MIN_STEPS = 50


@dataclass(frozen=True)
class ValueFacts:
    """A look at the numbers themselves, as they are read: type (``uint8``, ``uint16``, …) and a sample.

    `darkest` is the darkest 0.1 % of each of the three bands; `median` and `brightest` (the brightest 0.1 %) are
    those of all three, `low` is the lowest of the bands' 5th percentiles. `scale` and `shift` are what the file's own
    scale and offset have done on reading. `full_scale_steps` is the share of numbers that are a whole digital number
    times 65535 / 10000, 0 where that was not looked at.
    """

    dtype: str
    darkest: tuple[float, float, float]
    median: float
    brightest: float
    low: float
    scale: float = 1.0
    shift: float = 0.0
    full_scale_steps: float = 0.0


def share_of_full_scale_steps(numbers: npt.NDArray[np.generic]) -> float:
    """Return the share of uint16 `numbers` that are a whole digital number times 65535 / 10000, rounded.

    Digital numbers scaled to 65535 all are; of any others every sixth or seventh is by chance. 0 where there are too
    few different numbers to tell.
    """
    different = np.unique(numbers).astype(np.float64)
    if len(different) < MIN_STEPS:
        return 0.0
    step = FULL_SCALE["uint16"] / QUANTIFICATION
    return float((np.rint(np.rint(different / step) * step) == different).mean())
