# SPDX-License-Identifier: GPL-2.0-or-later
"""Pixels on their way from a raster to the classification."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.tiles.tiling import Window


@dataclass(frozen=True)
class PixelBlock:
    """Raw `values` ``(rows, cols, 3)`` in the order red, green, blue, and `valid` bool ``(rows, cols)``.

    `scene_classes` is the scene classification (SCL) of the same pixels ``(rows, cols)``, and `infrared` near infrared
    in the same units as `values`, where the product has them. `more` ``(bands, rows, cols)`` are, in these units too,
    the bands beside red, green and blue that a network of its own bands asks for.
    """

    values: npt.NDArray[np.generic]
    valid: npt.NDArray[np.bool_]
    scene_classes: npt.NDArray[np.generic] | None = None
    infrared: npt.NDArray[np.generic] | None = None
    more: npt.NDArray[np.generic] | None = None


class PixelReader(Protocol):
    """Reads windows of a raster; used from one thread at a time."""

    width: int
    height: int
    block_width: int
    block_height: int

    def read(self, window: Window) -> PixelBlock:
        """Read a window that lies inside the raster; :raises InputError: when the file cannot be read."""
