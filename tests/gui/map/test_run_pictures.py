# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsPointXY,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtGui import QColor, QImage, QPainter

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.palettes import PALETTES
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.growing_map import GrowingMap
from eurosat_plugin.core.tiles.tile_row import TileRow
from eurosat_plugin.core.tiles.tiling import TileGrid, Window
from eurosat_plugin.gui.map.run_picture import RunPicture
from eurosat_plugin.gui.map.run_pictures import LOOK_MS, RunPictures
from tests.core.tiles.painted_tiles import row_of

SIDE = 8
"""Tiles each way, on 640 m each from the corner 500 000, 5 000 000 northwards and eastwards."""
GROUND = QgsRectangle(500_000, 5_000_000, 500_000 + SIDE * 640, 5_000_000 + SIDE * 640)
FOREST, RIVER = 1, 8


class Run(QObject):
    """A run that goes on until it is told how it ends."""

    succeeded = pyqtSignal(QgsVectorLayer, dict)
    failed = pyqtSignal(str)
    cancelled = pyqtSignal()
    ended = pyqtSignal()

    def __init__(self, map_of_tiles: GrowingMap | None = None) -> None:
        super().__init__()
        self.map = map_of_tiles


def growing_map(east: int = 0) -> GrowingMap:
    """Return a map of GROUND, or of what lies so many tiles east of it."""
    area = Window(0, 0, SIDE * 64, SIDE * 64)
    return GrowingMap(GeoBox("EPSG:32633", 500_000 + 640 * east, GROUND.yMaximum(), 10, 10, area), TileGrid(area))


def tile(row: int, col: int, number: int) -> TileRow:
    probabilities = np.zeros(len(CLASSES))
    probabilities[number] = 1.0
    return row_of(row, {col: probabilities})


@pytest.fixture
def canvas(qtbot, qgis_new_project: None) -> QgsMapCanvas:
    """Return a map of 400 by 400 pixels, on which a tile has 50."""
    canvas = QgsMapCanvas()
    qtbot.addWidget(canvas)
    canvas.resize(400, 400)
    canvas.setFrameStyle(0)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    canvas.show()
    qtbot.waitExposed(canvas)
    canvas.setExtent(GROUND)
    return canvas


@pytest.fixture
def pictures(canvas) -> Iterator[RunPictures]:
    pictures = RunPictures(canvas)
    yield pictures
    pictures.shut_down()


def on_canvas(canvas) -> list[RunPicture]:
    return [item for item in canvas.scene().items() if isinstance(item, RunPicture)]


def painted(canvas, picture: RunPicture) -> QImage:
    image = QImage(canvas.viewport().size(), QImage.Format.Format_ARGB32)
    image.fill(0)
    painter = QPainter(image)
    picture.paint(painter)
    painter.end()
    return image


def color_at(canvas, picture: RunPicture, row: int, col: int) -> QColor:
    """Return what is painted in the middle of a tile."""
    middle = canvas.getCoordinateTransform().transform(
        GROUND.xMinimum() + (col + 0.5) * 640, GROUND.yMaximum() - (row + 0.5) * 640
    )
    return painted(canvas, picture).pixelColor(int(middle.x()), int(middle.y()))


def test_tiles_appear_where_they_are_in_the_colours_of_their_classes(canvas, pictures) -> None:
    growing = growing_map()
    pictures.show(Run(growing))
    growing.add(tile(0, 0, FOREST))
    growing.add(tile(5, 7, RIVER))

    pictures.look()

    [picture] = on_canvas(canvas)
    assert color_at(canvas, picture, 0, 0).name() == QColor(PALETTES["corine"][FOREST]).name()
    assert color_at(canvas, picture, 5, 7).name() == QColor(PALETTES["corine"][RIVER]).name()
    # 85 % opaque in the result, in steps of one in 24 of the half that confidence decides.
    assert color_at(canvas, picture, 0, 0).alphaF() == pytest.approx(0.85, abs=0.5 / 24)
    assert color_at(canvas, picture, 3, 3).alpha() == 0


@pytest.mark.parametrize(("crs", "rotation"), [("EPSG:3857", 0), ("EPSG:4326", 0), ("EPSG:32633", 30)])
def test_tiles_lie_right_on_maps_in_other_projections_and_turned_ones(canvas, pictures, crs, rotation) -> None:
    growing, run = growing_map(), Run()
    run.map = growing
    pictures.show(run)
    growing.add(tile(2, 6, RIVER))
    pictures.look()
    [picture] = on_canvas(canvas)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    canvas.setRotation(rotation)
    to_map = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem("EPSG:32633"), QgsCoordinateReferenceSystem(crs), QgsProject.instance()
    )
    canvas.setExtent(to_map.transformBoundingBox(GROUND))
    middle = to_map.transform(QgsPointXY(GROUND.xMinimum() + 6.5 * 640, GROUND.yMaximum() - 2.5 * 640))
    beside = to_map.transform(QgsPointXY(GROUND.xMinimum() + 5.5 * 640, GROUND.yMaximum() - 2.5 * 640))

    image = painted(canvas, picture)

    there, not_there = (canvas.getCoordinateTransform().transform(point) for point in (middle, beside))
    assert image.pixelColor(int(there.x()), int(there.y())).name() == QColor(PALETTES["corine"][RIVER]).name()
    assert image.pixelColor(int(not_there.x()), int(not_there.y())).alpha() == 0


