# SPDX-License-Identifier: GPL-2.0-or-later
"""What a run leaves on disk after each epoch, so that a power cut or a full disk costs one epoch at most."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import keras

CHECKPOINT = "checkpoint"
WEIGHTS = "latest.weights.h5"
STATE = "training_metadata.json"
BACKUP = ".bkp"
"""What Keras calls its files."""

COPIES = 8
"""Of the parameters, that a run needs room for: weights and momenta, twice each, and what finished cycles leave."""


class RunError(Exception):
    """The run cannot start or go on; the message says why."""


class Checkpoints(keras.callbacks.BackupAndRestore):
    """Keras's checkpoint of the last epoch and the one before; a damaged one gives way to the other.

    Kept until the network is on disk.

    :raises RunError: when an epoch cannot be written, or none can be read.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder / CHECKPOINT), double_checkpoint=True, delete_checkpoint=False)
        self._folder = folder / CHECKPOINT

    def on_train_begin(self, logs: dict[str, Any] | None = None) -> None:
        """Go on from the last checkpoint, if there is one."""
        try:
            super().on_train_begin(logs)
        except (OSError, ValueError, KeyError) as error:
            if not self._return_to_previous():
                raise RunError(
                    f"The checkpoint in {self._folder} was damaged ({_first_line(error)}) and is gone; run the same "
                    "command again to begin the cycle anew."
                ) from error
            super().on_train_begin(logs)

    def on_epoch_end(self, epoch: int, logs: dict[str, Any] | None = None) -> None:
        """Write the checkpoint of `epoch`."""
        try:
            super().on_epoch_end(epoch, logs)
        except OSError as error:
            self._return_to_previous()
            raise RunError(
                f"The checkpoint of epoch {epoch + 1} cannot be written to {self._folder} ({_first_line(error)}). The "
                "epochs before it are kept: make room and run the same command again."
            ) from error

    def _return_to_previous(self) -> bool:
        """Put the checkpoint before the last in its place; whether there was one."""
        for name in (STATE, WEIGHTS):
            (self._folder / name).unlink(missing_ok=True)
            previous = self._folder / (name + BACKUP)
            if previous.is_file():
                previous.replace(self._folder / name)
        return (self._folder / WEIGHTS).is_file()


def save_whole(model: keras.Model, path: Path) -> None:
    """Save `model` to `path`; the file appears whole or not at all."""
    unfinished = path.with_name(f"unfinished_{path.name}")
    try:
        model.save(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def check_room(folder: Path, model: keras.Model) -> None:
    """Check that the disk of `folder` can take what a run of `model` leaves; :raises RunError: when it cannot."""
    needed, free = 4 * COPIES * model.count_params(), shutil.disk_usage(folder).free
    if free < needed:
        raise RunError(
            f"A run needs {needed / 1e6:.0f} MB for its checkpoints, and the disk of {folder} has {free / 1e6:.0f} MB "
            "left; make room and run the same command again."
        )


def _first_line(error: Exception) -> str:
    """Return the first line of what an error says, which for HDF5 goes on for many."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
