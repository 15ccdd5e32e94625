# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin adds to a main window, and that it takes all of it away again."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import QgsApplication, QgsProcessingProvider, QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QToolBar

from eurosat_plugin import classFactory
from eurosat_plugin.gui.map.rectangle_tool import RectangleTool

ACTIONS = ["eurosatClassifyRectangle", "eurosatClassifyVisible", "eurosatClassifyLayer", "eurosatShowHistogram"]
MENU_ACTIONS = [
    "eurosatOpenProduct",
    *ACTIONS[:3],
    "eurosatClassifyPolygons",
    "eurosatClassifyPlace",
    *ACTIONS[3:],
    "eurosatCompare",
    "eurosatSettings",
    "eurosatAllOptions",
    "eurosatClassifyDisplayed",
    "eurosatLabelTiles",
    "eurosatDiagnostics",
]
DOCK = "EuroSatHistogramDock"
NOTHING = "Add a Sentinel-2 image to the map first; there is nothing to classify."


@pytest.fixture
def plugin(desktop, provider_module) -> Iterator[QObject]:
    plugin = classFactory(desktop)
    plugin.initGui()
    yield plugin
    if provider() is not None:
        plugin.unload()


def provider() -> QgsProcessingProvider | None:
    return QgsApplication.processingRegistry().providerById("eurosatwiring")


def action(desktop, name: str) -> QAction:
    return desktop.window.findChild(QAction, name)


def test_without_a_desktop_only_the_provider_is_added(provider_module):
    plugin = classFactory(None)

    plugin.initProcessing()

    assert provider() is not None
    plugin.unload()
    assert provider() is None


@pytest.mark.parametrize("name", ACTIONS)
def test_each_action_is_in_the_toolbar(desktop, plugin, name):
    toolbar = desktop.window.findChild(QToolBar, "EuroSatToolBar")

    assert name in [each.objectName() for each in toolbar.actions()]


def test_the_actions_are_in_a_submenu_of_the_raster_menu(desktop, plugin):
    [submenu] = [each for each in desktop.raster_menu.actions() if each.text() == "EuroSAT Land Cover"]

    assert [each.objectName() for each in submenu.menu().actions()] == MENU_ACTIONS


@pytest.mark.parametrize("name", ACTIONS)
def test_each_action_has_an_icon_and_a_tip(desktop, plugin, name):
    assert not action(desktop, name).icon().pixmap(24).isNull()
    assert action(desktop, name).toolTip()


def test_the_dock_is_there_and_hidden(desktop, plugin):
    assert desktop.window.findChild(QDockWidget, DOCK).isHidden()


def test_a_plugin_that_was_just_installed_shows_the_first_steps(desktop, provider_module, qtbot):
    QgsSettings().remove("eurosat/first_steps_seen")
    plugin = classFactory(desktop)

    plugin.initGui()

    dock = desktop.window.findChild(QDockWidget, DOCK)
    qtbot.waitUntil(lambda: dock.findChild(QObject, "EuroSatFirstSteps") is not None, timeout=60_000)
    assert dock.findChild(QObject, "EuroSatFirstSteps").isVisible()
    plugin.unload()


def test_when_qgis_starts_no_dock_opens_by_itself(desktop, provider_module):
    QgsSettings().remove("eurosat/first_steps_seen")
    desktop.window.hide()  # QGIS loads its plugins before it shows its window
    plugin = classFactory(desktop)

    plugin.initGui()

    assert desktop.window.findChild(QDockWidget, DOCK).isHidden()
    plugin.unload()


def test_the_histogram_action_shows_the_dock(desktop, plugin):
    action(desktop, "eurosatShowHistogram").trigger()

    assert desktop.window.findChild(QDockWidget, DOCK).isVisible()


def test_closing_the_dock_unchecks_its_action(desktop, plugin):
    action(desktop, "eurosatShowHistogram").trigger()

    desktop.window.findChild(QDockWidget, DOCK).close()

    assert not action(desktop, "eurosatShowHistogram").isChecked()


def test_the_rectangle_action_takes_the_rectangle_tool(desktop, plugin):
    action(desktop, "eurosatClassifyRectangle").trigger()

    assert isinstance(desktop.canvas.mapTool(), RectangleTool)
    assert action(desktop, "eurosatClassifyRectangle").isChecked()


