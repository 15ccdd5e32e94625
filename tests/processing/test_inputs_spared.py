# SPDX-License-Identifier: GPL-2.0-or-later
"""No output is written over what says where to work, or over what describes a network."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsProperty,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from tests.core.network.foreign_networks import BANDS, item, twelve
from tests.output_folders import state
from tests.processing.conftest import Log, Run
from tests.processing.test_polygons import layer_of, polygon
from tests.rasters import ground, write_raster

Classify = Callable[..., Run]
SENTENCE = "it is an input of this run; choose another file."
WAYS: dict[str, Callable[[QgsVectorLayer], Any]] = {
    "file": lambda layer: layer.source().partition("|")[0],
    "layer": lambda layer: layer,
    "id": lambda layer: layer.id(),
    "name": lambda layer: layer.name(),
    "selection": lambda layer: QgsProcessingFeatureSourceDefinition(layer.id(), True),
    "expression": lambda layer: QgsProperty.fromExpression(f"'{layer.id()}'"),
}


@pytest.fixture
def write_districts(qgis_new_project: None) -> Callable[..., QgsVectorLayer]:
    """Write two tiles as polygons, and open them in the project with the first selected."""

    def write(path: Path, **more: str) -> QgsVectorLayer:
        shapes = layer_of(polygon((0, 0), (1, 0), (1, 1), (0, 1)), polygon((1, 1), (2, 1), (2, 2), (1, 2)))
        options = QgsVectorFileWriter.SaveVectorOptions()
        options.driverName = QgsVectorFileWriter.driverForExtension(path.suffix[1:])
        transforms = QgsProject.instance().transformContext()
        QgsVectorFileWriter.writeAsVectorFormatV3(shapes, str(path), transforms, options)
        layer = QgsVectorLayer(str(path), "districts", "ogr")
        QgsProject.instance().addMapLayer(layer)
        layer.select(next(layer.getFeatures()).id())
        return layer

    return write


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["MASK", "EXTENT"])
def test_a_layer_that_says_where_is_not_written_over(
    classify: Classify, countryside: Path, folder: Path, write_districts: Any, name: str, way: str
) -> None:
    layer, before = write_districts(folder / "districts.geojson"), state(folder)

    run = classify(INPUT=str(countryside), OUTPUT=str(folder / "districts.geojson"), **{name: WAYS[way](layer)})

    assert not run.ok
    assert SENTENCE in run.sentence
    assert state(folder) == before


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "geojson", "fgb"])
def test_nor_is_a_filtered_one_in_any_format(
    classify: Classify, countryside: Path, folder: Path, write_districts: Any, suffix: str
) -> None:
    layer = write_districts(folder / f"districts.{suffix}")
    layer.setSubsetString('"fid" < 2' if suffix == "gpkg" else "FID < 2")
    before = state(folder)

    run = classify(INPUT=str(countryside), STATISTICS=str(folder / f"districts.{suffix}"), MASK=layer.id())

    assert not run.ok
    assert f"STATISTICS cannot be written to {folder / f'districts.{suffix}'}: {SENTENCE}" in run.sentence
    assert state(folder) == before


@pytest.mark.parametrize(("name", "file"), [("REPORT", "districts.shp"), ("REPORT", "districts.dbf")])
def test_nor_is_one_of_several_files_by_any_output(
    classify: Classify, countryside: Path, folder: Path, write_districts: Any, name: str, file: str
) -> None:
    layer, before = write_districts(folder / "districts.shp"), state(folder)

    run = classify(INPUT=str(countryside), MASK=layer.id(), **{name: str(folder / file)})

    assert not run.ok
    assert "an input of this run" in run.sentence
    assert state(folder) == before


@pytest.mark.parametrize("key", ["ogr", "spatialite"])
def test_nor_is_a_database_that_the_polygons_lie_in(
    classify: Classify, countryside: Path, folder: Path, write_districts: Any, key: str
) -> None:
    layer, before = write_districts(folder / "districts.sqlite"), state(folder)
    output = f"{key}:dbname='{folder / 'districts.sqlite'}' table=\"districts\""

    run = classify(INPUT=str(countryside), MASK=layer.id(), OUTPUT=output)

    assert not run.ok
    assert SENTENCE in run.sentence
    assert state(folder) == before


def test_a_table_beside_the_polygons_may_be_written(
    classify: Classify, countryside: Path, folder: Path, write_districts: Any
) -> None:
    layer = write_districts(folder / "districts.gpkg")

    run = classify(
        INPUT=str(countryside), MASK=layer.id(), OUTPUT=f"ogr:dbname='{folder / 'districts.gpkg'}' table=\"grid\""
    )

    assert run.ok, run.sentence
    assert QgsVectorLayer(f"{folder / 'districts.gpkg'}|layername=districts", "there", "ogr").featureCount() == 2


def test_the_polygons_are_spared_by_a_run_that_nobody_checked_before(
    provider: object, countryside: Path, folder: Path, write_districts: Any
) -> None:
    layer, context = write_districts(folder / "districts.geojson"), QgsProcessingContext()
    context.setProject(QgsProject.instance())
    before, algorithm = state(folder), QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")
    output = str(folder / "districts.geojson")

    _, ok = algorithm.run({"INPUT": str(countryside), "MASK": layer.id(), "OUTPUT": output}, context, Log())

    assert not ok
    assert state(folder) == before


@pytest.mark.parametrize("checked", [True, False])
def test_the_layer_of_an_extent_is_spared_where_a_map_is_classified(
    provider: object, countryside: Path, folder: Path, write_districts: Any, checked: bool
) -> None:
    layer, log, context = write_districts(folder / "districts.geojson"), Log(), QgsProcessingContext()
    context.setProject(QgsProject.instance())
    before, algorithm = state(folder), QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifycanvas")
    values = {"LAYERS": [str(countryside)], "EXTENT": layer.id(), "OUTPUT": layer.source()}

    if checked:
        ok, sentence = algorithm.checkParameterValues(values, context)
    else:
        _, ok = algorithm.run(values, context, log)
        sentence = "\n".join(log.errors)

    assert not ok
    assert SENTENCE in sentence
    assert state(folder) == before


@pytest.mark.parametrize("name", ["cover.mlm.json", "cover.json", "cover.onnx"])
def test_what_describes_a_model_is_not_written_over(classify: Classify, folder: Path, name: str) -> None:
    image = write_raster(folder / "scene.tif", ground(128, 128, bands=4), names=list(BANDS))
    (folder / "cover.onnx").write_bytes(twelve())
    (folder / ("cover.mlm.json" if name == "cover.onnx" else name)).write_text(json.dumps(item()))
    before = state(folder)

    run = classify(INPUT=str(image), MODEL_FILE=str(folder / "cover.onnx"), REPORT=str(folder / name))

    assert not run.ok
    assert f"REPORT cannot be written to {folder / name}: {SENTENCE}" in run.sentence
    assert state(folder) == before


def test_the_style_of_the_image_is_not_written_over(classify: Classify, folder: Path) -> None:
    image = write_raster(folder / "scene.tif", ground(64, 64), names=["B04", "B03", "B02"])
    (folder / "scene.qml").write_text("precious")

    run = classify(INPUT=str(image), REPORT=str(folder / "scene.qml"))

    assert not run.ok
    assert "scene.qml belongs to scene.tif, which is an input of this run" in run.sentence
    assert (folder / "scene.qml").read_text() == "precious"
