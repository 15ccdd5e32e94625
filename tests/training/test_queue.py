# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from training import queue, shipped
from training.dataset import Samples
from training.settings import SETTINGS, Settings


@pytest.fixture
def trained(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, make_samples: Callable[[int, int], Samples]) -> list[str]:
    """Let nothing be trained; return the names of the runs that would be."""
    names: list[str] = []

    def train_once(settings: Settings, *_: Samples) -> None:
        names.append(settings.name)

    monkeypatch.setattr(queue, "run_folder", lambda name: tmp_path / name)
    monkeypatch.setattr(queue, "load_parts", lambda *_: (make_samples(4, 1), make_samples(4, 2)))
    monkeypatch.setattr(queue, "train_once", train_once)
    monkeypatch.setattr(shipped, "MODELS", tmp_path / "models")
    monkeypatch.setattr(queue, "take_up", lambda settings: False)
    monkeypatch.setattr(queue, "is_finished", lambda settings: settings.name == "seed")
    return names


def test_every_network_that_ships_is_trained_but_those_that_are_finished(trained: list[str]) -> None:
    assert queue.main([]) == 0

    assert trained == [name for name in queue.QUEUE if name != "seed"]
    assert set(queue.QUEUE) == {name for name, settings in SETTINGS.items() if settings.network != "transfer"}


def test_a_run_that_another_process_is_at_is_left_alone(trained: list[str], tmp_path: Path) -> None:
    with queue.claimed(tmp_path / "fast") as free:
        assert free
        assert queue.main(["fast", "accurate"]) == 0

    assert trained == ["accurate"]


def test_the_list_says_how_far_each_run_is(
    trained: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    state = tmp_path / "fast" / "checkpoint" / "training_metadata.json"
    state.parent.mkdir(parents=True)
    state.write_text('{"epoch": 7, "batch": 0}')

    queue.main(["--list", "fast", "seed"])

    fast, seed = capsys.readouterr().out.splitlines()
    assert fast.startswith(f"fast: 7 of {SETTINGS['fast'].epochs} epochs")
    assert seed.startswith(f"seed: finished, {SETTINGS['seed'].epochs} epochs")
    assert trained == []


def test_a_network_that_does_not_exist_is_named(trained: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        queue.main(["nobody"])

    assert "nobody" in capsys.readouterr().err


@pytest.mark.parametrize(("epochs", "runs"), [(0, []), (1, ["fast"])])
def test_what_models_holds_by_the_same_settings_is_not_trained_again(
    trained: list[str], exported: Path, monkeypatch: pytest.MonkeyPatch, epochs: int, runs: list[str]
) -> None:
    monkeypatch.setattr(shipped, "MODELS", exported.parent)
    first, *others = SETTINGS["fast"].cycles
    longer = replace(SETTINGS["fast"], cycles=(replace(first, epochs=first.epochs + epochs), *others))
    monkeypatch.setitem(queue.SETTINGS, "fast", longer)

    queue.main(["fast"])

    assert trained == runs
    assert queue.describe("fast").startswith("0 of" if runs else "finished")
