# SPDX-License-Identifier: GPL-2.0-or-later
"""Tasks that begin for certain: QGIS's task manager forgets one now and then."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsApplication, QgsTask
from qgis.PyQt.QtCore import QObject, QThreadPool, QTimer

LOOK_MS = 500
LOOKS = 3
"""In a row that find a free thread and a task that nevertheless waits for one."""


def start_task(task: QgsTask, again: Callable[[], None]) -> None:
    """Hand `task` to QGIS's task manager; should that forget it, cancel it and begin anew by `again`.

    Seen in QGIS 3.22 on a busy computer: a task that was queued while another one ended was never run, though all
    threads were idle. What is likely, but not proven: QGIS takes the order of the ended task from the queue by its
    address, where that of the next one lies by then.
    """
    _Watch(task, again).start()


class _Watch(QObject):
    """Looks after `task` until it begins or is cancelled."""

    def __init__(self, task: QgsTask, again: Callable[[], None]) -> None:
        super().__init__()
        self._task, self._again = task, again
        self._looks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)
        task.begun.connect(self._end)
        task.taskTerminated.connect(self._end)

    def start(self) -> None:
        _watched.add(self)
        self._timer.start()
        QgsApplication.taskManager().addTask(self._task)

    def _look(self) -> None:
        pool = _pool()
        free = pool.activeThreadCount() < pool.maxThreadCount()
        self._looks = self._looks + 1 if free and self._task.status() == QgsTask.TaskStatus.Queued else 0
        if self._looks == LOOKS:
            task, again = self._task, self._again
            self._end()
            again()
            task.cancel()

    def _end(self) -> None:
        self._timer.stop()
        _watched.discard(self)


def _pool() -> QThreadPool:
    """Return the threads of tasks, which newer versions of QGIS keep for tasks alone."""
    manager = QgsApplication.taskManager()
    return manager.threadPool() if hasattr(manager, "threadPool") else QThreadPool.globalInstance()


_watched: set[_Watch] = set()
