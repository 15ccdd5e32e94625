# SPDX-License-Identifier: GPL-2.0-or-later
"""Train one network: ``python -m training.train fast``. An interrupted run goes on where it stopped.

Two CPU cores with AVX2 need about a minute an epoch for `fast` and three for `seed`; what the shipped files
reached in one run each is in models/README.md.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import keras
import numpy as np

from training.beginnings import begin
from training.checkpoints import CHECKPOINT, WEIGHTS, Checkpoints, RunError, check_room, save_whole
from training.dataset import DataError, Samples, load_parts
from training.finished import MODEL_FILE, load_finished
from training.losses import is_right, partial_cross_entropy
from training.means import mean_of
from training.networks import build_network, freeze_backbone
from training.precision import computing_in, has_bfloat16
from training.schedule import CosineCycle
from training.settings import RECORD, SETTINGS, Cycle, Settings, run_folder
from training.shipped import count_cycles
from training.views import RandomViews, one_hot, with_all_classes

CYCLE_FILE = "cycle{number}.keras"
"""What a finished cycle leaves until the whole run has ended."""

OPTIMIZERS: dict[str, Callable[[CosineCycle, Settings], keras.optimizers.Optimizer]] = {
    "sgd": lambda rate, settings: keras.optimizers.SGD(
        rate,
        momentum=settings.momentum,
        nesterov=True,
        weight_decay=settings.weight_decay,
        global_clipnorm=settings.clip,
    ),
    "adamw": lambda rate, settings: keras.optimizers.AdamW(
        rate, weight_decay=settings.weight_decay, global_clipnorm=settings.clip
    ),
    "adam": lambda rate, settings: keras.optimizers.Adam(rate, weight_decay=settings.weight_decay),
    "rmsprop": lambda rate, settings: keras.optimizers.RMSprop(rate, weight_decay=settings.weight_decay),
}
"""How each optimizer is built; all take weight decay apart from the gradient."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    options = make_parser().parse_args(arguments)
    settings = change(SETTINGS[options.model], options)
    try:
        training, validation = load_parts(settings.split, "train", "val")
        train(settings, training, validation, run_folder(settings.name))
    except (DataError, RunError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"The network is in {run_folder(settings.name)}.")
    return 0


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line: a network and what to change of its settings."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=sorted(SETTINGS))
    parser.add_argument("--name", help="name of the run when settings are changed (made from the changes)")
    parser.add_argument("--split", choices=("aitlas", "spatial"))
    parser.add_argument("--optimizer", choices=sorted(OPTIMIZERS))
    parser.add_argument(
        "--learning-rate", type=float, help="highest learning rate of the first cycle; others in proportion"
    )
    parser.add_argument("--epochs", type=int, help="one cycle of so many epochs")
    parser.add_argument("--batch-size", type=int)
    parser.add_argument("--dropout", type=float)
    parser.add_argument("--l2", type=float, help="weight decay")
    parser.add_argument("--patience", type=int, help="stop a cycle after so many epochs without progress")
    parser.add_argument("--no-augmentation", action="store_true")
    parser.add_argument("--seed", type=int)
    return parser


def change(settings: Settings, options: argparse.Namespace) -> Settings:
    """Return `settings` with what `options` change, under a name of its own when they change anything."""
    fields = {
        "split": options.split,
        "optimizer": options.optimizer,
        "batch_size": options.batch_size,
        "dropout": options.dropout,
        "weight_decay": options.l2,
        "patience": options.patience,
        "seed": options.seed,
    }
    changes = {name: value for name, value in fields.items() if value is not None}
    words = [f"{name}-{value}".replace("_", "") for name, value in changes.items()]
    cycles = settings.cycles
    if options.epochs is not None:
        cycles = (replace(cycles[-1] if cycles[0].frozen else cycles[0], epochs=options.epochs),)
        words.append(f"epochs-{options.epochs}")
    if options.learning_rate is not None:
        factor = options.learning_rate / cycles[0].learning_rate
        cycles = tuple(replace(cycle, learning_rate=cycle.learning_rate * factor) for cycle in cycles)
        words.append(f"rate-{options.learning_rate:g}")
    if options.no_augmentation:
        cycles = tuple(cycle.without_augmentation() for cycle in cycles)
        words.append("noaugmentation")
    name = options.name or "_".join([settings.name, *words])
    return replace(settings, name=name, cycles=cycles, **changes)


