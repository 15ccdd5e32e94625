# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np

from eurosat_plugin.core.product.scene_classes import cover_by_classes, white_pixels

ALL = np.arange(12)


def test_cloud_cirrus_and_snow_are_white() -> None:
    assert np.flatnonzero(white_pixels(ALL)).tolist() == [8, 9, 10, 11]


def test_water_is_water_and_land_what_has_plants_or_none() -> None:
    cover = cover_by_classes(ALL)

    masks = (cover.water, cover.land, cover.shadow)
    assert [np.flatnonzero(mask).tolist() for mask in masks] == [[6], [4, 5], [3]]
