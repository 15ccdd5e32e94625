# SPDX-License-Identifier: GPL-2.0-or-later
"""Clicking, double-clicking and asking for the menu of a bar."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsRectangle
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QToolButton

from eurosat_plugin.gui.dock.dock import HistogramDock
from tests.gui.docks import FOUR_TILES, chart_of, click_bar, follow, menu_action, slider


def place(layer) -> None:
    """Put the tiles of `layer` side by side, 640 m wide."""
    for number, feature in enumerate(layer.getFeatures()):
        square = QgsGeometry.fromRect(QgsRectangle(640 * number, 0, 640 * number + 640, 640))
        layer.dataProvider().changeGeometryValues({feature.id(): square})


def test_clicking_a_bar_selects_its_tiles(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)

    click_bar(dock, "River")

    assert [feature["class_key"] for feature in layer.selectedFeatures()] == ["River"]


def test_clicking_another_bar_with_ctrl_adds_its_tiles(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    click_bar(dock, "River")
    dock.refresh()

    click_bar(dock, "Forest", Qt.KeyboardModifier.ControlModifier)

    assert layer.selectedFeatureCount() == 4


def test_clicking_a_selected_bar_with_ctrl_takes_its_tiles_off(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    click_bar(dock, "River")
    click_bar(dock, "Forest", Qt.KeyboardModifier.ControlModifier)
    dock.refresh()

    click_bar(dock, "Forest", Qt.KeyboardModifier.ControlModifier)

    assert [feature["class_key"] for feature in layer.selectedFeatures()] == ["River"]


def test_another_grid_has_no_frame_around_the_bar_that_was_clicked_before(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES))
    click_bar(dock, "River")
    clicked = chart_of(dock).focused

    follow(dock, make_grid(FOUR_TILES, "other"))

    assert (clicked, chart_of(dock).focused) == ("River", "")


def test_of_a_selection_the_other_classes_stay_to_be_clicked(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    click_bar(dock, "River")
    dock.refresh()

    click_bar(dock, "Forest")

    assert {feature["class_key"] for feature in layer.selectedFeatures()} == {"Forest"}


def test_only_tiles_that_the_slider_leaves_are_selected(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    slider(dock).setValue(75)

    click_bar(dock, "Forest")

    assert sorted(feature["confidence"] for feature in layer.selectedFeatures()) == [0.8, 0.9]


def test_the_button_ends_the_selection(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    layer.selectAll()
    follow(dock, layer)

    QTest.mouseClick(dock.findChild(QToolButton, "EuroSatClearSelection"), Qt.MouseButton.LeftButton)

    assert layer.selectedFeatureCount() == 0


def test_double_clicking_a_bar_zooms_to_its_tiles(qtbot, make_grid):
    canvas = QgsMapCanvas()
    dock = HistogramDock(None, canvas)
    qtbot.addWidget(dock)
    layer = make_grid(FOUR_TILES)
    canvas.setDestinationCrs(layer.crs())
    place(layer)
    dock.show()
    follow(dock, layer)
    chart = chart_of(dock)

    QTest.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=chart.bar_rect("River").center().toPoint())

    river = next(feature for feature in layer.getFeatures() if feature["class_key"] == "River")
    assert canvas.extent().contains(river.geometry().boundingBox())
    assert canvas.extent().width() < 3 * 640
    dock.shut_down()
    canvas.deleteLater()


def test_the_menu_of_a_bar_selects_its_tiles(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    chart = chart_of(dock)
    at = chart.bar_rect("River").center().toPoint()

    chart.customContextMenuRequested.emit(at)
    action = menu_action(dock, "eurosatSelectClass")
    offered = action.text()
    action.trigger()

    assert offered.replace("&", "") == "Select Tiles: River"
    assert [feature["class_key"] for feature in layer.selectedFeatures()] == ["River"]


def test_the_menu_offers_to_zoom_to_the_bar_that_the_keyboard_is_on(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES))
    chart = chart_of(dock)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_End)

    menu = menu_action(dock, "eurosatZoomToClass").parent()
    menu.aboutToShow.emit()

    assert menu_action(dock, "eurosatZoomToClass").text().replace("&", "") == "Zoom to Tiles: River"


def test_during_a_run_the_menu_offers_nothing_for_a_bar(dock, run, make_grid):
    menu = menu_action(dock, "eurosatZoomToClass").parent()

    menu.aboutToShow.emit()

    assert not menu_action(dock, "eurosatSelectClass").isVisible()
