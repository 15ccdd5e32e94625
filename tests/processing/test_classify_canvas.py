# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsLayerTreeModel,
    QgsMapThemeCollection,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProcessingModelParameter,
    QgsProcessingParameterExtent,
    QgsProcessingParameterMultipleLayers,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEventLoop, QTimer

from demo.scene import generate_scene
from eurosat_plugin.core.network.classifier import BATCH
from eurosat_plugin.core.product.radiometry import stretch
from eurosat_plugin.processing.provider import EuroSatProvider
from eurosat_plugin.processing.run_feedback import RunFeedback
from tests.map_server import MapServer, map_server
from tests.processing.conftest import Log, Run
from tests.rasters import ORIGIN, write_raster
from tests.stock_qgis import StockQgis
from tests.temporary_folders import new_folders

ALGORITHM = "eurosat:classifycanvas"
ROWS, COLS = 512, 768
TILES = (ROWS // 64) * (COLS // 64)
SMALL = f"{ORIGIN[0]},{ORIGIN[0] + 1920},{ORIGIN[1] - 1280},{ORIGIN[1]} [EPSG:32633]"
"""Two rows of three tiles."""

WHOLE = f"{ORIGIN[0]},{ORIGIN[0] + COLS * 10},{ORIGIN[1] - ROWS * 10},{ORIGIN[1]} [EPSG:32633]"

Classify = Callable[..., Run]


@pytest.fixture
def project(provider: EuroSatProvider) -> Iterator[QgsProject]:
    project = QgsProject()
    yield project
    project.clear()


@pytest.fixture
def classify_map(project: QgsProject) -> Iterator[Classify]:
    """Run the algorithm on `project`, as Processing does; no temporary file is left afterwards."""

    def run(feedback: Log | None = None, **parameters: Any) -> Run:
        log, context = feedback or Log(), QgsProcessingContext()
        context.setProject(project)
        context.setFeedback(log)
        parameters.setdefault("OUTPUT", "TEMPORARY_OUTPUT")
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        acceptable, sentence = algorithm.checkParameterValues(parameters, context)
        if not acceptable:
            log.reportError(sentence)
            return Run(False, {}, None, log, context)
        outputs, ok = algorithm.run(parameters, context, log)
        return Run(ok, outputs, context.takeResultLayer(outputs["OUTPUT"]) if ok else None, log, context)

    leftovers = new_folders()
    yield run
    assert not leftovers()


@pytest.fixture(scope="session")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a generated scene in the network's own colours, in UTM zone 33."""
    red_green_blue = generate_scene(shape=(ROWS, COLS)).dn[[2, 1, 0]].astype(np.float32)
    folder = tmp_path_factory.mktemp("picture")
    return write_raster(folder / "picture.tif", stretch(red_green_blue), names=["B04", "B03", "B02"])


@pytest.fixture
def server() -> Iterator[MapServer]:
    with map_server() as running:
        yield running


def show(project: QgsProject, path: Path, name: str = "picture") -> QgsRasterLayer:
    layer = QgsRasterLayer(str(path), name)
    project.addMapLayer(layer)
    return layer


def show_grid(project: QgsProject) -> None:
    """Add a classified grid that covers everything."""
    fields = "field=class_key:string&field=confidence:double&field=area_ha:double&field=flag:string"
    project.addMapLayer(QgsVectorLayer(f"Polygon?crs=EPSG:32633&{fields}", "Land cover", "memory"))


def store_theme(project: QgsProject, name: str) -> None:
    root = project.layerTreeRoot()
    record = QgsMapThemeCollection.createThemeFromCurrentState(root, QgsLayerTreeModel(root))
    project.mapThemeCollection().insert(name, record)


def classes(layer: QgsVectorLayer) -> dict[tuple[int, int], str]:
    return {(f["row"], f["col"]): f["class_key"] for f in layer.getFeatures()}


def attributes(layer: QgsVectorLayer) -> list[list[object]]:
    """Return the attributes of all features without the key that a GeoPackage adds, and which image they are of."""
    names = [name for name in layer.fields().names() if name not in ("fid", "date", "scene")]
    return [[feature[name] for name in names] for feature in layer.getFeatures()]


def test_a_picture_in_the_zone_gets_the_same_features_as_from_its_numbers(
    classify_map: Classify, classify: Classify, picture: Path
) -> None:
    displayed = classify_map(LAYERS=[str(picture)], EXTENT=WHOLE)
    read = classify(INPUT=str(picture), RADIOMETRY="display")

    assert displayed.ok, displayed.sentence
    assert displayed.outputs["TILE_COUNT"] == TILES
    assert attributes(displayed.layer) == attributes(read.layer)


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:4326", "EPSG:3035"])
def test_a_picture_in_another_system_gets_the_same_classes_for_nine_tiles_of_ten(
    classify_map: Classify, classify: Classify, picture: Path, tmp_path: Path, crs: str
) -> None:
    warped = tmp_path / "warped.tif"
    gdal.Warp(str(warped), str(picture), dstSRS=crs, resampleAlg="near", dstAlpha=True)

    displayed = classify_map(LAYERS=[str(warped)], EXTENT=WHOLE)
    read = classify(INPUT=str(picture), RADIOMETRY="display")

    assert displayed.layer.crs().authid() == "EPSG:32633"
    here, there = classes(displayed.layer), classes(read.layer)
    assert here.keys() == there.keys()
    assert np.mean([here[tile] == there[tile] for tile in there]) >= 0.9


def test_an_extent_in_another_system_is_rendered_in_the_zone_of_its_middle(
    classify_map: Classify, picture: Path
) -> None:
    run = classify_map(LAYERS=[str(picture)], EXTENT="15.01,15.04,51.42,51.44 [EPSG:4326]")

    assert run.ok, run.sentence
    assert run.layer.crs().authid() == "EPSG:32633"
    assert run.layer.extent().xMinimum() % 10 == run.layer.extent().yMaximum() % 10 == 0


def test_without_layers_all_visible_ones_are_classified(
    classify_map: Classify, project: QgsProject, picture: Path
) -> None:
    show(project, picture)
    hidden = show(project, picture, "hidden")
    project.layerTreeRoot().findLayer(hidden).setItemVisibilityChecked(False)

    run = classify_map(EXTENT=SMALL)

    assert run.ok, run.sentence
    assert "Colours as displayed are classified: the visible layers (picture)." in run.log.infos


def test_a_classified_grid_is_not_rendered_into_its_own_input(
    classify_map: Classify, project: QgsProject, picture: Path
) -> None:
    show(project, picture)
    before = classify_map(EXTENT=SMALL)
    result = before.layer
    result.setName("Land cover")
    project.addMapLayer(result)

    after = classify_map(EXTENT=SMALL)

    assert any("The layer Land cover is left out: it is a classified grid" in info for info in after.log.infos)
    assert attributes(after.layer) == attributes(result)


def test_a_theme_is_classified_in_its_own_styles(classify_map: Classify, project: QgsProject, picture: Path) -> None:
    layer = show(project, picture)
    plain = classify_map(EXTENT=SMALL)
    layer.styleManager().addStyleFromLayer("dark")
    layer.styleManager().setCurrentStyle("dark")
    layer.brightnessFilter().setBrightness(-200)
    store_theme(project, "night")
    layer.styleManager().setCurrentStyle("default")

    night = classify_map(EXTENT=SMALL, THEME="night")

    assert "Colours as displayed are classified: the map theme night (picture)." in night.log.infos
    assert [f["confidence"] for f in night.layer.getFeatures()] != [f["confidence"] for f in plain.layer.getFeatures()]


def test_log_and_layer_say_that_colours_as_displayed_were_classified(
    classify_map: Classify, project: QgsProject, picture: Path
) -> None:
    show(project, picture, "Mosaic of June")

    run = classify_map(EXTENT=SMALL)

    assert any("contrast stretch" in warning for warning in run.log.warnings)
    assert "The map is rendered at 10 m per pixel in EPSG:32633" in "\n".join(run.log.infos)
    assert run.outputs["RADIOMETRY_USED"] == "display"
    history = "\n".join(run.layer.metadata().history())
    assert "source: colours as displayed of the visible layers (Mosaic of June)" in history
    assert "bands: red, green and blue as displayed" in history


def test_statistics_and_report_are_written(classify_map: Classify, picture: Path, tmp_path: Path) -> None:
    report, table = tmp_path / "report.html", tmp_path / "table.gpkg"

    run = classify_map(LAYERS=[str(picture)], EXTENT=SMALL, REPORT=str(report), STATISTICS=str(table))

    assert run.ok, run.sentence
    assert "colours as displayed" in report.read_text(encoding="utf-8")
    assert QgsVectorLayer(str(table), "table", "ogr").featureCount() == 10


def test_progress_counts_rendering_and_classification(classify_map: Classify, picture: Path) -> None:
    log, told = Log(), []
    log.progressChanged.connect(told.append)

    run = classify_map(log, LAYERS=[str(picture)], EXTENT=WHOLE)

    assert told == sorted(told)
    assert 50.0 in told
    assert told[-1] == 100.0
    # Every run of the network has its share of the second half.
    assert sum(value > 50 for value in told) >= run.outputs["TILE_COUNT"] / BATCH


def test_also_a_single_tile_makes_progress(classify_map: Classify, picture: Path) -> None:
    log, told = Log(), []
    log.progressChanged.connect(told.append)

    run = classify_map(log, LAYERS=[str(picture)], EXTENT=SMALL)

    assert run.outputs["TILE_COUNT"] < BATCH
    assert told == [50.0, 100.0]


def test_a_feedback_that_wants_the_counts_gets_them(classify_map: Classify, picture: Path) -> None:
    class Listening(Log, RunFeedback):
        """Takes the counts so far."""

    log = Listening()

    run = classify_map(log, LAYERS=[str(picture)], EXTENT=SMALL)

    assert log.counts is not None
    assert log.counts.tiles == run.outputs["TILE_COUNT"]


def test_cancelling_while_tiles_are_classified_leaves_nothing(
    classify_map: Classify, picture: Path, tmp_path: Path
) -> None:
    run = classify_map(Log(cancel_at=60), LAYERS=[str(picture)], EXTENT=WHOLE, OUTPUT=str(tmp_path / "grid.gpkg"))

    assert not run.ok
    assert "nothing was written" in run.sentence
    assert not list(tmp_path.glob("grid*"))


def test_cancelling_while_a_server_keeps_us_waiting_leaves_nothing(
    classify_map: Classify, project: QgsProject, server: MapServer, tmp_path: Path
) -> None:
    server.may_answer.clear()
    project.addMapLayer(server.layer("slow"))
    log = Log()
    QTimer.singleShot(300, log.cancel)

    run = classify_map(log, EXTENT=SMALL, OUTPUT=str(tmp_path / "grid.gpkg"))

    assert not run.ok
    assert "nothing was written" in run.sentence
    assert not list(tmp_path.glob("grid*"))


def test_a_server_that_fails_beside_a_picture_is_told_of_in_log_and_layer(
    classify_map: Classify, project: QgsProject, server: MapServer, picture: Path
) -> None:
    server.status = 500
    project.addMapLayer(server.layer("down"))
    show(project, picture)

    run = classify_map(EXTENT=SMALL)

    assert run.ok, run.sentence
    assert any("Requests to 127.0.0.1 failed (HTTP status 500)" in warning for warning in run.log.warnings)
    assert run.layer.customProperty("eurosat/warnings").split("\n") == run.log.warnings


def test_a_run_in_the_background_leaves_the_desktop_alive(
    project: QgsProject, picture: Path, server: MapServer
) -> None:
    show(project, picture)
    project.addMapLayer(server.layer("background"))
    ended: list[tuple[bool, dict[str, Any]]] = []
    ticks: list[bool] = []
    loop, clock = QEventLoop(), QTimer()
    log, context = Log(), QgsProcessingContext()
    context.setProject(project)
    parameters = {"EXTENT": SMALL, "OUTPUT": "TEMPORARY_OUTPUT"}
    task = QgsProcessingAlgRunnerTask(
        QgsApplication.processingRegistry().algorithmById(ALGORITHM), parameters, context, log
    )
    task.executed.connect(lambda ok, outputs: (ended.append((ok, outputs)), loop.quit()))
    server.may_answer.clear()

    def work_on() -> None:
        ticks.append(True)
        if len(ticks) == 20:
            # Whoever works on while the task runs may well close the layers.
            project.clear()
            server.may_answer.set()

    clock.timeout.connect(work_on)
    clock.start(5)

    QgsApplication.taskManager().addTask(task)
    loop.exec()
    clock.stop()

    (ok, outputs) = ended[0]
    assert ok, log.errors
    assert outputs["TILE_COUNT"] == 6
    assert len(ticks) >= 20
    assert context.takeResultLayer(outputs["OUTPUT"]).featureCount() == 6


def test_as_many_runs_as_threads_do_not_wait_for_each_other(project: QgsProject, picture: Path) -> None:
    show(project, picture)
    loop, ended, held = QEventLoop(), [], []
    guard = QTimer()
    guard.setSingleShot(True)
    guard.timeout.connect(loop.quit)
    count = QgsApplication.maxThreads() if QgsApplication.maxThreads() > 0 else threading.active_count() + 4
    for _ in range(max(4, min(count, 8))):
        context, log = QgsProcessingContext(), Log()
        context.setProject(project)
        algorithm = QgsApplication.processingRegistry().algorithmById(ALGORITHM)
        task = QgsProcessingAlgRunnerTask(algorithm, {"EXTENT": SMALL, "OUTPUT": "TEMPORARY_OUTPUT"}, context, log)
        task.executed.connect(lambda ok, outputs: (ended.append(ok), len(ended) == len(held) and loop.quit()))
        held.append((task, context, log))
    for task, _, _ in held:
        QgsApplication.taskManager().addTask(task)
    guard.start(120_000)

    loop.exec()

    assert ended == [True] * len(held)


def test_a_model_classifies_layers_that_it_is_given(project: QgsProject, classify_map: Classify, picture: Path) -> None:
    model = QgsProcessingModelAlgorithm("land cover of a map", "test")
    for definition in (
        QgsProcessingParameterMultipleLayers("MAP", "map"),
        QgsProcessingParameterExtent("WHERE", "where"),
    ):
        model.addModelParameter(definition, QgsProcessingModelParameter(definition.name()))
    child = QgsProcessingModelChildAlgorithm(ALGORITHM)
    child.setChildId("classify")
    child.addParameterSources("LAYERS", [QgsProcessingModelChildParameterSource.fromModelParameter("MAP")])
    child.addParameterSources("EXTENT", [QgsProcessingModelChildParameterSource.fromModelParameter("WHERE")])
    output = QgsProcessingModelOutput("grid")
    output.setChildId("classify")
    output.setChildOutputName("OUTPUT")
    child.setModelOutputs({"grid": output})
    model.addChildAlgorithm(child)
    context, log = QgsProcessingContext(), Log()
    context.setProject(project)

    outputs, ok = model.run({"MAP": [str(picture)], "WHERE": SMALL, "classify:grid": "memory:"}, context, log)

    assert ok, log.errors
    grid = context.takeResultLayer(outputs["classify:grid"])
    assert attributes(grid) == attributes(classify_map(LAYERS=[str(picture)], EXTENT=SMALL).layer)


def test_the_command_line_classifies_files_without_a_project(
    classify_map: Classify, stock_qgis: StockQgis, picture: Path, tmp_path: Path
) -> None:
    stock_qgis("run", ALGORITHM, "--", f"LAYERS={picture}", f"EXTENT={SMALL}", f"OUTPUT={tmp_path / 'grid.gpkg'}")

    there = QgsVectorLayer(str(tmp_path / "grid.gpkg"), "grid", "ogr")
    here = classify_map(LAYERS=[str(picture)], EXTENT=SMALL, BACKEND="numpy")
    assert attributes(there) == attributes(here.layer)


def test_the_command_line_classifies_a_theme_of_a_project(
    project: QgsProject, stock_qgis: StockQgis, picture: Path, tmp_path: Path
) -> None:
    show(project, picture)
    store_theme(project, "all of it")
    project.write(str(tmp_path / "map.qgz"))

    answer = stock_qgis(
        "run", ALGORITHM, f"--project_path={tmp_path / 'map.qgz'}", "--",
        "THEME=all of it", f"EXTENT={SMALL}", f"OUTPUT={tmp_path / 'grid.gpkg'}",
    )  # fmt: skip

    assert json.loads(answer)["results"]["TILE_COUNT"] == 6


def test_a_rectangle_that_carries_its_system_is_taken(classify_map: Classify, picture: Path) -> None:
    x, y = ORIGIN
    rectangle = QgsReferencedRectangle(
        QgsRectangle(x + 640, y - 1280, x + 1920, y - 640), QgsCoordinateReferenceSystem("EPSG:32633")
    )

    run = classify_map(LAYERS=[str(picture)], EXTENT=rectangle)

    assert run.outputs["TILE_COUNT"] == 2
    assert run.layer.extent().toString(0) == f"{x + 640:.0f},{y - 1280:.0f} : {x + 1920:.0f},{y - 640:.0f}"


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({}, "There is no layer to render; choose layers, or open a project that has some."),
        ({"LAYERS": []}, "There is no layer to render"),
        ({"LAYERS": ""}, "There is no layer to render"),
        ({"LAYERS": ["/nowhere/scene.tif"]}, "LAYERS cannot be ['/nowhere/scene.tif']; give layers of the project"),
        ({"LAYERS": "no layer"}, "give layers of the project, or files."),
        ({"THEME": "summer"}, "There is no map theme 'summer'; the project has none."),
        ({"THEME": "summer", "LAYERS": "PICTURE"}, "LAYERS and THEME are both given; give one of them, or none."),
        ({"LAYERS": "PICTURE", "EXTENT": None}, "EXTENT cannot be None; give xmin,xmax,ymin,ymax [CRS] or a layer."),
        ({"LAYERS": "PICTURE", "EXTENT": ""}, "EXTENT cannot be ''; give xmin,xmax,ymin,ymax"),
        ({"LAYERS": "PICTURE", "EXTENT": "here"}, "EXTENT cannot be 'here'"),
        ({"LAYERS": "PICTURE", "EXTENT": "10,11,50,51"}, "The extent has no coordinate reference system; add one"),
        ({"LAYERS": "PICTURE", "EXTENT": "10,10,50,51 [EPSG:4326]"}, "The extent is empty"),
        ({"LAYERS": "PICTURE", "EXTENT": "10,11,150,151 [EPSG:4326]"}, "The extent lies off the globe in EPSG:4326"),
        ({"LAYERS": "PICTURE", "EXTENT": "0,600,0,900 [EPSG:32633]"}, "less than one tile of 640 × 640 m"),
        ({"LAYERS": "PICTURE", "EXTENT": "10,14,50,54 [EPSG:4326]"}, "at most 100,000,000 are rendered at once"),
        ({"LAYERS": "PICTURE", "EXTENT": "10,10.1,50,50.1 [EPSG:4326]"}, "Do the layers cover this place?"),
        ({"LAYERS": "PICTURE", "STRIDE": "48"}, "STRIDE cannot be '48'; choose one of 64, 32, 16."),
        ({"LAYERS": "PICTURE", "MIN_CONFIDENCE": "2"}, "MIN_CONFIDENCE"),
        ({"LAYERS": "PICTURE", "MODEL_FILE": "/nowhere/a.onnx"}, "does not exist"),
    ],
)
def test_wrong_parameters_get_their_sentence(
    classify_map: Classify, picture: Path, tmp_path: Path, parameters: dict[str, Any], sentence: str
) -> None:
    if parameters.get("LAYERS") == "PICTURE":
        parameters = {**parameters, "LAYERS": [str(picture)]}

    run = classify_map(OUTPUT=str(tmp_path / "grid.gpkg"), **{"EXTENT": SMALL, **parameters})

    assert not run.ok
    assert sentence in run.sentence
    assert run.sentence.endswith((".", "?"))
    assert "Traceback" not in run.sentence
    assert not list(tmp_path.glob("grid*"))


