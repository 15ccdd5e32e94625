# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs over a map as displayed: progress, cancelling, the background, models and the command line."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
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
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEventLoop, QTimer

from eurosat_plugin.core.network.classifier import BATCH
from eurosat_plugin.processing.run_feedback import RunFeedback
from tests.map_server import MapServer
from tests.processing.canvas.displayed import ALGORITHM, SMALL, WHOLE, Classify, attributes, show, store_theme
from tests.processing.conftest import Log
from tests.stock_qgis import StockQgis


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
