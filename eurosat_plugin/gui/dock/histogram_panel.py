# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands in the dock: the figures of a layer or of a run, or a sentence."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtGui import QHideEvent, QShowEvent
from qgis.PyQt.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from eurosat_plugin.adapters.grid.classified_grid import is_classified_grid
from eurosat_plugin.adapters.grid.layer_colors import hidden_classes
from eurosat_plugin.adapters.grid.provenance import read_account
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.core.summary.grid_counts import GridCounts
from eurosat_plugin.core.summary.grid_figures import NO_FIGURES, GridFigures
from eurosat_plugin.gui.background_job import stop_jobs
from eurosat_plugin.gui.dock.bar_picker import Shown
from eurosat_plugin.gui.dock.chart_view import ChartView
from eurosat_plugin.gui.dock.confidence_slider import ConfidenceSlider
from eurosat_plugin.gui.dock.figures_header import FiguresHeader
from eurosat_plugin.gui.dock.message_page import MessagePage
from eurosat_plugin.gui.dock.run_follower import RunFollower
from eurosat_plugin.gui.dock.run_rows import RunRows
from eurosat_plugin.gui.dock.selection_row import SelectionRow
from eurosat_plugin.gui.dock.work_bar import WorkBar
from eurosat_plugin.gui.map.layer_follower import LayerFollower, replaces
from eurosat_plugin.gui.map.map_filter import ConfidenceFilter
from eurosat_plugin.gui.runs.classification_run import ClassificationRun
from eurosat_plugin.gui.tiles.grid_reader import GridReader
from eurosat_plugin.gui.tiles.layer_tiles import LayerTiles

REFRESH_DELAY_MS = 100


