# SPDX-License-Identifier: GPL-2.0-or-later
"""How an image was read, from the run to the line in the dock, and from a choice there to another run."""

from __future__ import annotations

from pathlib import Path

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
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDockWidget, QLabel, QPushButton, QRadioButton, QToolButton

from eurosat_plugin.gui.readings.reading_dialog import ReadingDialog
from eurosat_plugin.gui.tiles.tile_panel import TilePanel
from tests.plugin.mapped_scene import click, drag, trigger, wait_for_message


@pytest.fixture
def shifted(desktop, scene, plugin, tmp_path: Path) -> QgsRasterLayer:
    """Return the scene with 1000 added to every number, as the only layer of the map."""
    layer = rescaled(desktop, scene, str(tmp_path / "shifted.tif"), "Shifted", [0, 1000, 1000, 2000])
    desktop.canvas.setLayers([layer])
    return layer


def rescaled(desktop, image: QgsRasterLayer, path: str, name: str, scale: list[int], kind: int = gdal.GDT_UInt16):
    """Return `image` with its numbers rescaled as GDAL is told, as the current layer."""
    gdal.Translate(path, image.source(), outputType=kind, scaleParams=[scale] * 3)
    layer = QgsRasterLayer(path, name)
    QgsProject.instance().addMapLayer(layer)
    desktop.setActiveLayer(layer)
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


def test_a_picture_is_classified_again_as_is_chosen_and_the_next_time(desktop, shifted, qtbot, tmp_path):
    path = str(tmp_path / "picture.tif")
    picture = rescaled(desktop, shifted, path, "Shifted", [1000, 4000, 1, 255], gdal.GDT_Byte)
    trigger(desktop, "eurosatClassifyRectangle")
    drag(desktop, QgsRectangle(501_000, 5_001_000, 503_000, 5_003_000))
    first = wait_for_grid(qtbot, 1)
    wait_for_line(qtbot, desktop, "Read as colours as displayed (8-bit colours)")

    read_as(desktop, "true-colour image of Level-2A")
    again = wait_for_grid(qtbot, 2)
    wait_for_line(qtbot, desktop, "Read as true-colour image of Level-2A (as you chose)")
    drag(desktop, QgsRectangle(501_000, 5_001_000, 502_000, 5_002_000))
    wait_for_grid(qtbot, 3)

    wait_for_line(qtbot, desktop, "Read as true-colour image of Level-2A (as you chose)")
    assert first.extent() == again.extent()
    assert picture.customProperty("eurosat/reading") == '{"RADIOMETRY": "tci_l2a"}'


def test_a_tile_says_how_its_image_was_read(desktop, shifted, qtbot):
    trigger(desktop, "eurosatClassifyRectangle")

    click(desktop, QgsPointXY(501_000, 5_001_000))

    line = desktop.window.findChild(TilePanel).findChild(QLabel, "EuroSatReading")
    qtbot.waitUntil(lambda: line.text() == BY_ITSELF, timeout=60_000)


def test_an_image_that_was_refused_is_classified_as_is_chosen_in_the_message_bar(desktop, shifted, qtbot, tmp_path):
    rescaled(desktop, shifted, str(tmp_path / "snow.tif"), "Snow", [1200, 3500, 3300, 4500])
    trigger(desktop, "eurosatClassifyLayer")
    assert "No pixel is darker" in wait_for_message(qtbot, desktop)

    QTest.mouseClick(desktop.bar.currentItem().findChild(QPushButton), Qt.MouseButton.LeftButton)
    [dialog] = [each for each in desktop.window.findChildren(ReadingDialog) if each.isVisible()]
    [choice] = [each for each in dialog.findChildren(QRadioButton) if each.text() == f"{UNKNOWN}, offset −1000"]
    choice.click()
    dialog.findChild(QPushButton, "EuroSatClassifyAgain").click()

    qtbot.waitUntil(lambda: QgsProject.instance().mapLayersByName("Land cover of Snow, 640 m") != [], timeout=60_000)
    wait_for_line(qtbot, desktop, f"Read as {UNKNOWN}, offset −1000 (as you chose)")
