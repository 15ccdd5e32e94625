# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import re
from pathlib import Path

import pytest
from osgeo import ogr
from qgis.core import QgsProject, QgsVectorFileWriter, QgsVectorLayer

from eurosat_plugin.adapters.grid.column import Column, fields_of, keep_descriptions
from eurosat_plugin.adapters.grid.geopackage_styles import save_table
from eurosat_plugin.adapters.grid.grid_columns import grid_columns
from eurosat_plugin.adapters.grid.statistics_table import STATISTICS_COLUMNS

ALL = (*grid_columns(probabilities=True), *STATISTICS_COLUMNS)


@pytest.mark.parametrize("column", ALL, ids=lambda column: column.name)
def test_every_column_has_an_alias_and_a_description(column: Column) -> None:
    assert column.field.alias() == column.alias != ""
    assert column.field.comment() == column.description != ""


def test_outputs_are_made_with_bare_fields_of_which_no_version_of_qgis_warns() -> None:
    fields = fields_of(ALL)

    assert [field.name() for field in fields] == list(dict.fromkeys(column.name for column in ALL))
    assert not any(field.alias() or field.comment() for field in fields)


@pytest.mark.parametrize("column", ALL, ids=lambda column: column.name)
def test_every_column_is_explained_in_the_documentation(column: Column, project_folder: Path) -> None:
    page = (project_folder / "docs" / "outputs.md").read_text(encoding="utf-8")

    name = "p_…" if column.name.startswith("p_") else column.name
    assert re.search(rf"^\| `{name}` \|", page, re.MULTILINE)


def test_an_empty_memory_layer_keeps_the_descriptions() -> None:
    layer = QgsVectorLayer("NoGeometry?field=tiles:integer", "table", "memory")

    keep_descriptions(layer, STATISTICS_COLUMNS)

    assert [field.comment() for field in layer.fields()] == [column.description for column in STATISTICS_COLUMNS]
    assert [field.typeName() for field in layer.fields()] == [f.typeName() or "" for f in layer.dataProvider().fields()]


@pytest.mark.skipif(not hasattr(ogr, "ALTER_COMMENT_FLAG"), reason="GDAL describes columns since 3.7")
def test_a_geopackage_says_what_its_columns_mean(tmp_path: Path) -> None:
    empty = QgsVectorLayer("NoGeometry", "table", "memory")
    keep_descriptions(empty, STATISTICS_COLUMNS)
    path, options = tmp_path / "table.gpkg", QgsVectorFileWriter.SaveVectorOptions()
    QgsVectorFileWriter.writeAsVectorFormatV3(empty, str(path), QgsProject.instance().transformContext(), options)

    assert save_table(QgsVectorLayer(str(path), "table", "ogr"), STATISTICS_COLUMNS)

    opened = QgsVectorLayer(str(path), "again", "ogr")
    for column in STATISTICS_COLUMNS:
        assert opened.fields().field(column.name).comment() == column.description
