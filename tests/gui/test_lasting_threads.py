# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QThreadPool

from eurosat_plugin.gui.lasting_threads import LastingThreads


def test_threads_last_until_they_are_let_go(qgis_app: QgsApplication) -> None:
    manager = qgis_app.taskManager()
    pools = [QThreadPool.globalInstance(), *([manager.threadPool()] if hasattr(manager, "threadPool") else [])]
    before = [pool.expiryTimeout() for pool in pools]

    threads = LastingThreads()
    lasting = [pool.expiryTimeout() for pool in pools]
    threads.let_go()

    assert all(milliseconds < 0 for milliseconds in lasting)
    assert [pool.expiryTimeout() for pool in pools] == before
