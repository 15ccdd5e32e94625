# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin adds to a main window, and that it takes all of it away again."""

from __future__ import annotations

import gc
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsApplication, QgsFeature, QgsProcessingProvider, QgsProject, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QObject, QPoint, QPropertyAnimation, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QDockWidget, QToolBar

from eurosat_plugin import classFactory
from eurosat_plugin.gui.map.rectangle_tool import RectangleTool
from eurosat_plugin.paths import package_folder

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


class NoAlgorithms(QgsProcessingProvider):
    """Stands in for the real provider, which has tests of its own."""

    def id(self) -> str:
        return "eurosatwiring"

    def name(self) -> str:
        return "EuroSAT wiring"

    def loadAlgorithms(self) -> None:
        pass


@pytest.fixture
def provider_module(monkeypatch):
    module = type(sys)("eurosat_plugin.processing.provider")
    module.EuroSatProvider = NoAlgorithms
    monkeypatch.setitem(sys.modules, "eurosat_plugin.processing.provider", module)


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
    desktop, provider_module, qgis_new_project, qtbot
):
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
    plugin.unload()
    working = [thread for thread in sys._current_frames().values() if _is_in_package(thread)]

    assert before == ["Reading the tiles of Land cover of Leipzig"]
    assert working == []
    qtbot.waitUntil(lambda: QgsApplication.taskManager().countActiveTasks() == 0, timeout=60_000)


def _is_in_package(frame) -> bool:
    while frame is not None:
        if frame.f_code.co_filename.startswith(str(package_folder())):
            return True
        frame = frame.f_back
    return False


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
    before = (everything(desktop), listeners(desktop), own_objects())

    for _ in range(50):
        reload()

    assert (everything(desktop), listeners(desktop), own_objects()) == before


def test_importing_the_package_imports_no_qgis(project_folder: Path):
    code = "import eurosat_plugin, sys; sys.exit(any(name.startswith(('qgis', 'PyQt')) for name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], cwd=project_folder, check=False).returncode == 0


def run_apart(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `code` in a Python of its own that has loaded nothing yet."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=900)


def test_starting_qgis_waits_for_neither_numpy_nor_onnxruntime_nor_gdal(project_folder: Path):
    code = (
        "import sys; from qgis.core import QgsApplication; app = QgsApplication([], True); app.initQgis(); "
        "from tests.plugin.conftest import Desktop; from eurosat_plugin import classFactory; "
        "heavy = {'numpy', 'onnxruntime', 'osgeo.gdal'}; before = heavy & set(sys.modules); "
        "plugin = classFactory(Desktop()); plugin.initGui(); "
        "late = heavy & set(sys.modules) - before; print(late, file=sys.stderr); "
        "import os; os._exit(bool(late))"
    )

    run = run_apart(code, project_folder)

    assert run.returncode == 0, run.stderr


def test_starting_qgis_loads_of_core_only_words_and_errors(project_folder: Path):
    code = (
        "import sys; from qgis.core import QgsApplication; app = QgsApplication([], True); app.initQgis(); "
        "from eurosat_plugin import classFactory; classFactory(None).initProcessing(); "
        "print(*(name for name in sys.modules if name.startswith('eurosat_plugin.core.'))); "
        "sys.stdout.flush(); import os; os._exit(0)"
    )

    run = run_apart(code, project_folder)

    loaded = {name.removeprefix("eurosat_plugin.core.") for name in run.stdout.split()}
    search = {"network", "network.onnxruntime_search"}
    assert loaded == {"choices", "errors", "translation", *search}, run.stderr
