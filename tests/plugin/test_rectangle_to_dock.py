# SPDX-License-Identifier: GPL-2.0-or-later
"""From a rectangle on the map to the figures in the dock, through the real algorithm with a small network."""

from __future__ import annotations

import pytest
from osgeo import gdal
from qgis.core import (
    QgsApplication,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget, QPushButton

from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.gui.chart.histogram import ClassHistogram
from eurosat_plugin.gui.settings.preferences import Preferences
from eurosat_plugin.gui.tiles.tile_panel import ProbabilityBars
from eurosat_plugin.processing.run_feedback import RunFeedback
from tests.plugin.mapped_scene import SIZE, click, drag, result, trigger, wait_for_message


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

    rows = GridRows.of_layer(result(), QgsProject.instance().transformContext())
    chart = dock.findChild(ClassHistogram, "EuroSatHistogram")
    qtbot.waitUntil(lambda: chart.shares == rows.count().figures().shares, timeout=60_000)
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
    assert QgsProject.instance().mapLayersByName("Land cover of Leipzig, 640 m") == []


def test_a_missing_model_is_told_with_a_sentence(desktop, plugin, qtbot, monkeypatch, tmp_path):
    missing = tmp_path / "missing.onnx"
    monkeypatch.setattr("eurosat_plugin.processing.grid_settings.model_path", lambda name: missing)

    trigger(desktop, "eurosatClassifyLayer")

    message = wait_for_message(qtbot, desktop)
    assert "missing.onnx" in message
    assert "Traceback" not in message


def test_the_rectangle_gives_the_features_of_the_toolbox_bit_for_bit(desktop, scene, plugin, qtbot, monkeypatch):
    monkeypatch.setattr("eurosat_plugin.gui.runs.controller.load_preferences", lambda: Preferences(backend="numpy"))
    trigger(desktop, "eurosatClassifyRectangle")
    drag(desktop, QgsRectangle(501_000, 5_001_000, 503_000, 5_003_000))
    wait_for_message(qtbot, desktop)
    extent = QgsReferencedRectangle(result().extent(), scene.crs())
    toolbox = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")
    context = QgsProcessingContext()

    outputs, successful = toolbox.run(
        {"INPUT": scene.source(), "EXTENT": extent, "BACKEND": "numpy", "OUTPUT": "TEMPORARY_OUTPUT"},
        context,
        QgsProcessingFeedback(),
    )

    assert successful
    expected = context.takeResultLayer(outputs["OUTPUT"])
    rows = [
        [(bytes(f.geometry().asWkb()), f.attributes()) for f in layer.getFeatures()] for layer in (result(), expected)
    ]
    assert len(rows[0]) > 4
    assert rows[0] == rows[1]


def test_the_grid_of_a_rectangle_lies_on_the_tiles_of_the_whole_layer(desktop, plugin, qtbot):
    trigger(desktop, "eurosatClassifyRectangle")

    drag(desktop, QgsRectangle(501_000, 5_001_000, 503_000, 5_003_000))
    wait_for_message(qtbot, desktop)

    extent = result().extent()
    offsets = {(extent.xMinimum() - 500_000) % 640, (extent.yMaximum() - (5_000_000 + 10 * SIZE)) % 640}
    assert offsets == {0.0}


def test_a_click_shows_the_probabilities_of_the_tile(desktop, plugin, qtbot):
    trigger(desktop, "eurosatClassifyRectangle")

    click(desktop, QgsPointXY(501_000, 5_001_000))

    bars = desktop.window.findChild(ProbabilityBars)
    qtbot.waitUntil(lambda: len(bars.rows) == 10, timeout=60_000)
    assert sum(row.length for row in bars.rows) == pytest.approx(1.0, abs=0.01)
    assert QgsProject.instance().mapLayersByName("Land cover of Leipzig, 640 m") == []


def test_escape_closes_the_probabilities(desktop, plugin, qtbot):
    trigger(desktop, "eurosatClassifyRectangle")
    click(desktop, QgsPointXY(501_000, 5_001_000))
    bars = desktop.window.findChild(ProbabilityBars)
    qtbot.waitUntil(lambda: len(bars.rows) == 10, timeout=60_000)

    QTest.keyClick(desktop.canvas, Qt.Key.Key_Escape)

    assert not bars.isVisible()


def test_the_real_algorithm_tells_its_counts_as_they_grow(desktop, plugin, qtbot, monkeypatch):
    heard: list[int] = []
    monkeypatch.setattr(RunFeedback, "take_counts", lambda self, counts: heard.append(counts.tiles))

    trigger(desktop, "eurosatClassifyLayer")
    wait_for_message(qtbot, desktop)

    assert heard == sorted(heard)
    assert len(heard) > 1
    assert heard[-1] == (SIZE // 64) ** 2


def test_the_real_algorithm_tells_how_many_tiles_there_will_be(desktop, plugin, qtbot, monkeypatch):
    told: list[int] = []
    monkeypatch.setattr(RunFeedback, "take_tiles", lambda self, tiles: told.append(tiles))

    trigger(desktop, "eurosatClassifyLayer")
    wait_for_message(qtbot, desktop)

    assert told == [(SIZE // 64) ** 2]


def test_an_image_of_two_bands_is_classified_as_displayed_when_the_offer_is_taken(
    desktop, scene, plugin, qtbot, tmp_path
):
    path = str(tmp_path / "two.tif")
    gdal.Translate(path, scene.source(), bandList=[1, 2])
    layer = QgsRasterLayer(path, "two bands")
    QgsProject.instance().addMapLayer(layer)
    desktop.setActiveLayer(layer)
    desktop.canvas.setLayers([layer])

    trigger(desktop, "eurosatClassifyVisible")
    desktop.bar.findChild(QPushButton, "EuroSatOffer").click()
    qtbot.waitUntil(
        lambda: QgsProject.instance().mapLayersByName("Land cover of the map as displayed, 640 m") != [], timeout=60_000
    )

    [grid] = QgsProject.instance().mapLayersByName("Land cover of the map as displayed, 640 m")
    assert grid.crs().authid() == "EPSG:32633"
    assert grid.featureCount() > 0


def test_a_second_rectangle_is_about_the_image_of_the_first(desktop, scene, plugin, qtbot, tmp_path):
    path = str(tmp_path / "other.tif")
    gdal.Translate(path, scene.source())
    other = QgsRasterLayer(path, "other")
    QgsProject.instance().addMapLayer(other)
    desktop.canvas.setLayers([other, scene])
    trigger(desktop, "eurosatClassifyRectangle")
    drag(desktop, QgsRectangle(501_000, 5_001_000, 502_000, 5_002_000))
    wait_for_message(qtbot, desktop)
    first = result()
    desktop.bar.clearWidgets()

    drag(desktop, QgsRectangle(503_000, 5_001_000, 504_000, 5_002_000))
    wait_for_message(qtbot, desktop)

    assert first.name() == "Land cover of Leipzig, 640 m"
    [second] = QgsProject.instance().mapLayersByName("Land cover of Leipzig, 640 m (2)")
    assert second.customProperty("eurosat/source") == scene.source()
