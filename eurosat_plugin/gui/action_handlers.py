# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin's actions do: controller, map tool and panels, made and connected when an action is first used."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsReferencedRectangle, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject
from qgis.PyQt.QtWidgets import QAction, QDialog

from eurosat_plugin.gui.dock.dock import HistogramDock
from eurosat_plugin.gui.map.product_opener import ProductOpener
from eurosat_plugin.gui.map.rectangle_tool import RectangleTool
from eurosat_plugin.gui.runs.classification_run import ClassificationRun
from eurosat_plugin.gui.runs.classification_target import RASTER_ALGORITHM, CanvasTarget, RasterTarget
from eurosat_plugin.gui.runs.controller import ClassificationController
from eurosat_plugin.gui.runs.reports import Reports
from eurosat_plugin.gui.runs.tile_plan import NoPlan, TilePlan
from eurosat_plugin.gui.settings.preferences import load_preferences, save_preferences
from eurosat_plugin.gui.settings.settings_dialog import SettingsDialog
from eurosat_plugin.gui.tiles.tile_panel import TilePanel


class ActionHandlers(QObject):
    """Owns everything that an action may start; `rectangle_action` is the one that activates the map tool."""

    def __init__(
        self, iface: QgisInterface, dock: HistogramDock, rectangle_action: QAction, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._iface = iface
        self._dock = dock
        self.controller = ClassificationController(iface, self)
        self.reports = Reports(iface, self)
        self.products = ProductOpener(iface, self)
        self._tile_panel = TilePanel(iface.mapCanvas())
        self._tool = RectangleTool(iface.mapCanvas(), self.controller.planner.plan)
        self._tool.setAction(rectangle_action)
        self._tool.drawn.connect(self._classify_rectangle)
        self._tool.clicked.connect(self.controller.classify_tile)
        self._tool.refused.connect(self.controller.refuse)
        self._tool.escaped.connect(self._tile_panel.close_panel)
        self._tool.deactivated.connect(self._tile_panel.close_panel)
        self._tile_panel.read_again.connect(self.controller.classify_tile_again)
        self.controller.started.connect(self._show_run)
        self.controller.classified.connect(self._show_result)
        self.controller.asked.connect(self._tile_panel.show_question)
        self.controller.answered.connect(self._tile_panel.show_answer)
        self.controller.unanswered.connect(self._tile_panel.close_panel)

    def activate_tool(self) -> None:
        """Make the rectangle tool the map tool."""
        self._iface.mapCanvas().setMapTool(self._tool)

    def open_settings(self) -> None:
        """Let the settings be changed that the tool works with."""
        dialog = SettingsDialog(load_preferences(), self._iface.mainWindow())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            save_preferences(dialog.preferences)
        dialog.deleteLater()

    def open_algorithm(self) -> None:
        """Open the dialog of the algorithm, filled in as the tool would run it on what the map shows.

        Without an image there it is chosen in the dialog.
        """
        planner = self.controller.planner
        target = planner.image(planner.visible())
        if isinstance(target, NoPlan):
            _open_dialog(RASTER_ALGORITHM, {})
        else:
            self._open_dialog(target)

    def open_displayed(self) -> None:
        """Open the dialog of the algorithm that classifies the colours which the map displays."""
        target = self.controller.planner.displayed()
        if isinstance(target, NoPlan):
            self.controller.refuse(target)
        else:
            self._open_dialog(target)

    def open_diagnostics(self) -> None:
        """Show what a bug report needs."""
        from eurosat_plugin.gui.diagnostics.diagnostics import DiagnosticsDialog

        dialog = DiagnosticsDialog(self.controller.last_run, self._iface.mainWindow())
        dialog.exec()
        dialog.deleteLater()

    def shut_down(self) -> None:
        """Let go of canvas, project and runs."""
        self._tool.remove()
        self._tool.deleteLater()
        self._tile_panel.remove()
        self.products.shut_down()
        self.reports.shut_down()
        self.controller.shut_down()

    def _classify_rectangle(self, plan: TilePlan) -> None:
        self._tile_panel.close_panel()
        self.controller.classify_rectangle(plan)

    def _show_run(self, run: ClassificationRun) -> None:
        self._dock.show_run(run)
        self._dock.setUserVisible(True)

    def _show_result(self, layer: QgsVectorLayer, outputs: dict[str, Any]) -> None:
        self._dock.set_layer(layer)
        self._dock.setUserVisible(True)
        self._dock.consider_backend(str(outputs.get("BACKEND_USED", "")))

    def _open_dialog(self, target: RasterTarget | CanvasTarget) -> None:
        settings = self._iface.mapCanvas().mapSettings()
        extent = QgsReferencedRectangle(settings.visibleExtent(), settings.destinationCrs())
        _open_dialog(target.algorithm_id, target.parameters(extent))


def _open_dialog(algorithm_id: str, parameters: dict[str, Any]) -> None:
    # A plugin of its own, which may be switched off.
    import processing

    processing.execAlgorithmDialog(algorithm_id, {**parameters, **load_preferences().parameters()})
