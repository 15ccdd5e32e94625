# SPDX-License-Identifier: GPL-2.0-or-later
"""What the workers of a Dask cluster do. Its scheduler imports this module as well, and needs no QGIS for it."""

from __future__ import annotations

import atexit
import os
import signal
import traceback
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from distributed import Worker, WorkerPlugin, get_worker

from eurosat_batch.engine import ONE_THREAD, OUT_OF_MEMORY
from eurosat_batch.errors import BatchError
from eurosat_plugin.adapters.batch.plan import Plan, Scene
from eurosat_plugin.adapters.batch.planned_network import network_of
from eurosat_plugin.adapters.batch.run_folder import REFUSED, RunFolder
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.paths import plugin_version

if TYPE_CHECKING:
    from eurosat_plugin.processing.scene_settlement import Outcome

_in_use: list[ExitStack] = []
"""Sessions under a scene whose worker was closed: Python would end one that nobody holds."""


class HeadlessQgis(WorkerPlugin):
    """One QGIS session for each worker process, whether it is there already or joins later."""

    name = "eurosat-qgis"
    idempotent = True  # a second driver must not end the session under the scene of the first

    def setup(self, worker: Worker) -> None:
        """Start QGIS, in the main thread as Qt wants it; scenes are classified in the thread for tasks."""
        os.environ.update(ONE_THREAD)  # before numpy comes with QGIS, where that has not been loaded yet
        from eurosat_batch.qgis_session import qgis_session

        if worker.nanny:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the driver, which ends the others in order
        self._session = ExitStack()
        self.auth = self._session.enter_context(qgis_session())

    def teardown(self, worker: Worker) -> None:
        """End QGIS; where a scene is being classified, leave it alone: what is half done is not there."""
        if not self.is_ready:
            return
        if worker.state.executing:
            _in_use.append(self._session)
            atexit.register(os._exit, 0)  # libraries would clear up under the thread that still writes with them
        else:
            self._session.close()

    @property
    def is_ready(self) -> bool:
        """Tell whether the session has begun: Dask gives tasks to workers whose setup has failed, too."""
        return hasattr(self, "auth")


def settle_scene(folder: str, plan: Plan, scene: Scene, topic: str) -> Outcome:
    """Settle `scene`, of which `plan` tells all but the scenes; log to `topic` that it begins.

    :raises BatchError: when this worker cannot take part in the run, whatever the scene.
    """
    run = RunFolder(Path(folder))
    auth = _check_worker(run, plan)
    from eurosat_batch.settling import settle
    from eurosat_plugin.processing.scene_settlement import Outcome

    with run.lock(scene) as mine:
        if not mine:
            return Outcome("busy")
        # Asked again: somebody else may have settled it, or this worker, whose answer was lost.
        if run.is_settled(scene):
            receipt = run.receipt(scene)
            if receipt is None:
                return Outcome("done")
            return Outcome("refused" if receipt["kind"] == REFUSED else "failed", receipt["sentence"])
        pause = run.pause(scene)
        if pause > 0:
            return Outcome("delayed", (run.receipt(scene) or {}).get("sentence", ""), pause)
        get_worker().log_event(topic, {"key": scene.key, "pid": os.getpid()})
        try:
            outcome = settle(run, plan, scene, auth)
        except Exception:
            with run.log_file.open("a", encoding="utf-8") as log:
                log.write(traceback.format_exc())
            raise
    if outcome.drained:
        os._exit(OUT_OF_MEMORY)  # its nanny starts another one, and whoever is asked next finds the receipt
    return outcome


def _check_worker(run: RunFolder, plan: Plan) -> str:
    """Check that this worker can take part; return the sign-in of its QGIS."""
    worker = get_worker()
    if not run.plan_file.is_file():
        raise BatchError(f"The worker {worker.address} does not see {run.plan_file}; use a folder that all share.")
    try:
        here = plugin_version(), network_of(plan.settings)
    except EuroSatError as error:
        raise BatchError(f"The worker {worker.address}: {error}") from None
    if here != (plan.plugin_version, plan.network):
        raise BatchError(f"The worker {worker.address} has another version of the plugin or network than the plan.")
    qgis = worker.plugins.get(HeadlessQgis.name)
    if not isinstance(qgis, HeadlessQgis) or not qgis.is_ready:
        raise BatchError(f"QGIS did not start on the worker {worker.address}; its log says why.")
    return qgis.auth
