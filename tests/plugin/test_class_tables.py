# SPDX-License-Identifier: GPL-2.0-or-later
"""From the menu of the histogram to the numbers in a table, through the real algorithm."""

from __future__ import annotations

import pytest
from qgis.core import Qgis, QgsFeature, QgsProject, QgsVectorLayer
from qgis.PyQt.QtGui import QFontMetrics
from qgis.PyQt.QtWidgets import QApplication

from eurosat_plugin.gui.runs.class_tables import ClassTables
from eurosat_plugin.gui.runs.run_list import RunList


@pytest.fixture
def grid(qgis_new_project) -> QgsVectorLayer:
    fields = "field=class_key:string&field=confidence:double&field=area_ha:double&field=flag:string"
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:32633&{fields}", "Land cover of Leipzig", "memory")
    for key in ("Forest", "Forest", "River"):
        feature = QgsFeature(layer.fields())
        feature.setAttributes([key, 0.9, 40.96, ""])
        layer.dataProvider().addFeature(feature)
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def tables(desktop, provider) -> ClassTables:
    return ClassTables(desktop, RunList(desktop), desktop)


def tiles(table: QgsVectorLayer) -> dict[str, int]:
    return {row["class_key"]: row["tiles"] for row in table.getFeatures() if row["tiles"]}


def test_the_table_of_a_grid_joins_the_project_and_is_opened(tables, desktop, grid, qtbot) -> None:
    tables.open(grid)
    qtbot.waitUntil(lambda: desktop.tables != [], timeout=60_000)

    [table] = desktop.tables
    assert table.name() == "Classes: Land cover of Leipzig"
    assert QgsProject.instance().mapLayer(table.id()) is table
    assert tiles(table) == {"Forest": 2, "River": 1}


def test_the_table_is_about_the_selection_if_there_is_one(tables, desktop, grid, qtbot) -> None:
    grid.selectByExpression("\"class_key\" = 'River'")

    tables.open(grid)
    qtbot.waitUntil(lambda: desktop.tables != [], timeout=60_000)

    assert tiles(desktop.tables[0]) == {"River": 1}
    assert desktop.tables[0].name() == "Classes of the selected tiles: Land cover of Leipzig"


def test_heads_and_names_of_classes_have_room_in_their_columns(tables, desktop, grid, qtbot) -> None:
    tables.open(grid)
    qtbot.waitUntil(lambda: desktop.tables != [], timeout=60_000)

    [table] = desktop.tables
    metrics = QFontMetrics(QApplication.font())
    for column in table.attributeTableConfig().columns():
        if column.name:
            index = table.fields().lookupField(column.name)
            assert column.width > metrics.horizontalAdvance(table.attributeDisplayName(index))
    [width] = [column.width for column in table.attributeTableConfig().columns() if column.name == "class_name"]
    assert width > metrics.horizontalAdvance("Herbaceous vegetation")


def test_why_there_is_no_table_is_told(tables, desktop, qgis_new_project, qtbot) -> None:
    layer = QgsVectorLayer("Polygon?crs=EPSG:32633&field=name:string", "districts", "memory")
    QgsProject.instance().addMapLayer(layer)

    tables.open(layer)
    qtbot.waitUntil(lambda: desktop.bar.currentItem() is not None, timeout=60_000)

    assert desktop.bar.currentItem().level() == Qgis.MessageLevel.Warning
    assert "districts is not a classified grid" in desktop.bar.currentItem().text()
    assert desktop.tables == []
