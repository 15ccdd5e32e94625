# SPDX-License-Identifier: GPL-2.0-or-later
"""Receipts: what was refused stays so, what may pass is tried a few times, and again by the next run."""

from __future__ import annotations

from pathlib import Path

import pytest

from eurosat_plugin.adapters.batch import run_folder
from eurosat_plugin.adapters.batch.plan import Scene, make_plan
from eurosat_plugin.adapters.batch.run_folder import LOST, PAUSES_S, REFUSED, TRIES, RunFolder
from eurosat_plugin.adapters.batch.scene_source import SceneSource


@pytest.fixture
def run(tmp_path: Path) -> RunFolder:
    run = RunFolder(tmp_path / "run")
    run.begin(make_plan([SceneSource("/images/a.tif", "a")], {}))
    return run


@pytest.fixture
def scene(run: RunFolder) -> Scene:
    [scene] = run.plan().scenes
    return scene


def test_a_scene_is_put_off_for_longer_each_time_and_then_given_up(run: RunFolder, scene: Scene) -> None:
    pauses, settled = [], []

    for _ in range(TRIES):
        pauses.append(run.put_off(scene, "passing", "No answer."))
        settled.append(run.is_settled(scene))

    assert pauses == [*PAUSES_S, 0.0]
    assert sorted(PAUSES_S) == list(PAUSES_S)
    assert settled == [False] * (TRIES - 1) + [True]


def test_a_scene_that_was_put_off_waits_until_its_pause_is_over(
    run: RunFolder, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(run_folder.time, "time", lambda: now)
    before = run.pause(scene)
    pause = run.put_off(scene, "passing", "No answer.")

    waits = run.pause(scene)
    now += pause

    assert (before, waits, run.pause(scene)) == (0.0, pause, 0.0)


@pytest.mark.parametrize(("kind", "waits"), [(REFUSED, False), ("passing", True), ("memory", True), (LOST, True)])
def test_the_next_run_takes_up_what_may_have_passed_and_not_what_was_refused(
    run: RunFolder, scene: Scene, kind: str, waits: bool
) -> None:
    run.give_up(scene, kind, "A sentence.")
    given_up = run.is_settled(scene)

    run.begin_anew()

    assert given_up
    assert run.is_settled(scene) is not waits


def test_the_tries_of_the_next_run_are_counted_anew(run: RunFolder, scene: Scene) -> None:
    for _ in range(TRIES):
        run.put_off(scene, "passing", "No answer.")

    run.begin_anew()

    assert run.put_off(scene, "passing", "No answer.") == PAUSES_S[0]
