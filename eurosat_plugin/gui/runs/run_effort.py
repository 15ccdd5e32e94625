# SPDX-License-Identifier: GPL-2.0-or-later
"""What the time of a run depends on, by the settings."""

from __future__ import annotations

from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from eurosat_plugin.gui.runs.run_speed import Effort
from eurosat_plugin.gui.settings.model_file import sees_at_once
from eurosat_plugin.gui.settings.preferences import Preferences


def effort_of(preferences: Preferences) -> Effort:
    """Return what a view costs with the network, cell size and number of views of `preferences`."""
    at_once = sees_at_once(preferences.model, preferences.model_file, preferences.tta)
    stride = preferences.stride if at_once else TILE_SIZE
    return Effort(preferences.model_file or preferences.model, stride, at_once)