def test_a_project_that_shows_only_a_classified_grid_is_refused(classify_map: Classify, project: QgsProject) -> None:
    show_grid(project)

    run = classify_map(EXTENT=SMALL)

    assert "Nothing of the visible layers can be rendered. The layer Land cover is left out" in run.sentence


def test_a_map_of_vector_layers_alone_is_refused(classify_map: Classify, project: QgsProject) -> None:
    fields = QgsVectorLayer("Polygon?crs=EPSG:32633", "fields", "memory")
    project.addMapLayer(fields)

    run = classify_map(EXTENT=SMALL)

    assert not run.ok
    assert "None of the visible layers (fields) is a raster, a mesh or a layer of tiles" in run.sentence


def test_chosen_vector_layers_are_refused_as_well(classify_map: Classify, project: QgsProject) -> None:
    roads = QgsVectorLayer("LineString?crs=EPSG:32633", "roads", "memory")
    project.addMapLayer(roads)

    run = classify_map(EXTENT=SMALL, LAYERS=[roads])

    assert "None of the chosen layers (roads) is a raster, a mesh or a layer of tiles" in run.sentence


def test_a_layer_hidden_by_its_scale_range_is_named(classify_map: Classify, project: QgsProject, picture: Path) -> None:
    near = show(project, picture, "near")
    near.setScaleBasedVisibility(True)
    near.setMinimumScale(10_000)

    run = classify_map(EXTENT=SMALL)

    assert "Nothing was drawn in the extent" in run.sentence
    assert any("The layer near is hidden at 10 m per pixel (1:37795)" in warning for warning in run.log.warnings)
