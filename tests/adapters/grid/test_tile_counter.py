# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from eurosat_plugin.adapters.grid.tile_counter import TileCounter
from eurosat_plugin.core.summary.grid_counts import GridCounts
from tests.grids import FIELDS, TILE_HA, memory_grid

pytestmark = pytest.mark.usefixtures("qgis_app")

FOREST = {"class_id": 1, "class_key": "Forest", "confidence": 0.9, "second_key": None, "second_confidence": None,
          "flag": None, "area_ha": TILE_HA}  # fmt: skip


def test_counts_are_told_every_32_tiles_and_not_in_the_end_alone() -> None:
    told: list[GridCounts] = []
    counter = TileCounter(memory_grid([]).fields(), told.append)

    told_after = {}
    for tiles, more in ((31, 31), (32, 1)):
        counter.add([[FOREST[name]] * more for name in FIELDS])
        told_after[tiles] = [counts.figures().classified for counts in told]

    assert told_after == {31: [], 32: [32]}
