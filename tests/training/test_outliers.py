# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest

from training.outliers import OUTLIERS, expose, make_cloud, make_outliers, make_sea

GROUND = np.random.default_rng(5).integers(20, 120, (40, 64, 64, 3), dtype=np.uint8)


@pytest.mark.parametrize("kind", sorted(OUTLIERS))
def test_an_outlier_is_a_tile_that_follows_from_its_seed(kind: str) -> None:
    first, second = (OUTLIERS[kind](GROUND[0], np.random.default_rng(3)) for _ in range(2))

    assert (first.shape, first.dtype, first.min() >= 1) == ((64, 64, 3), np.uint8, True)
    np.testing.assert_array_equal(first, second)


def test_clouds_hide_more_than_half_of_the_ground() -> None:
    rng = np.random.default_rng(1)

    hidden = [(np.abs(make_cloud(picture, rng).astype(int) - picture) > 10).all(axis=2).mean() for picture in GROUND]

    assert min(hidden) > 0.5


def test_the_sea_is_dark_blue_and_smoother_than_woods() -> None:
    rng = np.random.default_rng(1)

    sea = np.stack([make_sea(rng) for _ in range(50)]).astype(float)

    red, green, blue = sea.mean(axis=(1, 2)).T
    assert (red < green).all()
    assert (blue - red > 39).all()
    assert red.max() < 45
    assert sea.std(axis=(1, 2)).max() < 1.8


def test_as_many_outliers_come_as_pictures() -> None:
    outliers = make_outliers(GROUND, np.random.default_rng(2))

    assert outliers.shape == GROUND.shape
    assert (outliers != GROUND).any(axis=(1, 2, 3)).all()


def test_exposure_leaves_its_arguments_alone() -> None:
    images, targets = GROUND.copy(), np.eye(10, dtype=np.float32)[np.zeros(len(GROUND), dtype=int)]

    exposed, changed = expose(images, targets, 0.5, 0.2, np.random.default_rng(4))

    np.testing.assert_array_equal(images, GROUND)
    assert (targets[:, 0] == 1).all()
    assert changed.sum(axis=1) == pytest.approx(np.ones(len(GROUND)))
    assert (exposed != GROUND).any()
