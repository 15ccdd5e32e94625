# SPDX-License-Identifier: GPL-2.0-or-later
"""Threads of QGIS that do not end while the plugin is loaded, because of what would end with them."""

from __future__ import annotations

from qgis.core import QgsApplication
from qgis.PyQt.QtCore import QThreadPool

NEVER = -1


class LastingThreads:
    """Keeps the threads of tasks and of the drawing of maps, which Qt ends when they have been idle for half a minute.

    QGIS remembers each reference system for all threads. When a thread ends, QGIS takes from those that it was the
    first to use what PROJ knows of them, though layers and the map hold them by then: they still say that they are
    valid, and coordinates pass unchanged, of these layers and of all that are opened later.
    """

    def __init__(self) -> None:
        manager = QgsApplication.taskManager()
        # Newer ones than QGIS 3.22 have threads for tasks alone.
        own = [manager.threadPool()] if hasattr(manager, "threadPool") else []
        self._before = [(pool, pool.expiryTimeout()) for pool in (QThreadPool.globalInstance(), *own)]
        for pool, _ in self._before:
            pool.setExpiryTimeout(NEVER)

    def let_go(self) -> None:
        """Let threads that become idle from now on end as before."""
        for pool, milliseconds in self._before:
            pool.setExpiryTimeout(milliseconds)
        self._before = []
