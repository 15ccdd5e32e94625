# SPDX-License-Identifier: GPL-2.0-or-later
"""Train one network: ``python -m training.train fast``. An interrupted run goes on where it stopped.

Two CPU cores with AVX2 need about 75 s an epoch for `fast` and 310 s for `seed`; what the shipped files
reached in one run each is in models/README.md.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from pathlib import Path

import keras
import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.classes import CLASSES
from training.augmentation import augment
from training.dataset import DataError, Samples, load_parts
from training.networks import build_network
from training.schedule import CosineCycles
from training.settings import SETTINGS, Settings, run_folder

CHECKPOINT = "checkpoint"


class RunError(Exception):
    """The run cannot start or go on; the message says why."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=sorted(SETTINGS))
    options = parser.parse_args(arguments)
    settings = SETTINGS[options.model]
    try:
        training, validation = load_parts(settings.split, "train", "val")
        train(settings, training, validation, run_folder(settings.name))
    except (DataError, RunError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def train(settings: Settings, training: Samples, validation: Samples, folder: Path) -> keras.Model:
    """Train the network of `settings` and leave ``model.keras`` and ``log.csv`` in `folder`.

    A checkpoint after each epoch lets a second call go on from there; after a finished run it starts afresh.
    Deterministic for a given seed as far as the backend is.

    :raises RunError: when `folder` holds an unfinished run with other settings.
    """
    print(settings)
    resumed = _prepare(folder, settings)
    keras.utils.set_random_seed(settings.seed)
    model = build_network(settings)
    views = RandomViews(training, settings)
    model.compile(
        optimizer=keras.optimizers.SGD(
            learning_rate=CosineCycles(
                [(cycle.epochs * len(views), cycle.learning_rate) for cycle in settings.cycles], settings.warmup_share
            ),
            momentum=settings.momentum,
            nesterov=True,
            weight_decay=settings.weight_decay,
        ),
        loss=keras.losses.CategoricalCrossentropy(from_logits=True, label_smoothing=settings.label_smoothing),
        metrics=["accuracy"],
    )
    model.fit(
        views,
        validation_data=(validation.images.astype(np.float32), _one_hot(validation.labels)),
        epochs=settings.epochs,
        # The views come in random order already; Keras's own shuffling would start anew with a resumed run.
        shuffle=False,
        verbose=1 if sys.stdout.isatty() else 2,
        callbacks=[
            keras.callbacks.LambdaCallback(on_epoch_begin=views.begin_epoch),
            keras.callbacks.CSVLogger(str(folder / "log.csv"), append=resumed),
            # Last, so that an epoch counts as done when it is in the log; kept until the network is on disk.
            keras.callbacks.BackupAndRestore(str(folder / CHECKPOINT), double_checkpoint=True, delete_checkpoint=False),
        ],
    )
    model.save(folder / "model.keras")
    shutil.rmtree(folder / CHECKPOINT)
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

    def __getitem__(self, step: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        size = self._settings.batch_size
        rows = self._order[step * size : (step + 1) * size]
        rng = np.random.default_rng((self._settings.seed, self._epoch, step + 1))
        images = augment(self._samples.images[rows], self._settings.cycle(self._epoch), rng)
        return images.astype(np.float32), _one_hot(self._samples.labels[rows])


def _prepare(folder: Path, settings: Settings) -> bool:
    """Make `folder` ready for a run; return whether one with the same settings goes on there."""
    record, wanted = folder / "settings.json", json.dumps(settings.as_dict(), indent=1)
    resumed = (folder / CHECKPOINT).is_dir()
    if resumed and record.is_file() and record.read_text(encoding="utf-8") != wanted:
        raise RunError(f"{folder} holds an unfinished run with other settings; delete that folder to start over.")
    folder.mkdir(parents=True, exist_ok=True)
    record.write_text(wanted, encoding="utf-8")
    return resumed


def _one_hot(labels: npt.NDArray[np.int64]) -> npt.NDArray[np.float32]:
    return np.eye(len(CLASSES), dtype=np.float32)[labels]


if __name__ == "__main__":
    sys.exit(main())
