# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin as QGIS sees it: what it adds when it is loaded and takes away when it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsProcessingProvider
from qgis.PyQt.QtCore import QObject, Qt, QTranslator
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMenu, QToolBar, QToolButton

from eurosat_plugin.paths import icon_path
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
        from eurosat_plugin.gui.map.product_drop import ProductDropHandler
        from eurosat_plugin.gui.settings.options_page import OptionsFactory

        self.initProcessing()
        iface = self._iface
        self._options = OptionsFactory()
        iface.registerOptionsWidgetFactory(self._options)
        self._drop_handler = ProductDropHandler(lambda path: self._handlers().products.open(path))
        iface.registerCustomDropHandler(self._drop_handler)
        self._dock = HistogramDock(iface.mainWindow(), iface.mapCanvas())
        self._dock.set_layer(iface.activeLayer())
        self._dock.open_report.connect(lambda layer: self._handlers().reports.open(layer))
        self._dock.read_again.connect(lambda layer, reading: self._handlers().controller.classify_again(layer, reading))
        iface.currentLayerChanged.connect(self._dock.set_layer)
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._dock)
        self._dock.hide()
        self._settings_menu = QMenu(iface.mainWindow())
        self._actions = self._make_actions()
        self._toolbar = self._make_toolbar(self._actions[1:5])
        for action in self._actions:
            iface.addPluginToRasterMenu(self._menu_name(), action)
        # Just installed, as from a zip: when QGIS starts, its window is not there yet.
        if iface.mainWindow().isVisible() and not seen_before():
            self._dock.show()

    def unload(self) -> None:
        """Take away what was added, last things first."""
        iface = self._iface
        if iface is not None:
            submenus = [action.menu() for action in iface.rasterMenu().actions() if action.text() == self._menu_name()]
            for action in reversed(self._actions):
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
            for action in self._actions:
                action.deleteLater()
            iface.removeDockWidget(self._dock)
            iface.currentLayerChanged.disconnect(self._dock.set_layer)
            self._dock.shut_down()
            self._dock.deleteLater()
            iface.unregisterCustomDropHandler(self._drop_handler)
            iface.unregisterOptionsWidgetFactory(self._options)
            del self._options
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None
        remove_translator(self._translator)
        self._translator = None

    def _handlers(self) -> ActionHandlers:
        """Return what the actions do, made when it is first asked for."""
        if self._loaded is None:
            from eurosat_plugin.gui.action_handlers import ActionHandlers

            self._loaded = ActionHandlers(self._iface, self._dock, self._actions[1], self)  # type: ignore[arg-type]
        return self._loaded

    def _make_actions(self) -> list[QAction]:
        """Return the actions in the order of the menu; the second to the fifth are also in the toolbar."""
        rectangle = self._action(
            "eurosatClassifyRectangle",
            "classify_rectangle.svg",
            self.tr("Classify Rectangle"),
            self.tr("Drag a rectangle on the map to classify it, or click a tile to see its probabilities"),
        )
        rectangle.setCheckable(True)
        rectangle.triggered.connect(lambda: self._handlers().activate_tool())
        self._iface.mapToolActionGroup().addAction(rectangle)
        visible = self._action(
            "eurosatClassifyVisible",
            "classify_visible.svg",
            self.tr("Classify Visible Extent"),
            self.tr("Classify the part of the image that the map shows"),
        )
        visible.triggered.connect(lambda: self._handlers().controller.classify_visible())
        layer = self._action(
            "eurosatClassifyLayer",
            "classify_layer.svg",
            self.tr("Classify Layer"),
            self.tr("Classify the whole current raster layer, or the image of the current grid"),
        )
        layer.triggered.connect(lambda: self._handlers().controller.classify_layer())
        histogram = self._action(
            "eurosatShowHistogram",
            "histogram.svg",
            self.tr("Land Cover Histogram"),
            self.tr("Show or hide the histogram of the current classified layer"),
        )
        histogram.setCheckable(True)
        self._dock.setToggleVisibilityAction(histogram)
        product = self._action(
            "eurosatOpenProduct",
            "",
            self.tr("Open Sentinel-2 Product…"),
            self.tr("Add a product to the map in natural colours: its archive, its metadata file or one of its bands"),
        )
        product.triggered.connect(lambda: self._handlers().products.choose())
        settings = self._action(
            "eurosatSettings",
            "",
            self.tr("Classification Settings…"),
            self.tr("Choose cell size, model and the confidence below which a tile is uncertain"),
        )
        settings.triggered.connect(lambda: self._handlers().open_settings())
        every = self._action(
            "eurosatAllOptions",
            "",
            self.tr("Classify with All Options…"),
            self.tr("Open the dialog of the algorithm, filled in with the current layer and these settings"),
        )
        every.triggered.connect(lambda: self._handlers().open_algorithm())
        displayed = self._action(
            "eurosatClassifyDisplayed",
            "",
            self.tr("Classify Displayed Colours…"),
            self.tr(
                "Classify the colours that the map displays, as of a base map: less reliable than an image's numbers"
            ),
        )
        displayed.triggered.connect(lambda: self._handlers().open_displayed())
        diagnostics = self._action(
            "eurosatDiagnostics",
            "",
            self.tr("Diagnostics…"),
            self.tr("Show what a bug report needs: versions, model, backend and the last run"),
        )
        diagnostics.triggered.connect(lambda: self._handlers().open_diagnostics())
        return [product, rectangle, visible, layer, histogram, settings, every, displayed, diagnostics]

    def _make_toolbar(self, actions: list[QAction]) -> QToolBar:
        toolbar = self._iface.addToolBar(self._menu_name())
        toolbar.setObjectName("EuroSatToolBar")
        for action in actions:
            toolbar.addAction(action)
        self._settings_menu.addActions(self._actions[5:8])
        button = toolbar.widgetForAction(actions[0])
        if isinstance(button, QToolButton):
            button.setMenu(self._settings_menu)
            button.setPopupMode(QToolButton.ToolButtonPopupMode.MenuButtonPopup)
        return toolbar

    def _action(self, name: str, icon: str, text: str, tip: str) -> QAction:
        action = QAction(QIcon(icon_path(icon)) if icon else QIcon(), text, self._iface.mainWindow())
        action.setObjectName(name)
        action.setToolTip(tip)
        action.setStatusTip(tip)
        return action

    def _menu_name(self) -> str:
        return self.tr("EuroSAT Land Cover")
