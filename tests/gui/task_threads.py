# SPDX-License-Identifier: GPL-2.0-or-later
"""The threads of QGIS's task manager, all of them taken, and orders that get lost in their queue."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from threading import Event

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QRunnable

from eurosat_plugin.gui import task_start

FAST_MS = 20
"""Between two looks for a task that does not begin."""


class Blocker(QRunnable):
    """Takes a thread until it is released."""

    def __init__(self, release: Event) -> None:
        super().__init__()
        self.setAutoDelete(False)
        self._release = release
        self.begun = Event()

    def run(self) -> None:
        self.begun.set()
        self._release.wait(300)


@pytest.fixture
def full_pool(qgis_app: QgsApplication, monkeypatch: pytest.MonkeyPatch) -> Iterator[Event]:
    """Take all threads until the event is set."""
    monkeypatch.setattr(task_start, "LOOK_MS", FAST_MS)
    pool, release = task_start._pool(), Event()
    blockers = [Blocker(release) for _ in range(pool.maxThreadCount())]
    for blocker in blockers:
        pool.start(blocker)
    assert all(blocker.begun.wait(300) for blocker in blockers)
    yield release
    release.set()
    pool.waitForDone()


@pytest.fixture
def forgetful_manager(full_pool: Event) -> Callable[[Callable[[], None]], None]:
    """Return what calls a function whose tasks QGIS's task manager then forgets, as it does by itself at times."""

    def forget(begin: Callable[[], None]) -> None:
        begin()
        task_start._pool().clear()
        full_pool.set()

    return forget
