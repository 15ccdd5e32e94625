# SPDX-License-Identifier: GPL-2.0-or-later
"""From a rectangle on the map to the figures in the dock, through the real algorithm with a small network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication, QDockWidget

from eurosat_plugin import classFactory
from eurosat_plugin.adapters.classified_grid import read_tiles, summarise
from eurosat_plugin.gui.histogram import ClassHistogram
from tests.core.onnx_writer import small_classifier

SIZE = 512
"""Width and height of the scene in pixels of 10 m: eight tiles each way."""


@pytest.fixture
def scene(qgis_new_project: None, tmp_path: Path) -> QgsRasterLayer:
    path = str(tmp_path / "Leipzig.tif")
    dataset = gdal.GetDriverByName("GTiff").Create(path, SIZE, SIZE, 3, gdal.GDT_UInt16)
    dataset.SetGeoTransform((500_000, 10, 0, 5_000_000 + 10 * SIZE, 0, -10))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    dataset.SetProjection(reference.ExportToWkt())
    values = np.random.default_rng(7).integers(200, 2500, (3, SIZE, SIZE), dtype=np.uint16)
    for number, name in enumerate(("B04", "B03", "B02"), start=1):
        dataset.GetRasterBand(number).WriteArray(values[number - 1])
        dataset.GetRasterBand(number).SetDescription(name)
    dataset.FlushCache()
    del dataset
    layer = QgsRasterLayer(path, "Leipzig")
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture
def plugin(desktop, scene, tmp_path: Path, monkeypatch) -> Iterator[QObject]:
    model = tmp_path / "small.onnx"
    model.write_bytes(small_classifier())
    monkeypatch.setattr("eurosat_plugin.processing.grid_settings.model_path", lambda name: model)
    desktop.setActiveLayer(scene)
    desktop.canvas.setDestinationCrs(scene.crs())
    desktop.canvas.setLayers([scene])
    desktop.canvas.setExtent(scene.extent())
    plugin = classFactory(desktop)
    plugin.initGui()
    yield plugin
    plugin.unload()


def trigger(desktop, name: str) -> None:
    desktop.window.findChild(QAction, name).trigger()


def drag(desktop, extent: QgsRectangle) -> None:
    viewport = desktop.canvas.viewport()
    to_screen = desktop.canvas.getCoordinateTransform()
    start, end = (
        QPoint(round(point.x()), round(point.y()))
        for point in (
            to_screen.transform(extent.xMinimum(), extent.yMaximum()),
            to_screen.transform(extent.xMaximum(), extent.yMinimum()),
        )
    )
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(end),
        QPointF(viewport.mapToGlobal(end)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, move)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def wait_for_message(qtbot, desktop) -> str:
    qtbot.waitUntil(lambda: desktop.bar.currentItem() is not None, timeout=30_000)
    return desktop.bar.currentItem().text()


def result() -> QgsVectorLayer:
    [layer] = QgsProject.instance().mapLayersByName("Land cover of Leipzig")
    return layer


def test_the_rectangle_becomes_a_grid_that_covers_it(desktop, plugin, qtbot):
    rectangle = QgsRectangle(501_000, 5_001_000, 503_000, 5_003_000)
    trigger(desktop, "eurosatClassifyRectangle")

    drag(desktop, rectangle)
    wait_for_message(qtbot, desktop)

    assert result().extent().contains(rectangle.buffered(-20))
    assert rectangle.buffered(660).contains(result().extent())


def test_the_dock_shows_the_figures_of_the_grid(desktop, plugin, qtbot):
    trigger(desktop, "eurosatClassifyRectangle")
    dock = desktop.window.findChild(QDockWidget, "EuroSatHistogramDock")

    drag(desktop, QgsRectangle(501_000, 5_001_000, 503_000, 5_003_000))
    wait_for_message(qtbot, desktop)

    expected = [(share.tiles, share.area_ha) for share in summarise(read_tiles(result())).statistics.shares]
    chart = dock.findChild(ClassHistogram, "EuroSatHistogram")
    qtbot.waitUntil(lambda: [share.tiles for share in chart.shares] == [tiles for tiles, _ in expected], timeout=2000)
    assert [share.area_ha for share in chart.shares] == pytest.approx([area for _, area in expected])
    assert dock.isVisible()


def test_the_grid_is_styled_by_class(desktop, plugin, qtbot):
    trigger(desktop, "eurosatClassifyLayer")
    wait_for_message(qtbot, desktop)

    assert result().renderer().type() == "categorizedSymbol"
    assert result().renderer().classAttribute() == "class_key"


def test_the_whole_layer_gives_every_tile_of_it(desktop, plugin, qtbot):
    trigger(desktop, "eurosatClassifyLayer")
    wait_for_message(qtbot, desktop)

    assert result().featureCount() == (SIZE // 64) ** 2


def test_the_visible_extent_leaves_out_what_is_not_seen(desktop, plugin, qtbot):
    desktop.canvas.setExtent(QgsRectangle(501_000, 5_001_000, 502_000, 5_002_000))

    trigger(desktop, "eurosatClassifyVisible")
    wait_for_message(qtbot, desktop)

    assert 0 < result().featureCount() < (SIZE // 64) ** 2


def test_a_rectangle_beside_the_image_is_refused_with_a_sentence(desktop, plugin, qtbot):
    desktop.canvas.setExtent(QgsRectangle(600_000, 5_001_000, 610_000, 5_010_000))
    trigger(desktop, "eurosatClassifyRectangle")

    drag(desktop, QgsRectangle(602_000, 5_002_000, 606_000, 5_006_000))

    message = wait_for_message(qtbot, desktop)
    assert message.endswith(".")
    assert "Traceback" not in message
    assert QgsProject.instance().mapLayersByName("Land cover of Leipzig") == []


def test_a_missing_model_is_told_with_a_sentence(desktop, plugin, qtbot, monkeypatch, tmp_path):
    missing = tmp_path / "missing.onnx"
    monkeypatch.setattr("eurosat_plugin.processing.grid_settings.model_path", lambda name: missing)

    trigger(desktop, "eurosatClassifyLayer")

    message = wait_for_message(qtbot, desktop)
    assert "missing.onnx" in message
    assert "Traceback" not in message


def test_unloading_while_a_run_is_going_on_stops_it(desktop, scene, plugin, qtbot):
    trigger(desktop, "eurosatClassifyLayer")

    plugin.unload()
    plugin.initGui()

    assert QgsProject.instance().mapLayersByName("Land cover of Leipzig") == []


def test_closing_the_project_cancels_the_run_that_was_for_it(desktop, scene, plugin, qtbot):
    trigger(desktop, "eurosatClassifyLayer")

    desktop.layer = None
    QgsProject.instance().clear()

    assert wait_for_message(qtbot, desktop) == "The classification of Leipzig was cancelled."
    assert QgsProject.instance().mapLayers() == {}
