# SPDX-License-Identifier: GPL-2.0-or-later
"""What near infrared says of pixels: whether they are water, land or in shadow.

Water takes up near infrared, and what grows throws it back. The limits are derived from real images in
docs/radiometry.md; all numbers are digital numbers, reflectance × 10000.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.product.scene_classes import Cover

DARK = 1000.0
"""Near infrared below which a pixel is water or in shadow; land in the sun is brighter, even woods in winter."""

BLACK = 600.0
"""Near infrared below which a pixel is water though it may be darker in red: rivers with algae are."""

PLAUSIBLE = (-1000.0, 20000.0)
"""Numbers that are not between these are missing or no reflectance."""


def cover_by_infrared(red: npt.NDArray[np.float32], infrared: npt.NDArray[np.float32]) -> Cover:
    """Tell water, land and shadow apart by the digital numbers `red` and `infrared`, of the same shape.

    What is dark is water where it is darker than in red (NDVI below 0) or all but black, otherwise land in shadow.
    """
    low, high = PLAUSIBLE
    known = (infrared > low) & (infrared < high)
    dark = known & (infrared < DARK)
    water = dark & ((infrared < red) | (infrared < BLACK))
    return Cover(water=water, land=known & ~dark, shadow=dark & ~water)
