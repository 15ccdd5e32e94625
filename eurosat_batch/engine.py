# SPDX-License-Identifier: GPL-2.0-or-later
"""What the engines have in common: what they tell, and when they give a scene up."""

from __future__ import annotations

from dataclasses import dataclass

from eurosat_plugin.adapters.batch.plan import Scene
from eurosat_plugin.adapters.batch.run_folder import LOST, TRIES, RunFolder

OUT_OF_MEMORY = 75
"""Exit status of a process that has left what is to be done to a new one, with all of the memory."""

ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS"), "1")
"""Variables by which a process uses one processor: there is a process for each. onnxruntime asks for the first one."""


@dataclass(frozen=True)
class Event:
    """``begun`` in the process `pid`, what a try came to (see :class:`Outcome`), or a try whose process is ``lost``.

    Processes of the local engine also say that they are ``ready``, or have ``broken`` down, and why.
    """

    what: str
    key: str
    sentence: str = ""
    pid: int = 0


def give_up(run: RunFolder, scene: Scene, error: str = "") -> None:
    """Leave a receipt for `scene`, whose last try came to nothing by `error`, unless another process is at it."""
    with run.lock(scene) as mine:
        if mine and not run.is_settled(scene):
            lost = f"{TRIES} processes were lost on it, perhaps for want of memory; use fewer workers and retry."
            failed = f"{TRIES} tries failed, the last by {error}; retry when that is mended."
            run.give_up(scene, LOST, failed if error else lost)