def train(settings: Settings, training: Samples, validation: Samples, folder: Path) -> keras.Model:
    """Train the network of `settings` and leave ``model.keras`` and ``log.csv`` in `folder`.

    A checkpoint after each epoch lets a second call go on from there; after a finished run it starts afresh.
    Deterministic for a given seed as far as the backend is.

    :raises RunError: when `folder` holds an unfinished run with other settings, what to begin with is missing, or the
        disk is full.
    :raises DataError: when a teacher is missing.
    """
    print(settings)
    _prepare(folder, settings)
    keras.utils.set_random_seed(settings.seed)
    with computing_in("mixed_bfloat16" if settings.half and has_bfloat16() else "float32"):
        model = build_network(settings)
    check_room(folder, model)
    if not _has_weights(folder):
        begin(model, settings, training)
    begun = count_cycles(settings)
    start = sum(cycle.epochs for cycle in settings.cycles[:begun])
    for number, cycle in enumerate(settings.cycles[begun:], begun + 1):
        finished = folder / CYCLE_FILE.format(number=number)
        if not finished.is_file():
            _train_cycle(model, settings, cycle, start, training, validation, folder)
            save_whole(model, finished)
            shutil.rmtree(folder / CHECKPOINT)
        # Read back, though it may be in memory: there it remembers the epoch that a resumed cycle went on at.
        model = keras.models.load_model(finished, compile=False)
        start += cycle.epochs
    ends = [folder / CYCLE_FILE.format(number=number) for number in range(begun + 1, len(settings.cycles) + 1)]
    if settings.mean_of_cycles:
        model = mean_of([keras.models.load_model(end, compile=False) for end in ends])
    save_whole(model, folder / MODEL_FILE)
    for end in ends:
        end.unlink(missing_ok=True)
    return model


def train_once(settings: Settings, training: Samples, validation: Samples) -> keras.Model:
    """Return the network that the finished run of exactly these `settings` left, or train it now."""
    if is_finished(settings):
        return load_finished(settings.name)
    return train(settings, training, validation, run_folder(settings.name))


def is_finished(settings: Settings) -> bool:
    """Tell whether a run of exactly these `settings` has left its network."""
    folder = run_folder(settings.name)
    record = folder / RECORD
    same = record.is_file() and record.read_text(encoding="utf-8") == _describe(settings)
    return same and not _is_unfinished(folder) and (folder / MODEL_FILE).is_file()


def _train_cycle(
    model: keras.Model,
    settings: Settings,
    cycle: Cycle,
    start: int,
    training: Samples,
    validation: Samples,
    folder: Path,
) -> None:
    """Train one cycle, whose first epoch is `start` of the run, going on from a checkpoint if there is one."""
    freeze_backbone(model, cycle.frozen)
    views = RandomViews(training, settings, cycle)
    model.compile(
        optimizer=build_optimizer(
            settings, CosineCycle(cycle.epochs * len(views), cycle.learning_rate, settings.warmup_share)
        ),
        loss=partial_cross_entropy,
        metrics=[keras.metrics.MeanMetricWrapper(is_right, name="accuracy")],
    )
    callbacks = [
        keras.callbacks.LambdaCallback(on_epoch_begin=views.begin_epoch),
        keras.callbacks.CSVLogger(str(folder / "log.csv"), append=True),
        # After the log, so that an epoch counts as done when it is in there.
        Checkpoints(folder),
    ]
    if settings.patience is not None:
        callbacks.append(
            keras.callbacks.EarlyStopping(
                "val_accuracy", mode="max", patience=settings.patience, restore_best_weights=True, verbose=1
            )
        )
    model.fit(
        views,
        validation_data=(validation.images.astype(np.float32), with_all_classes(one_hot(validation.labels))),
        # Patience counts looks, and is told in epochs.
        validation_freq=1 if settings.patience is not None else settings.look,
        initial_epoch=start,
        epochs=start + cycle.epochs,
        # The views come in random order already; Keras's own shuffling would start anew with a resumed run.
        shuffle=False,
        verbose=1 if sys.stdout.isatty() else 2,
        callbacks=callbacks,
    )


def build_optimizer(settings: Settings, rate: CosineCycle) -> keras.optimizers.Optimizer:
    """Build the optimizer that `settings` names."""
    return OPTIMIZERS[settings.optimizer](rate, settings)


def _prepare(folder: Path, settings: Settings) -> None:
    """Make `folder` ready for a run: one with the same settings goes on there, a finished one makes room."""
    record, wanted, unfinished = folder / RECORD, _describe(settings), _is_unfinished(folder)
    if unfinished and record.is_file() and record.read_text(encoding="utf-8") != wanted:
        raise RunError(f"{folder} holds an unfinished run with other settings; delete that folder to start over.")
    folder.mkdir(parents=True, exist_ok=True)
    record.write_text(wanted, encoding="utf-8")
    if not unfinished:
        (folder / "log.csv").unlink(missing_ok=True)


def _is_unfinished(folder: Path) -> bool:
    return (folder / CHECKPOINT).is_dir() or any(folder.glob(CYCLE_FILE.format(number="*")))


def _has_weights(folder: Path) -> bool:
    """Tell whether the run in `folder` goes on from weights of its own; the folder of a checkpoint may be empty."""
    return (folder / CHECKPOINT / WEIGHTS).is_file() or any(folder.glob(CYCLE_FILE.format(number="*")))


def _describe(settings: Settings) -> str:
    return json.dumps(settings.as_dict(), indent=1)


if __name__ == "__main__":
    sys.exit(main())
