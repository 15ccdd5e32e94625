# SPDX-License-Identifier: GPL-2.0-or-later
"""The batches that a network is trained on: pictures in random order, each in a random view."""

from __future__ import annotations

import keras
import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.classes import CLASSES
from training.augmentation import change_radiometry, change_season, mix, turn
from training.dataset import Samples
from training.outliers import expose
from training.settings import Cycle, Settings
from training.teachers import Teachers


class RandomViews(keras.utils.PyDataset):
    """Shuffled batches of augmented pictures; every epoch's draw follows from the seed and its number.

    :raises DataError: when the teachers of `settings` are missing and `cycle` needs them.
    """

    def __init__(self, samples: Samples, settings: Settings, cycle: Cycle) -> None:
        super().__init__(workers=1)
        self._teachers = Teachers(settings.teachers, settings.split) if cycle.teacher_share else None
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

    def __getitem__(self, step: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
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
        return images.astype(np.float32), targets


def one_hot(labels: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    """Return targets ``(n, 10)`` for class ids ``(n,)``."""
    return np.eye(len(CLASSES), dtype=np.float32)[labels]
