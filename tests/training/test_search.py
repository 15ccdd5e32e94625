# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import optuna
import pytest

from training import search as searching
from training.dataset import Samples
from training.search import search, suggest, thin, write_table
from training.settings import Settings


@pytest.fixture(autouse=True)
def quick_training(monkeypatch: pytest.MonkeyPatch) -> list[Settings]:
    """Put a log in the place of a training: adaptive optimizers do better."""
    seen: list[Settings] = []

    def train(settings: Settings, training: Samples, validation: Samples, folder: Path) -> None:
        seen.append(settings)
        folder.mkdir(parents=True)
        accuracy = 0.5 if settings.optimizer == "sgd" else 0.8
        (folder / "log.csv").write_text(f"epoch,val_accuracy\n0,0.1\n1,{accuracy}\n")

    monkeypatch.setattr(searching, "train", train)
    return seen


def test_a_search_goes_on_where_it_stopped(
    quick_training: list[Settings], make_samples: Callable[[int, int], Samples], tmp_path: Path
) -> None:
    samples = make_samples(8, 1)
    search(samples, samples, tmp_path, 2)

    study = search(samples, samples, tmp_path, 3)

    assert len(quick_training) == 3
    assert study.best_value == max(trial.value for trial in study.trials if trial.value is not None)


def test_dear_networks_are_pruned_before_they_are_trained(
    quick_training: list[Settings],
    make_samples: Callable[[int, int], Samples],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    costs = iter([70_000_000, 50_000_000])
    monkeypatch.setattr(searching, "count_macs", lambda model: next(costs))
    samples = make_samples(8, 1)

    study = search(samples, samples, tmp_path, 1)

    assert [trial.state.name for trial in study.trials] == ["PRUNED", "COMPLETE"]
    assert len(quick_training) == 1


def test_the_table_has_a_row_for_every_trial_with_the_best_first(
    make_samples: Callable[[int, int], Samples], tmp_path: Path
) -> None:
    samples = make_samples(8, 1)
    study = search(samples, samples, tmp_path / "study", 3)

    path = write_table(study, tmp_path / "search.csv")

    with path.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(rows) == len(study.trials)
    assert rows[0]["val_accuracy"] == f"{study.best_value:.4f}"
    assert {"optimizer", "batch_size", "width", "depth"} <= set(rows[0])


def test_the_rate_is_drawn_for_the_optimizer() -> None:
    settings = suggest(
        optuna.trial.FixedTrial(
            {"optimizer": "adam", "learning_rate_adam": 0.002, "batch_size": 32, "width": 0.75, "depth": 1}
        )
    )

    assert (settings.optimizer, settings.cycles[0].learning_rate) == ("adam", 0.002)
    assert (settings.width, settings.depth, settings.batch_size) == (0.75, 1, 32)


def test_a_search_sees_a_quarter_of_the_pictures(make_samples: Callable[[int, int], Samples]) -> None:
    samples = make_samples(40, 1)

    assert len(thin(samples).labels) == len(thin(samples).names) == 10
