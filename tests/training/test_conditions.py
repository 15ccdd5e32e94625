# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.product.radiometry import SATURATION_DN
from training.catalogue import TITLES
from training.conditions import CONDITIONS, TTA, show

LEVELS = np.arange(1, 256, dtype=np.uint8)
RAMP = np.broadcast_to(LEVELS[:, None], (255, 3)).reshape(1, 255, 1, 3).repeat(64, axis=2)[:, :64].copy()


def test_the_true_colour_image_of_level_1c_loses_a_grey_level_at_most() -> None:
    shown = show(RAMP, "tci_l1c")

    # One step of its 8 bits is 3558 / 254 DN, one of ours 2750 / 254.
    assert np.abs(shown.astype(int) - RAMP).max() <= 1


def test_hazy_air_takes_more_from_blue_than_from_red() -> None:
    grey = np.full((1, 64, 64, 3), 120, dtype=np.uint8)

    hazy = show(grey, "l2a_hazy")[0, 0, 0].astype(float)

    dn = (120 - 1) * SATURATION_DN / 254
    expected = 1 + np.clip((dn - np.array([350, 600, 1000])) / 0.8, 0, SATURATION_DN) * 254 / SATURATION_DN
    np.testing.assert_allclose(hazy, expected, atol=0.51)


@pytest.mark.parametrize("condition", sorted(CONDITIONS))
def test_a_condition_shows_the_same_each_time_and_leaves_the_pictures_alone(condition: str) -> None:
    pictures = np.random.default_rng(1).integers(1, 256, (3, 64, 64, 3), dtype=np.uint8)
    before = pictures.copy()

    first, second = show(pictures, condition), show(pictures, condition)

    np.testing.assert_array_equal(first, second)
    np.testing.assert_array_equal(pictures, before)
    assert first.dtype == np.uint8
    assert (first != pictures).any()


@pytest.mark.parametrize("condition", ["", TTA])
def test_no_condition_shows_the_pictures_as_they_are(condition: str) -> None:
    np.testing.assert_array_equal(show(RAMP, condition), RAMP)


def test_every_condition_has_a_title_in_the_catalogue() -> None:
    assert set(TITLES) == {"", TTA, *CONDITIONS}
