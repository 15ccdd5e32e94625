# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateTransform, QgsCoordinateTransformContext, QgsVectorLayer

from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.adapters.grid.tile_overlaps import TileOverlaps
from eurosat_plugin.adapters.grid.tile_places import TilePlaces
from eurosat_plugin.adapters.grid.tile_population import read_population
from tests.grids import memory_grid

pytestmark = pytest.mark.usefixtures("qgis_app")


def moved(grid: QgsVectorLayer, east: float) -> QgsVectorLayer:
    """Return `grid` with all of its tiles `east` metres further to the east."""
    for feature in grid.getFeatures():
        shape = feature.geometry()
        shape.translate(east, 0.0)
        grid.dataProvider().changeGeometryValues({feature.id(): shape})
    return grid


def test_slivers_that_rounding_leaves_on_the_next_tile_are_no_overlaps() -> None:
    forests = [{"class_key": "Forest", "confidence": 0.9}] * 3
    first, second = (
        GridRows.of_layer(grid, QgsCoordinateTransformContext())
        # A third of a millimetre is half a millionth of a tile of 640 m.
        for grid in (memory_grid(forests), moved(memory_grid(forests), 0.0003))
    )

    places = TilePlaces(second, "second", lambda tiles: True)
    found = TileOverlaps.find(
        read_population(first, lambda tiles: True), places, QgsCoordinateTransform(), lambda tiles: True
    )

    assert (found.first.tolist(), found.second.tolist()) == ([0, 1, 2], [0, 1, 2])
