# SPDX-License-Identifier: GPL-2.0-or-later
"""The engine for many computers: a Dask cluster whose workers share the run's folder."""

from __future__ import annotations

import logging
import signal
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from queue import Empty, SimpleQueue
from types import FrameType
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import dask
from distributed import Client, Future, KilledWorker, LocalCluster

from eurosat_batch.dask_worker import HeadlessQgis, settle_scene
from eurosat_batch.engine import Event, give_up
from eurosat_batch.errors import BatchError
from eurosat_plugin.adapters.batch.plan import Plan, Scene
from eurosat_plugin.adapters.batch.run_folder import TRIES, RunFolder

if TYPE_CHECKING:
    from eurosat_plugin.processing.scene_settlement import Outcome

IN_FLIGHT = 2
"""Scenes for each worker: the one that it is at, and the next."""

_PAUSE_S = 0.5
"""Until a scene is asked for again that a worker of another driver holds."""

_SETTINGS = {
    # On a busy computer it takes long until a nanny has started QGIS again; the cluster must not end it meanwhile.
    "distributed.deploy.lost-worker-timeout": "1 day",
    # How Dask watches itself, a hundred times a second, is for its dashboard alone.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.tick.interval": "500ms",
}
"""Of a cluster on this computer. Its processes inherit them."""

Work = Callable[[str, Plan, Scene, str], "Outcome"]


@contextmanager
def local_cluster(workers: int) -> Iterator[Client]:
    """Start a scheduler and so many workers on this computer, each with one thread, and reach them in the block."""
    with (
        dask.config.set(_SETTINGS),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=":0",  # 8787 may be taken; without bokeh there is no dashboard, but a server
            silence_logs=logging.ERROR,
            scheduler_kwargs={"allowed_failures": TRIES - 1},
        ) as cluster,
        Client(cluster) as client,
    ):
        yield client


@contextmanager
def running_cluster(address: str) -> Iterator[Client]:
    """Reach the scheduler at `address` in the block; :raises BatchError: when none answers."""
    try:
        client = Client(address)
    except (OSError, ValueError) as error:
        raise BatchError(f"No scheduler answers at {address} ({error}); start one, or correct the address.") from error
    with client:
        yield client


def run_on_cluster(
    run: RunFolder, client: Client, tell: Callable[[Event], None] = lambda event: None, work: Work = settle_scene
) -> None:
    """Settle all scenes of `run` on the workers that `client` reaches; `tell` is called one at a time.

    :raises BatchError: when the workers cannot take part.
    """
    driver = _Driver(run, client, tell, work)
    driver.check_workers()
    client.register_plugin(HeadlessQgis())
    with driver.listening(), driver.interruptible():
        driver.drive()


