# SPDX-License-Identifier: GPL-2.0-or-later
"""A function in a thread of QGIS's task manager, whose answer comes back to the main thread."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from qgis.core import QgsTask

from eurosat_plugin.gui.task_start import start_task

STOP_MS = 30_000


class BackgroundJob:
    """Held by this module until it has ended: the task manager does not hold its Python side."""

    def __init__(self, title: str, work: Callable[[BackgroundJob], Any], done: Callable[[Any], None]) -> None:
        """Give `work` this job, to report progress to and to ask whether to stop; `done` gets what it returns.

        `done` is not called when the job was cancelled; it gets None when `work` failed.
        """
        self._title = title
        self._work: Callable[[BackgroundJob], Any] | None = work
        self._done: Callable[[Any], None] | None = done
        self._task: _Task | None = None
        self._idle = Event()
        self._idle.set()
        self.over = False
        """Whether it has ended; the task manager deletes Qt's side of it then."""

    def start(self) -> None:
        """Queue the job."""
        _alive.append(self)
        self._queue()

    def isCanceled(self) -> bool:
        """Tell whether to stop; named as QGIS names it, for who asks a task or a job."""
        return self._task is not None and bool(self._task.isCanceled())

    def setProgress(self, percent: float) -> None:
        """Report progress."""
        if self._task is not None:
            self._task.setProgress(percent)

    def stop(self) -> None:
        """Cancel; nothing is called any more."""
        self._done = None
        if self._task is not None and not self.over:
            self._task.cancel()

    def wait(self, milliseconds: int = STOP_MS) -> bool:
        """Return when no thread works on it, or after that time; tell whether none does."""
        return self._idle.wait(milliseconds / 1000)

    def _queue(self) -> None:
        self._task = _Task(self._title, self._run, self._finish)
        start_task(self._task, self._queue)

    def _run(self) -> Any:
        """Work; called in the thread."""
        self._idle.clear()
        try:
            work, self._work = self._work, None
            return None if work is None or self.isCanceled() else work(self)
        finally:
            self._idle.set()

    def _finish(self, task: _Task, answer: Any) -> None:
        """Hand the answer over; called in the main thread."""
        if task is not self._task:  # one that the task manager had forgotten
            return
        self.over = True
        _alive.remove(self)
        done, cancelled = self._done, task.isCanceled()
        self._work = self._done = None
        if done is not None and not cancelled:
            done(answer)


class _Task(QgsTask):
    """Calls `work` in the thread, and `done` with this task and what that returned, None when it failed."""

    def __init__(self, title: str, work: Callable[[], Any], done: Callable[[_Task, Any], None]) -> None:
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work, self._done = work, done
        self._answer: Any = None

    def run(self) -> bool:
        if not self.isCanceled():
            self._answer = self._work()
        return not self.isCanceled()

    def finished(self, successful: bool) -> None:
        self._done(self, self._answer if successful else None)


def stop_jobs() -> None:
    """Cancel all jobs, and return when no thread works on them: their code is about to go."""
    for job in list(_alive):
        job.stop()
    for job in list(_alive):
        job.wait()


_alive: list[BackgroundJob] = []
