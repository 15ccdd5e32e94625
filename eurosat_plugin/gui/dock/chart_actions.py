# SPDX-License-Identifier: GPL-2.0-or-later
"""Doing what the menu of the histogram offers."""

from __future__ import annotations

from pathlib import Path

from qgis.core import Qgis, QgsMessageLog, QgsSettings, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtGui import QCursor, QGuiApplication
from qgis.PyQt.QtWidgets import QFileDialog, QToolTip, QWidget

from eurosat_plugin.adapters.grid.layer_colors import palette_of, set_palette
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.gui.chart.chart_export import chart_csv, save_chart
from eurosat_plugin.gui.chart.chart_menu import ChartMenu
from eurosat_plugin.gui.chart.class_bars import ClassBars, bars_text
from eurosat_plugin.paths import LOG_TAG

ORDER_KEY = "eurosat/bars_in_class_order"
FOLDER_KEY = "eurosat/picture_folder"


class ChartActions(QObject):
    """Knows what the chart shows, and copies, saves and arranges it."""

    order_changed = pyqtSignal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._parent = parent
        self._title = ""
        self._bars = ClassBars()
        self._layer: QgsVectorLayer | None = None
        self.menu = ChartMenu(parent)
        self.menu.set_by_class(QgsSettings().value(ORDER_KEY, False, type=bool))
        self.menu.copy_text.connect(lambda: self._copy(f"{self._title}\n{bars_text(self._bars)}"))
        self.menu.copy_csv.connect(lambda: self._copy(chart_csv(self._bars)))
        self.menu.save_picture.connect(self._save)
        self.menu.order_changed.connect(self._set_order)
        self.menu.palette_picked.connect(self._set_palette)
        self.set_state("", self._bars, None)

    @property
    def by_class(self) -> bool:
        """Whether the bars are to stand in class order."""
        return self.menu.by_class

    def set_state(self, title: str, bars: ClassBars, layer: QgsVectorLayer | None) -> None:
        """Say what the chart shows, and the layer behind it if there is one."""
        self._title, self._bars, self._layer = title, bars, layer
        palette = "" if layer is None else palette_of(layer)
        self.menu.set_state(not bars.is_empty, layer is not None, palette, bars.figures.is_eurosat)

    def _copy(self, text: str) -> None:
        """Put `text` where it can be pasted from, and say so beside the mouse: nothing else would show it."""
        QGuiApplication.clipboard().setText(text)
        QToolTip.showText(QCursor.pos(), self.tr("Copied: figures of the histogram"), self._parent)

    def _set_order(self, by_class: bool) -> None:
        QgsSettings().setValue(ORDER_KEY, by_class)
        self.order_changed.emit()

    def _set_palette(self, palette: str) -> None:
        if self._layer is not None:
            set_palette(self._layer, palette)

    def _save(self) -> None:
        folder = Path(QgsSettings().value(FOLDER_KEY, "", type=str) or Path.home())
        kinds = {self.tr("PNG picture (*.png)"): ".png", self.tr("SVG drawing (*.svg)"): ".svg"}
        name, kind = QFileDialog.getSaveFileName(
            self._parent, self.tr("Save Histogram"), str(folder / f"{_file_name(self._title)}.png"), ";;".join(kinds)
        )
        if not name:
            return
        path = Path(name)
        if path.suffix.lower() not in kinds.values():
            path = path.with_name(path.name + kinds.get(kind, ".png"))
        QgsSettings().setValue(FOLDER_KEY, str(path.parent))
        try:
            save_chart(path, self._title, self._bars, self._parent.font())
        except EuroSatError as error:
            QgsMessageLog.logMessage(str(error), LOG_TAG, Qgis.MessageLevel.Warning)


def _file_name(title: str) -> str:
    return "".join(letter if letter.isalnum() or letter in " -_" else "_" for letter in title).strip() or "histogram"
