# SPDX-License-Identifier: GPL-2.0-or-later
"""A grid that a run has just written, counted by the run itself and later."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback, QgsProject, QgsVectorLayer

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.gui.dock.run_follower import RunFollower
from eurosat_plugin.gui.runs.classification_run import ClassificationRun
from tests.plugin.counting.counted import caught_reports, check_outputs_and_table, in_the_dock, rows_of, saved, shown
from tests.rasters import ground, write_raster


@pytest.fixture
def scene(tmp_path: Path) -> Path:
    values = ground(64 * 6, 64 * 7)
    values[:64, :64] = 0  # a tile without data
    return write_raster(tmp_path / "scene.tif", values, names=["B04", "B03", "B02"])


@pytest.mark.parametrize("probabilities", [True, False])
@pytest.mark.parametrize("stride", ["64", "32"])
def test_live_chart_and_run_agree_with_the_grid_that_was_written(
    qtbot, monkeypatch, qgis_new_project, summed_up, scene: Path, tmp_path: Path, probabilities: bool, stride: str
) -> None:
    reported = caught_reports(monkeypatch)
    grown: list[GridFigures] = []
    layers: list[tuple[QgsVectorLayer, dict[str, Any]]] = []
    algorithm = QgsApplication.processingRegistry().algorithmById("eurosat:classifyraster")
    parameters = {
        "INPUT": str(scene),
        "PROBABILITIES": probabilities,
        "STRIDE": stride,
        "STATISTICS": str(tmp_path / "table.gpkg"),
        "REPORT": str(tmp_path / "run.html"),
        "BACKEND": "numpy",
    }
    run, follower = ClassificationRun(algorithm, parameters, QgsProject.instance(), "scene"), RunFollower()
    follower.grown.connect(grown.append)
    run.succeeded.connect(lambda layer, outputs: layers.append((layer, outputs)))
    follower.follow(run)
    run.ended.disconnect(follower._end)

    with qtbot.waitSignal(run.ended, timeout=60_000):
        run.start()
    follower._look()

    [(layer, outputs)] = layers
    QgsProject.instance().addMapLayer(layer)
    table = rows_of(QgsVectorLayer(str(tmp_path / "table.gpkg"), "table", "ogr"))
    [of_the_run] = reported
    assert of_the_run.unclassified > 0
    assert grown[-1] == of_the_run
    check_outputs_and_table(of_the_run, outputs, table)
    for kind in ("memory", "gpkg"):
        again = layer if kind == "memory" else saved(layer, tmp_path / "again.gpkg")
        QgsProject.instance().addMapLayer(again)
        later, _, _ = summed_up(again)
        assert later == of_the_run
        assert shown(in_the_dock(again)) == shown(of_the_run)
    assert of_the_run.probable_estimated == (not probabilities)
    assert not of_the_run.urban_estimated
    assert [share.land_cover for share in of_the_run.shares] == list(CLASSES)


@pytest.mark.parametrize("kind", ["gpkg", "shp", "geojson", "fgb"])
@pytest.mark.parametrize("probabilities", [True, False])
def test_a_run_into_any_file_agrees_with_what_is_read_from_it(
    monkeypatch, qgis_new_project, summed_up, scene: Path, tmp_path: Path, kind: str, probabilities: bool
) -> None:
    reported = caught_reports(monkeypatch)
    context, path = QgsProcessingContext(), tmp_path / f"grid.{kind}"
    context.setProject(QgsProject.instance())
    parameters = {
        "INPUT": str(scene),
        "OUTPUT": str(path),
        "PROBABILITIES": probabilities,
        "BACKEND": "numpy",
        "REPORT": str(tmp_path / "run.html"),
    }
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")
    outputs, ok = algorithm.run(parameters, context, QgsProcessingFeedback())
    assert ok
    [of_the_run] = reported

    layer = QgsVectorLayer(outputs["OUTPUT"], "grid", "ogr")
    QgsProject.instance().addMapLayer(layer)
    later, again, _ = summed_up(layer)

    assert later == of_the_run
    assert shown(in_the_dock(layer)) == shown(of_the_run)
    assert {name: outputs[name] for name in again if name not in ("OUTPUT", "REPORT")} == {
        name: again[name] for name in again if name not in ("OUTPUT", "REPORT")
    }
