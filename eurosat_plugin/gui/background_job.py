# SPDX-License-Identifier: GPL-2.0-or-later
"""A function in a thread of QGIS's task manager, whose answer comes back to the main thread."""

from __future__ import annotations

from collections.abc import Callable
from threading import Event
from typing import Any

from qgis.core import QgsApplication, QgsTask

STOP_MS = 30_000


class BackgroundJob(QgsTask):
    """Held by this module until it has ended: the task manager does not hold its Python side."""

    def __init__(self, title: str, work: Callable[[BackgroundJob], Any], done: Callable[[Any], None]) -> None:
        """Give `work` this job, to report progress to and to ask whether to stop; `done` gets what it returns.

        `done` is not called when the job was cancelled; it gets None when `work` failed.
        """
        super().__init__(title, QgsTask.Flag.CanCancel)
        self._work: Callable[[BackgroundJob], Any] | None = work
        self._done: Callable[[Any], None] | None = done
        self._answer: Any = None
        self._idle = Event()
        self._idle.set()
        self.over = False
        """Whether it has ended; the task manager deletes Qt's side of it then."""

    def start(self) -> None:
        """Queue the job."""
        _alive.append(self)
        QgsApplication.taskManager().addTask(self)

    def run(self) -> bool:
        """Work; called in the thread."""
        self._idle.clear()
        try:
            work, self._work = self._work, None
            if work is not None and not self.isCanceled():
                self._answer = work(self)
            return not self.isCanceled()
        finally:
            self._idle.set()

    def finished(self, successful: bool) -> None:
        """Hand the answer over; called in the main thread."""
        self.over = True
        _alive.remove(self)
        done, answer = self._done, self._answer
        self._work = self._done = self._answer = None
        if done is not None and not self.isCanceled():
            done(answer if successful else None)

    def stop(self) -> None:
        """Cancel; nothing is called any more."""
        self._done = None
        if not self.over:
            self.cancel()

    def wait(self, milliseconds: int = STOP_MS) -> bool:
        """Return when no thread works on it, or after that time; tell whether none does."""
        return self._idle.wait(milliseconds / 1000)


def stop_jobs() -> None:
    """Cancel all jobs, and return when no thread works on them: their code is about to go."""
    for job in list(_alive):
        job.stop()
    for job in list(_alive):
        job.wait()


_alive: list[BackgroundJob] = []
