# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from training.dataset import Samples
from training.pool import WATER, Likenesses, PoolTiles
from training.settings import SETTINGS, Cycle
from training.views import RandomViews, Scenes

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
    assert [known[image.tobytes()] for image in images] == targets[:, :10].argmax(axis=1).tolist()


def test_outliers_have_no_class_and_the_sea_has_one(make_samples: Callable[[int, int], Samples]) -> None:
    samples = make_samples(64, 1)
    only = Cycle(1, 0.05, outlier_share=0.5, sea_share=0.5)

    targets = RandomViews(samples, replace(SMALL, batch_size=64, label_smoothing=0.0), only)[0][1][:, :10]

    undecided = np.isclose(targets, 0.1).all(axis=1)
    assert 15 < undecided.sum() < 49
    assert (targets[~undecided].argmax(axis=1) == 9).all()


def test_every_class_is_possible_for_a_labelled_picture(make_samples: Callable[[int, int], Samples]) -> None:
    known = RandomViews(make_samples(8, 1), SMALL, Cycle(1, 0.05))[0][1]

    np.testing.assert_allclose(known[:, :10].sum(axis=1), 1.0, rtol=1e-5)
    assert (known[:, 10:] == 1).all()


def test_tiles_of_real_scenes_bring_what_is_known_of_them(
    make_samples: Callable[[int, int], Samples], monkeypatch: pytest.MonkeyPatch
) -> None:
    land, cloud = (np.full((1, 64, 64, 3), level, dtype=np.uint8) for level in (7, 250))
    pool = PoolTiles(
        np.concatenate([land, cloud]), np.stack([~WATER, np.ones(10, dtype=bool)]), np.array([False, True])
    )
    monkeypatch.setattr("training.views.cut_tiles", lambda *_: pool)
    cycle = Cycle(1, 0.05, surface_share=0.0, haze_share=0.0, pool_share=1.0)

    images, known = RandomViews(make_samples(64, 1), replace(SMALL, batch_size=64), cycle)[0]

    is_land = (images == 7).all(axis=(1, 2, 3))
    assert is_land.sum() + (images == 250).all(axis=(1, 2, 3)).sum() == 64
    assert 15 < is_land.sum() < 49
    assert (known[is_land, :10] == 0).all()
    assert (known[is_land, 10:] == ~WATER).all()
    np.testing.assert_allclose(known[~is_land, :10], 0.1, rtol=1e-5)


def test_tiles_of_real_scenes_bring_what_the_teachers_say_of_their_ground(
    make_samples: Callable[[int, int], Samples], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Teacher:
        def __init__(self, names: object, split: object) -> None:
            assert names == ("teacher",)

        def answer_all_views(self, images: np.ndarray) -> np.ndarray:
            return np.where(np.arange(10) == images[:, 0, 0, :1] // 10, 0.91, 0.01).astype(np.float32)

    shown, clear = (
        np.stack([np.full((64, 64, 3), level, np.uint8) for level in levels]) for levels in ((7, 8), (30, 50))
    )
    monkeypatch.setattr("training.views.read_scenes", list)
    tiles = Likenesses(shown, clear, np.ones((2, 10), dtype=bool))
    monkeypatch.setattr("training.views.cut_likenesses", lambda *_: tiles)
    monkeypatch.setattr("training.views.Teachers", Teacher)
    cycle = Cycle(1, 0.05, surface_share=0.0, haze_share=0.0, scene_share=1.0)

    images, known = RandomViews(make_samples(64, 1), replace(SMALL, batch_size=64, teachers=("teacher",)), cycle)[0]

    classes = known[:, :10].argmax(axis=1)
    as_shown = np.isin(images, (7, 8)).all(axis=(1, 2, 3))
    assert set(classes) == {3, 5}
    assert (known[:, 10:] == 1).all()
    assert 15 < as_shown.sum() < 49, "the others are seen through other air"
    assert (classes[as_shown] == np.where(images[as_shown, 0, 0, 0] == 7, 3, 5)).all()


def test_what_a_teacher_says_of_water_in_a_desert_goes_to_what_can_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    class Teacher:
        def answer_all_views(self, images: np.ndarray) -> np.ndarray:
            return np.where(WATER, 0.4, np.where(np.arange(10) == 2, 0.2, 0.0)).astype(np.float32)[None]

    tile = np.zeros((1, 64, 64, 3), np.uint8)
    monkeypatch.setattr("training.views.read_scenes", list)
    monkeypatch.setattr("training.views.cut_likenesses", lambda *_: Likenesses(tile, tile, ~WATER[None]))

    answer = Scenes.taught_by(Teacher()).answers[0]

    assert (answer[WATER] == 0).all()
    assert answer[2] > 0.99
    assert answer.sum() == pytest.approx(1.0)
