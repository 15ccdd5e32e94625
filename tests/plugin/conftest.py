# SPDX-License-Identifier: GPL-2.0-or-later
"""A main window for the plugin to live in, the language it is in, and a scene on its map."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import (
    QgsApplication,
    QgsLayerTreeModel,
    QgsMapLayer,
    QgsProcessingProvider,
    QgsProject,
    QgsRasterLayer,
    QgsSettings,
)
from qgis.gui import QgsCustomDropHandler, QgsLayerTreeView, QgsMapCanvas, QgsMessageBar, QgsOptionsWidgetFactory
from qgis.PyQt.QtCore import QLocale, QObject, Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QActionGroup, QDockWidget, QMainWindow, QMenu, QToolBar

from eurosat_plugin import classFactory
from eurosat_plugin.translator import install_translator, remove_translator
from tests.core.network.onnx_writer import small_classifier
from tests.plugin.mapped_scene import SIZE

if TYPE_CHECKING:
    from eurosat_plugin.processing.provider import EuroSatProvider


class Desktop(QObject):
    """The part of QGIS's interface that the plugin uses, on a main window of its own."""

    currentLayerChanged = pyqtSignal(QgsMapLayer)

    def __init__(self) -> None:
        super().__init__()
        self.window = QMainWindow()
        self.canvas = QgsMapCanvas(self.window)
        self.window.setCentralWidget(self.canvas)
        self.bar = QgsMessageBar(self.window)
        self.raster_menu = self.window.menuBar().addMenu("Raster")
        self.tools = QActionGroup(self.window)
        self.layer: QgsMapLayer | None = None
        self.tree = QgsLayerTreeView(self.window)
        self.tree.setModel(QgsLayerTreeModel(QgsProject.instance().layerTreeRoot(), self.tree))
        self.options: list[QgsOptionsWidgetFactory] = []
        self.drops: list[QgsCustomDropHandler] = []
        self.tables: list[QgsMapLayer] = []
        """The layers whose attribute table was shown."""

    def mainWindow(self) -> QMainWindow:
        return self.window

    def mapCanvas(self) -> QgsMapCanvas:
        return self.canvas

    def messageBar(self) -> QgsMessageBar:
        return self.bar

    def mapToolActionGroup(self) -> QActionGroup:
        return self.tools

    def activeLayer(self) -> QgsMapLayer | None:
        return self.layer

    def setActiveLayer(self, layer: QgsMapLayer) -> bool:
        self.layer = layer
        self.currentLayerChanged.emit(layer)
        return True

    def layerTreeView(self) -> QgsLayerTreeView:
        return self.tree

    def showAttributeTable(self, layer: QgsMapLayer) -> None:
        self.tables.append(layer)

    def addToolBar(self, name: str) -> QToolBar:
        return self.window.addToolBar(name)

    def addDockWidget(self, area: Qt.DockWidgetArea, dock: QDockWidget) -> None:
        self.window.addDockWidget(area, dock)

    def addTabifiedDockWidget(
        self, area: Qt.DockWidgetArea, dock: QDockWidget, beside: list[str], raised: bool = False
    ) -> None:
        self.window.addDockWidget(area, dock)
        dock.show()

    def removeDockWidget(self, dock: QDockWidget) -> None:
        self.window.removeDockWidget(dock)

    def registerOptionsWidgetFactory(self, factory: QgsOptionsWidgetFactory) -> None:
        self.options.append(factory)

    def unregisterOptionsWidgetFactory(self, factory: QgsOptionsWidgetFactory) -> None:
        self.options.remove(factory)

    def registerCustomDropHandler(self, handler: QgsCustomDropHandler) -> None:
        self.drops.append(handler)

    def unregisterCustomDropHandler(self, handler: QgsCustomDropHandler) -> None:
        self.drops.remove(handler)

    def rasterMenu(self) -> QMenu:
        return self.raster_menu

    def addPluginToRasterMenu(self, name: str, action: QAction) -> None:
        self._submenu(name).addAction(action)

    def removePluginRasterMenu(self, name: str, action: QAction) -> None:
        submenu = self._submenu(name)
        submenu.removeAction(action)
        if not submenu.actions():  # QGIS does no more than this, either
            self.raster_menu.removeAction(submenu.menuAction())

    def _submenu(self, name: str) -> QMenu:
        for action in self.raster_menu.actions():
            if action.text() == name:
                return action.menu()
        return self.raster_menu.addMenu(name)


class NoAlgorithms(QgsProcessingProvider):
    """Stands in for the real provider, which has tests of its own."""

    def id(self) -> str:
        return "eurosatwiring"

    def name(self) -> str:
        return "EuroSAT wiring"

    def loadAlgorithms(self) -> None:
        pass


@pytest.fixture
def desktop(qtbot) -> Desktop:
    QgsSettings().setValue("eurosat/first_steps_seen", True)
    desktop = Desktop()
    desktop.window.resize(800, 600)
    qtbot.addWidget(desktop.window)
    desktop.window.show()
    return desktop


@pytest.fixture
def provider_module(monkeypatch):
    module = type(sys)("eurosat_plugin.processing.provider")
    module.EuroSatProvider = NoAlgorithms
    monkeypatch.setitem(sys.modules, "eurosat_plugin.processing.provider", module)


@pytest.fixture
def provider(qgis_processing: None) -> Iterator[EuroSatProvider]:
    # Not on top: the tests of how much of the plugin is loaded at the start import this file.
    from tests.provider import registered_provider

    with registered_provider() as provider:
        yield provider


@pytest.fixture(autouse=True)
def set_locale(qgis_app: QgsApplication) -> Iterator[Callable[[str], None]]:
    """Let QGIS be English, whatever this machine speaks; return what chooses another language as its options do."""
    settings = QgsSettings()
    before = {key: settings.value(key) for key in ("locale/userLocale", "locale/overrideFlag")}

    def set_locale(locale: str) -> None:
        settings.setValue("locale/userLocale", locale)
        settings.setValue("locale/overrideFlag", True)

    set_locale("en_US")
    yield set_locale
    for key, value in before.items():
        if value is None:
            settings.remove(key)
        else:
            settings.setValue(key, value)


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


@pytest.fixture
def french(set_locale: Callable[[str], None]) -> Iterator[None]:
    """Translate the plugin, and write numbers, as for a person in France."""
    before = QLocale()
    QLocale.setDefault(QLocale("fr_FR"))
    set_locale("fr")
    translator = install_translator()
    yield
    remove_translator(translator)
    QLocale.setDefault(before)
