# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateTransformContext, QgsPointXY, QgsVectorLayer

from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.adapters.grid.tile_places import TilePlaces
from tests.grids import memory_grid
from tests.rasters import ORIGIN

pytestmark = pytest.mark.usefixtures("qgis_app")

LEFT, TOP = ORIGIN
TILE = 640.0


def places_of(grid: QgsVectorLayer) -> TilePlaces:
    return TilePlaces(GridRows.of_layer(grid, QgsCoordinateTransformContext()), grid.name(), lambda tiles: True)


def test_a_place_on_the_border_of_two_tiles_lies_in_the_first_of_them() -> None:
    places = places_of(memory_grid([{"class_key": "Forest", "confidence": 0.9}] * 3))

    rows = places.rows_at([QgsPointXY(LEFT + TILE * col, TOP - TILE / 2) for col in (1, 2)])

    assert rows.tolist() == [0, 1]
