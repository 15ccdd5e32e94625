# SPDX-License-Identifier: GPL-2.0-or-later
"""ESA's scene classification (SCL), the band of Level-2A products that tells cloud, shadow and snow.

Source of the numbers: Sentinel-2 Level-2A Algorithm Theoretical Basis Document, scene classification.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

CLOUD_SHADOW = 3
CLOUD_MEDIUM, CLOUD_HIGH, CIRRUS, SNOW = 8, 9, 10, 11
WHITE = (CLOUD_MEDIUM, CLOUD_HIGH, CIRRUS, SNOW)
"""What hides the ground under something bright."""

HIDDEN_SHARE = 0.5
"""Share of a tile above which such pixels decide what it looks like."""


def white_pixels(classes: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Tell where `classes` (any shape) is cloud, cirrus or snow."""
    return np.isin(classes, WHITE)


def shadow_pixels(classes: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Tell where `classes` (any shape) is the shadow of a cloud."""
    return np.asarray(classes == CLOUD_SHADOW)