class HistogramPanel(QWidget):
    """Follows the layer given to :meth:`set_layer`, and a run for as long as it goes on.

    The layer is read only while the panel is visible, and again only when its tiles have changed.
    """

    open_report = pyqtSignal(QgsVectorLayer)
    """The report about this layer, the followed one, is asked for."""
    read_again = pyqtSignal(QgsVectorLayer, Reading)
    """The image of this layer, the followed one, is to be classified again, read so."""

    def __init__(self, canvas: QgsMapCanvas | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._tiles: LayerTiles | None = None
        self._stale = True
        self._selected = ""  # id of the grid that became current last
        self._thresholds: dict[str, float] = {}  # where the slider was, by layer id
        self._follower = LayerFollower(self)
        self._run = RunFollower(self)
        self._reader = GridReader(self)
        self._filter = ConfidenceFilter(canvas, self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REFRESH_DELAY_MS)
        self._build()
        self._connect()
        self._show_message()

    def set_layer(self, layer: QgsMapLayer | None) -> None:
        """Follow `layer`; only another grid takes the place of a classified grid, and nothing that of a pinned one."""
        is_grid = is_classified_grid(layer)
        if is_grid and layer is not None:
            self._selected = layer.id()
        shown = self._follower.grid
        if not replaces(layer, shown) or (shown is not None and self._header.is_pinned):
            return
        if is_grid:
            self._run.let_go()
        self._follower.follow(layer)

    def show_run(self, run: ClassificationRun) -> None:
        """Show how far `run` is, and unless a grid is pinned its figures, until it ends or another grid is followed."""
        self._rows.add(run)
        if self._follower.grid is None or not self._header.is_pinned:
            self._watch(run)

    def _watch(self, run: ClassificationRun) -> None:
        self._run.follow(run)
        self._reader.stop()
        self._work.hide()
        self._stale = True
        self._header.set_title(run.name, run.account, is_grid=False)
        self._pages.setCurrentWidget(self._content)
        self._selection.hide()
        self._slider.setEnabled(False)
        self._slider.show_tiles_left(None)
        self._show(NO_FIGURES)

    def refresh(self) -> None:
        """Show what the followed layer has become; read it again if its tiles have changed."""
        self._timer.stop()
        if not self.isVisible() or self._run.active:
            return
        grid = self._follower.grid
        if grid is None:
            self._show_message(self._missing_sentence())
            return
        self._header.set_title(grid.name(), read_account(grid), is_grid=True)
        if self._stale:
            self._read(grid)
        elif not self._reader.reading:
            self._take_edits(grid)

    def shut_down(self) -> None:
        """Let go of everything that outlives the panel."""
        self._run.let_go()
        self._follower.let_go()
        self._timer.stop()
        self._header.set_account(None)
        self._message.show_message()
        self._reader.stop()
        self._filter.shut_down()
        stop_jobs()

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up."""
        super().showEvent(event)
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Show all tiles on the map: nobody could see why they are hidden."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._filter.apply(None, 0.0)

    def _connect(self) -> None:
        self._follower.lost.connect(self._filter.forget)
        self._follower.lost.connect(self._header.unpin)
        self._follower.changed.connect(self._forget_tiles)
        self._follower.edited.connect(self._timer.start)
        self._follower.looks_changed.connect(self._change_looks)
        self._timer.timeout.connect(self.refresh)
        self._run.grown.connect(self._show)
        self._run.read.connect(self._header.set_account)
        self._run.failed.connect(self._fail_run)
        self._run.let_go_of.connect(self._leave_run)
        self._run.ended.connect(self._watch_next)
        self._reader.progressed.connect(self._work.set_progress)
        self._reader.grown.connect(self._grow)
        self._reader.finished.connect(self._take_tiles)
        self._reader.failed.connect(self._fail_to_read)
        self._slider.changed.connect(self._show_layer)
        self._selection.cleared.connect(self._clear_selection)
        self._header.read_again.connect(self._read_again)
        self._header.pinned.connect(self._catch_up)
        self._chart.menu.open_report.connect(lambda: self.open_report.emit(self._follower.grid))

    def _build(self) -> None:
        self._message = MessagePage()
        self._chart = ChartView(self._canvas, self._pickable)
        self._header = FiguresHeader(self._chart.menu)
        self._selection = SelectionRow()
        self._work = WorkBar()
        self._slider = ConfidenceSlider()
        self._content = QWidget()
        layout = QVBoxLayout(self._content)
        layout.setContentsMargins(6, 6, 6, 6)
        for widget in (self._header, self._selection, self._work):
            layout.addWidget(widget)
        layout.addWidget(self._chart, 1)
        layout.addWidget(self._slider)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._message)
        self._pages.addWidget(self._content)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        # Above everything else: nothing that changes below moves their buttons.
        self._rows = RunRows()
        outer.addWidget(self._rows)
        outer.addWidget(self._pages, 1)

    def _forget_tiles(self) -> None:
        """Take note that the tiles are not those that were read, or not even of the same layer."""
        self._stale = True
        if self._follower.grid is None or self._follower.grid is not self._filter.layer:
            self._reader.stop()
            self._tiles = None
            self._filter.apply(None, 0.0)
            grid = self._follower.grid
            self._slider.show_tiles_left(None)
            self._slider.set_min_confidence(0.0 if grid is None else self._thresholds.get(grid.id(), 0.0))
        self._timer.start()

    def _change_looks(self) -> None:
        """Take note that the same tiles may be selected otherwise."""
        if self._tiles is not None:
            self._tiles.forget_selection()
        self._timer.start()

    def _read(self, grid: QgsVectorLayer) -> None:
        self._stale = False
        self._pages.setCurrentWidget(self._content)
        self._follower.take_edits()
        self._reader.read(grid)
        if self._reader.reading:
            self._work.begin_reading(self._reader.expected)
            if self._tiles is None:
                self._show(NO_FIGURES)

    def _grow(self, counts: GridCounts) -> None:
        """Show the tiles that are read so far, unless there is something to show until all are."""
        if self._tiles is None and not self._run.active:
            self._show(counts.figures(self._slider.min_confidence))

    def _take_tiles(self, tiles: LayerTiles) -> None:
        self._work.hide()
        self._tiles = tiles
        self.refresh()  # something may have been edited meanwhile

    def _take_edits(self, grid: QgsVectorLayer) -> None:
        """Read the tiles again that were edited; all of them if they could not be read before."""
        edits = self._follower.take_edits()
        if self._tiles is None:
            if edits:
                self._read(grid)
            return
        try:
            if edits:
                self._tiles.read_again(grid, edits)
        except EuroSatError as error:
            self._fail_to_read(str(error))
        else:
            self._pages.setCurrentWidget(self._content)
            self._show_layer()

    def _fail_to_read(self, sentence: str) -> None:
        self._work.hide()
        self._tiles = None
        self._show_message(sentence)

    def _show_layer(self) -> None:
        grid = self._follower.grid
        if grid is None or self._run.active:
            return
        threshold = self._thresholds[grid.id()] = self._slider.min_confidence
        self._filter.apply(grid, threshold)
        if self._tiles is not None:
            self._selection.show_count(grid.selectedFeatureCount())
            self._slider.show_tiles_left(self._tiles.left(threshold))
            self._show(*self._tiles.figures(grid, threshold))

    def _show(self, figures: GridFigures, whole: GridFigures | None = None) -> None:
        grid = None if self._run.active else self._follower.grid
        self._header.set_figures(figures, () if grid is None else hidden_classes(grid))
        self._chart.show_figures(self._header.title, figures, whole, grid)

    def _fail_run(self, sentence: str) -> None:
        self._show_message(sentence)
        run = self._run.run
        if run is not None and run.account is not None:
            self._message.show_refusal(sentence, run.name, run.account, run.repeat)

    def _read_again(self, reading: Reading) -> None:
        if self._run.active:
            self._run.repeat(reading)
        elif self._follower.grid is not None:
            self.read_again.emit(self._follower.grid, reading)

    def _watch_next(self) -> None:
        """Show another run that goes on, unless there is to be read why this one failed."""
        latest = self._rows.latest
        if latest is not None and self._pages.currentWidget() is self._content:
            self._watch(latest)

    def _catch_up(self, pinned: bool) -> None:
        """Show the grid that was selected while another one was pinned."""
        if not pinned:
            self.set_layer(QgsProject.instance().mapLayer(self._selected))

    def _missing_sentence(self) -> str:
        """Return what a layer lacks that is a grid no longer, empty where that is not so."""
        missing = self._follower.missing
        if not missing:
            return ""
        sentence = self.tr(
            "The layer {layer} has no column {columns}; give the columns back the names that Classify raster gave them."
        )
        return sentence.format(layer=self._follower.name, columns=", ".join(missing))

    def _leave_run(self) -> None:
        self._slider.setEnabled(True)
        if self._pages.currentWidget() is self._content:
            self._timer.start()

    def _pickable(self) -> Shown | None:
        grid, tiles = self._follower.grid, self._tiles
        if grid is None or tiles is None or self._run.active:
            return None
        return grid, tiles, self._slider.min_confidence

    def _clear_selection(self) -> None:
        if self._follower.grid is not None:
            self._follower.grid.removeSelection()

    def _show_message(self, sentence: str = "") -> None:
        self._message.show_message(sentence)
        self._pages.setCurrentWidget(self._message)
