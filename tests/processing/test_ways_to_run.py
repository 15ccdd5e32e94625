# SPDX-License-Identifier: GPL-2.0-or-later
"""One algorithm, many ways to run it: each gives the same features, bit for bit. The rectangle: tests/plugin."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsFeature,
    QgsProcessingContext,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterRasterLayer,
    QgsProject,
    QgsVectorLayer,
)

from tests.processing.conftest import Log, Run
from tests.rasters import ground, write_raster
from tests.stock_qgis import StockQgis

ALGORITHM = "eurosat:classifyraster"
NAMES = ["B04", "B03", "B02"]
Contents = list[tuple[bytes, list[Any]]]


def contents(layer: QgsVectorLayer) -> Contents:
    """Return the geometry of all features and their attributes without the key that a GeoPackage adds."""
    names = [name for name in layer.fields().names() if name != "fid"]

    def values(feature: QgsFeature) -> list[Any]:
        # NULL differs from itself in some versions of QGIS.
        return [feature[name] if isinstance(feature[name], (int, float, str)) else None for name in names]

    return [(bytes(feature.geometry().asWkb()), values(feature)) for feature in layer.getFeatures()]


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Write three scenes into a folder, one of them with a tile without data."""
    folder = tmp_path_factory.mktemp("scenes")
    grounds = [ground(150, 200, seed=seed) for seed in (1, 2, 3)]
    grounds[2][:, :64, :64] = 0
    return [
        write_raster(folder / f"scene{i}.tif", values, names=NAMES, nodata=0) for i, values in enumerate(grounds, 1)
    ]


@pytest.fixture(scope="module")
def from_toolbox(classify: Callable[..., Run], scenes: list[Path]) -> list[Contents]:
    """Return what a call as from the toolbox gives for each scene."""
    return [contents(classify(INPUT=str(scene), BACKEND="numpy").layer) for scene in scenes]


def batch_rows(scenes: list[Path], folder: Path) -> list[dict[str, Any]]:
    """Return the parameters of the batch dialog for `scenes`, everything else as the dialog itself fills it in."""
    from processing.gui.BatchAlgorithmDialog import BatchAlgorithmDialog

    dialog = BatchAlgorithmDialog(QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM))
    panel, asked = dialog.mainWidget(), {"row": 0, "destinationProject": None, "warnOnInvalid": False}
    if "context" in signature(panel.parametersForRow).parameters:  # since QGIS 3.38
        asked["context"] = QgsProcessingContext()
    filled, _ = panel.parametersForRow(**asked)
    dialog.deleteLater()
    outputs = [QgsProcessingOutputLayerDefinition(str(folder / f"{scene.stem}.gpkg")) for scene in scenes]
    return [
        {**filled, "INPUT": str(scene), "OUTPUT": output, "BACKEND": "numpy"} for scene, output in zip(scenes, outputs)
    ]


def test_the_toolbox_gives_the_same_twice(
    classify: Callable[..., Run], scenes: list[Path], from_toolbox: list[Contents]
) -> None:
    assert contents(classify(INPUT=str(scenes[0]), BACKEND="numpy").layer) == from_toolbox[0]
    assert from_toolbox[0] != from_toolbox[1]


def test_a_batch_over_a_folder_gives_the_same(
    provider: object, scenes: list[Path], from_toolbox: list[Contents], tmp_path: Path
) -> None:
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)

    for row in batch_rows(scenes, tmp_path):
        context, log = QgsProcessingContext(), Log()
        accepted, sentence = algorithm.checkParameterValues(row, context)
        assert accepted, sentence
        _, ok = algorithm.run(row, context, log)
        assert ok, log.errors

    grids = [QgsVectorLayer(str(tmp_path / f"{scene.stem}.gpkg"), scene.stem, "ogr") for scene in scenes]
    assert [contents(grid) for grid in grids] == from_toolbox


def test_a_batch_goes_on_after_a_scene_that_cannot_be_read(
    provider: object, scenes: list[Path], tmp_path: Path
) -> None:
    broken = tmp_path / "broken.tif"
    broken.write_text("not a raster")
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)

    results = [
        algorithm.run(row, QgsProcessingContext(), Log())[1] for row in batch_rows([broken, scenes[0]], tmp_path)
    ]

    assert results == [False, True]


def test_a_model_gives_the_same(
    provider: object, scenes: list[Path], from_toolbox: list[Contents], qgis_new_project: None
) -> None:
    model = QgsProcessingModelAlgorithm("land cover", "test")
    model.addModelParameter(QgsProcessingParameterRasterLayer("IMAGE", "image"), QgsProcessingModelParameter("IMAGE"))
    child = QgsProcessingModelChildAlgorithm(ALGORITHM)
    child.setChildId("classify")
    child.addParameterSources("INPUT", [QgsProcessingModelChildParameterSource.fromModelParameter("IMAGE")])
    child.addParameterSources("BACKEND", [QgsProcessingModelChildParameterSource.fromStaticValue("numpy")])
    output = QgsProcessingModelOutput("grid")
    output.setChildId("classify")
    output.setChildOutputName("OUTPUT")
    child.setModelOutputs({"grid": output})
    model.addChildAlgorithm(child)
    (destination,) = (p.name() for p in model.parameterDefinitions() if p.isDestination())
    context, log = QgsProcessingContext(), Log()
    context.setProject(QgsProject.instance())

    outputs, ok = model.run({"IMAGE": str(scenes[2]), destination: "TEMPORARY_OUTPUT"}, context, log)

    assert ok, log.errors
    assert contents(context.takeResultLayer(outputs[destination])) == from_toolbox[2]


