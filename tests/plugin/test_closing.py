# SPDX-License-Identifier: GPL-2.0-or-later
"""What becomes of runs and dock where plugin, project or layer go away."""

from __future__ import annotations

from qgis.core import QgsProject, QgsRenderContext, QgsSymbolLayer, QgsVectorLayer
from qgis.PyQt.QtWidgets import QDockWidget, QLabel, QSlider

from tests.plugin.mapped_scene import result, trigger, wait_for_message


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


def switch_of(layer: QgsVectorLayer) -> str:
    """Return the condition under which the symbols of `layer` are drawn."""
    [symbol, *_] = layer.renderer().symbols(QgsRenderContext())
    properties = symbol.symbolLayer(0).dataDefinedProperties()
    return properties.property(QgsSymbolLayer.Property.PropertyLayerEnabled).expressionString()
