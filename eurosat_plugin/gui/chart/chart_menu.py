# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be done with the histogram: the menu of its button and of the right mouse button."""

from __future__ import annotations

from qgis.PyQt.QtCore import pyqtBoundSignal, pyqtSignal
from qgis.PyQt.QtWidgets import QAction, QActionGroup, QMenu, QWidget

from eurosat_plugin.core.palettes import PALETTE_NAMES, PALETTES
from eurosat_plugin.core.translation import translate


class ChartMenu(QMenu):
    """Tells what was picked; does nothing itself."""

    select_class = pyqtSignal()
    zoom_to_class = pyqtSignal()
    """The bar that :meth:`set_bar` named."""
    copy_text = pyqtSignal()
    copy_csv = pyqtSignal()
    save_picture = pyqtSignal()
    open_report = pyqtSignal()
    open_table = pyqtSignal()
    order_changed = pyqtSignal(bool)
    """Whether the bars are to stand in class order."""
    palette_picked = pyqtSignal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("EuroSatChartActions")
        self._bar_actions = [
            self._add("", self.select_class, "eurosatSelectClass"),
            self._add("", self.zoom_to_class, "eurosatZoomToClass"),
            self.addSeparator(),
        ]
        self.set_bar("")
        self._layer_actions = [
            self._add(self.tr("Copy as &Text"), self.copy_text, "eurosatCopyText"),
            self._add(self.tr("Copy as &CSV"), self.copy_csv, "eurosatCopyCsv"),
            self._add(self.tr("&Save Picture…"), self.save_picture, "eurosatSavePicture"),
        ]
        self._summaries = [
            self._add(self.tr("Open &Report"), self.open_report, "eurosatOpenReport"),
            self._add(self.tr("Open Ta&ble"), self.open_table, "eurosatOpenTable"),
        ]
        self.addSeparator()
        self._order = self.addAction(self.tr("Bars in Class &Order"))
        self._order.setObjectName("eurosatClassOrder")
        self._order.setCheckable(True)
        self._order.triggered.connect(self.order_changed)
        self._palettes = self._add_palettes()

    @property
    def by_class(self) -> bool:
        """Whether the bars are to stand in class order."""
        return bool(self._order.isChecked())

    def set_by_class(self, by_class: bool) -> None:
        """Check the action for it, without telling."""
        self._order.setChecked(by_class)

    def set_bar(self, name: str) -> None:
        """Offer what can be done with the bar of the class `name`; nothing when it is empty."""
        select, zoom, _ = self._bar_actions
        select.setText(self.tr("Select &Tiles: {land_cover}").format(land_cover=name))
        zoom.setText(self.tr("&Zoom to Tiles: {land_cover}").format(land_cover=name))
        for action in self._bar_actions:
            action.setVisible(bool(name))

    def set_state(self, has_chart: bool, has_layer: bool, palette: str, has_palettes: bool = True) -> None:
        """Offer what makes sense with or without a chart and a layer; `palette` is the layer's, or empty.

        Classes that are not EuroSAT's have one palette, their own.
        """
        for action in self._layer_actions:
            action.setEnabled(has_chart)
        for action in self._summaries:
            action.setEnabled(has_chart and has_layer)
        self._palettes.menuAction().setEnabled(has_layer and has_palettes)
        for action in self._palettes.actions():
            action.setChecked(action.data() == palette)

    def _add_palettes(self) -> QMenu:
        menu = self.addMenu(self.tr("Class C&olours"))
        group = QActionGroup(menu)
        group.setExclusive(False)
        for palette in PALETTES:
            action = menu.addAction(translate(PALETTE_NAMES[palette]))
            action.setObjectName(f"eurosatPalette_{palette}")
            action.setCheckable(True)
            action.setData(palette)
            group.addAction(action)
        group.triggered.connect(lambda action: self.palette_picked.emit(action.data()))
        return menu

    def _add(self, text: str, signal: pyqtBoundSignal, name: str) -> QAction:
        action = self.addAction(text)
        action.setObjectName(name)
        action.triggered.connect(lambda checked: signal.emit())
        return action
