# SPDX-License-Identifier: GPL-2.0-or-later
"""Search for better settings with Optuna: ``python -m training.search --trials 12``. An interrupted search goes on.

Each trial trains the compact network for four epochs on a quarter of the training pictures and is judged by the
validation pictures: enough to tell good settings from bad ones, too little to tell good ones apart. The table of all
trials is docs/training/search.csv.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import optuna

from training.dataset import DataError, Samples, load_parts
from training.networks import build_network, count_macs
from training.settings import DOCS, SETTINGS, Settings, run_folder
from training.train import train

EPOCHS = 4
SHARE = 4
"""One picture in so many is trained on."""

MOST_MACS = 60_000_000
"""What the compact network may cost; dearer trials are pruned before they start."""


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=12, help="finished trials to have in the end")
    options = parser.parse_args(arguments)
    try:
        training, validation = load_parts("aitlas", "train", "val")
        study = search(thin(training), validation, run_folder("search"), options.trials)
        path = write_table(study, DOCS / "search.csv")
    except (DataError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Best of {len(study.trials)} trials: {study.best_value:.4f} with {study.best_params}. Wrote {path}.")
    return 0


def search(training: Samples, validation: Samples, folder: Path, trials: int) -> optuna.Study:
    """Go on with the study in `folder` until it has `trials` finished trials."""
    folder.mkdir(parents=True, exist_ok=True)
    study = optuna.create_study(
        storage=f"sqlite:///{folder / 'trials.sqlite'}",
        study_name="fast",
        direction="maximize",
        load_if_exists=True,
        sampler=optuna.samplers.TPESampler(seed=SETTINGS["fast"].seed),
    )

    def judge(trial: optuna.Trial) -> float:
        settings = suggest(trial)
        macs = count_macs(build_network(settings))
        trial.set_user_attr("macs", macs)
        if macs > MOST_MACS:
            raise optuna.TrialPruned
        run = folder / f"trial{trial.number}"
        train(settings, training, validation, run)
        accuracy = read_accuracy(run / "log.csv")
        shutil.rmtree(run)
        return accuracy

    def finished(study: optuna.Study, trial: optuna.trial.FrozenTrial) -> None:
        if count_finished(study) >= trials:
            study.stop()

    if count_finished(study) < trials:
        study.optimize(judge, callbacks=[finished])
    return study


def suggest(trial: optuna.Trial) -> Settings:
    """Draw the settings of one trial."""
    optimizer = trial.suggest_categorical("optimizer", ["sgd", "adam", "rmsprop"])
    # Gradient descent with momentum wants rates some thirty times those of the adaptive kind.
    low, high = (0.01, 0.2) if optimizer == "sgd" else (0.0003, 0.01)
    rate = trial.suggest_float(f"learning_rate_{optimizer}", low, high, log=True)
    base = SETTINGS["fast"]
    return replace(
        base,
        optimizer=optimizer,
        batch_size=trial.suggest_categorical("batch_size", [32, 64, 128]),
        width=trial.suggest_float("width", 0.5, 1.5, step=0.25),
        depth=trial.suggest_int("depth", -1, 1),
        cycles=(replace(base.cycles[0], epochs=EPOCHS, learning_rate=rate),),
    )


def thin(samples: Samples) -> Samples:
    """Keep one picture in :data:`SHARE`, evenly over the classes as the split file has them."""
    rows = np.random.default_rng(SETTINGS["fast"].seed).permutation(len(samples.labels))[::SHARE]
    return Samples(samples.images[rows], samples.labels[rows], tuple(samples.names[row] for row in rows))


def count_finished(study: optuna.Study) -> int:
    """Count the trials that ended with an accuracy."""
    return sum(trial.state == optuna.trial.TrialState.COMPLETE for trial in study.trials)


def read_accuracy(log: Path) -> float:
    """Return the validation accuracy of the last epoch in a run's ``log.csv``."""
    with log.open(encoding="utf-8", newline="") as lines:
        return float(list(csv.DictReader(lines))[-1]["val_accuracy"])


def write_table(study: optuna.Study, path: Path) -> Path:
    """Write one row per trial, the best first, and return the path."""
    names = sorted({name for trial in study.trials for name in trial.params})
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(["trial", "state", "val_accuracy", "mmac", *names])
        for trial in sorted(study.trials, key=lambda t: (-(t.value or 0.0), t.number)):
            value = "" if trial.value is None else f"{trial.value:.4f}"
            mmac = f"{trial.user_attrs.get('macs', 0) / 1e6:.1f}"
            cells = [trial.params.get(name, "") for name in names]
            table.writerow([trial.number, trial.state.name.lower(), value, mmac, *cells])
    return path


if __name__ == "__main__":
    sys.exit(main())
