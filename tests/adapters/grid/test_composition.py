# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateTransformContext, QgsGeometry

from eurosat_plugin.adapters.grid.composition import TilesInside
from eurosat_plugin.adapters.grid.grid_rows import GridRows
from tests.grids import memory_grid

pytestmark = pytest.mark.usefixtures("qgis_app")


def test_no_further_tile_is_looked_at_once_that_is_not_wanted_any_more() -> None:
    grid = memory_grid([{"class_key": "Forest", "confidence": 0.9}] * 5)
    answers = [True, False]

    inside = TilesInside(GridRows.of_layer(grid, QgsCoordinateTransformContext()), lambda: answers.pop(0))

    assert answers == []
    assert inside.counts(QgsGeometry.fromRect(grid.extent())).figures().classified == 2
