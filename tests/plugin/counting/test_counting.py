# SPDX-License-Identifier: GPL-2.0-or-later
"""One grid, counted in every way that people meet: the same figures, to the last digit."""

from __future__ import annotations

import pytest
from osgeo import ogr

from eurosat_plugin.adapters.grid.grid_fields import GridFields
from eurosat_plugin.gui.tiles.grid_reader import GridReader
from tests.plugin.counting.counted import COLUMNS, FORMATS, NUMBER_OF_TILES, check_outputs_and_table, in_the_dock, shown


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("columns", COLUMNS)
def test_dock_outputs_table_and_report_agree_on_any_grid(grid, summed_up, columns: str, kind: str) -> None:
    layer = grid(columns, kind)

    reported, outputs, table = summed_up(layer)

    assert shown(in_the_dock(layer)) == shown(reported)
    check_outputs_and_table(reported, outputs, table)
    assert reported.tiles == NUMBER_OF_TILES
    assert reported.unclassified == 2


@pytest.mark.parametrize("columns", COLUMNS)
def test_memory_and_geopackage_hold_the_same_figures(grid, summed_up, columns: str) -> None:
    in_memory, _, _ = summed_up(grid(columns, "memory"))

    in_file, _, _ = summed_up(grid(columns, "gpkg"))

    assert in_file == in_memory


@pytest.mark.parametrize("kind", FORMATS)
def test_all_ways_agree_on_a_selection(grid, summed_up, kind: str) -> None:
    layer = grid("all columns", kind)
    layer.selectByIds([feature.id() for feature in layer.getFeatures()][::3])

    reported, outputs, table = summed_up(layer)

    assert reported.tiles == NUMBER_OF_TILES // 3
    assert shown(in_the_dock(layer)) == shown(reported)
    check_outputs_and_table(reported, outputs, table)


@pytest.mark.parametrize("kind", ["memory", "gpkg", "shp"])
@pytest.mark.parametrize("columns", COLUMNS)
def test_all_ways_agree_on_what_a_filter_leaves(grid, summed_up, columns: str, kind: str) -> None:
    layer, comment = grid(columns, kind), " -- a comment" if kind == "gpkg" else ""
    assert layer.setSubsetString('"confidence" > 0.5 OR "flag" = \'nodata\'' + comment)

    reported, outputs, table = summed_up(layer)

    assert 0 < reported.tiles < NUMBER_OF_TILES
    assert shown(in_the_dock(layer)) == shown(reported)
    check_outputs_and_table(reported, outputs, table)


@pytest.mark.parametrize("kind", ["memory", "gpkg", "shp"])
def test_all_ways_agree_on_edits_that_are_not_saved(grid, summed_up, kind: str) -> None:
    layer = grid("all columns", kind)
    first, second, third, *_ = sorted(feature.id() for feature in layer.getFeatures("\"class_key\" = 'Forest'"))
    layer.startEditing()
    layer.changeAttributeValue(first, layer.fields().lookupField("class_key"), "River")
    layer.changeAttributeValue(second, layer.fields().lookupField("area_ha"), None)
    layer.deleteFeature(third)

    reported, outputs, table = summed_up(layer)

    assert reported.tiles == NUMBER_OF_TILES - 1
    assert shown(in_the_dock(layer)) == shown(reported)
    check_outputs_and_table(reported, outputs, table)
    layer.rollBack()


def test_edits_that_the_dock_takes_over_leave_what_it_would_read_anew(grid) -> None:
    layer, reader, read = grid(), GridReader(), []
    reader.finished.connect(read.append)
    reader.read(layer)
    fields = layer.fields()
    ids = sorted(feature.id() for feature in layer.getFeatures())
    layer.startEditing()
    layer.changeAttributeValue(ids[7], fields.lookupField("flag"), "a new one")
    layer.changeAttributeValue(ids[8], fields.lookupField("area_ha"), None)
    layer.changeAttributeValue(ids[9], fields.lookupField("urban"), None)
    layer.changeAttributeValue(ids[10], fields.lookupField("class_key"), "Forest")

    read[0].read_again(layer, ids[7:11])
    taken_over, _ = read[0].figures(layer)

    assert taken_over == in_the_dock(layer)
    layer.rollBack()


def test_sqlite_reads_a_geopackage_but_for_the_tiles_that_lack_something(grid, monkeypatch) -> None:
    layer = grid("no probabilities", "gpkg")
    by_qgis: list[int] = []
    row = GridFields.row
    monkeypatch.setattr(GridFields, "row", lambda *arguments: by_qgis.append(1) or row(*arguments))

    from_file = in_the_dock(layer)
    lacking = len(by_qgis)
    layer.startEditing()
    feature = next(layer.getFeatures())
    layer.changeAttributeValue(feature.id(), layer.fields().lookupField("flag"), "edited")
    layer.changeAttributeValue(feature.id(), layer.fields().lookupField("flag"), feature["flag"])
    from_features = in_the_dock(layer)

    # One has no area, and three are not told how urban they are.
    assert (lacking, len(by_qgis) - lacking) == (1 + 3, NUMBER_OF_TILES)
    assert from_file == from_features
    layer.rollBack()


@pytest.mark.parametrize(
    "change",
    ["confidence = 'high'", "area_ha = 'large'", "class_key = 7", "flag = 3", "area_ha = 9e999", "urban = NULL"],
)
def test_what_sqlite_lets_stand_in_a_column_counts_as_qgis_reads_it(grid, summed_up, tmp_path, change: str) -> None:
    layer = grid("no probabilities", "gpkg")
    dataset = ogr.Open(str(tmp_path / "grid.gpkg"), 1)
    dataset.ExecuteSQL(f"UPDATE grid SET {change} WHERE fid % 5 = 0")
    del dataset
    layer.dataProvider().reloadData()

    reported, _, _ = summed_up(layer)

    assert shown(in_the_dock(layer)) == shown(reported)


def test_a_column_that_is_only_computed_counts_too(grid, summed_up, tmp_path) -> None:
    from qgis.core import QgsField
    from qgis.PyQt.QtCore import QVariant

    layer = grid("an older version's", "gpkg")
    layer.addExpressionField("0.25", QgsField("urban", QVariant.Type.Double))

    reported, _, _ = summed_up(layer)

    assert reported.urban_probability == 0.25
    assert shown(in_the_dock(layer)) == shown(reported)


@pytest.mark.parametrize("percent", [0, 33, 50, 100])
def test_the_dock_above_a_threshold_shows_the_figures_of_the_tiles_that_are_left(grid, summed_up, percent: int) -> None:
    layer = grid("all columns", "memory")
    above = in_the_dock(layer, percent / 100)

    assert layer.setSubsetString(f'"confidence" IS NULL OR "confidence" >= {percent / 100}')

    reported, _, _ = summed_up(layer)
    assert shown(above) == shown(reported)
