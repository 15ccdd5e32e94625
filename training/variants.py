# SPDX-License-Identifier: GPL-2.0-or-later
"""Short runs side by side: ``python -m training.variants seeds`` or ``switches``. An interrupted series goes on.

``seeds`` trains the compact network briefly from several seeds, which tells how much of a difference is chance;
``switches`` changes one thing at a time on a quarter of the pictures. All are judged by the validation pictures. Writes
docs/training/variants_seeds.csv or variants_switches.csv.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy.special import softmax

from training.checkpoints import RunError
from training.dataset import DataError, Samples, load_parts
from training.graph import run_keras
from training.metrics import measure
from training.search import thin
from training.settings import DOCS, SETTINGS, Cycle, Settings
from training.train import train_once

SEEDS = (1, 2, 3)
CYCLE = Cycle(4, 0.05)
BASE = replace(SETTINGS["fast"], cycles=(CYCLE,), teachers=())


@dataclass(frozen=True)
class Outcome:
    """What the validation pictures say of one run of `epochs` epochs on `pictures` pictures."""

    variant: str
    epochs: int
    pictures: int
    accuracy: float
    macro_f1: float


def list_variants(series: str) -> dict[str, Settings]:
    """Return the settings of every run of `series`, by what is special about them."""
    if series == "seeds":
        return {f"seed {seed}": replace(BASE, seed=seed) for seed in SEEDS}
    return {
        "as it is": BASE,
        "adam": _at_rate(replace(BASE, optimizer="adam"), 0.002),
        "rmsprop": _at_rate(replace(BASE, optimizer="rmsprop"), 0.002),
        "no augmentation": replace(BASE, cycles=(CYCLE.without_augmentation(),)),
        "dropout 0.3": replace(BASE, dropout=0.3),
        "no L2": replace(BASE, weight_decay=0.0),
        "early stopping": replace(BASE, patience=2),
    }


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("series", choices=("seeds", "switches"))
    options = parser.parse_args(arguments)
    try:
        training, validation = load_parts(BASE.split, "train", "val")
        shown = training if options.series == "seeds" else thin(training)
        outcomes = [
            run(variant, settings, options.series, shown, validation)
            for variant, settings in list_variants(options.series).items()
        ]
        path = write_table(outcomes, DOCS / f"variants_{options.series}.csv", summary=options.series == "seeds")
    except (DataError, RunError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(path.read_text(encoding="utf-8"), end="")
    return 0


def run(variant: str, settings: Settings, series: str, training: Samples, validation: Samples) -> Outcome:
    """Train one variant, unless that was done before, and judge it."""
    settings = replace(settings, name=f"{series}_{variant.replace(' ', '-')}")
    model = train_once(settings, training, validation)
    metrics = measure("val", validation.labels, softmax(run_keras(model, validation.images), axis=1))
    return Outcome(variant, settings.epochs, len(training.labels), metrics.accuracy, metrics.macro_f1)


def write_table(outcomes: Sequence[Outcome], path: Path, summary: bool) -> Path:
    """Write one row per run, with mean and standard deviation below where `summary`; return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    figures = np.array([[outcome.accuracy, outcome.macro_f1] for outcome in outcomes])
    rows = [(o.variant, o.epochs, o.pictures, *values) for o, values in zip(outcomes, figures)]
    if summary:
        rows += [("mean", "", "", *figures.mean(axis=0)), ("standard deviation", "", "", *figures.std(axis=0, ddof=1))]
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow(["variant", "epochs", "pictures", "val_accuracy", "val_macro_f1"])
        for variant, epochs, pictures, *values in rows:
            table.writerow([variant, epochs, pictures, *(f"{value:.4f}" for value in values)])
    return path


def _at_rate(settings: Settings, rate: float) -> Settings:
    return replace(settings, cycles=tuple(replace(cycle, learning_rate=rate) for cycle in settings.cycles))


if __name__ == "__main__":
    sys.exit(main())
