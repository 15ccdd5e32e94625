# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from training import unfinished
from training.settings import SETTINGS

SEED = SETTINGS["seed"]


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Return the folder of the runs of a machine that has trained seven epochs of ``seed``."""
    runs = tmp_path / "first"
    use_machine(monkeypatch, runs)
    checkpoint = runs / "seed" / "checkpoint"
    checkpoint.mkdir(parents=True)
    (runs / "seed" / "settings.json").write_text(json.dumps(SEED.as_dict()))
    (runs / "seed" / "log.csv").write_text("epoch,accuracy\n6,0.8\n")
    (checkpoint / "latest.weights.h5").write_bytes(b"weights")
    (checkpoint / "training_metadata.json").write_text('{"epoch": 7, "batch": 0}')
    return runs


def use_machine(monkeypatch: pytest.MonkeyPatch, runs: Path) -> None:
    monkeypatch.setattr(unfinished, "run_folder", lambda name: runs / name)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_another_machine_has_the_run_as_the_first_one_left_it(
    machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, second = tmp_path / "kept", tmp_path / "second"

    assert unfinished.keep(SEED, kept)
    use_machine(monkeypatch, second)
    assert unfinished.take_up(SEED, kept)

    assert contents(second / "seed") == contents(machine / "seed")


def test_a_run_that_has_begun_here_is_not_replaced(machine: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    unfinished.keep(SEED, kept)
    (machine / "seed" / "log.csv").write_text("epoch,accuracy\n7,0.9\n")
    before = contents(machine)

    assert not unfinished.take_up(SEED, kept)

    assert contents(machine) == before


def test_a_run_with_other_settings_begins_anew(machine: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unfinished.keep(SEED, tmp_path / "kept")
    use_machine(monkeypatch, tmp_path / "second")

    assert not unfinished.take_up(replace(SEED, batch_size=32), tmp_path / "kept")

    assert not (tmp_path / "second").exists()


def test_a_run_without_a_checkpoint_leaves_nothing_to_keep(machine: Path, tmp_path: Path) -> None:
    (machine / "seed" / "checkpoint" / "training_metadata.json").unlink()

    assert not unfinished.keep(SEED, tmp_path / "kept")

    assert not (tmp_path / "kept").exists()