def test_the_command_line_gives_the_same(
    stock_qgis: StockQgis, scenes: list[Path], from_toolbox: list[Contents], tmp_path: Path
) -> None:
    grid = tmp_path / "grid.gpkg"

    stock_qgis.classify(f"INPUT={scenes[2]}", "BACKEND=numpy", f"OUTPUT={grid}")

    assert contents(QgsVectorLayer(str(grid), "grid", "ogr")) == from_toolbox[2]


def test_the_command_line_gives_the_same_with_every_option_as_text(
    classify: Callable[..., Run], stock_qgis: StockQgis, scenes: list[Path], tmp_path: Path
) -> None:
    options = {
        "RADIOMETRY": "l2a", "OFFSET": -50.5, "STRIDE": "32", "TTA": True, "MIN_CONFIDENCE": 0.6, "EDGE": "pad",
        "MODEL": "fast", "BACKEND": "numpy", "PROBABILITIES": True, "BANDS": [1, 2, 3],
        "EXTENT": "500100,501500,5698700,5699900 [EPSG:32633]",
    }  # fmt: skip
    texts = [f"{name}={str(value).lower()}" for name, value in options.items() if name not in ("BANDS", "EXTENT")]
    bands = [f"BANDS={number}" for number in options["BANDS"]]

    here = classify(INPUT=str(scenes[0]), **options)
    stock_qgis.classify(
        f"INPUT={scenes[0]}", *texts, *bands, f"EXTENT={options['EXTENT']}", f"OUTPUT={tmp_path / 'grid.gpkg'}"
    )

    assert here.ok, here.sentence
    assert contents(QgsVectorLayer(str(tmp_path / "grid.gpkg"), "grid", "ogr")) == contents(here.layer)


def test_every_optional_parameter_has_a_default(provider: object) -> None:
    registry = QgsApplication.processingRegistry()
    required = {
        identifier: {
            p.name()
            for p in registry.algorithmById(identifier).parameterDefinitions()
            if not p.flags() & p.Flag.FlagOptional and p.defaultValue() is None
        }
        for identifier in (ALGORITHM, "eurosat:classstatistics")
    }

    assert required == {ALGORITHM: {"INPUT", "OUTPUT"}, "eurosat:classstatistics": {"INPUT", "OUTPUT"}}


@pytest.mark.parametrize("identifier", [ALGORITHM, "eurosat:classifycanvas"])
def test_what_costs_more_is_not_done_unless_asked_for(provider: object, identifier: str) -> None:
    algorithm = QgsApplication.processingRegistry().algorithmById(identifier)
    dear = [algorithm.parameterDefinition(name) for name in ("TTA", "PROBABILITIES")]
    more = [algorithm.parameterDefinition(name) for name in ("STATISTICS", "REPORT")]

    assert [definition.defaultValue() for definition in dear] == [False, False]
    assert [definition.createByDefault() for definition in more] == [False, False]


def test_every_parameter_of_a_classification_is_explained(provider: object) -> None:
    definitions = QgsApplication.processingRegistry().algorithmById(ALGORITHM).parameterDefinitions()

    assert [definition.name() for definition in definitions if not definition.help()] == ["OUTPUT"]


@pytest.mark.parametrize("identifier", [ALGORITHM, "eurosat:classifycanvas", "eurosat:classstatistics"])
def test_the_help_button_leads_to_a_page_that_is_there(provider: object, project_folder: Path, identifier: str) -> None:
    address, _, section = QgsApplication.processingRegistry().algorithmById(identifier).helpUrl().partition("#")

    page = project_folder / "docs" / address.rpartition("/docs/")[2]
    headings = [
        line.lstrip("# ").lower().replace(" ", "-") for line in page.read_text().splitlines() if line[:1] == "#"
    ]
    assert not section or section in headings


def test_choices_are_texts_and_not_numbers(provider: object) -> None:
    definitions = QgsApplication.processingRegistry().algorithmById(ALGORITHM).parameterDefinitions()

    choices = [definition for definition in definitions if definition.type() == "enum"]

    assert {choice.name() for choice in choices} == {"RADIOMETRY", "STRIDE", "EDGE", "MODEL", "BACKEND"}
    assert all(choice.usesStaticStrings() and choice.defaultValue() == choice.options()[0] for choice in choices)
