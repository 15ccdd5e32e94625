# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from training import shipped
from training.catalogue import read_model
from training.settings import SETTINGS, Cycle, Settings
from training.shipped import count_cycles, is_shipped

FAST = SETTINGS["fast"]
ANOTHER = Cycle(3, 0.01)


@pytest.fixture
def file_says(exported: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the file in models/ have been made by other settings than it was."""
    monkeypatch.setattr(shipped, "MODELS", exported.parent)

    def change(*missing: str, **changes: Any) -> None:
        config = {**json.loads(json.dumps(read_model(exported).card.config)), **changes}
        for cycle in config["cycles"]:
            for name in missing:
                del cycle[name]
        monkeypatch.setattr(shipped, "read_model", lambda path: SimpleNamespace(card=SimpleNamespace(config=config)))

    change()
    return change


def test_a_choice_that_the_file_does_not_know_yet_counts_as_left_out(file_says: Callable[..., None]) -> None:
    first, *others = FAST.cycles
    file_says("measured_share")

    assert not is_shipped(FAST), "its later cycles have such a share"
    plain = [replace(cycle, measured_share=0.0) for cycle in others]
    assert is_shipped(replace(FAST, cycles=(first, *plain)))
    assert not is_shipped(replace(FAST, cycles=(replace(first, measured_share=0.5), *plain)))


def test_without_a_file_nothing_is_shipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(shipped, "MODELS", tmp_path)

    assert not is_shipped(FAST)
    assert count_cycles(FAST) == 0


def test_cycles_that_are_added_go_on_from_the_file(file_says: Callable[..., None]) -> None:
    longer = replace(FAST, version="9.0.0", role="longer", teachers=(), cycles=(*FAST.cycles, ANOTHER, ANOTHER))

    assert count_cycles(longer) == len(FAST.cycles)


@pytest.mark.parametrize(
    "settings",
    [
        FAST,
        replace(FAST, cycles=FAST.cycles[:1]),
        replace(FAST, cycles=(FAST.cycles[0], ANOTHER, ANOTHER)),
        replace(FAST, cycles=(*FAST.cycles, ANOTHER), seed=7),
        replace(FAST, cycles=(*FAST.cycles, ANOTHER), network="lite"),
    ],
    ids=["finished", "shorter", "another second cycle", "another seed", "another network"],
)
def test_a_file_of_another_run_is_nothing_to_go_on_from(settings: Settings, file_says: Callable[..., None]) -> None:
    assert count_cycles(settings) == 0


def test_a_mean_of_cycles_begins_at_the_beginning(file_says: Callable[..., None]) -> None:
    mean = replace(FAST, cycles=(*FAST.cycles, ANOTHER), mean_of_cycles=True)

    assert not is_shipped(replace(FAST, mean_of_cycles=True)), "the file is the end of its last cycle"
    assert count_cycles(mean) == 0, "the file has not the end of each"
