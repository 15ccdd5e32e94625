# SPDX-License-Identifier: GPL-2.0-or-later
"""ESA's scene classification (SCL), the band of Level-2A products that tells cloud, shadow, snow and water.

Source of the numbers: Sentinel-2 Level-2A Algorithm Theoretical Basis Document, scene classification.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

CLOUD_SHADOW, VEGETATION, NOT_VEGETATED, WATER = 3, 4, 5, 6
CLOUD_MEDIUM, CLOUD_HIGH, CIRRUS, SNOW = 8, 9, 10, 11
WHITE = (CLOUD_MEDIUM, CLOUD_HIGH, CIRRUS, SNOW)
"""What hides the ground under something bright."""


@dataclass(frozen=True)
class Cover:
    """What pixels are by bands that the network does not see: masks of one shape, none set where it is unknown."""

    water: npt.NDArray[np.bool_]
    land: npt.NDArray[np.bool_]
    shadow: npt.NDArray[np.bool_]


def white_pixels(classes: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
    """Tell where `classes` (any shape) is cloud, cirrus or snow."""
    return _any_of(classes, WHITE)


def cover_by_classes(classes: npt.NDArray[np.generic]) -> Cover:
    """Tell where `classes` (any shape) is water, land in the sun, and the shadow of a cloud."""
    return Cover(classes == WATER, _any_of(classes, (VEGETATION, NOT_VEGETATED)), classes == CLOUD_SHADOW)


def _any_of(classes: npt.NDArray[np.generic], numbers: Sequence[int]) -> npt.NDArray[np.bool_]:
    """Tell where `classes` is one of a few `numbers`: comparing takes a tenth of the time of ``np.isin``."""
    return np.asarray(np.logical_or.reduce([classes == number for number in numbers]))
