# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QThreadPool

from eurosat_plugin.gui.background_job import BackgroundJob
from eurosat_plugin.gui.lasting_threads import LastingThreads
from tests.first_use import FirstUse, is_usable

AT_ONCE = 1
"""Milliseconds."""


@pytest.fixture
def pools(qgis_app: QgsApplication) -> Iterator[list[QThreadPool]]:
    """Return the threads of QGIS, which end as soon as they are idle."""
    manager = qgis_app.taskManager()
    pools = [QThreadPool.globalInstance(), *([manager.threadPool()] if hasattr(manager, "threadPool") else [])]
    before = [pool.expiryTimeout() for pool in pools]
    for pool in pools:
        pool.setExpiryTimeout(AT_ONCE)
    yield pools
    for pool, milliseconds in zip(pools, before):
        pool.setExpiryTimeout(milliseconds)


def test_threads_last_until_they_are_let_go(pools):
    threads = LastingThreads()
    lasting = [pool.expiryTimeout() for pool in pools]
    threads.let_go()

    assert all(milliseconds < 0 for milliseconds in lasting)
    assert [pool.expiryTimeout() for pool in pools] == [AT_ONCE] * len(pools)


def test_a_system_is_not_lost_that_a_task_was_the_first_to_use(pools, qtbot):
    threads, use = LastingThreads(), FirstUse()
    job = BackgroundJob("looking", lambda job: use.in_thread(), lambda answer: None)
    job.start()
    use.in_main_thread()
    qtbot.waitUntil(lambda: job.over, timeout=60_000)

    assert is_usable()
    threads.let_go()
