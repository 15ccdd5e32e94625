# SPDX-License-Identifier: GPL-2.0-or-later
"""Measure how well a network tells the unknown: ``python -m training.familiarity fast accurate``.

Trains each network five times without two of the ten classes, briefly, and asks whether validation pictures of the
classes it never saw have more energy (−logsumexp of the logits) than those of the classes it knows: AUROC, 1 for
always, 0.5 for a coin's toss. The confidence does the same for comparison, and so does the distance in feature space
from what was learnt (distance.py). Writes docs/training/familiarity.csv; an interrupted run goes on.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import keras
import numpy as np
import numpy.typing as npt
from scipy.special import softmax
from sklearn.metrics import roc_auc_score

from eurosat_plugin.core.classes import CLASS_KEYS, class_by_key
from training.calibration import FAMILIAR_SHARE, energies
from training.checkpoints import RunError
from training.dataset import DataError, Samples, load_parts
from training.distance import FeatureDistance
from training.graph import run_keras
from training.networks import FEATURES
from training.settings import DOCS, SETTINGS
from training.train import train_once

EPOCHS = {"fast": 6, "accurate": 3}
"""Of each network; one that begins with ImageNet's weights needs fewer."""

PAIRS = (
    ("AnnualCrop", "Residential"),
    ("Forest", "Highway"),
    ("HerbaceousVegetation", "SeaLake"),
    ("Industrial", "Pasture"),
    ("PermanentCrop", "River"),
)
"""Classes left out together: unlike each other, so that what stays is not a lesson about what goes."""


@dataclass(frozen=True)
class Familiarity:
    """What one `network` without the class `left_out` makes of its pictures.

    `energy_auroc`, `confidence_auroc` and `distance_auroc` compare with the pictures of known classes; `flagged` is the
    share that has more energy than 99.5 % of those.
    """

    network: str
    left_out: str
    energy_auroc: float
    confidence_auroc: float
    distance_auroc: float
    flagged: float


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; return its exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", nargs="+", metavar="MODEL", choices=sorted(EPOCHS), help="fast, accurate")
    options = parser.parse_args(arguments)
    try:
        training, validation = load_parts("aitlas", "train", "val")
        rows = [row for name in options.models for pair in PAIRS for row in leave_out(name, pair, training, validation)]
        path = write_table(rows, DOCS / "familiarity.csv")
    except (DataError, RunError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(path.read_text(encoding="utf-8"), end="")
    return 0


def leave_out(name: str, pair: Sequence[str], training: Samples, validation: Samples) -> list[Familiarity]:
    """Train network `name` without the classes of `pair`, unless that was done before, and judge each of them."""
    settings = SETTINGS[name]
    cycle = replace(settings.cycles[0], epochs=EPOCHS[name], season_share=0.0)
    settings = replace(settings, name="_".join(["familiarity", name, *pair]), cycles=(cycle,), teachers=())
    known = without(training, pair)
    model = train_once(settings, known, without(validation, pair))
    probe = keras.Model(model.input, model.get_layer(FEATURES).output)
    distance = FeatureDistance.of(run_keras(probe, known.images)).measure(run_keras(probe, validation.images))
    return judge(name, run_keras(model, validation.images), distance, validation.labels, pair)


def judge(
    network: str,
    logits: npt.NDArray[np.float32],
    distance: npt.NDArray[np.float32],
    labels: npt.NDArray[np.int64],
    pair: Sequence[str],
) -> list[Familiarity]:
    """Compare the pictures of each class of `pair` with those of the classes that are not in it."""
    energy, doubt = energies(logits), -softmax(logits, axis=1).max(axis=1)
    known = ~np.isin(labels, [class_by_key(key).id for key in pair])
    rows = []
    for key in pair:
        unknown = labels == class_by_key(key).id
        either = known | unknown
        rows.append(
            Familiarity(
                network,
                key,
                float(roc_auc_score(unknown[either], energy[either])),
                float(roc_auc_score(unknown[either], doubt[either])),
                float(roc_auc_score(unknown[either], distance[either])),
                float((energy[unknown] > np.quantile(energy[known], FAMILIAR_SHARE)).mean()),
            )
        )
    return rows


def without(samples: Samples, pair: Sequence[str]) -> Samples:
    """Return `samples` without the classes of `pair`."""
    rows = np.flatnonzero(~np.isin(samples.labels, [class_by_key(key).id for key in pair]))
    return Samples(samples.images[rows], samples.labels[rows], tuple(samples.names[row] for row in rows))


def write_table(rows: Sequence[Familiarity], path: Path) -> Path:
    """Write one row per network and class, in class order, and the mean of each network; return the path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as lines:
        table = csv.writer(lines, lineterminator="\n")
        table.writerow([field.name for field in fields(Familiarity)])
        for network in dict.fromkeys(row.network for row in rows):
            by_key = {row.left_out: astuple(row)[2:] for row in rows if row.network == network}
            figures = {key: by_key[key] for key in CLASS_KEYS if key in by_key}
            figures["mean"] = tuple(np.mean(list(figures.values()), axis=0))
            for key, values in figures.items():
                table.writerow([network, key, *(f"{value:.4f}" for value in values)])
    return path


if __name__ == "__main__":
    sys.exit(main())
