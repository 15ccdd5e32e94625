# SPDX-License-Identifier: GPL-2.0-or-later
"""A short soak: every ending a few times in a process of its own; and the soak itself notices what it is for."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QThreadPool, QTimer

from scripts.soak.__main__ import ends, is_constant, soak
from scripts.soak.process_state import ProcessState, is_watchable

ROOT = Path(__file__).resolve().parents[2]
SHORT = 90
"""Each of the endings three times: the first time warms up."""
STATE = ProcessState(memory=300.0, allocated=50.0, handles=20, threads=8, files=30, layers=0)


@pytest.mark.skipif(not is_watchable(), reason="what a process holds is told by /proc")
def test_every_ending_ends_as_it_should_and_leaves_nothing_behind() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}

    done = subprocess.run(
        [sys.executable, "-m", "scripts.soak", "--runs", str(SHORT), "--growth", "10", "--settle", "0"],
        cwd=ROOT, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "change", [{"memory": 316.0}, {"allocated": 53.0}, {"handles": 21}, {"threads": 9}, {"files": 31}, {"layers": 1}]
)
def test_what_is_left_behind_is_noticed(change: dict[str, float]) -> None:
    assert is_constant(*ends([STATE] * 20), 5.0)
    assert not is_constant(*ends([STATE] * 10 + [replace(STATE, **change)] * 10), 5.0)


def test_what_comes_while_it_warms_up_is_no_leak() -> None:
    cold = ProcessState(memory=100.0, allocated=9.0, handles=5, threads=1, files=0, layers=0)

    assert is_constant(*ends([cold] * 4 + [STATE] * 16), 5.0)


@pytest.mark.skipif(not is_watchable(), reason="what a process holds is told by /proc")
@pytest.mark.parametrize("lets_go", [True, False])
def test_what_qgis_lets_go_of_a_while_later_is_not_left_behind(qgis_app: object, tmp_path: Path, lets_go: bool) -> None:
    held: list[int] = []

    def hold() -> bool:
        handle = os.open(os.devnull, os.O_RDONLY)
        held.append(handle)
        if lets_go:
            QTimer.singleShot(10, lambda: let_go(handle))
        return True

    def let_go(handle: int) -> None:
        held.remove(handle)
        os.close(handle)

    clean = soak({"hold": hold}, runs=10, folder=tmp_path, growth=50.0, settle=0.2, show=lambda *_: None)

    for handle in held:
        os.close(handle)
    assert clean == lets_go


def test_threads_of_ones_own_are_counted_and_those_of_qts_pools_are_not(qgis_app: object) -> None:
    begun, ended = threading.Barrier(3), threading.Event()

    def work() -> None:
        begun.wait()
        ended.wait()

    before = ProcessState.now(())
    QThreadPool.globalInstance().start(work)
    own = threading.Thread(target=work)
    own.start()
    begun.wait()
    during = ProcessState.now(())
    ended.set()
    own.join()

    assert during.threads == before.threads + 1
    assert during.handles == before.handles
