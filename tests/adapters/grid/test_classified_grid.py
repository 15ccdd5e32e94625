# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from qgis.core import QgsRasterLayer, QgsVectorLayer

from eurosat_plugin.adapters.grid.classified_grid import is_classified_grid
from tests.grids import memory_grid
from tests.rasters import ground, write_raster


def make_grid(tiles):
    """Return a grid of tiles given as class key, confidence and flag."""
    return memory_grid([dict(zip(("class_key", "confidence", "flag"), tile)) for tile in tiles])


def test_a_layer_with_the_grid_fields_is_a_classified_grid():
    assert is_classified_grid(make_grid([]))


def test_a_layer_without_the_flag_field_is_no_classified_grid():
    layer = QgsVectorLayer("Polygon?field=class_key:string&field=confidence:double&field=area_ha:double", "", "memory")

    assert not is_classified_grid(layer)


def test_a_raster_is_no_classified_grid(tmp_path):
    path = write_raster(tmp_path / "a.tif", ground())

    assert not is_classified_grid(QgsRasterLayer(str(path), "a raster"))


def test_no_layer_is_no_classified_grid():
    assert not is_classified_grid(None)
