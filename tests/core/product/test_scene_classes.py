# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np

from eurosat_plugin.core.product.scene_classes import shadow_pixels, white_pixels

ALL = np.arange(12)


def test_cloud_cirrus_and_snow_are_white() -> None:
    assert np.flatnonzero(white_pixels(ALL)).tolist() == [8, 9, 10, 11]


def test_only_the_shadow_of_clouds_is_shadow() -> None:
    assert np.flatnonzero(shadow_pixels(ALL)).tolist() == [3]
