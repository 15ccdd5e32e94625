# SPDX-License-Identifier: GPL-2.0-or-later
"""Grids that are given as files, as on the command line: their layers are loaded for the run alone."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProject, QgsVectorFileWriter, QgsVectorLayer

from tests.grids import FIELDS, memory_grid
from tests.processing.conftest import Log
from tests.processing.runs import run_algorithm
from tests.processing.test_composition import box, polygons

TILES = [{"class_key": "Forest", "confidence": 0.9}] * 20 + [{"class_key": "River", "confidence": 0.8}] * 20
KINDS = {"row": "int", "col": "int", **FIELDS}


def saved(layer: QgsVectorLayer, path: Path) -> str:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), options)
    return str(path)


@pytest.fixture
def grid(provider: object, qgis_new_project: None, tmp_path: Path) -> str:
    return saved(memory_grid([{"row": 0, "col": n, **t} for n, t in enumerate(TILES)], KINDS), tmp_path / "grid.gpkg")


@pytest.fixture
def sample(grid: str, tmp_path: Path) -> str:
    path = str(tmp_path / "sample.gpkg")
    run = run_algorithm("sampletiles", {"INPUT": grid, "OUTPUT": path, "SAMPLE_SIZE": 20, "MINIMUM": 2, "SEED": 1})
    assert run.ok, run.sentence
    layer = QgsVectorLayer(path, "sample", "ogr")
    layer.startEditing()
    for feature in layer.getFeatures():
        for column in ("label_1", "label_2"):
            layer.changeAttributeValue(feature.id(), layer.fields().lookupField(column), feature["map_key"])
    assert layer.commitChanges()
    return path


def test_a_sample_is_drawn_of_a_file(sample: str) -> None:
    assert QgsVectorLayer(sample, "sample", "ogr").featureCount() == 20


def test_files_are_assessed(grid: str, sample: str, tmp_path: Path) -> None:
    run = run_algorithm("accuracyassessment", {"INPUT": grid, "REFERENCE": sample, "OUTPUT": str(tmp_path / "a.csv")})

    assert run.ok, run.sentence
    assert run.outputs["OVERALL_ACCURACY"] == 1.0


def test_files_are_compared(grid: str, sample: str, tmp_path: Path) -> None:
    values = {"BEFORE": grid, "AFTER": grid, "REFERENCE": sample, "OUTPUT": str(tmp_path / "changes.gpkg")}

    run = run_algorithm("compare", values)

    assert run.ok, run.sentence
    assert run.outputs["REFERENCE_CHANGE_HA"] == 0.0


def test_districts_in_a_file(grid: str, tmp_path: Path) -> None:
    districts = saved(polygons(box(0, 20), box(20, 40)), tmp_path / "districts.gpkg")

    run = run_algorithm(
        "sampletiles",
        {"INPUT": grid, "STRATA": "district", "DISTRICTS": districts, "DISTRICT_FIELD": "name", "SAMPLE_SIZE": 10,
         "MINIMUM": 2, "OUTPUT": "TEMPORARY_OUTPUT"},
    )  # fmt: skip

    assert run.ok, run.sentence
    assert run.outputs["STRATUM_COUNT"] == 2


def test_polygons_of_a_file_are_composed(grid: str, tmp_path: Path) -> None:
    districts = saved(polygons(box(0, 20)), tmp_path / "districts.gpkg")

    run = run_algorithm("composition", {"INPUT": grid, "POLYGONS": districts, "OUTPUT": "TEMPORARY_OUTPUT"})

    assert run.ok, run.sentence
    assert run.layer.featureCount() == 1


@pytest.mark.parametrize("name", ["sampletiles", "accuracyassessment", "compare"])
def test_a_layer_that_is_removed_before_the_run_begins_is_missed_in_a_sentence(
    grid: str, sample: str, name: str
) -> None:
    layer = QgsVectorLayer(grid, "grid", "ogr")
    QgsProject.instance().addMapLayer(layer)
    values: dict[str, Any] = {"INPUT": layer.id(), "OUTPUT": "TEMPORARY_OUTPUT", "REFERENCE": sample}
    values |= {"BEFORE": layer.id(), "AFTER": layer.id()} if name == "compare" else {}
    context, log = QgsProcessingContext(), Log()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"eurosat:{name}")
    assert algorithm.prepare(values, context, log)

    QgsProject.instance().removeMapLayer(layer.id())
    gc.collect()

    with pytest.raises(Exception, match="A layer was removed before the run began"):
        algorithm.runPrepared(values, context, log)