def test_the_rectangle_action_stays_checked_when_it_is_chosen_again(desktop, plugin):
    action(desktop, "eurosatClassifyRectangle").trigger()

    action(desktop, "eurosatClassifyRectangle").trigger()

    assert action(desktop, "eurosatClassifyRectangle").isChecked()


def test_another_tool_unchecks_the_rectangle_action(desktop, plugin):
    action(desktop, "eurosatClassifyRectangle").trigger()

    desktop.canvas.unsetMapTool(desktop.canvas.mapTool())

    assert not action(desktop, "eurosatClassifyRectangle").isChecked()


def test_a_click_on_an_empty_map_is_answered_in_the_message_bar(desktop, plugin):
    action(desktop, "eurosatClassifyRectangle").trigger()

    QTest.mouseClick(desktop.canvas.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))

    assert desktop.bar.currentItem().text() == NOTHING


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("eurosatClassifyVisible", NOTHING),
        ("eurosatClassifyLayer", NOTHING),
        ("eurosatClassifyDisplayed", "The map shows no image and no base map"),
    ],
)
def test_without_a_layer_the_actions_ask_for_one(desktop, plugin, name, sentence):
    action(desktop, name).trigger()

    assert desktop.bar.currentItem().text().startswith(sentence)


def shown(dock, name: str) -> str:
    """Return the text of a label in the dock, empty when nobody sees it."""
    label = dock.findChild(QObject, name)
    return label.text() if label is not None and label.isVisible() else ""


def grid() -> QgsVectorLayer:
    fields = "field=class_key:string&field=confidence:double&field=area_ha:double&field=flag:string"
    return QgsVectorLayer(f"Polygon?{fields}", "Land cover of Leipzig", "memory")


def test_the_dock_follows_the_current_layer(desktop, plugin, qtbot):
    layer = grid()
    dock = desktop.window.findChild(QDockWidget, DOCK)
    dock.show()

    desktop.setActiveLayer(layer)

    qtbot.waitUntil(lambda: shown(dock, "EuroSatLayerName") == "Land cover of Leipzig", timeout=60_000)


def test_the_arrow_beside_the_rectangle_offers_its_settings(desktop, plugin):
    toolbar = desktop.window.findChild(QToolBar, "EuroSatToolBar")

    menu = toolbar.widgetForAction(action(desktop, "eurosatClassifyRectangle")).menu()

    assert [each.objectName() for each in menu.actions()] == [
        "eurosatClassifyPlace",
        "eurosatClassifyPolygons",
        "eurosatSettings",
        "eurosatAllOptions",
        "eurosatClassifyDisplayed",
    ]


def test_the_options_have_a_page(desktop, plugin):
    assert [factory.title() for factory in desktop.options] == ["EuroSAT Land Cover"]


def test_what_the_dock_shows_is_made_when_it_is_first_seen(desktop, plugin, qtbot):
    dock = desktop.window.findChild(QDockWidget, DOCK)
    qtbot.wait(50)
    before = dock.findChild(QObject, "EuroSatHistogram")

    dock.show()

    assert before is None
    qtbot.waitUntil(lambda: dock.findChild(QObject, "EuroSatHistogram") is not None, timeout=60_000)


def test_a_layer_that_was_current_before_the_dock_was_seen_is_followed(desktop, plugin, qtbot):
    desktop.setActiveLayer(grid())
    dock = desktop.window.findChild(QDockWidget, DOCK)

    dock.show()

    qtbot.waitUntil(lambda: shown(dock, "EuroSatLayerName") == "Land cover of Leipzig", timeout=60_000)


def test_a_layer_deleted_before_the_dock_was_seen_is_forgotten(desktop, plugin, qgis_new_project, qtbot):
    layer = grid()
    QgsProject.instance().addMapLayer(layer)
    desktop.setActiveLayer(layer)

    QgsProject.instance().clear()
    dock = desktop.window.findChild(QDockWidget, DOCK)
    dock.show()

    qtbot.waitUntil(lambda: shown(dock, "EuroSatEmpty") != "", timeout=60_000)
