# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be done with one bar of the histogram: by mouse, by keyboard and from its menu."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, QPoint

from eurosat_plugin.gui.chart.chart_menu import ChartMenu
from eurosat_plugin.gui.chart.histogram import ClassHistogram
from eurosat_plugin.gui.map.class_selection import select_tiles, zoom_to_tiles
from eurosat_plugin.gui.tiles.layer_tiles import LayerTiles

Shown = tuple[QgsVectorLayer, LayerTiles, float]
"""A layer, its tiles, and the confidence below which its tiles are left out."""


class BarPicker(QObject):
    """Selects the tiles of a class and zooms to them; `shown` returns what the chart is about, None without a layer."""

    def __init__(
        self,
        chart: ClassHistogram,
        menu: ChartMenu,
        canvas: QgsMapCanvas | None,
        shown: Callable[[], Shown | None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._chart, self._menu, self._canvas, self._shown = chart, menu, canvas, shown
        chart.chosen.connect(self.select)
        chart.opened.connect(self.zoom)
        chart.customContextMenuRequested.connect(self._open_menu)
        menu.aboutToShow.connect(lambda: menu.set_bar("" if shown() is None else chart.focused_name))
        menu.select_class.connect(lambda: self.select(chart.focused, False))
        menu.zoom_to_class.connect(lambda: self.zoom(chart.focused))

    def select(self, key: str, add: bool) -> None:
        """Select the tiles of class `key`; with `add` on top of what is selected, or where all are, no more."""
        shown = self._shown()
        if shown is not None:
            layer, tiles, min_confidence = shown
            ids = tiles.ids_of_class(key, min_confidence)
            if add and layer.selectedFeatureCount() and set(layer.selectedFeatureIds()).issuperset(ids):
                layer.deselect(ids)
            else:
                select_tiles(layer, ids, add)

    def zoom(self, key: str) -> None:
        """Zoom the map to the tiles of class `key`."""
        shown = self._shown()
        if shown is not None and self._canvas is not None:
            layer, tiles, min_confidence = shown
            zoom_to_tiles(self._canvas, layer, tiles.ids_of_class(key, min_confidence))

    def _open_menu(self, at: QPoint) -> None:
        self._chart.focus_at(at)
        self._menu.popup(self._chart.mapToGlobal(at))
