# SPDX-License-Identifier: GPL-2.0-or-later
"""What every engine does with one scene: settle it as the plugin does."""

from __future__ import annotations

from eurosat_plugin.adapters.batch.plan import GEOPARQUET, Plan, Scene
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.processing import scene_settlement
from eurosat_plugin.processing.scene_settlement import Outcome


def settle(run: RunFolder, plan: Plan, scene: Scene, auth: str = "") -> Outcome:
    """Try to classify `scene`; hold its lock, in a process with a QGIS session, of which `auth` is the sign-in.

    Every exception means that another try in a new process may succeed.
    """
    return scene_settlement.settle(run, plan, scene, _converter(plan), auth)


def _converter(plan: Plan) -> scene_settlement.Converter | None:
    if plan.format != GEOPARQUET:
        return None
    # Not at the top: it needs pyarrow.
    from eurosat_batch.geoparquet import write_geoparquet

    return write_geoparquet
