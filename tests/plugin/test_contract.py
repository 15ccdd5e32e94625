# SPDX-License-Identifier: GPL-2.0-or-later
"""The names in ``docs/architecture.md`` are those of the code: other people's projects and scripts hold them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from qgis.core import QgsProcessingAlgorithm, QgsProcessingParameterEnum
from qgis.PyQt.QtWidgets import QAction, QWidget

from eurosat_plugin import classFactory
from eurosat_plugin.adapters.catalogue.scene_layer import SCENE_COLUMNS
from eurosat_plugin.adapters.grid.accuracy_tables import accuracy_columns, matrix_columns
from eurosat_plugin.adapters.grid.change_columns import CHANGE_COLUMNS, CHANGE_WORDS, FROM_TO_COLUMNS
from eurosat_plugin.adapters.grid.class_cells import band_names
from eurosat_plugin.adapters.grid.composition import composition_columns
from eurosat_plugin.adapters.grid.grid_columns import GRID_COLUMNS, PROBABILITY_COLUMNS
from eurosat_plugin.adapters.grid.provenance import PREFIX, PROPERTIES
from eurosat_plugin.adapters.grid.sample_columns import sample_columns
from eurosat_plugin.adapters.grid.statistics_table import STATISTICS_COLUMNS
from eurosat_plugin.core.assessment.labels import labels_of
from eurosat_plugin.core.class_scheme import EUROSAT
from eurosat_plugin.core.summary.flags import FLAGS
from eurosat_plugin.processing.provider import EuroSatProvider

CLASSIFICATIONS = ("classifyraster", "classifycanvas")
FILES = ["OUTPUT", "STATISTICS", "MATRIX", "REPORT", "RASTER", "FOLDER", "INDEX"]


@pytest.fixture(scope="module")
def contract(project_folder: Path) -> dict[str, list[str]]:
    """Return the names of each row of the table, by its first cell."""
    page = (project_folder / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = page.partition("## Names that users rely on")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| (`.+`) \|$", section, re.MULTILINE)
    return {title: re.findall(r"`([^`]+)`", names) for title, names in rows}


@pytest.fixture(scope="module")
def algorithms(qgis_app: object) -> dict[str, QgsProcessingAlgorithm]:
    provider = EuroSatProvider()
    provider.refreshAlgorithms()
    return {algorithm.name(): algorithm.create() for algorithm in provider.algorithms()}


def outputs(algorithm: QgsProcessingAlgorithm) -> list[str]:
    return [output.name() for output in algorithm.outputDefinitions() if output.name() not in FILES]


def test_the_provider_and_its_group(contract, algorithms) -> None:
    assert contract["provider"] == [EuroSatProvider().id()]
    assert {algorithm.groupId() for algorithm in algorithms.values()} == set(contract["group"])


def test_the_parameters_of_every_algorithm_in_their_order(contract, algorithms) -> None:
    for name, algorithm in algorithms.items():
        parameters = [definition.name() for definition in algorithm.parameterDefinitions()]

        assert contract[f"parameters of `eurosat:{name}`"] == parameters


CHOICES = {
    **dict.fromkeys(["RADIOMETRY", "STRIDE", "EDGE", "MODEL", "BACKEND"], "classifyraster"),
    **dict.fromkeys(["STRATA", "ALLOCATION"], "sampletiles"),
    "AGREEMENT": "accuracyassessment",
}


@pytest.mark.parametrize(("name", "algorithm"), CHOICES.items())
def test_the_values_of_a_choice(contract, algorithms, name: str, algorithm: str) -> None:
    definition = algorithms[algorithm].parameterDefinition(name)

    assert isinstance(definition, QgsProcessingParameterEnum)
    assert definition.usesStaticStrings()
    assert contract[f"values of `{name}`"] == definition.options()


@pytest.mark.parametrize("name", ["CATALOGUE", "LEVEL"])
def test_the_values_of_a_choice_of_the_search(contract, algorithms, name: str) -> None:
    definition = algorithms["searchscenes"].parameterDefinition(name)

    assert definition.usesStaticStrings()
    assert contract[f"values of `{name}`"] == definition.options()


def test_the_columns_of_the_scenes(contract) -> None:
    assert contract["columns of the scenes"] == [column.name for column in SCENE_COLUMNS]


def test_the_outputs_of_every_algorithm(contract, algorithms) -> None:
    of_all = contract["numbers and texts of every algorithm that counts tiles"]
    of_classifications = [*of_all, *contract["and of the two classifications"]]

    for name, algorithm in algorithms.items():
        if name in CLASSIFICATIONS:
            assert outputs(algorithm) == of_classifications
        elif name == "classstatistics":
            assert outputs(algorithm) == of_all
        elif name == "searchscenes":
            assert outputs(algorithm) == contract["numbers and texts of `eurosat:searchscenes`"]
        else:
            assert outputs(algorithm) == contract.get(f"numbers of `eurosat:{name}`", [])


def test_the_columns_of_the_grid_in_their_order(contract) -> None:
    assert contract["columns of the grid"] == [column.name for column in GRID_COLUMNS]
    assert contract["and with `PROBABILITIES`"] == [column.name for column in PROBABILITY_COLUMNS]


def test_the_columns_of_the_composition(contract) -> None:
    names = contract["columns of the composition, after those of the polygons"]

    assert names == [column.name for column in composition_columns()]


def test_the_columns_of_a_sample_and_the_values_of_its_labels(contract) -> None:
    assert contract["columns of a sample"] == [column.name for column in sample_columns()]
    assert contract["values of a label"] == list(labels_of())


def test_the_columns_of_an_assessment(contract) -> None:
    assert contract["columns of areas and accuracies"] == [column.name for column in accuracy_columns()]
    assert contract["columns of the error matrix"] == [column.name for column in matrix_columns()]


def test_the_columns_of_a_comparison(contract) -> None:
    assert contract["columns of changes"] == [column.name for column in CHANGE_COLUMNS]
    assert contract["values of `change`"] == list(CHANGE_WORDS)
    assert contract["columns from class to class"] == [column.name for column in FROM_TO_COLUMNS]


def test_the_values_of_the_flag(contract) -> None:
    assert contract["values of `flag`"] == list(FLAGS)


def test_the_columns_of_the_table_in_their_order(contract) -> None:
    assert contract["columns of the table"] == [column.name for column in STATISTICS_COLUMNS]


def test_the_properties_of_the_layer(contract) -> None:
    assert contract[f"properties `{PREFIX}…` of the layer"] == list(PROPERTIES)


def test_the_object_names_of_actions_and_dock(contract, desktop) -> None:
    plugin = classFactory(desktop)
    plugin.initGui()
    try:
        desktop.window.findChild(QWidget, "EuroSatHistogramDock").setUserVisible(True)
        plugin._dock.refresh()
        actions = [a.objectName() for a in desktop.window.findChildren(QAction) if a.objectName().startswith("eurosat")]
        missing = [
            name
            for name in contract["and of the dock, its chart and its slider"]
            if desktop.window.findChild(QWidget, name) is None
        ]
    finally:
        plugin.unload()

    assert [name for name in contract["Qt's object names of the actions"] if name not in actions] == []
    assert missing == []


def test_the_targets_of_make(contract, project_folder: Path) -> None:
    listed = subprocess.run(["make", "-C", str(project_folder), "help"], capture_output=True, text=True, check=True)

    assert sorted(contract["make targets"]) == sorted(re.findall(r"^  make (\S+) +\S", listed.stdout, re.MULTILINE))


def test_the_bands_of_the_raster(contract) -> None:
    names = [
        *contract["bands of `RASTER`, and with `PROBABILITIES` those of the columns as well"],
        *contract["and with `PROBABILITIES`"],
    ]

    assert names == list(band_names(EUROSAT))
