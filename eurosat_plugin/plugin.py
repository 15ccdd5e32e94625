# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin as QGIS sees it: what it adds when it is loaded and takes away when it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProcessingProvider
from qgis.PyQt.QtCore import QObject, Qt, QTranslator
from qgis.PyQt.QtWidgets import QMenu, QToolBar, QToolButton

from eurosat_plugin.gui.menu_actions import BESIDE_THE_TOOL, IN_TOOLBAR, MenuActions
from eurosat_plugin.translator import install_translator, remove_translator

if TYPE_CHECKING:
    from qgis.gui import QgisInterface

    from eurosat_plugin.gui.action_handlers import ActionHandlers


class EuroSatPlugin(QObject):
    """Adds the Processing provider, actions, a page of the options and the histogram dock.

    What the actions do is loaded when one of them is first used: starting QGIS must not wait for it.
    """

    def __init__(self, iface: QgisInterface | None) -> None:
        super().__init__()
        self._iface = iface
        self._provider: QgsProcessingProvider | None = None
        self._loaded: ActionHandlers | None = None
        self._translator: QTranslator | None = None

    def initProcessing(self) -> None:
        """Add the Processing provider: all that happens under ``qgis_process``."""
        from eurosat_plugin.adapters.runtime.runtime_lookup import look_in_profile
        from eurosat_plugin.processing.provider import EuroSatProvider

        self._translator = install_translator()
        look_in_profile()
        self._provider = EuroSatProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:
        """Add everything else: dock, actions, toolbar, menu and options page."""
        from eurosat_plugin.gui.dock.dock import HistogramDock
        from eurosat_plugin.gui.dock.first_steps import seen_before
        from eurosat_plugin.gui.lasting_threads import LastingThreads
        from eurosat_plugin.gui.map.product_drop import ProductDropHandler
        from eurosat_plugin.gui.settings.options_page import OptionsFactory

        self.initProcessing()
        iface = self._iface
        self._threads = LastingThreads()
        self._options = OptionsFactory()
        iface.registerOptionsWidgetFactory(self._options)
        self._drop_handler = ProductDropHandler(lambda path: self._handlers().products.open(path))
        iface.registerCustomDropHandler(self._drop_handler)
        self._dock = HistogramDock(iface.mainWindow(), iface.mapCanvas())
        self._dock.set_layer(iface.activeLayer())
        self._dock.open_report.connect(lambda layer: self._handlers().reports.open(layer))
        self._dock.open_table.connect(lambda layer: self._handlers().tables.open(layer))
        self._dock.read_again.connect(lambda layer, reading: self._handlers().controller.classify_again(layer, reading))
        iface.currentLayerChanged.connect(self._dock.set_layer)
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._dock)
        self._dock.hide()
        self._settings_menu = QMenu(iface.mainWindow())
        self._actions = MenuActions(iface.mainWindow(), self._handlers, self)
        iface.mapToolActionGroup().addAction(self._actions["eurosatClassifyRectangle"])
        self._dock.setToggleVisibilityAction(self._actions["eurosatShowHistogram"])
        self._toolbar = self._make_toolbar()
        for action in self._actions.all:
            iface.addPluginToRasterMenu(self._menu_name(), action)
        iface.layerTreeView().selectionModel().selectionChanged.connect(self._consider_comparison)
        # Just installed, as from a zip: when QGIS starts, its window is not there yet.
        if iface.mainWindow().isVisible() and not seen_before():
            self._dock.show()

    def unload(self) -> None:
        """Take away what was added, last things first."""
        iface = self._iface
        if iface is not None:
            iface.layerTreeView().selectionModel().selectionChanged.disconnect(self._consider_comparison)
            submenus = [action.menu() for action in iface.rasterMenu().actions() if action.text() == self._menu_name()]
            for action in reversed(self._actions.all):
                action.blockSignals(True)  # until it is deleted it can still be triggered, and nobody is there any more
                iface.removePluginRasterMenu(self._menu_name(), action)
                self._toolbar.removeAction(action)
            for submenu in submenus:  # QGIS takes it out of the menu and keeps it
                submenu.deleteLater()
            iface.mainWindow().removeToolBar(self._toolbar)  # type: ignore[attr-defined]
            self._toolbar.deleteLater()
            self._settings_menu.deleteLater()
            if self._loaded is not None:
                self._loaded.shut_down()
                self._loaded.deleteLater()
                self._loaded = None
            for action in self._actions.all:
                action.deleteLater()
            iface.removeDockWidget(self._dock)
            iface.currentLayerChanged.disconnect(self._dock.set_layer)
            self._dock.shut_down()
            self._dock.deleteLater()
            iface.unregisterCustomDropHandler(self._drop_handler)
            iface.unregisterOptionsWidgetFactory(self._options)
            del self._options
            self._threads.let_go()
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        remove_translator(self._translator)
        self._translator = None

    def _handlers(self) -> ActionHandlers:
        """Return what the actions do, made when it is first asked for."""
        if self._loaded is None:
            from eurosat_plugin.gui.action_handlers import ActionHandlers

            rectangle = self._actions["eurosatClassifyRectangle"]
            self._loaded = ActionHandlers(self._iface, self._dock, rectangle, self)  # type: ignore[arg-type]
        return self._loaded

    def _make_toolbar(self) -> QToolBar:
        toolbar = self._iface.addToolBar(self._menu_name())
        toolbar.setObjectName("EuroSatToolBar")
        for name in IN_TOOLBAR:
            toolbar.addAction(self._actions[name])
        self._settings_menu.addActions([self._actions[name] for name in BESIDE_THE_TOOL])
        button = toolbar.widgetForAction(self._actions[IN_TOOLBAR[0]])
        if isinstance(button, QToolButton):
            button.setMenu(self._settings_menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        return toolbar

    def _consider_comparison(self) -> None:
        """Offer a comparison where the selected layers can be compared."""
        from eurosat_plugin.gui.map.grid_pair import find_pair

        pair = find_pair(self._iface.layerTreeView().selectedLayers())
        self._actions["eurosatCompare"].setEnabled(pair is not None)

    def _menu_name(self) -> str:
        return self.tr("EuroSAT Land Cover")