def test_the_tiles_of_a_run_that_begins_anew_elsewhere_lie_where_they_are(canvas, pictures) -> None:
    run = Run(growing_map())
    pictures.show(run)
    pictures.look()
    [picture] = on_canvas(canvas)
    painted(canvas, picture)

    run.map = growing_map(2)
    run.map.add(tile(0, 0, RIVER))
    pictures.look()

    assert color_at(canvas, picture, 0, 0).alpha() == 0
    assert color_at(canvas, picture, 0, 2).name() == QColor(PALETTES["corine"][RIVER]).name()


def test_however_many_tiles_come_the_map_is_painted_once_at_each_look_and_not_without_news(
    canvas, pictures, monkeypatch
) -> None:
    updates = []
    monkeypatch.setattr(RunPicture, "update", lambda self: updates.append(1))
    growing = growing_map()
    pictures.show(Run(growing))
    pictures.look()
    updates.clear()

    for number in range(5000):
        growing.add(tile(number % SIDE, number // SIDE % SIDE, FOREST))
    asked_by_tiles = len(updates)
    pictures.look()
    once = len(updates)
    pictures.look()

    assert (asked_by_tiles, once, len(updates)) == (0, 1, 1)
    assert LOOK_MS >= 250


@pytest.mark.parametrize("end", ["cancelled", "failed"])
def test_the_tiles_vanish_when_there_is_no_result(canvas, pictures, end) -> None:
    run = Run(growing_map())
    pictures.show(run)
    pictures.look()

    getattr(run, end).emit(*([] if end == "cancelled" else ["The disk is full."]))
    run.ended.emit()

    assert on_canvas(canvas) == []
    assert len(pictures) == 0


def test_the_tiles_stay_until_the_map_shows_the_layer(canvas, pictures, qtbot) -> None:
    run, layer = Run(growing_map()), QgsVectorLayer("Polygon?crs=EPSG:32633", "Land cover", "memory")
    QgsProject.instance().addMapLayer(layer)
    pictures.show(run)

    run.succeeded.emit(layer, {})
    run.ended.emit()
    canvas.mapCanvasRefreshed.emit()  # a map that was begun before
    before = len(on_canvas(canvas))
    canvas.setLayers([layer])
    qtbot.waitUntil(lambda: not on_canvas(canvas), timeout=60_000)

    assert before == 1


def test_the_tiles_do_not_wait_for_ever_for_a_layer_that_is_not_shown(canvas, pictures, qtbot, monkeypatch) -> None:
    monkeypatch.setattr("eurosat_plugin.gui.map.run_pictures.PATIENCE_MS", 50)
    run, layer = Run(growing_map()), QgsVectorLayer("Polygon?crs=EPSG:32633", "Land cover", "memory")
    pictures.show(run)

    run.succeeded.emit(layer, {})
    run.ended.emit()

    qtbot.waitUntil(lambda: not on_canvas(canvas), timeout=60_000)


def test_of_two_runs_the_other_one_stays(canvas, pictures) -> None:
    first, second = Run(growing_map()), Run(growing_map())
    pictures.show(first)
    pictures.show(second)

    first.cancelled.emit()
    first.ended.emit()

    assert len(on_canvas(canvas)) == 1


def test_of_two_runs_the_other_one_goes_on_growing(canvas, pictures, qtbot) -> None:
    first, growing = Run(growing_map()), growing_map()
    pictures.show(first)
    pictures.show(Run(growing))
    first.cancelled.emit()
    first.ended.emit()

    growing.add(tile(5, 7, RIVER))

    [picture] = on_canvas(canvas)
    qtbot.waitUntil(lambda: color_at(canvas, picture, 5, 7).alpha() > 0, timeout=60_000)


def test_a_new_project_has_no_tiles_of_the_one_before(canvas, pictures) -> None:
    run = Run(growing_map())
    pictures.show(run)

    QgsProject.instance().clear()

    assert on_canvas(canvas) == []
    run.cancelled.emit()
    run.ended.emit()  # what was running ends later, and finds its picture gone
    assert len(pictures) == 0
