# SPDX-License-Identifier: GPL-2.0-or-later
"""What the plugin's actions do: controller, map tool and panels, made and connected when an action is first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import QgsGeometry, QgsReferencedRectangle, QgsVectorLayer, QgsWkbTypes
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, Qt
from qgis.PyQt.QtWidgets import QAction, QDialog, QDockWidget

from eurosat_plugin.gui.algorithm_dialog import open_algorithm_dialog
from eurosat_plugin.gui.dock.dock import HistogramDock
from eurosat_plugin.gui.map.comparison_dialog import ComparisonDialogOpener
from eurosat_plugin.gui.map.grid_pair import find_pair
from eurosat_plugin.gui.map.product_opener import ProductOpener
from eurosat_plugin.gui.map.rectangle_tool import RectangleTool
from eurosat_plugin.gui.map.run_pictures import RunPictures
from eurosat_plugin.gui.runs.class_tables import ClassTables
from eurosat_plugin.gui.runs.classification_run import ClassificationRun
from eurosat_plugin.gui.runs.classification_target import RASTER_ALGORITHM, CanvasTarget, RasterTarget
from eurosat_plugin.gui.runs.controller import ClassificationController
from eurosat_plugin.gui.runs.reports import Reports
from eurosat_plugin.gui.runs.tile_plan import NoPlan, TilePlan
from eurosat_plugin.gui.settings.preferences import load_preferences, save_preferences
from eurosat_plugin.gui.settings.settings_dialog import SettingsDialog
from eurosat_plugin.gui.tiles.tile_panel import TilePanel

if TYPE_CHECKING:
    from eurosat_plugin.gui.labelling.labelling_dock import LabellingDock
    from eurosat_plugin.gui.places.place_dock import PlaceDock


class ActionHandlers(QObject):
    """Owns everything that an action may start; `rectangle_action` is the one that activates the map tool."""

    def __init__(
        self, iface: QgisInterface, dock: HistogramDock, rectangle_action: QAction, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._iface = iface
        self._dock = dock
        self._labelling: LabellingDock | None = None
        self._places: PlaceDock | None = None
        self.controller = ClassificationController(iface, self)
        self.reports = Reports(iface, self.controller.runs, self)
        self.tables = ClassTables(iface, self.controller.runs, self)
        self.products = ProductOpener(iface, self)
        self.comparison = ComparisonDialogOpener(iface, self)
        self._pictures = RunPictures(iface.mapCanvas(), self)
        self._tile_panel = TilePanel(iface.mapCanvas())
        self._tool = RectangleTool(iface.mapCanvas(), self.controller.planner.plan)
        self._tool.setAction(rectangle_action)
        self._tool.drawn.connect(self._classify_rectangle)
        self._tool.clicked.connect(self.controller.classify_tile)
        self._tool.refused.connect(self._refuse)
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

    def compare_selected(self) -> None:
        """Compare the two grids that are selected in the list of layers."""
        self.comparison.open(find_pair(self._iface.layerTreeView().selectedLayers()))

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

    def open_labelling(self) -> None:
        """Show the panel in which a sample is labelled, made when it is first asked for."""
        if self._labelling is None:
            from eurosat_plugin.gui.labelling.labelling_dock import LabellingDock

            self._labelling = LabellingDock(self._iface.mapCanvas(), self._iface.mainWindow())
            self._add_panel(self._labelling)
        self._labelling.open(self._iface.activeLayer())

    def open_place(self, shape: QgsGeometry | None = None) -> None:
        """Show the images of the place that the map shows, or of `shape` without searching before that is asked for.

        A rectangle that somebody draws where no image is open need not be meant for the internet.
        """
        if self._places is None:
            from eurosat_plugin.gui.places.place_dock import PlaceDock

            self._places = PlaceDock(self._iface.mapCanvas(), self._iface.mainWindow())
            self._places.classify.connect(self.controller.classify_scene)
            self._places.added.connect(self._iface.setActiveLayer)
            self._add_panel(self._places)
        self._places.open(self.controller.planner.visible() if shape is None else shape, search=shape is None)

    def open_diagnostics(self) -> None:
        """Show what a bug report needs."""
        from eurosat_plugin.gui.diagnostics.diagnostics import DiagnosticsDialog

        dialog = DiagnosticsDialog(self.controller.runs.last, self._iface.mainWindow())
        dialog.exec()
        dialog.deleteLater()

    def shut_down(self) -> None:
        """Let go of canvas, project and runs."""
        if self._places is not None:
            self._iface.removeDockWidget(self._places)
            self._places.shut_down()
            self._places.deleteLater()
            self._places = None
        if self._labelling is not None:
            self._iface.removeDockWidget(self._labelling)
            self._labelling.shut_down()
            self._labelling.deleteLater()
            self._labelling = None
        self._tool.remove()
        self._tool.deleteLater()
        self._tile_panel.remove()
        self._pictures.shut_down()
        self.products.shut_down()
        self.reports.shut_down()
        self.tables.shut_down()
        self.controller.shut_down()

    def _add_panel(self, panel: QDockWidget) -> None:
        """Add `panel` on the left, as another page of the Browser: there is no room for a third below each other."""
        self._iface.addTabifiedDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, panel, ["Browser"], True)

    def _classify_rectangle(self, plan: TilePlan) -> None:
        self._tile_panel.close_panel()
        if self._places is not None:
            self._places.clear_outline()
        self.controller.classify_rectangle(plan)

    def _refuse(self, refusal: NoPlan) -> None:
        self.controller.refuse(refusal)
        shape = refusal.bare
        if shape is not None and shape.type() == QgsWkbTypes.GeometryType.PolygonGeometry:
            self.open_place(shape)

    def _show_run(self, run: ClassificationRun) -> None:
        self._pictures.show(run)
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
    open_algorithm_dialog(algorithm_id, {**parameters, **load_preferences().parameters()})
