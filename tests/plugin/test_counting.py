# SPDX-License-Identifier: GPL-2.0-or-later
"""One grid, counted in every way that people meet: the same figures, to the last digit."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import isnan, nan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import ogr
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.grid.grid_fields import GridFields
from eurosat_plugin.core.classes import CLASS_KEYS, CLASSES
from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.core.summary.report import Report
from eurosat_plugin.gui.background_job import stop_jobs
from eurosat_plugin.gui.dock.run_follower import RunFollower
from eurosat_plugin.gui.runs.classification_run import ClassificationRun
from eurosat_plugin.gui.tiles.grid_reader import GridReader
from eurosat_plugin.processing.provider import EuroSatProvider
from tests.grids import FIELDS, memory_grid
from tests.rasters import ground, write_raster

PROBABILITIES = {f"p_{key}": "double(0,0)" for key in CLASS_KEYS}
# Without length and precision: a file that the layer is saved to would round otherwise.
EXACT = {name: kind.replace("double", "double(0,0)") for name, kind in FIELDS.items()}
COLUMNS = {
    "all columns": {**EXACT, "valid_share": "double(0,0)", "urban": "double(0,0)", **PROBABILITIES},
    "no probabilities": {**EXACT, "urban": "double(0,0)"},
    "an older version's": EXACT,
    "an older version's with probabilities": {**EXACT, **PROBABILITIES},
    "hardly any": {name: EXACT[name] for name in ("class_key", "confidence", "area_ha", "flag")},
}
FORMATS = {"memory": "", "gpkg": "GPKG", "shp": "ESRI Shapefile", "geojson": "GeoJSON"}
NUMBER_OF_TILES = 60


def made_up_tiles() -> list[dict[str, Any]]:
    """Return tiles with values of all kinds in all columns, and gaps."""
    rng = np.random.default_rng(11)
    tiles = []
    for number in range(NUMBER_OF_TILES):
        probabilities = rng.dirichlet(np.full(10, 0.3))
        first, second = np.argsort(-probabilities)[:2]
        tile: dict[str, Any] = {
            "class_id": int(first),
            "class_key": CLASS_KEYS[first],
            "confidence": float(probabilities[first]),
            "second_key": CLASS_KEYS[second],
            "second_confidence": float(probabilities[second]),
            "flag": ("", "uncertain", "bright", "unfamiliar", "checked", None)[number % 6],
            "valid_share": float(rng.uniform(0.5, 1.0)),
            "area_ha": 40.96 + float(rng.normal(0, 0.01)),
            "urban": float(probabilities[[3, 4, 7]].sum()),
            **{f"p_{key}": float(p) for key, p in zip(CLASS_KEYS, probabilities)},
        }
        tiles.append(tile)
    tiles[0] = {"class_key": None, "flag": "nodata"}
    tiles[1] = {"class_key": "Glacier", "confidence": 0.9, "urban": 0.5, "flag": "uncertain"}
    tiles[2].update(confidence=None)
    tiles[3].update(area_ha=None)
    tiles[4].update(urban=None)
    tiles[5].update(urban=None, second_key=None, second_confidence=None, p_Highway=None)
    tiles[6].update(confidence=None, urban=None, p_Forest=None, second_key="Glacier")
    return tiles


@pytest.fixture(scope="module", autouse=True)
def provider(qgis_processing: None) -> Iterator[None]:
    provider = EuroSatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield
    QgsApplication.processingRegistry().removeProvider(provider)


@pytest.fixture
def grid(qgis_new_project: None, tmp_path: Path) -> Callable[..., QgsVectorLayer]:
    """Return a maker of grids in the project: of some columns, in some format."""

    def make(columns: str = "all columns", kind: str = "memory") -> QgsVectorLayer:
        layer = memory_grid(made_up_tiles(), COLUMNS[columns])
        if kind != "memory":
            layer = saved(layer, tmp_path / f"grid.{kind}")
        QgsProject.instance().addMapLayer(layer)
        return layer

    return make


def saved(layer: QgsVectorLayer, path: Path) -> QgsVectorLayer:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = FORMATS[path.suffix[1:]]
    QgsVectorFileWriter.writeAsVectorFormatV3(layer, str(path), QgsProject.instance().transformContext(), options)
    return QgsVectorLayer(str(path), layer.name(), "ogr")


def in_the_dock(layer: QgsVectorLayer, min_confidence: float = 0.0) -> GridFigures:
    """Return the figures that the dock shows of `layer`, or of its selection."""
    reader, read = GridReader(), []
    reader.finished.connect(read.append)
    reader.read(layer)
    while reader.reading:
        QgsApplication.processEvents()
    figures, _ = read[0].figures(layer, min_confidence)
    return figures


@pytest.fixture
def summed_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., tuple[GridFigures, dict, list]]:
    """Return what runs ``eurosat:classstatistics`` and returns the report's figures, outputs and table."""
    reported = caught_reports(monkeypatch)

    def run(layer: QgsVectorLayer) -> tuple[GridFigures, dict[str, Any], list[dict[str, Any]]]:
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {
            "INPUT": QgsProcessingFeatureSourceDefinition(layer.id(), layer.selectedFeatureCount() > 0),
            "OUTPUT": "TEMPORARY_OUTPUT",
            "REPORT": str(tmp_path / "report.html"),
        }
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classstatistics")
        outputs, ok = algorithm.run(parameters, context, QgsProcessingFeedback())
        assert ok
        return reported[-1], outputs, rows_of(context.takeResultLayer(outputs["OUTPUT"]))

    return run


