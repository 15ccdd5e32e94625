# SPDX-License-Identifier: GPL-2.0-or-later
"""From a rectangle on the map to the figures in the dock, through the real algorithm with a small network."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import (
    QgsApplication,
    QgsPointXY,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsRenderContext,
    QgsSymbolLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAction,
    QApplication,
    QDockWidget,
    QLabel,
    QPushButton,
    QRadioButton,
    QSlider,
    QToolButton,
)

from eurosat_plugin import classFactory
from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.adapters.grid.provenance import scheme_of
from eurosat_plugin.gui.chart.histogram import ClassHistogram
from eurosat_plugin.gui.readings.reading_dialog import ReadingDialog
from eurosat_plugin.gui.settings.preferences import Preferences, save_preferences
from eurosat_plugin.gui.tiles.tile_panel import ProbabilityBars, TilePanel
from eurosat_plugin.processing.run_feedback import RunFeedback
from tests.core.network.onnx_writer import scene_classifier, small_classifier
from tests.core.network.test_foreign_cards import DEEPNESS, THREE

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
    qtbot.waitUntil(lambda: desktop.bar.currentItem() is not None, timeout=60_000)
    return desktop.bar.currentItem().text()


def result(cell: int = 640) -> QgsVectorLayer:
    [layer] = QgsProject.instance().mapLayersByName(f"Land cover of Leipzig, {cell} m")
    return layer


def test_the_rectangle_becomes_a_grid_that_covers_it(desktop, plugin, qtbot):
    rectangle = QgsRectangle(501_000, 5_001_000, 503_000, 5_003_000)
    trigger(desktop, "eurosatClassifyRectangle")

    drag(desktop, rectangle)
    wait_for_message(qtbot, desktop)

    assert result().extent().contains(rectangle.buffered(-20))
    assert rectangle.buffered(660).contains(result().extent())


@pytest.fixture
def own_model(tmp_path: Path) -> Iterator[Path]:
    """Prefer a network of three classes in tiles of 32 pixels."""
    path = tmp_path / "three.onnx"
    path.write_bytes(scene_classifier(THREE, "NHWC", 32, DEEPNESS))
    save_preferences(Preferences(model_file=str(path), backend="numpy"))
    yield path
    save_preferences(Preferences())


def test_with_a_model_of_ones_own_a_rectangle_has_its_tiles_and_classes(desktop, plugin, own_model, qtbot):
    trigger(desktop, "eurosatClassifyRectangle")
    dock = desktop.window.findChild(QDockWidget, "EuroSatHistogramDock")

    drag(desktop, QgsRectangle(501_000, 5_001_000, 503_000, 5_003_000))
    sentence = wait_for_message(qtbot, desktop)

    grid = result(320)
    assert grid.extent() == QgsRectangle(500_960, 5_000_960, 503_200, 5_003_200)
    assert grid.featureCount() == 7 * 7
    assert {c.name for c in scheme_of(grid).classes} == {"reddish", "greenish", "bluish"}
    assert any(f"the largest class is {name} (" in sentence for name in ("reddish", "greenish", "bluish"))
    rows = GridRows.of_layer(grid, QgsProject.instance().transformContext())
    chart = dock.findChild(ClassHistogram, "EuroSatHistogram")
    qtbot.waitUntil(lambda: chart.shares == rows.count().figures().shares, timeout=60_000)
    assert [share.land_cover.name for share in chart.shares] == ["reddish", "greenish", "bluish"]


def test_with_a_model_of_ones_own_a_click_tells_its_classes(desktop, plugin, own_model, qtbot):
    trigger(desktop, "eurosatClassifyRectangle")

    click(desktop, QgsPointXY(501_000, 5_001_000))
    panel = desktop.canvas.findChild(TilePanel)
    qtbot.waitUntil(lambda: len(panel.findChild(ProbabilityBars).rows) == 3, timeout=60_000)

    assert {bar.name for bar in panel.findChild(ProbabilityBars).rows} == {"reddish", "greenish", "bluish"}


def test_a_model_of_ones_own_that_is_gone_is_told_at_the_rectangle(desktop, plugin, own_model, qtbot):
    own_model.unlink()
    trigger(desktop, "eurosatClassifyRectangle")

    drag(desktop, QgsRectangle(501_000, 5_001_000, 503_000, 5_003_000))

    assert "three.onnx does not exist" in wait_for_message(qtbot, desktop)


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


def test_unloading_while_a_run_is_going_on_stops_it(desktop, scene, plugin, qtbot):
    trigger(desktop, "eurosatClassifyLayer")

    plugin.unload()
    plugin.initGui()

    assert QgsProject.instance().mapLayersByName("Land cover of Leipzig, 640 m") == []


def test_closing_the_project_cancels_the_run_that_was_for_it(desktop, scene, plugin, qtbot):
    trigger(desktop, "eurosatClassifyLayer")

    desktop.layer = None
    QgsProject.instance().clear()

    assert wait_for_message(qtbot, desktop) == "The classification of Leipzig was cancelled."
    assert QgsProject.instance().mapLayers() == {}


def click(desktop, point: QgsPointXY) -> None:
    on_screen = desktop.canvas.getCoordinateTransform().transform(point)
    position = QPoint(round(on_screen.x()), round(on_screen.y()))
    QTest.mouseClick(desktop.canvas.viewport(), Qt.MouseButton.LeftButton, pos=position)


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


def test_deleting_the_layer_that_the_dock_follows_empties_it(desktop, plugin, qtbot):
    trigger(desktop, "eurosatClassifyLayer")
    wait_for_message(qtbot, desktop)
    desktop.layer = None

    QgsProject.instance().removeMapLayer(result().id())

    dock = desktop.window.findChild(QDockWidget, "EuroSatHistogramDock")
    qtbot.waitUntil(lambda: dock.findChild(QLabel, "EuroSatEmpty").isVisible(), timeout=60_000)


def test_unloading_while_the_dock_filters_the_map_shows_all_tiles_again(desktop, plugin, qtbot):
    trigger(desktop, "eurosatClassifyLayer")
    wait_for_message(qtbot, desktop)
    dock = desktop.window.findChild(QDockWidget, "EuroSatHistogramDock")
    dock.refresh()
    before = switch_of(result())
    dock.findChild(QSlider, "EuroSatConfidence").setValue(90)
    filtered = switch_of(result())

    plugin.unload()
    unloaded = switch_of(result())
    plugin.initGui()

    assert 'coalesce("confidence", 1) >= 0.9' in filtered
    assert unloaded == before


@pytest.fixture
def shifted(desktop, scene, plugin, tmp_path: Path) -> QgsRasterLayer:
    """Return the scene with 1000 added to every number, as the only layer of the map."""
    path = str(tmp_path / "shifted.tif")
    gdal.Translate(path, scene.source(), outputType=gdal.GDT_UInt16, scaleParams=[[0, 1000, 1000, 2000]] * 3)
    layer = QgsRasterLayer(path, "Shifted")
    QgsProject.instance().addMapLayer(layer)
    desktop.setActiveLayer(layer)
    desktop.canvas.setLayers([layer])
    return layer


def grids() -> list[QgsVectorLayer]:
    layers = QgsProject.instance().mapLayers().values()
    return [layer for layer in layers if layer.name().startswith("Land cover of Shifted, 640 m")]


def wait_for_line(qtbot, desktop, line: str) -> None:
    dock = desktop.window.findChild(QDockWidget, "EuroSatHistogramDock")
    qtbot.waitUntil(
        lambda: any(
            label.isVisible() and label.text() == line for label in dock.findChildren(QLabel, "EuroSatReading")
        ),
        timeout=60_000,
    )


def read_as(desktop, title: str) -> None:
    """Press the button beside the line, choose the reading called `title`, and classify again."""
    dock = desktop.window.findChild(QDockWidget, "EuroSatHistogramDock")
    [details] = [each for each in dock.findChildren(QToolButton, "EuroSatReadingDetails") if each.isVisible()]
    QTest.keyClick(details, Qt.Key.Key_Return)
    [dialog] = [each for each in desktop.window.findChildren(ReadingDialog) if each.isVisible()]
    [choice] = [each for each in dialog.findChildren(QRadioButton) if each.text() == title]
    QTest.keyClick(choice, Qt.Key.Key_Space)
    QTest.mouseClick(dialog.findChild(QPushButton, "EuroSatClassifyAgain"), Qt.MouseButton.LeftButton)


UNKNOWN = "digital numbers of unknown level"
BY_ITSELF = f"Read as {UNKNOWN}, offset −1000 (by the numbers)"
AS_CHOSEN = f"Read as {UNKNOWN}, no offset (as you chose)"


def wait_for_grid(qtbot, count: int) -> QgsVectorLayer:
    """Wait until there are `count` grids, and return the one that is new."""
    before = {grid.id() for grid in grids()}
    qtbot.waitUntil(lambda: len(grids()) == count, timeout=60_000)
    return next(grid for grid in grids() if grid.id() not in before)


def test_the_reading_that_is_chosen_in_the_dock_is_used_for_the_same_extent(desktop, shifted, qtbot):
    trigger(desktop, "eurosatClassifyRectangle")
    drag(desktop, QgsRectangle(501_000, 5_001_000, 503_000, 5_003_000))
    first = wait_for_grid(qtbot, 1)
    wait_for_line(qtbot, desktop, BY_ITSELF)

    read_as(desktop, f"{UNKNOWN}, no offset")
    again = wait_for_grid(qtbot, 2)
    wait_for_line(qtbot, desktop, AS_CHOSEN)

    assert first.extent() == again.extent()
    assert [float(grid.customProperty("eurosat/offset")) for grid in (first, again)] == [-1000.0, 0.0]
    assert first.customProperty("eurosat/source") == again.customProperty("eurosat/source")


def test_the_reading_that_was_chosen_is_used_for_the_next_rectangle_until_automatic_is(desktop, shifted, qtbot):
    shifted.setCustomProperty("eurosat/reading", '{"OFFSET": 0.0}')
    trigger(desktop, "eurosatClassifyRectangle")
    drag(desktop, QgsRectangle(501_000, 5_001_000, 503_000, 5_003_000))
    wait_for_grid(qtbot, 1)
    wait_for_line(qtbot, desktop, AS_CHOSEN)

    read_as(desktop, f"Automatic: {UNKNOWN}, offset −1000")
    wait_for_grid(qtbot, 2)

    wait_for_line(qtbot, desktop, BY_ITSELF)
    assert shifted.customProperty("eurosat/reading") is None


def test_a_grid_that_was_saved_tells_later_how_its_image_was_read(desktop, shifted, plugin, qtbot, tmp_path):
    path = str(tmp_path / "grid.gpkg")
    toolbox = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")
    toolbox.run({"INPUT": shifted.source(), "OUTPUT": path}, QgsProcessingContext(), QgsProcessingFeedback())
    desktop.window.findChild(QDockWidget, "EuroSatHistogramDock").setUserVisible(True)

    opened = QgsVectorLayer(path, "opened", "ogr")
    QgsProject.instance().addMapLayer(opened)
    desktop.setActiveLayer(opened)
    wait_for_line(qtbot, desktop, BY_ITSELF)
    read_as(desktop, f"{UNKNOWN}, no offset")

    again = wait_for_grid(qtbot, 1)
    wait_for_line(qtbot, desktop, AS_CHOSEN)
    assert again.extent() == opened.extent()


def test_a_tile_says_how_its_image_was_read(desktop, shifted, qtbot):
    trigger(desktop, "eurosatClassifyRectangle")

    click(desktop, QgsPointXY(501_000, 5_001_000))

    line = desktop.window.findChild(TilePanel).findChild(QLabel, "EuroSatReading")
    qtbot.waitUntil(lambda: line.text() == BY_ITSELF, timeout=60_000)


def test_an_image_that_was_refused_is_classified_as_is_chosen_in_the_message_bar(desktop, shifted, qtbot, tmp_path):
    path = str(tmp_path / "snow.tif")
    gdal.Translate(path, shifted.source(), outputType=gdal.GDT_UInt16, scaleParams=[[1200, 3500, 3300, 4500]] * 3)
    layer = QgsRasterLayer(path, "Snow")
    QgsProject.instance().addMapLayer(layer)
    desktop.setActiveLayer(layer)
    trigger(desktop, "eurosatClassifyLayer")
    assert "No pixel is darker" in wait_for_message(qtbot, desktop)

    QTest.mouseClick(desktop.bar.currentItem().findChild(QPushButton), Qt.MouseButton.LeftButton)
    [dialog] = [each for each in desktop.window.findChildren(ReadingDialog) if each.isVisible()]
    [choice] = [each for each in dialog.findChildren(QRadioButton) if each.text() == f"{UNKNOWN}, offset −1000"]
    choice.click()
    dialog.findChild(QPushButton, "EuroSatClassifyAgain").click()

    qtbot.waitUntil(lambda: QgsProject.instance().mapLayersByName("Land cover of Snow, 640 m") != [], timeout=60_000)
    wait_for_line(qtbot, desktop, f"Read as {UNKNOWN}, offset −1000 (as you chose)")


def switch_of(layer: QgsVectorLayer) -> str:
    """Return the condition under which the symbols of `layer` are drawn."""
    [symbol, *_] = layer.renderer().symbols(QgsRenderContext())
    properties = symbol.symbolLayer(0).dataDefinedProperties()
    return properties.property(QgsSymbolLayer.Property.PropertyLayerEnabled).expressionString()
