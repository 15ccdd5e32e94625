# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from training.dataset import Samples
from training.settings import SETTINGS, Cycle
from training.views import RandomViews

SMALL = replace(SETTINGS["fast"], batch_size=8)


def test_every_epoch_has_its_own_order_that_follows_from_the_seed(make_samples: Callable[[int, int], Samples]) -> None:
    samples, cycle = make_samples(32, 1), Cycle(2, 0.05)
    views, again = RandomViews(samples, SMALL, cycle), RandomViews(samples, SMALL, cycle)
    first = views[0][0]
    views.begin_epoch(1)
    again.begin_epoch(1)

    assert (views[0][0] != first).any()
    np.testing.assert_array_equal(views[0][0], again[0][0])


def test_without_augmentation_the_pictures_come_as_they_are(make_samples: Callable[[int, int], Samples]) -> None:
    samples = make_samples(8, 1)

    images, targets = RandomViews(samples, SMALL, Cycle(1, 0.05).without_augmentation())[0]

    known = {image.tobytes(): label for image, label in zip(samples.images.astype(np.float32), samples.labels)}
    assert [known[image.tobytes()] for image in images] == targets.argmax(axis=1).tolist()


def test_outliers_have_no_class_and_the_sea_has_one(make_samples: Callable[[int, int], Samples]) -> None:
    samples = make_samples(64, 1)
    only = Cycle(1, 0.05, outlier_share=0.5, sea_share=0.5)

    targets = RandomViews(samples, replace(SMALL, batch_size=64), only)[0][1]

    undecided = np.isclose(targets, 0.1).all(axis=1)
    assert 15 < undecided.sum() < 49
    assert (targets[~undecided].argmax(axis=1) == 9).all()
