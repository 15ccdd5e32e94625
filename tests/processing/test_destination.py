# SPDX-License-Identifier: GPL-2.0-or-later
"""Where a sink is to go, by all that QGIS, its dialogs and scripts write for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsProperty,
    QgsRemappingSinkDefinition,
)

from eurosat_plugin.adapters.output.file_place import check_places
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.destination import Destination, provider_of, read_destination


def destination(value: Any) -> Destination:
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")
    return read_destination(Arguments(algorithm, {"OUTPUT": value}, QgsProcessingContext()), "OUTPUT")


@pytest.mark.parametrize(
    ("given", "file", "table"),
    [
        ("grid.gpkg", "grid.gpkg", "grid"),
        ("Grid.GPKG", "Grid.GPKG", "Grid"),
        ("grid.shp", "grid.shp", ""),
        ("grid.csv", "grid.csv", ""),
        ("grid", "grid.gpkg", "grid"),
        ("grid.of.2024", "grid.of.2024.gpkg", "grid.of.2024"),  # QGIS writes no format of that name
    ],
)
def test_a_file_is_named_as_qgis_would_name_it(
    provider: object, tmp_path: Path, given: str, file: str, table: str
) -> None:
    found = destination(str(tmp_path / given))

    assert found.file is not None
    assert (found.file.path, found.file.table) == (tmp_path / file, table)
    assert (found.in_memory, found.appends, found.names_a_table) == (False, False, False)


@pytest.mark.parametrize("file", ["all.gpkg", "All.GPKG"])
@pytest.mark.parametrize("table", ["woods", ""])
def test_a_table_of_a_geopackage_is_named_as_the_browser_of_qgis_does(
    provider: object, tmp_path: Path, file: str, table: str
) -> None:
    named = f' table="{table}" (geom)' if table else ""

    found = destination(f"ogr:dbname='{tmp_path / file}'{named}")

    assert found.file is not None
    assert (found.file.path, found.file.table) == (tmp_path / file, table or Path(file).stem)
    assert found.names_a_table


def test_a_table_may_be_named_by_an_option_of_the_dialog(provider: object, tmp_path: Path) -> None:
    definition = QgsProcessingOutputLayerDefinition(str(tmp_path / "all.gpkg"))
    definition.createOptions = {"layerName": "woods", "fileEncoding": "UTF-8"}

    found = destination(definition)

    assert found.file is not None
    assert found.file.table == "woods"
    assert found.names_a_table
    assert found.options == {"layerName": "woods", "fileEncoding": "UTF-8"}


@pytest.mark.parametrize(
    "text",
    [
        "memory:grid",
        "ogr:dbname='/somewhere/all.sqlite' table=\"grid\"",
        'postgis:dbname=\'gis\' table="public"."grid" (geom)',
        "spatialite:dbname='/somewhere/all.sqlite' table=\"grid\" (geom)",
    ],
)
def test_what_is_no_file_of_its_own_is_left_to_qgis(provider: object, text: str) -> None:
    found = destination(text)

    assert found.file is None
    assert found.text == text
    assert found.in_memory == text.startswith("memory:")


@pytest.mark.parametrize("text", ["/vsimem/grid.gpkg", "ogr:dbname='/vsimem/grid.gpkg' table=\"grid\""])
def test_what_is_on_no_disk_is_a_file_that_is_refused(provider: object, text: str) -> None:
    found = destination(text)

    assert found.file is not None
    assert found.file.given == "/vsimem/grid.gpkg"
    with pytest.raises(InputError, match="it would be on no disk; choose a file that is, or TEMPORARY_OUTPUT"):
        check_places([found.file])


@pytest.mark.parametrize("provider_key", ["ogr", "spatialite"])
def test_a_database_that_is_a_file_is_known_with_its_table(provider: object, provider_key: str) -> None:
    found = destination(f"{provider_key}:dbname='/somewhere/all.sqlite' table=\"grid\" (geom)")

    assert found.database is not None
    assert (str(found.database.path), found.database.table) == ("/somewhere/all.sqlite", "grid")


def test_a_temporary_layer_is_one_in_memory(provider: object) -> None:
    found = destination("TEMPORARY_OUTPUT")

    assert found.in_memory
    assert found.file is None


def test_a_layer_that_is_appended_to_is_not_replaced(provider: object, tmp_path: Path) -> None:
    definition = QgsProcessingOutputLayerDefinition(str(tmp_path / "all.gpkg"))
    definition.setRemappingDefinition(QgsRemappingSinkDefinition())

    found = destination(definition)

    assert found.appends
    assert found.file is None


def test_a_layer_is_loaded_into_its_project_by_the_name_that_was_given(provider: object, tmp_path: Path) -> None:
    definition = QgsProcessingOutputLayerDefinition(str(tmp_path / "all.gpkg"), QgsProject.instance())
    unnamed = destination(definition)
    definition.destinationName = "Woods of 2024"
    named = destination(definition)

    assert (unnamed.project, named.project) == (QgsProject.instance(), QgsProject.instance())
    assert (unnamed.title, named.title) == (destination("a.gpkg").title, "Woods of 2024")
    assert destination("a.gpkg").project is None


def test_an_expression_names_a_file(provider: object, tmp_path: Path) -> None:
    found = destination(QgsProperty.fromExpression(f"'{tmp_path}' || '/grid' || '.gpkg'"))

    assert found.file is not None
    assert found.file.path == tmp_path / "grid.gpkg"


@pytest.mark.parametrize(
    ("text", "key", "rest"),
    [
        ("postgis:dbname='gis'", "postgres", "dbname='gis'"),
        ("ogr:all.gpkg", "ogr", "all.gpkg"),
        ("memory:grid", "memory", "grid"),
        ("C:/maps/grid.gpkg", "", "C:/maps/grid.gpkg"),
        ("grid.gpkg", "", "grid.gpkg"),
        ("ogr", "", "ogr"),
    ],
)
def test_a_data_provider_is_told_from_the_beginning_of_a_path(provider: object, text: str, key: str, rest: str) -> None:
    assert provider_of(text) == (key, rest)