def caught_reports(monkeypatch: pytest.MonkeyPatch) -> list[GridFigures]:
    """Return the list of the figures of the reports that will be written."""
    reported: list[GridFigures] = []
    html = Report.html

    def note(report: Report) -> str:
        reported.append(report.figures)
        return html(report)

    monkeypatch.setattr(Report, "html", note)
    return reported


def rows_of(table: QgsVectorLayer) -> list[dict[str, Any]]:
    return [dict(zip(table.fields().names(), row.attributes())) for row in table.getFeatures()]


def shown(figures: GridFigures) -> GridFigures:
    """Return what all ways show of `figures`: the dock tells nothing of probable hectares."""
    shares = tuple(replace(share, probable_ha=nan) for share in figures.shares)
    return replace(figures, shares=shares, probable_estimated=False, unrated=0)


def check_outputs_and_table(figures: GridFigures, outputs: dict[str, Any], table: list[dict[str, Any]]) -> None:
    """Check that outputs and table say what `figures` say."""
    assert (outputs["TILE_COUNT"], outputs["SKIPPED_COUNT"]) == (figures.tiles, figures.unclassified)
    assert outputs["UNCERTAIN_COUNT"] == figures.uncertain
    assert outputs["DOMINANT_CLASS"] == figures.dominant.land_cover.key
    assert outputs["DOMINANT_SHARE"] == figures.dominant.share
    assert outputs["URBAN_PROBABILITY"] == figures.urban_probability
    assert outputs["MEAN_CONFIDENCE"] == figures.mean_confidence
    for row, share in zip(table, figures.shares):
        assert (row["class_key"], row["tiles"]) == (share.land_cover.key, share.tiles)
        assert (row["area_ha"], row["share"]) == (share.area_ha, share.share)
        assert (row["probable_ha"], row["uncertain_ha"]) == (share.probable_ha, share.uncertain_ha)
        if not isnan(share.mean_confidence):
            assert row["mean_confidence"] == share.mean_confidence


@pytest.mark.parametrize("kind", FORMATS)
@pytest.mark.parametrize("columns", COLUMNS)
def test_dock_outputs_table_and_report_agree_on_any_grid(grid, summed_up, columns: str, kind: str) -> None:
    layer = grid(columns, kind)

    reported, outputs, table = summed_up(layer)

    assert shown(in_the_dock(layer)) == shown(reported)
    check_outputs_and_table(reported, outputs, table)
    assert reported.tiles == NUMBER_OF_TILES
    assert reported.unclassified == 2


@pytest.mark.parametrize("columns", COLUMNS)
def test_memory_and_geopackage_hold_the_same_figures(grid, summed_up, columns: str) -> None:
    in_memory, _, _ = summed_up(grid(columns, "memory"))

    in_file, _, _ = summed_up(grid(columns, "gpkg"))

    assert in_file == in_memory


@pytest.mark.parametrize("kind", FORMATS)
def test_all_ways_agree_on_a_selection(grid, summed_up, kind: str) -> None:
    layer = grid("all columns", kind)
    layer.selectByIds([feature.id() for feature in layer.getFeatures()][::3])

    reported, outputs, table = summed_up(layer)

    assert reported.tiles == NUMBER_OF_TILES // 3
    assert shown(in_the_dock(layer)) == shown(reported)
    check_outputs_and_table(reported, outputs, table)


@pytest.mark.parametrize("kind", ["memory", "gpkg", "shp"])
@pytest.mark.parametrize("columns", COLUMNS)
def test_all_ways_agree_on_what_a_filter_leaves(grid, summed_up, columns: str, kind: str) -> None:
    layer, comment = grid(columns, kind), " -- a comment" if kind == "gpkg" else ""
    assert layer.setSubsetString('"confidence" > 0.5 OR "flag" = \'nodata\'' + comment)

    reported, outputs, table = summed_up(layer)

    assert 0 < reported.tiles < NUMBER_OF_TILES
    assert shown(in_the_dock(layer)) == shown(reported)
    check_outputs_and_table(reported, outputs, table)


