# SPDX-License-Identifier: GPL-2.0-or-later
"""Train one network: ``python -m training.train fast``. Interrupted runs go on where they stopped.

Two CPU cores with AVX2 need about 75 s an epoch for `fast` and 310 s for `seed`; what the shipped files
reached is in models/README.md.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import keras
import numpy as np

from training.augmentation import augment
from training.dataset import DataError, Samples, load_split
from training.networks import build_network
from training.settings import SETTINGS, Settings, run_folder


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=sorted(SETTINGS))
    options = parser.parse_args(arguments)
    settings = SETTINGS[options.model]
    try:
        train(settings, load_split(settings.split, "train"), load_split(settings.split, "val"), run_folder(settings.name))
    except (DataError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def train(settings: Settings, training: Samples, validation: Samples, folder: Path) -> keras.Model:
    """Train the network of `settings` and leave ``model.keras`` and ``log.csv`` in `folder`.

    A checkpoint after each epoch lets a second call go on from there. Deterministic for a given seed as far
    as the backend is.
    """
    print(settings)
    folder.mkdir(parents=True, exist_ok=True)
    keras.utils.set_random_seed(settings.seed)
    model = build_network(settings)
    views = RandomViews(training, settings)
    model.compile(
        optimizer=keras.optimizers.SGD(
            learning_rate=_one_cycle(settings, steps=settings.epochs * len(views)),
            momentum=settings.momentum,
            nesterov=True,
            weight_decay=settings.weight_decay,
        ),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=settings.label_smoothing),
        metrics=["accuracy"],
    )
    targets = keras.utils.to_categorical(validation.labels, 10)
    model.fit(
        views,
        validation_data=(validation.images.astype(np.float32), targets),
        epochs=settings.epochs,
        verbose=1 if sys.stdout.isatty() else 2,
        callbacks=[
            keras.callbacks.LambdaCallback(on_epoch_begin=views.begin_epoch),
            keras.callbacks.BackupAndRestore(str(folder / "checkpoint")),
            keras.callbacks.CSVLogger(str(folder / "log.csv"), append=True),
        ],
    )
    model.save(folder / "model.keras")
    return model


class RandomViews(keras.utils.PyDataset):
    """Shuffled batches of augmented pictures; every epoch's draw follows from the seed and its number."""

    def __init__(self, samples: Samples, settings: Settings) -> None:
        super().__init__(workers=1)
        self._samples = samples
        self._settings = settings
        self.begin_epoch(0)

    def begin_epoch(self, epoch: int, logs: object = None) -> None:
        """Draw the order of `epoch`, also after a resume."""
        self._epoch = epoch
        self._order = np.random.default_rng((self._settings.seed, epoch)).permutation(len(self._samples.labels))

    def __len__(self) -> int:
        return len(self._samples.labels) // self._settings.batch_size

    def __getitem__(self, step: int) -> tuple[np.ndarray, np.ndarray]:
        size = self._settings.batch_size
        rows = self._order[step * size : (step + 1) * size]
        rng = np.random.default_rng((self._settings.seed, self._epoch, step + 1))
        images = augment(self._samples.images[rows], self._settings, rng)
        return images.astype(np.float32), keras.utils.to_categorical(self._samples.labels[rows], 10)


def _one_cycle(settings: Settings, steps: int) -> keras.optimizers.schedules.LearningRateSchedule:
    warmup = int(steps * settings.warmup_share)
    return keras.optimizers.schedules.CosineDecay(
        initial_learning_rate=settings.learning_rate / 10,
        warmup_target=settings.learning_rate,
        warmup_steps=warmup,
        decay_steps=steps - warmup,
        alpha=0.001,
    )


if __name__ == "__main__":
    sys.exit(main())
