# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import csv
from pathlib import Path

import pytest

from training.variants import SEEDS, Outcome, list_variants, write_table


def test_runs_of_the_seeds_differ_in_nothing_else() -> None:
    runs = list_variants("seeds").values()

    assert tuple(run.seed for run in runs) == SEEDS
    assert len({str({**run.as_dict(), "seed": None}) for run in runs}) == 1


def test_every_switch_changes_one_thing() -> None:
    variants = {name: settings.as_dict() for name, settings in list_variants("switches").items()}
    plain = variants.pop("as it is")

    changed = {name: {key for key in plain if settings[key] != plain[key]} for name, settings in variants.items()}

    assert changed == {
        # Rates that suit one optimizer do not suit another: the rate is part of the choice, and stands in the cycle.
        "adam": {"optimizer", "cycles"},
        "rmsprop": {"optimizer", "cycles"},
        "no augmentation": {"cycles"},
        "dropout 0.3": {"dropout"},
        "no L2": {"weight_decay"},
        "early stopping": {"patience"},
    }


def test_mean_and_deviation_stand_below_the_seeds(tmp_path: Path) -> None:
    outcomes = [Outcome(f"seed {i}", 6, 16200, 0.94 + i / 100, 0.9) for i in (1, 2, 3)]

    path = write_table(outcomes, tmp_path / "new" / "seeds.csv", summary=True)

    with path.open(newline="") as lines:
        rows = {row["variant"]: row for row in csv.DictReader(lines)}
    assert float(rows["mean"]["val_accuracy"]) == pytest.approx(0.96)
    # The unbiased one of three values that are a hundredth apart.
    assert float(rows["standard deviation"]["val_accuracy"]) == pytest.approx(0.01)


def test_switches_have_no_mean(tmp_path: Path) -> None:
    path = write_table([Outcome("adam", 6, 4050, 0.9, 0.9)], tmp_path / "switches.csv", summary=False)

    assert "mean" not in path.read_text(encoding="utf-8")
