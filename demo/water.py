# SPDX-License-Identifier: GPL-2.0-or-later
"""Water seen through the air: dark, and blue from what the atmosphere adds to it (Level-1C, B04, B03, B02)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from demo.ground import Ground
from demo.noise import Floats

DEEP = np.array((330, 600, 850), dtype=np.float32)
TURBID = np.array((520, 800, 930), dtype=np.float32)
RIVER = np.array((360, 640, 800), dtype=np.float32)
GRAVEL = np.array((1350, 1300, 1300), dtype=np.float32)
ALDERS = np.array((420, 690, 780), dtype=np.float32)
RIVER_HALF_WIDTH = 8.5


def sea_or_lake(ground: Ground) -> Floats:
    """Paint open water ``(pixels, 3)``: smooth, with sediment drifting in wide veils."""
    veil = np.clip(0.18 + 0.15 * ground.rolling, 0, 1)[:, None]
    picture: Floats = (DEEP + (TURBID - DEEP) * veil) * (1 + 0.009 * ground.grain)[:, None]
    return picture


def flow(picture: Floats, distance: Floats, grain: Floats, mottle: Floats) -> Floats:
    """Lay the river, and gravel or trees on its banks, over `picture` ``(rows, cols, 3)``.

    `distance` is that from the river's middle in pixels, the noises are ``(rows, cols)`` as well.
    """
    bank = distance - RIVER_HALF_WIDTH - 1.2 * mottle
    gravel = (np.clip(1.6 - bank, 0, 1) * np.clip(-0.9 * mottle, 0, 0.7))[..., None]
    picture = picture + (GRAVEL - picture) * gravel
    trees = ((bank < 2.5 * grain + 5.0 * mottle - 3.0) * 0.8)[..., None]
    picture = picture + (ALDERS * (1 + 0.06 * grain[..., None]) - picture) * trees
    water = np.clip(0.5 - bank, 0, 1)[..., None]
    return np.asarray(picture + (RIVER * (1 + 0.01 * grain[..., None]) - picture) * water, dtype=np.float32)


def river_mask(distance: Floats, mottle: Floats) -> npt.NDArray[np.bool_]:
    """Tell where :func:`flow` shows water, bool ``(rows, cols)``."""
    return np.asarray(distance < RIVER_HALF_WIDTH + 1.2 * mottle)
