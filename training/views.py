# SPDX-License-Identifier: GPL-2.0-or-later
"""The batches that a network is trained on: pictures in random order, each in a random view."""

from __future__ import annotations

from dataclasses import dataclass

import keras
import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.classes import CLASSES
from training.augmentation import change_radiometry, change_season, jitter_haze, mix, turn
from training.dataset import Images, Samples
from training.outliers import expose
from training.pool import PoolTiles, cut_likenesses, cut_tiles, read_scenes
from training.settings import Cycle, Settings
from training.teachers import Teachers

POOL_STEP = 32
"""Pixels between two tiles of a scene."""

LEAST_ANSWER = np.float32(1e-4)
"""What teachers say at least of every class, so that something is left where they are sure of what cannot be."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Scenes:
    """Tiles ``(n, 64, 64, 3)`` of real scenes without labels, and what teachers say of their ground ``(n, 10)``."""

    images: Images
    answers: Floats

    @classmethod
    def taught_by(cls, teachers: Teachers) -> Scenes:
        """Ask `teachers` about every tile, as Level-1C shows it where the pool has that.

        What a tile cannot be, such as water in a desert, is no answer: the rest of it is shared by what it may be.
        """
        tiles = cut_likenesses(list(read_scenes()), POOL_STEP)
        if not len(tiles.shown):
            return cls(tiles.shown, np.zeros((0, len(CLASSES)), np.float32))
        possible = (teachers.answer_all_views(tiles.clear) + LEAST_ANSWER) * tiles.allowed
        return cls(tiles.shown, np.asarray(possible / possible.sum(axis=1, keepdims=True), dtype=np.float32))


class RandomViews(keras.utils.PyDataset):
    """Shuffled batches of augmented pictures; every epoch's draw follows from the seed and its number.

    Targets are ``(n, 20)``: how probable each class is, and whether it is possible at all, which is all that is known
    of some tiles of real scenes; their first ten numbers are 0.

    :raises DataError: when the teachers of `settings` are missing and `cycle` needs them.
    """

    def __init__(self, samples: Samples, settings: Settings, cycle: Cycle) -> None:
        super().__init__(workers=1)
        self._pool = cut_tiles(read_scenes(), "train", POOL_STEP) if cycle.pool_share else None
        teachers = Teachers(settings.teachers, settings.split) if cycle.teacher_share or cycle.scene_share else None
        self._teachers = teachers if cycle.teacher_share else None
        self._scenes = Scenes.taught_by(teachers) if teachers is not None and cycle.scene_share else None
        self._samples = samples
        self._settings = settings
        self._cycle = cycle
        self.begin_epoch(0)

    def begin_epoch(self, epoch: int, logs: object = None) -> None:
        """Draw the order of `epoch`, also after a resume."""
        self._epoch = epoch
        self._order = np.random.default_rng((self._settings.seed, epoch)).permutation(len(self._samples.labels))

    def __len__(self) -> int:
        return len(self._samples.labels) // self._settings.batch_size

    def __getitem__(self, step: int) -> tuple[Floats, Floats]:
        size = self._settings.batch_size
        rows = self._order[step * size : (step + 1) * size]
        rng = np.random.default_rng((self._settings.seed, self._epoch, step + 1))
        images = turn(self._samples.images[rows], self._cycle, rng)
        targets = one_hot(self._samples.labels[rows])
        if rng.random() < self._cycle.mix_share:
            images, targets = mix(images, targets, rng)
        images = change_season(images, self._cycle.season_share, rng)
        if self._teachers is not None:
            targets += self._cycle.teacher_share * (self._teachers.answer(images) - targets)
        images = change_radiometry(images, self._cycle, rng)
        images, targets = expose(images, targets, self._cycle.outlier_share, self._cycle.sea_share, rng)
        # What teachers say is soft already.
        smoothing = self._settings.label_smoothing * (1 - self._cycle.teacher_share)
        targets += smoothing * (1 / len(CLASSES) - targets)
        allowed = np.ones_like(targets)
        if self._pool is not None and len(self._pool):
            self._expose_pool(self._pool, images, targets, allowed, rng)
        if self._scenes is not None and len(self._scenes.images):
            self._expose_scenes(self._scenes, images, targets, allowed, rng)
        return images.astype(np.float32), np.concatenate([targets, allowed], axis=1)

    def _expose_pool(
        self, pool: PoolTiles, images: Images, targets: Floats, allowed: Floats, rng: np.random.Generator
    ) -> None:
        """Put tiles of real scenes in the place of some `images`; what is known of them replaces the target."""
        places = np.flatnonzero(rng.random(len(images)) < self._cycle.pool_share)
        # Strange tiles and those with a few possible classes in equal parts, however many there are of each.
        for place in places:
            rows = np.flatnonzero(pool.strange == (rng.random() < 0.5))
            if not len(rows):
                continue
            row = int(rng.choice(rows))
            images[place] = turn(pool.images[row : row + 1], self._cycle, rng)[0]
            targets[place] = 1 / len(CLASSES) if pool.strange[row] else 0.0
            allowed[place] = pool.allowed[row]

    def _expose_scenes(
        self, scenes: Scenes, images: Images, targets: Floats, allowed: Floats, rng: np.random.Generator
    ) -> None:
        """Put tiles of real scenes, in other light too, in the place of some `images`, with the teachers' answer."""
        places = np.flatnonzero(rng.random(len(images)) < self._cycle.scene_share)
        rows = rng.integers(len(scenes.images), size=len(places))
        if len(places):
            views = turn(scenes.images[rows], self._cycle, rng)
            changed = rng.random(len(views)) < 0.5
            images[places] = np.where(changed[:, None, None, None], jitter_haze(views, rng), views)
            targets[places] = scenes.answers[rows]
            allowed[places] = 1.0


def with_all_classes(targets: Floats) -> Floats:
    """Return `targets` ``(n, 10)`` as the loss wants them: followed by which classes are possible, here all."""
    return np.concatenate([targets, np.ones_like(targets)], axis=1)


def one_hot(labels: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Return targets ``(n, 10)`` for class ids ``(n,)``."""
    return np.eye(len(CLASSES), dtype=np.float32)[labels]
