# SPDX-License-Identifier: GPL-2.0-or-later
"""What lies between the land and the satellite: clouds and their shadows, the sensor's blur, the swath's edge."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from demo.noise import Floats
from demo.plan import CLOUDS, PIXELS_PER_KM

CLOUD_DN = np.array((6200, 6100, 6300, 6600), dtype=np.float32)
SHADOW_SHIFT = (-26, -18)
"""Rows and columns from a cloud to its shadow: the sun stands in the south-east, as in a European morning."""

EDGE_SLOPE = 0.16
"""Columns that the swath's eastern edge recedes per row."""


def cloud_cover(mottle: Floats, grain: Floats) -> Floats:
    """Return the opacity 0..1 of the clouds ``(rows, cols)``, frayed by the noise fields."""
    rows, cols = np.indices(mottle.shape, dtype=np.float32)
    opacity = np.zeros(mottle.shape, dtype=np.float32)
    for x, y, radius in CLOUDS:
        distance = np.hypot(cols / PIXELS_PER_KM - x, (rows / PIXELS_PER_KM - y) * 1.4) / radius
        np.maximum(opacity, 1.25 - distance + 0.28 * mottle + 0.03 * grain, out=opacity)
    return np.clip(opacity * 1.6, 0, 1)


def cover_with_clouds(bands: Floats, opacity: Floats) -> Floats:
    """Lay clouds and their shadows over `bands` ``(rows, cols, 4)``."""
    shadow = np.roll(opacity, SHADOW_SHIFT, axis=(0, 1))[..., None]
    shaded = bands * (1 - 0.42 * shadow)
    cloud = opacity[..., None]
    return np.asarray(shaded + (CLOUD_DN * (0.45 + 0.55 * cloud) - shaded) * cloud, dtype=np.float32)


def blur(bands: Floats, side: float = 0.11) -> Floats:
    """Spread `bands` ``(rows, cols, bands)`` over neighbouring pixels as the instrument's optics do."""
    for axis in (0, 1):
        bands = (1 - 2 * side) * bands + side * (np.roll(bands, 1, axis) + np.roll(bands, -1, axis))
    return bands


def swath_mask(shape: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """Tell which pixels ``(rows, cols)`` the satellite saw: those west of a slanted edge."""
    rows, cols = np.indices(shape)
    return np.asarray(cols < shape[1] - 8 - EDGE_SLOPE * rows)
