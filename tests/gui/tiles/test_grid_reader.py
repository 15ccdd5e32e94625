# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from osgeo import ogr
from qgis.core import QgsApplication, QgsProject, QgsVectorFileWriter, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer

from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.gui.background_job import stop_jobs
from eurosat_plugin.gui.tiles.grid_reader import AT_ONCE, GridReader
from eurosat_plugin.gui.tiles.layer_tiles import LayerTiles

MANY = AT_ONCE + 500


@pytest.fixture
def reader(qgis_app):
    reader = GridReader()
    yield reader
    reader.stop()
    stop_jobs()


@pytest.fixture
def answers(reader) -> list:
    received: list = []
    reader.finished.connect(received.append)
    reader.failed.connect(received.append)
    return received


@pytest.fixture
def read(reader, answers, qtbot) -> Callable[[QgsVectorLayer], LayerTiles]:
    """Return what reads a layer to its end, and returns its tiles."""

    def read(layer: QgsVectorLayer) -> LayerTiles:
        reader.read(layer)
        qtbot.waitUntil(lambda: not reader.reading, timeout=60_000)
        return answers.pop()

    return read


@pytest.fixture
def many_tiles(make_grid) -> QgsVectorLayer:
    return make_grid([("Forest", 0.9, ""), ("River", 0.4, "uncertain")] * (MANY // 2))


@pytest.fixture
def geopackage(many_tiles, tmp_path: Path) -> QgsVectorLayer:
    path = str(tmp_path / "grid.gpkg")
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.layerName = 'land "cover"'
    QgsVectorFileWriter.writeAsVectorFormatV3(many_tiles, path, QgsProject.instance().transformContext(), options)
    layer = QgsVectorLayer(f'{path}|layername=land "cover"', "grid", "ogr")
    QgsProject.instance().addMapLayer(layer)
    return layer


def figures_of(tiles: LayerTiles, min_confidence: float = 0.0) -> GridFigures:
    """Return the figures of all tiles."""
    figures, _ = tiles.figures(QgsVectorLayer(), min_confidence)
    return figures


def tiles_of(tiles: LayerTiles) -> dict[str, int]:
    return {share.land_cover.key: share.tiles for share in figures_of(tiles).shares if share.tiles}


def test_a_small_layer_is_read_at_once(reader, answers, make_grid):
    reader.read(make_grid([("Forest", 0.9, "")]))

    assert [tiles_of(table) for table in answers] == [{"Forest": 1}]
    assert not reader.reading


def test_a_large_layer_is_read_in_the_background(reader, answers, many_tiles, qtbot):
    reader.read(many_tiles)
    assert answers == []
    assert reader.reading

    qtbot.waitUntil(lambda: answers != [], timeout=60_000)

    assert tiles_of(answers[0]) == {"Forest": MANY // 2, "River": MANY // 2}
    assert not reader.reading


def test_a_large_geopackage_is_read_through_sqlite(read, geopackage, monkeypatch):
    monkeypatch.setattr("eurosat_plugin.adapters.grid.grid_fields.GridFields.tables", lambda *args: iter(()))

    table = read(geopackage)

    assert tiles_of(table) == {"Forest": MANY // 2, "River": MANY // 2}


def test_the_ids_read_from_a_geopackage_are_those_of_the_features(read, geopackage):
    table = read(geopackage)

    rivers = {f.id() for f in geopackage.getFeatures("\"class_key\" = 'River'")}
    assert set(table.ids_of_class("River")) == rivers


@pytest.fixture
def half_a_million(tmp_path: Path, qgis_new_project: None) -> QgsVectorLayer:
    path = str(tmp_path / "many.gpkg")
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(path)
    table = dataset.CreateLayer("grid", geom_type=ogr.wkbPolygon)
    for name in ("class_key", "flag"):
        table.CreateField(ogr.FieldDefn(name, ogr.OFTString))
    for name in ("confidence", "area_ha"):
        table.CreateField(ogr.FieldDefn(name, ogr.OFTReal))
    dataset.ExecuteSQL(
        "WITH RECURSIVE number(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < 500000) "
        "INSERT INTO grid (class_key, flag, confidence, area_ha) SELECT 'Forest', NULL, 0.9, 40.96 FROM number"
    )
    del table, dataset
    return QgsVectorLayer(f"{path}|layername=grid", "grid", "ogr")


def test_while_a_large_layer_is_read_the_main_thread_never_waits_for_long(reader, answers, half_a_million, qtbot):
    beats = [time.monotonic()]
    heart = QTimer()
    heart.setTimerType(Qt.TimerType.PreciseTimer)
    heart.timeout.connect(lambda: beats.append(time.monotonic()))
    heart.start(5)

    reader.read(half_a_million)
    qtbot.waitUntil(lambda: answers != [], timeout=120_000)
    heart.stop()
    beats.append(time.monotonic())

    longest = max(after - before for before, after in zip(beats, beats[1:]))
    assert figures_of(answers[0]).tiles == 500_000
    assert longest < (beats[-1] - beats[0]) / 3


def test_a_layer_that_is_removed_while_it_is_read_leaves_its_file_closed(reader, answers, half_a_million, qtbot):
    reader.read(half_a_million)
    qtbot.wait(50)

    reader.stop()

    open_files = [os.path.realpath(link) for link in Path("/proc/self/fd").iterdir()]
    path = os.path.realpath(half_a_million.source().split("|")[0])
    assert open_files.count(path) <= 1  # QGIS's own


def test_a_filtered_geopackage_is_read_as_its_filter_leaves_it(read, geopackage):
    geopackage.setSubsetString("\"class_key\" = 'River'")

    table = read(geopackage)

    assert tiles_of(table) == {"River": MANY // 2}


def test_edits_of_a_geopackage_that_are_not_saved_count(read, geopackage):
    geopackage.startEditing()
    first = next(geopackage.getFeatures("\"class_key\" = 'River'"))
    geopackage.changeAttributeValue(first.id(), geopackage.fields().lookupField("class_key"), "Pasture")

    table = read(geopackage)
    geopackage.rollBack()

    assert tiles_of(table) == {"Forest": MANY // 2, "River": MANY // 2 - 1, "Pasture": 1}


def test_a_file_that_sqlite_cannot_read_is_read_by_qgis(read, geopackage, monkeypatch):
    monkeypatch.setattr("eurosat_plugin.adapters.grid.geopackage_rows.quoted", lambda name: "no_such_function()")

    table = read(geopackage)

    assert figures_of(table).tiles == MANY


def test_progress_is_told(reader, read, many_tiles):
    heard: list[float] = []
    reader.progressed.connect(heard.append)

    read(many_tiles)

    assert heard
    assert max(heard) <= 100


def test_the_tiles_so_far_are_told(reader, read, many_tiles):
    heard: list[int] = []
    reader.grown.connect(lambda counts: heard.append(counts.tiles))

    read(many_tiles)

    assert heard == sorted(heard)
    assert heard[-1] == MANY


def test_of_a_file_with_several_tables_the_one_that_qgis_shows_is_read(read, geopackage):
    path = geopackage.source().split("|")[0]
    rivers = QgsVectorFileWriter.SaveVectorOptions()
    rivers.actionOnExistingFile = QgsVectorFileWriter.ActionOnExistingFile.CreateOrOverwriteLayer
    rivers.layerName = "rivers"
    geopackage.setSubsetString("\"class_key\" = 'River'")
    QgsVectorFileWriter.writeAsVectorFormatV3(geopackage, path, QgsProject.instance().transformContext(), rivers)

    sources = (path, f"{path}|layerid=1", f"{path}|layername=rivers")
    tables = [read(QgsVectorLayer(source, "grid", "ogr")) for source in sources]

    assert [tiles_of(table).get("Forest", 0) for table in tables] == [MANY // 2, 0, 0]


def test_a_filter_that_only_qgis_understands_is_obeyed(read, geopackage):
    geopackage.setSubsetString("ST_MinX(geom) IS NULL AND class_key = 'River'")

    table = read(geopackage)

    assert tiles_of(table) == {"River": MANY // 2}


def test_a_layer_whose_numbers_are_no_probabilities_is_refused_with_a_sentence(reader, answers, geopackage, qtbot):
    dataset = ogr.Open(geopackage.source().split("|")[0], 1)
    dataset.ExecuteSQL('UPDATE "land ""cover""" SET confidence = 90 WHERE fid = 7')
    del dataset

    reader.read(geopackage)
    qtbot.waitUntil(lambda: answers != [], timeout=60_000)

    assert answers == ["The column confidence of grid holds 90; a probability is from 0 to 1."]


def test_what_was_being_read_is_not_told_when_it_is_stopped(reader, answers, many_tiles, qtbot):
    reader.read(many_tiles)

    reader.stop()

    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0, timeout=60_000)
    qtbot.wait(50)
    assert answers == []


def test_a_new_request_takes_the_place_of_the_one_before(reader, answers, many_tiles, make_grid, qtbot):
    reader.read(many_tiles)

    reader.read(make_grid([("Forest", 0.9, "")]))
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0, timeout=60_000)

    assert [tiles_of(table) for table in answers] == [{"Forest": 1}]


def test_deleting_the_layer_while_it_is_read_does_no_harm(reader, answers, many_tiles, qtbot):
    reader.read(many_tiles)

    QgsProject.instance().removeMapLayer(many_tiles.id())
    qtbot.waitUntil(lambda: answers != [], timeout=60_000)

    assert figures_of(answers[0]).tiles == MANY


def test_shutting_down_waits_for_what_is_being_read(many_tiles):
    reader = GridReader()
    reader.read(many_tiles)

    reader.stop()
    stop_jobs()

    assert not reader.reading