@pytest.mark.parametrize("kind", ["memory", "gpkg", "shp"])
def test_all_ways_agree_on_edits_that_are_not_saved(grid, summed_up, kind: str) -> None:
    layer = grid("all columns", kind)
    first, second, third, *_ = sorted(feature.id() for feature in layer.getFeatures("\"class_key\" = 'Forest'"))
    layer.startEditing()
    layer.changeAttributeValue(first, layer.fields().lookupField("class_key"), "River")
    layer.changeAttributeValue(second, layer.fields().lookupField("area_ha"), None)
    layer.deleteFeature(third)

    reported, outputs, table = summed_up(layer)

    assert reported.tiles == NUMBER_OF_TILES - 1
    assert shown(in_the_dock(layer)) == shown(reported)
    check_outputs_and_table(reported, outputs, table)
    layer.rollBack()


def test_edits_that_the_dock_takes_over_leave_what_it_would_read_anew(grid) -> None:
    layer, reader, read = grid(), GridReader(), []
    reader.finished.connect(read.append)
    reader.read(layer)
    fields = layer.fields()
    ids = sorted(feature.id() for feature in layer.getFeatures())
    layer.startEditing()
    layer.changeAttributeValue(ids[7], fields.lookupField("flag"), "a new one")
    layer.changeAttributeValue(ids[8], fields.lookupField("area_ha"), None)
    layer.changeAttributeValue(ids[9], fields.lookupField("urban"), None)
    layer.changeAttributeValue(ids[10], fields.lookupField("class_key"), "Forest")

    read[0].read_again(layer, ids[7:11])
    taken_over, _ = read[0].figures(layer)

    assert taken_over == in_the_dock(layer)
    layer.rollBack()


def test_sqlite_reads_a_geopackage_but_for_the_tiles_that_lack_something(grid, monkeypatch) -> None:
    layer = grid("no probabilities", "gpkg")
    by_qgis: list[int] = []
    row = GridFields.row
    monkeypatch.setattr(GridFields, "row", lambda *arguments: by_qgis.append(1) or row(*arguments))

    from_file = in_the_dock(layer)
    lacking = len(by_qgis)
    layer.startEditing()
    feature = next(layer.getFeatures())
    layer.changeAttributeValue(feature.id(), layer.fields().lookupField("flag"), "edited")
    layer.changeAttributeValue(feature.id(), layer.fields().lookupField("flag"), feature["flag"])
    from_features = in_the_dock(layer)

    # One has no area, and three are not told how urban they are.
    assert (lacking, len(by_qgis) - lacking) == (1 + 3, NUMBER_OF_TILES)
    assert from_file == from_features
    layer.rollBack()


@pytest.mark.parametrize(
    "change",
    ["confidence = 'high'", "area_ha = 'large'", "class_key = 7", "flag = 3", "area_ha = 9e999", "urban = NULL"],
)
def test_what_sqlite_lets_stand_in_a_column_counts_as_qgis_reads_it(grid, summed_up, tmp_path, change: str) -> None:
    layer = grid("no probabilities", "gpkg")
    dataset = ogr.Open(str(tmp_path / "grid.gpkg"), 1)
    dataset.ExecuteSQL(f"UPDATE grid SET {change} WHERE fid % 5 = 0")
    del dataset
    layer.dataProvider().reloadData()

    reported, _, _ = summed_up(layer)

    assert shown(in_the_dock(layer)) == shown(reported)


def test_a_column_that_is_only_computed_counts_too(grid, summed_up, tmp_path) -> None:
    from qgis.core import QgsField
    from qgis.PyQt.QtCore import QVariant

    layer = grid("an older version's", "gpkg")
    layer.addExpressionField("0.25", QgsField("urban", QVariant.Type.Double))

    reported, _, _ = summed_up(layer)

    assert reported.urban_probability == 0.25
    assert shown(in_the_dock(layer)) == shown(reported)


@pytest.mark.parametrize("percent", [0, 33, 50, 100])
def test_the_dock_above_a_threshold_shows_the_figures_of_the_tiles_that_are_left(grid, summed_up, percent: int) -> None:
    layer = grid("all columns", "memory")
    above = in_the_dock(layer, percent / 100)

    assert layer.setSubsetString(f'"confidence" IS NULL OR "confidence" >= {percent / 100}')

    reported, _, _ = summed_up(layer)
    assert shown(above) == shown(reported)


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


@pytest.fixture(autouse=True)
def no_jobs_left() -> Iterator[None]:
    yield
    stop_jobs()
