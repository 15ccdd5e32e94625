# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands in the dock where there are figures: title, chart and slider."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from eurosat_plugin.adapters.grid.layer_colors import hidden_classes
from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.summary.grid_figures import NO_FIGURES, GridFigures
from eurosat_plugin.gui.dock.bar_picker import Shown
from eurosat_plugin.gui.dock.chart_view import ChartView
from eurosat_plugin.gui.dock.confidence_slider import ConfidenceSlider
from eurosat_plugin.gui.dock.figures_header import FiguresHeader
from eurosat_plugin.gui.dock.selection_row import SelectionRow
from eurosat_plugin.gui.dock.work_bar import WorkBar


class FiguresPage(QWidget):
    """Rows below the title come and go, to say what is selected and what is being read.

    `shown` returns what the chart is about, None without a layer.
    """

    def __init__(
        self, canvas: QgsMapCanvas | None, shown: Callable[[], Shown | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.chart = ChartView(canvas, shown)
        self.header = FiguresHeader(self.chart.menu)
        self.selection = SelectionRow()
        self.work = WorkBar()
        self.slider = ConfidenceSlider()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(6, 6, 6, 6)
        for widget in (self.header, self.selection, self.work):
            layout.addWidget(widget)
        layout.addWidget(self.chart, 1)
        layout.addWidget(self.slider)

    def begin_run(self, name: str, account: Account | None) -> None:
        """Show that the image called `name` is being classified, read as `account` says if that is known."""
        self.work.hide()
        self.header.set_title(name, account, is_grid=False)
        self.selection.hide()
        self.slider.setEnabled(False)
        self.slider.show_tiles_left(None)
        self.show_figures(NO_FIGURES)

    def show_figures(
        self, figures: GridFigures, whole: GridFigures | None = None, grid: QgsVectorLayer | None = None
    ) -> None:
        """Show `figures`, as a part of `whole` where there is one, of `grid` where they are those of a layer."""
        self.header.set_figures(figures, () if grid is None else hidden_classes(grid))
        self.chart.show_figures(self.header.title, figures, whole, grid)
