# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest
from qgis.core import QgsRasterLayer, QgsVectorLayer

from eurosat_plugin.adapters.grid.classified_grid import FIELDS, is_classified_grid, missing_columns
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


def layer_of(*names: str) -> QgsVectorLayer:
    return QgsVectorLayer("Polygon?" + "&".join(f"field={name}:string" for name in names), "", "memory")


@pytest.mark.parametrize("first", FIELDS)
def test_the_order_of_the_fields_does_not_matter(first: str):
    layer = layer_of(first, *(name for name in FIELDS if name != first))

    assert is_classified_grid(layer)
    assert missing_columns(layer) == []


@pytest.mark.parametrize(
    ("names", "missing"),
    [
        (("class_key", "confidence", "area_ha"), ["flag"]),
        (("flag", "area_ha", "confidence"), ["class_key"]),
        (("class_key", "confidence"), []),  # of somebody else
        ((), []),
    ],
)
def test_most_columns_of_a_grid_make_one_that_lacks_the_others(names: tuple[str, ...], missing: list[str]):
    assert missing_columns(layer_of(*names)) == missing


def test_a_layer_that_was_made_as_a_grid_lacks_all_columns_that_are_gone():
    layer = layer_of("class_key")
    layer.setCustomProperty("eurosat/model", "fast")

    assert missing_columns(layer) == ["confidence", "area_ha", "flag"]


def test_what_is_no_layer_of_features_lacks_nothing(tmp_path):
    path = write_raster(tmp_path / "a.tif", ground())

    for layer in (None, QgsRasterLayer(str(path), "a raster"), QgsVectorLayer("/missing.gpkg", "gone", "ogr")):
        assert missing_columns(layer) == []
