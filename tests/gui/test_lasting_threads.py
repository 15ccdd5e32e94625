# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QThreadPool

from eurosat_plugin.gui.lasting_threads import LastingThreads

AS_USUAL = 30_000
"""Milliseconds, as Qt has it."""


@pytest.fixture
def pools(qgis_app: QgsApplication) -> Iterator[list[QThreadPool]]:
    """Return the pools of QGIS, whose threads end as usual."""
    manager = qgis_app.taskManager()
    pools = [QThreadPool.globalInstance(), *([manager.threadPool()] if hasattr(manager, "threadPool") else [])]
    before = [pool.expiryTimeout() for pool in pools]
    for pool in pools:
        pool.setExpiryTimeout(AS_USUAL)
    yield pools
    for pool, milliseconds in zip(pools, before):
        pool.setExpiryTimeout(milliseconds)


def test_threads_last_until_they_are_let_go(pools: list[QThreadPool]) -> None:
    threads = LastingThreads()
    lasting = [pool.expiryTimeout() for pool in pools]
    threads.let_go()

    assert all(milliseconds < 0 for milliseconds in lasting)
    assert [pool.expiryTimeout() for pool in pools] == [AS_USUAL] * len(pools)
