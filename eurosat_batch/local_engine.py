# SPDX-License-Identifier: GPL-2.0-or-later
"""The engine for one computer: processes that share the run's folder and nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import IO

from eurosat_batch.engine import ONE_THREAD, OUT_OF_MEMORY, Event, give_up
from eurosat_batch.errors import BatchError
from eurosat_plugin.adapters.batch.run_folder import TRIES, RunFolder
from eurosat_plugin.paths import package_folder

_WORKER = "eurosat_batch.worker"


def run_locally(run: RunFolder, workers: int, tell: Callable[[Event], None] = lambda event: None) -> None:
    """Settle all scenes of `run` with so many processes, or see to it that others settle them.

    `tell` is called from one thread for each process, one at a time.

    :raises BatchError: when a process cannot even start.
    """
    engine = _Engine(run, tell)
    with ThreadPoolExecutor(workers) as pool:
        tended = [pool.submit(engine.tend) for _ in range(workers)]
        try:
            for future in tended:
                future.result()
        finally:
            engine.stop()


class _Engine:
    """What the threads share that tend the processes."""

    def __init__(self, run: RunFolder, tell: Callable[[Event], None]) -> None:
        self._run, self._tell, self._plan = run, tell, run.plan()
        self._losses: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._stopped = False
        self._processes: set[subprocess.Popen[str]] = set()

    def tend(self) -> None:
        """Start a process, and another one as long as they are lost."""
        while self._is_wanted() and self._follow() != 0:
            pass

    def stop(self) -> None:
        """End all processes: each ends when its input does."""
        with self._lock:
            self._stopped = True
            for process in self._processes:
                _close(process.stdin)

    def _is_wanted(self) -> bool:
        return not self._stopped and any(not self._run.is_settled(scene) for scene in self._plan.scenes)

    def _follow(self) -> int:
        """Start a process and listen to it; return its exit status."""
        ready, key, error = False, "", ""
        with self._run.log_file.open("a") as log, _start(self._run, log) as process:
            with self._lock:
                self._processes.add(process)
                if self._stopped:
                    _close(process.stdin)
            for line in process.stdout or ():
                event = _event(line, process.pid)
                if event is not None:
                    ready, error = True, event.sentence if event.what == "broken" else ""
                    key = event.key if event.what in ("begun", "broken") else ""
                    self._say(event)
            status = process.wait()
            with self._lock:
                self._processes.discard(process)
        if status not in (0, OUT_OF_MEMORY) and not self._stopped:
            if not ready:
                raise BatchError(f"A process could not start QGIS; {self._run.log_file} says why.")
            self._lose(key, process.pid, error)
        return status

    def _lose(self, key: str, pid: int, error: str) -> None:
        self._say(Event("lost", key, pid=pid))
        with self._lock:
            self._losses[key] += 1
            if self._losses[key] < TRIES:
                return
        if not key:
            raise BatchError(f"Processes end between scenes; {self._run.log_file} says why.")
        [scene] = (scene for scene in self._plan.scenes if scene.key == key)
        give_up(self._run, scene, error)

    def _say(self, event: Event) -> None:
        with self._lock:
            self._tell(event)


def _start(run: RunFolder, log: IO[str]) -> subprocess.Popen[str]:
    paths = [str(package_folder().parent), os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        **ONE_THREAD,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
    }
    return subprocess.Popen(
        [sys.executable, "-m", _WORKER, str(run.path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=log,
        env=environment,
        text=True,
        start_new_session=True,  # Ctrl+C is for the driver, which ends the others in order
    )


def _event(line: str, pid: int) -> Event | None:
    """Return what `line` says; None when a library wrote it."""
    try:
        said = json.loads(line)
        return Event(said["what"], said["key"], said["sentence"], pid)
    except (ValueError, KeyError, TypeError):
        return None


def _close(pipe: IO[str] | None) -> None:
    if pipe is not None:
        pipe.close()
