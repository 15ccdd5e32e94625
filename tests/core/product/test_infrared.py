# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np

from eurosat_plugin.core.product.infrared import cover_by_infrared


def test_water_is_dark_in_near_infrared_and_darker_than_in_red_or_nearly_black_and_shadow_is_neither() -> None:
    red = np.array([900, 500, 300, 1500, 400, 350], dtype=np.float32)
    infrared = np.array([800, 800, 3000, 1900, np.nan, 450], dtype=np.float32)

    cover = cover_by_infrared(red, infrared)

    assert cover.water.tolist() == [True, False, False, False, False, True]
    assert cover.shadow.tolist() == [False, True, False, False, False, False]
    assert cover.land.tolist() == [False, False, True, True, False, False]


def test_numbers_that_are_no_reflectance_say_nothing() -> None:
    fills = np.array([-9999, 65535, np.inf], dtype=np.float32)

    cover = cover_by_infrared(np.full(3, 500, dtype=np.float32), fills)

    assert not (cover.water | cover.land | cover.shadow).any()
