# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from math import isnan

import pytest
from qgis.core import QgsRasterLayer, QgsVectorLayer

from eurosat_plugin.adapters.classified_grid import GridTile, is_classified_grid, read_tiles, summarise
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


def test_tiles_are_read_with_their_values():
    layer = make_grid([("Forest", 0.75, "uncertain")])

    assert read_tiles(layer) == [GridTile("Forest", 0.75, 40.96, "uncertain")]


def test_a_tile_without_class_has_an_empty_key_and_no_confidence():
    [tile] = read_tiles(make_grid([(None, None, "nodata")]))

    assert tile.class_key == ""
    assert isnan(tile.confidence)


def test_only_selected_tiles_are_read_when_asked():
    layer = make_grid([("Forest", 0.9, ""), ("River", 0.8, "")])
    river = next(feature.id() for feature in layer.getFeatures() if feature["class_key"] == "River")
    layer.selectByIds([river])

    assert [tile.class_key for tile in read_tiles(layer, selected_only=True)] == ["River"]


def test_tiles_outside_the_subset_filter_are_not_read():
    layer = make_grid([("Forest", 0.9, ""), ("River", 0.8, "")])
    layer.setSubsetString("\"class_key\" = 'Forest'")

    assert [tile.class_key for tile in read_tiles(layer)] == ["Forest"]


def test_an_edit_that_is_not_saved_counts():
    layer = make_grid([("Forest", 0.9, "")])
    layer.startEditing()
    [feature] = layer.getFeatures()
    layer.changeAttributeValue(feature.id(), layer.fields().lookupField("class_key"), "River")

    assert [tile.class_key for tile in read_tiles(layer)] == ["River"]


def test_the_summary_counts_classes_uncertain_tiles_and_tiles_without_class():
    tiles = [
        GridTile("Forest", 0.9, 2.0, ""),
        GridTile("Forest", 0.4, 3.0, "uncertain"),
        GridTile("", 0.0, 5.0, "nodata"),
    ]

    summary = summarise(tiles)

    assert summary.statistics.tile_count == 2
    assert summary.statistics.area_ha == pytest.approx(2.0 + 3.0)
    assert summary.uncertain == 1
    assert summary.unclassified == 1


def test_tiles_below_the_confidence_are_left_out_and_tiles_at_it_stay():
    tiles = [GridTile("Forest", 0.5, 1.0, ""), GridTile("River", 0.49, 1.0, "uncertain")]

    summary = summarise(tiles, min_confidence=0.5)

    assert summary.statistics.dominant.land_cover.key == "Forest"
    assert summary.statistics.tile_count == 1
    assert summary.uncertain == 0
