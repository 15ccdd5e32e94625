# SPDX-License-Identifier: GPL-2.0-or-later
"""Workers that have too little memory for the first scene that they try, once for all of them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from eurosat_batch.dask_worker import settle_scene
from eurosat_plugin.adapters.batch.plan import Plan, Scene
from eurosat_plugin.processing.scene_settlement import Outcome


def run_short(folder: Path) -> None:
    """Let numpy's network run out of memory where it is tried out, if that has not happened in `folder` yet."""
    from eurosat_plugin.core.network.numpy_network import NumpyNetwork

    run = NumpyNetwork.run

    def run_out(network: NumpyNetwork, *arguments: Any) -> Any:
        try:
            (folder / "short-of-memory").open("x").close()
        except FileExistsError:
            return run(network, *arguments)
        raise MemoryError("Unable to allocate 5.5 GiB")

    NumpyNetwork.run = run_out  # type: ignore[method-assign]


def settle_short(folder: str, plan: Plan, scene: Scene, topic: str) -> Outcome:
    """Settle a scene on a Dask worker that is short of memory."""
    run_short(Path(folder))
    return settle_scene(folder, plan, scene, topic)


if __name__ == "__main__":
    from eurosat_batch.worker import main

    run_short(Path(sys.argv[1]))
    sys.exit(main())
