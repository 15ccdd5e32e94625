# SPDX-License-Identifier: GPL-2.0-or-later
"""Crops of real scenes, and a network that learns to see them as it sees their tiles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import keras
import numpy as np
import pytest
from scipy.special import softmax

from training import at_once
from training.at_once import LAID, SIDE, Crops, SeesAtOnce
from training.dataset import Samples
from training.losses import is_right, partial_cross_entropy
from training.networks import build_network
from training.pool import ANY, SCL, WATER, Scene, cut_crops
from training.settings import SETTINGS, Cycle
from training.views import RandomViews

SMALL = replace(SETTINGS["fast"], batch_size=LAID, width=0.25, teachers=("accurate",))


def scene_of(name: str, width: int = 288, mask: np.ndarray | None = None, level: int = 0) -> Scene:
    """Return a scene whose blue tells the column, in quarters."""
    grey = np.full((128, width, 3), level, dtype=np.uint8)
    grey[..., 2] = np.arange(width) // 4
    return Scene(name, grey, np.ones((128, width), dtype=bool), mask, None if mask is None else SCL)


class Teacher:
    """Is sure of the class that is the red of a tile."""

    def answer_all_views(self, images: np.ndarray) -> np.ndarray:
        return np.eye(10, dtype=np.float32)[images[:, 0, 0, 0]]


def test_crops_lie_in_the_half_for_training_and_are_whole() -> None:
    gap = scene_of("gap")
    gap.valid[5, 130] = False

    crops = cut_crops([scene_of("whole"), gap], SIDE, 16)

    # Of 288 columns 144 are for training: two crops of 128 pixels, of which in the other scene one is whole.
    assert crops.shown.shape == (3, 128, 128, 3)
    assert crops.shown[:, 0, 0, 2].tolist() == [0, 4, 0]
    assert crops.clear.shape == (3, SIDE, SIDE, 64, 64, 3)
    np.testing.assert_array_equal(crops.clear[0, 1, 1], crops.shown[0, 64:, 64:])
    assert crops.allowed.all()
    assert not crops.strange.any()


def test_of_each_tile_it_is_known_what_it_may_be_and_level_1c_shows_it() -> None:
    mask = np.full((128, 288), 4)
    mask[:64, 64:128] = 9
    crops = cut_crops([scene_of("place_L1C", level=3), scene_of("place_L2A", mask=mask, level=7)], SIDE, 64)

    assert crops.shown[:, 0, 0, 0].tolist() == [3, 7]
    assert (crops.clear[..., 0] == 3).all()
    assert crops.strange[1].tolist() == [[False, True], [False, False]]
    np.testing.assert_array_equal(crops.allowed[1, 0, 0], ~WATER)
    np.testing.assert_array_equal(crops.allowed[1, 0, 1], ANY)


def test_without_scenes_there_are_no_crops() -> None:
    assert len(Crops.taught_by(Teacher(), []).images) == 0


def test_teachers_answer_for_each_tile_and_for_none_where_nobody_may_be_sure() -> None:
    mask = np.full((128, 288), 4)
    mask[:64, 64:128] = 9
    crops = Crops.taught_by(Teacher(), [scene_of("land", mask=mask, level=5)])

    assert crops.answers[0].argmax(axis=-1).tolist() == [[5, 0], [5, 5]]
    np.testing.assert_allclose(crops.answers[0, 0, 1], 0.1)
    np.testing.assert_allclose(crops.answers.sum(axis=-1), 1.0, rtol=1e-5)
    assert crops.answers[0, 0, 0][WATER].sum() == 0


def test_answers_are_turned_as_their_crop_is() -> None:
    tiles = np.arange(4).reshape(SIDE, SIDE)
    image = np.repeat(np.repeat(40 + 40 * tiles, 64, axis=0), 64, axis=1).astype(np.uint8)
    crops = Crops(np.repeat(image[None, ..., None], 3, axis=3), np.eye(10, dtype=np.float32)[tiles][None])
    seen = set()

    for seed in range(40):
        shown, answers = crops.draw(1, np.random.default_rng(seed))
        corners = shown[0, ::64, ::64, 0]
        # Other light changes levels, and not their order.
        assert corners.ravel().argsort().tolist() == answers[0].argmax(axis=-1).ravel().argsort().tolist()
        seen.add(tuple(answers[0].argmax(axis=-1).ravel()))

    assert len(seen) == 8


@pytest.fixture
def taught(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(3)
    scene = Scene("noise", rng.integers(0, 256, (128, 320, 3)).astype(np.uint8), np.ones((128, 320), bool), None, None)
    monkeypatch.setattr("training.views.read_scenes", lambda: [scene])
    monkeypatch.setattr("training.views.Teachers", lambda names, split: AllAlike())


class AllAlike:
    def answer_all_views(self, images: np.ndarray) -> np.ndarray:
        return np.full((len(images), 10), 0.1, dtype=np.float32)


def test_views_bring_crops_where_the_cycle_has_some(taught: None, make_samples: Callable[[int, int], Samples]) -> None:
    samples = make_samples(LAID, 1)

    (pictures, crops), (known, answers) = RandomViews(samples, SMALL, Cycle(1, 0.05, crops=3))[0]
    plain, _ = RandomViews(samples, SMALL, Cycle(1, 0.05))[0]

    assert (pictures.shape, crops.shape) == ((LAID, 64, 64, 3), (3, 128, 128, 3))
    assert (known.shape, answers.shape) == ((LAID, 20), (3, SIDE, SIDE, 10))
    assert plain.shape == pictures.shape


def step(batch: object, weight: float, monkeypatch: pytest.MonkeyPatch) -> tuple[SeesAtOnce, dict[str, float]]:
    """Let a small network that learns nothing take a step, with so much `weight` on the agreement of both ways."""
    keras.utils.set_random_seed(1)
    monkeypatch.setattr(at_once, "AGREEMENT", weight)
    learner = SeesAtOnce(build_network(SMALL))
    metric = keras.metrics.MeanMetricWrapper(is_right, name="accuracy")
    learner.compile(keras.optimizers.SGD(0.0), loss=partial_cross_entropy, metrics=[metric])
    return learner, {name: float(value) for name, value in learner.train_step(batch).items()}


def test_the_loss_asks_for_the_agreement_of_both_ways(
    taught: None, make_samples: Callable[[int, int], Samples], monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = RandomViews(make_samples(LAID, 1), SMALL, Cycle(1, 0.05, crops=3))[0]
    (pictures, crops), _ = batch

    learner, unasked = step(batch, 0.0, monkeypatch)
    _, asked = step(batch, 5.0, monkeypatch)

    tiles = np.concatenate([pictures, at_once._cut(crops)])
    wide = np.concatenate([at_once._lay(pictures), crops])
    alone = learner._answer(learner._map(tiles, training=True).numpy().mean(axis=(1, 2))).numpy()
    together = learner._answer(at_once._boxes(learner._map(wide, training=True))).numpy()
    p, q = softmax(alone.astype(np.float64), axis=1), softmax(together.astype(np.float64), axis=1)
    divergence = ((p - q) * (np.log(p) - np.log(q))).sum()
    assert set(asked) == {"loss", "accuracy"}
    assert divergence > 0
    assert asked["loss"] - unasked["loss"] == pytest.approx(5.0 * divergence / LAID, rel=0.02)


def test_it_measures_and_predicts_as_the_network_that_was_given() -> None:
    network, pictures = build_network(SMALL), np.random.default_rng(1).uniform(0, 255, (3, 64, 64, 3))

    np.testing.assert_array_equal(SeesAtOnce(network)(pictures).numpy(), network(pictures).numpy())


def test_crops_and_tiles_are_cut_and_laid_in_the_same_order() -> None:
    tiles = np.arange(8 * 64 * 64 * 3, dtype=np.float32).reshape(8, 64, 64, 3)

    laid = at_once._lay(tiles)

    assert tuple(laid.shape) == (2, 128, 128, 3)
    np.testing.assert_array_equal(at_once._cut(laid).numpy(), tiles)
    np.testing.assert_allclose(at_once._boxes(laid).numpy(), tiles.astype(np.float64).mean(axis=(1, 2)), rtol=1e-3)
