# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from eurosat_plugin.core.classes import CLASS_KEYS
from training.dataset import Samples
from training.familiarity import PAIRS, Familiarity, judge, without, write_table


def test_every_class_is_left_out_once() -> None:
    assert sorted(key for pair in PAIRS for key in pair) == list(CLASS_KEYS)


def test_an_unknown_class_with_less_evidence_is_told_every_time() -> None:
    labels = np.repeat(np.arange(10), 20)
    logits = np.where(labels[:, None] == 0, 0.0, 9.0 * np.eye(10)[labels]).astype(np.float32)

    unknown, known = judge("fast", logits, -logits.max(axis=1), labels, ("AnnualCrop", "Residential"))

    assert unknown.network == "fast"
    assert (unknown.left_out, unknown.energy_auroc, unknown.flagged) == ("AnnualCrop", 1.0, 1.0)
    assert unknown.distance_auroc == 1.0
    # Residential has as much evidence as the classes that were not left out.
    assert known.energy_auroc == pytest.approx(0.5)


def test_pictures_of_other_classes_stay(make_samples: Callable[[int, int], Samples]) -> None:
    samples = make_samples(60, 1)

    kept = without(samples, ("AnnualCrop", "SeaLake"))

    assert set(kept.labels) == set(range(1, 9)) & set(samples.labels)
    assert len(kept.images) == len(kept.labels) == len(kept.names)


def test_the_figures_of_each_network_end_with_their_mean(tmp_path: Path) -> None:
    rows = [
        Familiarity("fast", "River", 0.9, 0.8, 0.95, 0.3),
        Familiarity("fast", "Forest", 0.7, 0.6, 0.85, 0.1),
        Familiarity("accurate", "River", 0.5, 0.5, 0.5, 0.5),
    ]

    path = write_table(rows, tmp_path / "new" / "familiarity.csv")

    with path.open(newline="") as lines:
        table = list(csv.DictReader(lines))
    assert [(row["network"], row["left_out"]) for row in table] == [
        ("fast", "Forest"),
        ("fast", "River"),
        ("fast", "mean"),
        ("accurate", "River"),
        ("accurate", "mean"),
    ]
    assert float(table[2]["energy_auroc"]) == pytest.approx(0.8)
    assert float(table[2]["distance_auroc"]) == pytest.approx(0.9)
    assert float(table[4]["flagged"]) == pytest.approx(0.5)
