# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateTransformContext

from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.adapters.grid.tile_population import read_population
from tests.grids import TILE_HA, memory_grid

pytestmark = pytest.mark.usefixtures("qgis_app")


def test_a_tile_of_no_hectares_can_neither_be_drawn_nor_compared() -> None:
    forest = {"class_key": "Forest", "confidence": 0.9}
    grid = memory_grid([forest, {**forest, "area_ha": 0.0}])

    tiles = read_population(GridRows.of_layer(grid, QgsCoordinateTransformContext()), lambda count: True)

    assert tiles.area_ha.tolist() == [TILE_HA]
