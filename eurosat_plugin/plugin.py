# SPDX-License-Identifier: GPL-2.0-or-later
"""The plugin as QGIS sees it: what it adds when it is loaded and takes away when it is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qgis.core import QgsApplication, QgsMapLayer, QgsProcessingProvider
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from eurosat_plugin.paths import icon_path

if TYPE_CHECKING:
    from qgis.gui import QgisInterface


class EuroSatPlugin(QObject):
    """Adds the Processing provider, four actions and the histogram dock."""

    def __init__(self, iface: QgisInterface | None) -> None:
        super().__init__()
        self._iface = iface
        self._provider: QgsProcessingProvider | None = None

    def initProcessing(self) -> None:
        """Add the Processing provider: all that happens under ``qgis_process``."""
        from eurosat_plugin.processing.provider import EuroSatProvider

        self._provider = EuroSatProvider()
        QgsApplication.processingRegistry().addProvider(self._provider)

    def initGui(self) -> None:
        """Add everything else: dock, tool, actions, toolbar and menu."""
        from eurosat_plugin.gui.controller import ClassificationController
        from eurosat_plugin.gui.dock import HistogramDock
        from eurosat_plugin.gui.rectangle_tool import RectangleTool

        self.initProcessing()
        iface = self._iface
        self._controller = ClassificationController(iface, self)
        self._controller.classified.connect(self._show_result)

        self._dock = HistogramDock(iface.mainWindow())
        self._dock.set_layer(iface.activeLayer())
        iface.currentLayerChanged.connect(self._dock.set_layer)
        iface.addDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self._dock)
        self._dock.hide()

        self._tool = RectangleTool(iface.mapCanvas())
        self._tool.drawn.connect(self._controller.classify_rectangle)
        self._tool.clicked.connect(self._controller.explain_rectangle)

        self._toolbar = iface.addToolBar(self._menu_name())
        self._toolbar.setObjectName("EuroSatToolBar")
        self._actions = self._make_actions()
        for action in self._actions:
            self._toolbar.addAction(action)
            iface.addPluginToRasterMenu(self._menu_name(), action)

    def unload(self) -> None:
        """Take away what was added, last things first."""
        iface = self._iface
        if iface is not None:
            for action in reversed(self._actions):
                iface.removePluginRasterMenu(self._menu_name(), action)
                self._toolbar.removeAction(action)
                action.deleteLater()
            iface.mainWindow().removeToolBar(self._toolbar)
            self._toolbar.deleteLater()
            self._tool.remove()
            self._tool.deleteLater()
            iface.removeDockWidget(self._dock)
            iface.currentLayerChanged.disconnect(self._dock.set_layer)
            self._dock.set_layer(None)
            self._dock.deleteLater()
            self._controller.shut_down()
            self._controller.deleteLater()
        if self._provider is not None:
            QgsApplication.processingRegistry().removeProvider(self._provider)
            self._provider = None

    def _make_actions(self) -> list[QAction]:
        rectangle = self._action(
            "eurosatClassifyRectangle",
            "classify_rectangle.svg",
            self.tr("Classify Rectangle"),
            self.tr("Drag a rectangle on the map and classify the current raster layer inside it"),
        )
        rectangle.setCheckable(True)
        rectangle.triggered.connect(lambda: self._iface.mapCanvas().setMapTool(self._tool))
        self._tool.setAction(rectangle)
        self._iface.mapToolActionGroup().addAction(rectangle)
        visible = self._action(
            "eurosatClassifyVisible",
            "classify_visible.svg",
            self.tr("Classify Visible Extent"),
            self.tr("Classify the part of the current raster layer that the map shows"),
        )
        visible.triggered.connect(self._controller.classify_visible)
        layer = self._action(
            "eurosatClassifyLayer",
            "classify_layer.svg",
            self.tr("Classify Layer"),
            self.tr("Classify the whole current raster layer"),
        )
        layer.triggered.connect(self._controller.classify_layer)
        histogram = self._action(
            "eurosatShowHistogram",
            "histogram.svg",
            self.tr("Land Cover Histogram"),
            self.tr("Show or hide the histogram of the current classified layer"),
        )
        histogram.setCheckable(True)
        self._dock.setToggleVisibilityAction(histogram)
        return [rectangle, visible, layer, histogram]

    def _action(self, name: str, icon: str, text: str, tip: str) -> QAction:
        action = QAction(QIcon(icon_path(icon)), text, self._iface.mainWindow())
        action.setObjectName(name)
        action.setToolTip(tip)
        action.setStatusTip(tip)
        return action

    def _show_result(self, layer: QgsMapLayer) -> None:
        self._dock.set_layer(layer)
        self._dock.setUserVisible(True)

    def _menu_name(self) -> str:
        return self.tr("EuroSAT Land Cover")