class _Driver:
    """Keeps a few scenes for each worker in flight, however many there are to do."""

    def __init__(self, run: RunFolder, client: Client, tell: Callable[[Event], None], work: Work) -> None:
        plan = run.plan()
        self._run, self._client, self._tell, self._work = run, client, tell, work
        self._settings = replace(plan, scenes=())
        self._waiting = deque(scene for scene in plan.scenes if not run.is_settled(scene))
        self._delayed: list[tuple[float, Scene]] = []
        self._flying: dict[str, Scene] = {}
        self._finished: SimpleQueue[Future[Outcome] | None] = SimpleQueue()
        self._topic = f"eurosat-{uuid4().hex}"
        self._begun: Counter[str] = Counter()
        self._killed: Counter[str] = Counter()
        self._lock = threading.Lock()

    def check_workers(self) -> None:
        """Check that the workers that are there can take part, before QGIS is started on them."""
        self._window()

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Hear in the block when a worker begins with a scene."""
        self._client.subscribe_topic(self._topic, self._note_begun)
        try:
            yield
        finally:
            self._client.unsubscribe_topic(self._topic)

    @contextmanager
    def interruptible(self) -> Iterator[None]:
        """Let Ctrl+C wait in the block until nothing is asked of Dask, which would tell of it in a traceback."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        before = signal.getsignal(signal.SIGINT)

        def note(number: int, frame: FrameType | None) -> None:
            signal.signal(signal.SIGINT, before)  # who presses it again does not wait
            self._finished.put(None)

        signal.signal(signal.SIGINT, note)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def drive(self) -> None:
        """Settle all scenes that wait."""
        while self._waiting or self._flying or self._delayed:
            for _ in range(min(len(self._waiting), self._window() - len(self._flying))):
                self._submit(self._waiting.popleft())
            try:
                future = self._finished.get(timeout=self._patience())
            except Empty:
                continue
            if future is None:
                raise KeyboardInterrupt
            self._take(self._flying.pop(str(future.key)), future)

    def _patience(self) -> float | None:
        """Let those wait whose pause is over; return the seconds until the next one's is, None where there is none."""
        now = time.monotonic()
        self._waiting.extend(scene for due, scene in self._delayed if due <= now)
        self._delayed = [(due, scene) for due, scene in self._delayed if due > now]
        if len(self._waiting) and len(self._flying) < self._window():
            return 0.0
        return min((due - now for due, _ in self._delayed), default=None)

    def _window(self) -> int:
        threads = self._client.nthreads()
        for address, number in threads.items():
            if number != 1:
                raise BatchError(f"The worker {address} has {number} threads; start workers with --nthreads 1.")
        return IN_FLIGHT * max(len(threads), 1)

    def _submit(self, scene: Scene) -> None:
        # A key of its own: an answer that Dask still has is of before the receipt was forgotten.
        key = f"eurosat-{scene.key}-{uuid4().hex}"
        arguments = (str(self._run.path), self._settings, scene, self._topic)
        self._flying[key] = scene
        self._client.submit(self._work, *arguments, key=key, retries=TRIES - 1).add_done_callback(self._finished.put)

    def _take(self, scene: Scene, future: Future[Outcome]) -> None:
        if future.status == "finished":
            self._take_outcome(scene, future.result())
        elif future.status == "error":
            self._take_error(scene, future.exception())
        elif self._client.status == "running":
            self._waiting.append(scene)  # the worker that had the answer was lost before it gave it
        else:
            raise BatchError("The scheduler has gone; run again when there is one.")

    def _take_outcome(self, scene: Scene, outcome: Outcome) -> None:
        if outcome.what == "busy":
            self._delay(scene, _PAUSE_S)
            return
        if outcome.pause:
            self._begun.pop(scene.key, None)  # the next try is no sign of a loss
            self._delay(scene, outcome.pause)
        self._say(Event(outcome.what, scene.key, outcome.sentence))

    def _delay(self, scene: Scene, seconds: float) -> None:
        self._delayed.append((time.monotonic() + seconds, scene))

    def _take_error(self, scene: Scene, error: Exception) -> None:
        if isinstance(error, BatchError):
            raise error
        if isinstance(error, KilledWorker):
            # Dask suspects all scenes of a worker that was lost, even those that it had not begun.
            self._killed[scene.key] += 1
            if self._begun[scene.key] < TRIES and self._killed[scene.key] < TRIES:
                self._waiting.append(scene)
                return
            if not self._begun[scene.key]:
                raise BatchError("Workers end before they begin with a scene; their logs say why.")
        self._say(Event("lost", scene.key))
        give_up(self._run, scene, "" if isinstance(error, KilledWorker) else repr(error))

    def _note_begun(self, event: tuple[float, dict[str, Any]]) -> None:
        """Take what a worker has logged; runs in the client's thread."""
        key = event[1]["key"]
        self._begun[key] += 1
        if self._begun[key] > 1:
            self._say(Event("lost", key))
        self._say(Event("begun", key, pid=event[1]["pid"]))

    def _say(self, event: Event) -> None:
        with self._lock:
            self._tell(event)
