# SPDX-License-Identifier: GPL-2.0-or-later
"""Unloaded, the plugin leaves nothing behind, however it was used before."""

from __future__ import annotations

import gc
from collections import Counter
from threading import Event
from time import sleep

from qgis.core import QgsApplication, QgsFeature, QgsProcessingProvider, QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, QPropertyAnimation
from qgis.PyQt.QtWidgets import QAction, QDockWidget

from eurosat_plugin import classFactory

DOCK = "EuroSatHistogramDock"


def provider() -> QgsProcessingProvider | None:
    return QgsApplication.processingRegistry().providerById("eurosatwiring")


def action(desktop, name: str) -> QAction:
    return desktop.window.findChild(QAction, name)


def flush_deletions() -> None:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def everything(desktop) -> list[str]:
    """Return the kind and object name of all that lives under the main window or on the canvas.

    But for animations: Qt's windows move their parts by them, and forget them afterwards.
    """
    children = [each for each in desktop.window.findChildren(QObject) if not isinstance(each, QPropertyAnimation)]
    names = [f"{type(child).__name__} {child.objectName()}" for child in children]
    return sorted(names) + [type(item).__name__ for item in desktop.canvas.scene().items()]


def grid() -> QgsVectorLayer:
    fields = "field=class_key:string&field=confidence:double&field=area_ha:double&field=flag:string"
    return QgsVectorLayer(f"Polygon?{fields}", "Land cover of Leipzig", "memory")


def use(desktop) -> None:
    """Use what is made only when it is used: map tool, tile panel, controller, the contents of the dock."""
    action(desktop, "eurosatClassifyRectangle").trigger()
    action(desktop, "eurosatShowHistogram").trigger()
    desktop.window.findChild(QDockWidget, DOCK).refresh()


def listeners(desktop) -> list[int]:
    """Return how many slots listen to what outlives the plugin."""
    project = QgsProject.instance()
    signals = (project.cleared, project.writeProject, project.projectSaved)
    return [project.receivers(signal) for signal in signals] + [
        desktop.receivers(desktop.currentLayerChanged),
        desktop.canvas.receivers(desktop.canvas.keyPressed),
        desktop.canvas.receivers(desktop.canvas.keyReleased),
    ]


def own_objects() -> Counter[str]:
    """Count the living Python objects of the plugin's classes."""
    gc.collect()
    kinds = (type(each) for each in gc.get_objects())
    # A class of Python's own may have something else than a name for its module.
    return Counter(kind.__name__ for kind in kinds if str(kind.__module__).startswith("eurosat_plugin"))


def test_unloading_leaves_nothing_behind(desktop, provider_module):
    flush_deletions()
    before, listening = everything(desktop), listeners(desktop)
    plugin = classFactory(desktop)
    plugin.initGui()
    use(desktop)

    plugin.unload()
    flush_deletions()

    assert everything(desktop) == before
    assert desktop.raster_menu.actions() == []
    assert desktop.tools.actions() == []
    assert desktop.drops == []
    assert desktop.options == []
    assert desktop.canvas.mapTool() is None
    assert provider() is None
    assert listeners(desktop) == listening


def test_unloading_while_the_dock_reads_a_large_layer_waits_until_no_thread_works_on_it(
    desktop, provider_module, qgis_new_project, qtbot, monkeypatch
):
    begun, ended = Event(), Event()

    def read_on_for_a_while(reading, job):
        begun.set()
        while not job.isCanceled():
            sleep(0.01)
        sleep(0.2)
        ended.set()

    monkeypatch.setattr("eurosat_plugin.gui.tiles.grid_reader._Reading.work", read_on_for_a_while)
    layer = grid()
    tiles = [QgsFeature(layer.fields()) for _ in range(20_000)]
    layer.dataProvider().addFeatures(tiles)
    QgsProject.instance().addMapLayer(layer)
    plugin = classFactory(desktop)
    plugin.initGui()
    use(desktop)

    desktop.setActiveLayer(layer)
    desktop.window.findChild(QDockWidget, DOCK).refresh()
    before = [task.description() for task in QgsApplication.taskManager().tasks()]
    assert begun.wait(60)
    plugin.unload()

    assert ended.is_set()
    assert before == ["Reading the tiles of Land cover of Leipzig"]
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0, timeout=60_000)


def test_unloading_what_was_never_used_leaves_nothing_behind(desktop, provider_module):
    flush_deletions()
    before, listening = everything(desktop), listeners(desktop)
    plugin = classFactory(desktop)
    plugin.initGui()

    plugin.unload()
    flush_deletions()

    assert everything(desktop) == before
    assert listeners(desktop) == listening


def test_the_plugin_can_be_reloaded_fifty_times_without_a_leak(desktop, provider_module):
    def reload() -> None:
        plugin = classFactory(desktop)
        plugin.initGui()
        use(desktop)
        plugin.unload()
        del plugin
        flush_deletions()

    for _ in range(3):
        reload()
    before, objects = (everything(desktop), listeners(desktop)), own_objects()

    for _ in range(50):
        reload()

    assert (everything(desktop), listeners(desktop)) == before
    # What other tests have left in this process may go meanwhile.
    assert own_objects() - objects == Counter()
