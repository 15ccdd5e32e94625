# SPDX-License-Identifier: GPL-2.0-or-later
"""What happens to a table of classes and its report while they are made."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProject,
    QgsVectorLayer,
)

from tests.grids import FIELDS, memory_grid
from tests.processing.conftest import Log
from tests.processing.test_class_statistics import TILES

MAPPED = {"row": "int", "col": "int", **FIELDS}


def test_cancelling_leaves_neither_table_nor_report(provider: object, tmp_path: Path) -> None:
    grid, context, log = memory_grid(TILES), QgsProcessingContext(), Log()
    context.setProject(QgsProject.instance())
    QgsProject.instance().addMapLayer(grid)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classstatistics")
    parameters = {"INPUT": grid.id(), "OUTPUT": str(tmp_path / "a.csv"), "REPORT": str(tmp_path / "a.html")}
    log.cancel()

    _, ok = algorithm.run(parameters, context, log)

    assert not ok
    assert "nothing was written" in "".join(log.errors)
    assert not list(tmp_path.iterdir())


class _CancelledAt(Log):
    """Is cancelled as soon as the progress reaches `limit` percent, and remembers the progress."""

    def __init__(self, limit: float) -> None:
        super().__init__()
        self.seen: list[float] = []
        self._limit = limit
        self.progressChanged.connect(self._look)

    def _look(self, percent: float) -> None:
        self.seen.append(percent)
        if percent >= self._limit:
            self.cancel()


def run_with_report(tmp_path: Path, log: Log, tiles: int) -> bool:
    grid = memory_grid([{**TILES[0], "row": n // 100, "col": n % 100} for n in range(tiles)], MAPPED)
    QgsProject.instance().addMapLayer(grid)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classstatistics")
    parameters = {"INPUT": grid.id(), "OUTPUT": str(tmp_path / "a.csv"), "REPORT": str(tmp_path / "a.html")}
    return bool(algorithm.run(parameters, context, log)[1])


def test_drawing_the_map_of_the_report_is_half_of_the_progress(
    provider: object, qgis_new_project: None, tmp_path: Path
) -> None:
    log = _CancelledAt(101)

    assert run_with_report(tmp_path, log, 4000)

    # The map tells after every 1000 of the 4000 tiles.
    assert [percent for percent in log.seen if percent > 50] == [62.5, 75.0, 87.5, 100.0]
    assert log.seen == sorted(log.seen)


def test_cancelling_while_the_map_is_drawn_leaves_neither_table_nor_report(
    provider: object, qgis_new_project: None, tmp_path: Path
) -> None:
    log = _CancelledAt(60)

    assert not run_with_report(tmp_path, log, 4000)

    assert log.seen[-1] == 62.5
    assert "nothing was written" in "".join(log.errors)
    assert not list(tmp_path.iterdir())


def prepared(grid: QgsVectorLayer, log: Log, context: QgsProcessingContext) -> tuple[QgsProcessingAlgorithm, dict]:
    """Return an algorithm that has prepared for `grid`, a layer of the project, and its parameters."""
    QgsProject.instance().addMapLayer(grid)
    context.setProject(QgsProject.instance())
    context.setFeedback(log)
    parameters = {"INPUT": grid.id(), "OUTPUT": "TEMPORARY_OUTPUT"}
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classstatistics")
    assert algorithm.prepare(parameters, context, log)
    return algorithm, parameters


def test_the_project_is_asked_for_the_layer_before_the_work_goes_to_another_thread(
    provider: object, qgis_new_project: None
) -> None:
    # The map crashed QGIS when it needed the project's expression scope just then: such a question throws it away.
    log, context, elsewhere = Log(), QgsProcessingContext(), QgsProject()
    algorithm, parameters = prepared(memory_grid(TILES), log, context)
    context.setProject(elsewhere)

    outputs = algorithm.runPrepared(parameters, context, log)

    assert outputs["TILE_COUNT"] == len(TILES)


def test_a_layer_that_was_removed_while_the_run_waited_is_told(provider: object, qgis_new_project: None) -> None:
    log, context = Log(), QgsProcessingContext()
    algorithm, parameters = prepared(memory_grid(TILES), log, context)
    QgsProject.instance().removeAllMapLayers()

    with pytest.raises(QgsProcessingException, match="was removed before the run began"):
        algorithm.runPrepared(parameters, context, log)
