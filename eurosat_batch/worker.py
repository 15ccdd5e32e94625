# SPDX-License-Identifier: GPL-2.0-or-later
"""A process of a run: ``python -m eurosat_batch.worker FOLDER`` does what is left, scene after scene.

It says on its standard output, a JSON object a line, what it begins and what came of it, and ends with whoever started
it: when its standard input is closed.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from pathlib import Path

from eurosat_batch.engine import OUT_OF_MEMORY
from eurosat_batch.qgis_session import qgis_session
from eurosat_batch.settling import settle
from eurosat_plugin.adapters.batch.plan import Plan, Scene
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.processing.scene_settlement import Outcome

_PAUSE = 0.5
"""Seconds until it looks again whether the last scenes are settled by others, or may be tried again."""


def main() -> int:
    """Do what is left of the run; return the exit status."""
    threading.Thread(target=_end_with_the_driver, daemon=True).start()
    run = RunFolder(Path(sys.argv[1]))
    plan = run.plan()
    with qgis_session() as auth:
        _say("ready")
        return _work(run, plan, auth)


def _work(run: RunFolder, plan: Plan, auth: str) -> int:
    waiting = list(plan.scenes)
    while waiting:
        settled = 0
        for scene in waiting:
            if run.is_settled(scene) or run.pause(scene) > 0:
                continue
            with run.lock(scene) as mine:
                # Asked again: whoever held it until now may have settled it.
                if mine and not run.is_settled(scene) and run.pause(scene) <= 0:
                    if _settle(run, plan, scene, auth).drained:
                        return OUT_OF_MEMORY
                    settled += 1
        waiting = [scene for scene in waiting if not run.is_settled(scene)]
        if waiting and not settled:
            time.sleep(_PAUSE)
    return 0


def _settle(run: RunFolder, plan: Plan, scene: Scene, auth: str) -> Outcome:
    _say("begun", scene)
    try:
        outcome = settle(run, plan, scene, auth)
    except Exception as error:
        _say("broken", scene, repr(error))
        raise
    _say(outcome.what, scene, outcome.sentence)
    return outcome


def _say(what: str, scene: Scene | None = None, sentence: str = "") -> None:
    said = {"what": what, "key": scene.key if scene else "", "sentence": sentence}
    print(json.dumps(said), flush=True)


def _end_with_the_driver() -> None:
    """Wait for the end of the standard input, and end at once: what is half done is not there."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
