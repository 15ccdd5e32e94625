# SPDX-License-Identifier: GPL-2.0-or-later
"""The histogram with its menu: what does not fit scrolls up and down, never sideways."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QFrame, QScrollArea, QWidget

from eurosat_plugin.adapters.grid.layer_colors import hidden_classes, layer_colors
from eurosat_plugin.core.summary.grid_figures import NO_FIGURES, GridFigures
from eurosat_plugin.gui.chart.chart_menu import ChartMenu
from eurosat_plugin.gui.chart.class_bars import ClassBars
from eurosat_plugin.gui.chart.histogram import ClassHistogram
from eurosat_plugin.gui.dock.bar_picker import BarPicker, Shown
from eurosat_plugin.gui.dock.chart_actions import ChartActions


class ChartView(QScrollArea):
    """Shows figures as bars, and lets them be picked: `shown` returns what they are of, None without a layer."""

    def __init__(
        self, canvas: QgsMapCanvas | None, shown: Callable[[], Shown | None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._title = ""
        self._figures = NO_FIGURES
        self._whole: GridFigures | None = None
        self._grid: QgsVectorLayer | None = None
        self._chart = ClassHistogram()
        self._chart.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._actions = ChartActions(self)
        self._actions.order_changed.connect(self._show_bars)
        BarPicker(self._chart, self._actions.menu, canvas, shown, self)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        # The chart itself is what the keyboard walks to.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(self._chart)

    @property
    def menu(self) -> ChartMenu:
        """What can be done with the chart."""
        return self._actions.menu

    def show_figures(
        self, title: str, figures: GridFigures, whole: GridFigures | None, grid: QgsVectorLayer | None
    ) -> None:
        """Show `figures`, as a part of `whole` where there is one, of `grid` where they are those of a layer."""
        if grid is not self._grid:
            self._chart.forget_focus()
        self._title, self._figures, self._whole, self._grid = title, figures, whole, grid
        self._show_bars()

    def _show_bars(self) -> None:
        bars = ClassBars(
            self._figures,
            self._whole,
            {} if self._grid is None else layer_colors(self._grid),
            self._actions.by_class,
            self.tr("Waiting for the first tiles…") if self._figures is NO_FIGURES else "",
            frozenset() if self._grid is None else hidden_classes(self._grid),
        )
        self._chart.set_bars(bars)
        self._actions.set_state(self._title, bars, self._grid)
