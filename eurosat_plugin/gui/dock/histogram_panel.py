# SPDX-License-Identifier: GPL-2.0-or-later
"""What stands in the dock: the figures of a layer or of a run, or a sentence."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QTimer, pyqtSignal
from qgis.PyQt.QtGui import QHideEvent, QShowEvent
from qgis.PyQt.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from eurosat_plugin.adapters.grid.classified_grid import is_classified_grid, is_emptied
from eurosat_plugin.adapters.grid.provenance import read_account
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.core.summary.grid_counts import GridCounts
from eurosat_plugin.core.summary.grid_figures import NO_FIGURES, GridFigures
from eurosat_plugin.gui.background_job import stop_jobs
from eurosat_plugin.gui.dock.bar_picker import Shown
from eurosat_plugin.gui.dock.figures_page import FiguresPage
from eurosat_plugin.gui.dock.followed_tiles import FollowedTiles
from eurosat_plugin.gui.dock.message_page import MessagePage
from eurosat_plugin.gui.dock.run_follower import RunFollower
from eurosat_plugin.gui.dock.run_rows import RunRows
from eurosat_plugin.gui.map.layer_follower import LayerFollower, replaces
from eurosat_plugin.gui.map.map_filter import ConfidenceFilter
from eurosat_plugin.gui.runs.classification_run import ClassificationRun

REFRESH_DELAY_MS = 100


class HistogramPanel(QWidget):
    """Follows the layer given to :meth:`set_layer`, and a run for as long as it goes on.

    The layer is read only while the panel is visible, and again only when its tiles have changed.
    """

    open_report = pyqtSignal(QgsVectorLayer)
    """The report about this layer, the followed one, is asked for."""
    open_table = pyqtSignal(QgsVectorLayer)
    """The table of its classes is asked for."""
    read_again = pyqtSignal(QgsVectorLayer, Reading)
    """The image of this layer, the followed one, is to be classified again, read so."""

    def __init__(self, canvas: QgsMapCanvas | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._canvas = canvas
        self._selected = ""  # id of the grid that became current last
        self._thresholds: dict[str, float] = {}  # where the slider was, by layer id
        self._follower = LayerFollower(self)
        self._run = RunFollower(self)
        self._tiles = FollowedTiles(self._follower, self)
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
        if not replaces(layer, shown) or (shown is not None and self._page.header.is_pinned):
            return
        if is_grid:
            self._run.let_go()
        self._follower.follow(layer)

    def show_run(self, run: ClassificationRun) -> None:
        """Show how far `run` is, and unless a grid is pinned its figures, until it ends or another grid is followed."""
        self._rows.add(run)
        if self._follower.grid is None or not self._page.header.is_pinned:
            self._watch(run)

    def _watch(self, run: ClassificationRun) -> None:
        self._run.follow(run)
        self._rows.mark(run)
        self._tiles.stop()
        self._page.begin_run(run.name, run.account)
        self._pages.setCurrentWidget(self._page)

    def refresh(self) -> None:
        """Show what the followed layer has become; read it again if its tiles have changed."""
        self._timer.stop()
        if not self.isVisible() or self._run.active:
            return
        grid = self._follower.grid
        if grid is None:
            self._show_message(self._missing_sentence())
            return
        if is_emptied(grid):
            self._show_message(self._emptied_sentence(grid))
            return
        self._page.header.set_title(grid.name(), read_account(grid), is_grid=True)
        self._tiles.bring_up_to_date(grid)

    def shut_down(self) -> None:
        """Let go of everything that outlives the panel."""
        self._run.let_go()
        self._follower.let_go()
        self._timer.stop()
        self._page.header.set_account(None)
        self._message.show_message()
        self._tiles.stop()
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
        self._follower.lost.connect(self._page.header.unpin)
        self._follower.changed.connect(self._forget_tiles)
        self._follower.edited.connect(self._timer.start)
        self._follower.looks_changed.connect(self._change_looks)
        self._timer.timeout.connect(self.refresh)
        self._rows.chosen.connect(self._watch)
        self._run.grown.connect(self._show)
        self._run.grown.connect(self._rows.look)  # a row counts what the chart shows
        self._run.read.connect(self._page.header.set_account)
        self._run.failed.connect(self._fail_run)
        self._run.let_go_of.connect(self._leave_run)
        self._run.ended.connect(self._watch_next)
        self._tiles.begun.connect(self._begin_reading)
        self._tiles.progressed.connect(self._page.work.set_progress)
        self._tiles.grown.connect(self._grow)
        self._tiles.finished.connect(self._end_reading)
        self._tiles.ready.connect(self._show_tiles)
        self._tiles.failed.connect(self._fail_to_read)
        self._page.slider.changed.connect(self._show_layer)
        self._page.selection.cleared.connect(self._clear_selection)
        self._page.header.read_again.connect(self._read_again)
        self._page.header.pinned.connect(self._catch_up)
        self._page.chart.menu.open_report.connect(lambda: self.open_report.emit(self._follower.grid))
        self._page.chart.menu.open_table.connect(lambda: self.open_table.emit(self._follower.grid))

    def _build(self) -> None:
        self._message = MessagePage()
        self._page = FiguresPage(self._canvas, self._pickable)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._message)
        self._pages.addWidget(self._page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        # Above everything else: nothing that changes below moves their buttons.
        self._rows = RunRows()
        outer.addWidget(self._rows)
        outer.addWidget(self._pages, 1)

    def _forget_tiles(self) -> None:
        """Take note that the tiles are not those that were read, or not even of the same layer."""
        self._tiles.mark_stale()
        grid = self._follower.grid
        if grid is None or grid is not self._filter.layer:
            self._tiles.forget()
            self._filter.apply(None, 0.0)
            self._page.slider.show_tiles_left(None)
            self._page.slider.set_min_confidence(0.0 if grid is None else self._thresholds.get(grid.id(), 0.0))
        self._timer.start()

    def _change_looks(self) -> None:
        """Take note that the same tiles may be selected otherwise."""
        self._tiles.forget_selection()
        self._timer.start()

    def _begin_reading(self, expected: int) -> None:
        self._pages.setCurrentWidget(self._page)
        self._page.work.begin_reading(expected)
        if self._tiles.read is None:
            self._show(NO_FIGURES)

    def _grow(self, counts: GridCounts) -> None:
        if not self._run.active:
            self._show(counts.figures(self._page.slider.min_confidence))

    def _end_reading(self) -> None:
        self._page.work.hide()
        self.refresh()  # something may have been edited meanwhile

    def _show_tiles(self) -> None:
        self._pages.setCurrentWidget(self._page)
        self._show_layer()

    def _fail_to_read(self, sentence: str) -> None:
        self._page.work.hide()
        self._show_message(sentence)

    def _show_layer(self) -> None:
        grid = self._follower.grid
        if grid is None or self._run.active:
            return
        threshold = self._thresholds[grid.id()] = self._page.slider.min_confidence
        self._filter.apply(grid, threshold)
        tiles = self._tiles.read
        if tiles is not None:
            self._page.selection.show_count(grid.selectedFeatureCount())
            self._page.slider.show_tiles_left(tiles.left(threshold))
            self._show(*tiles.figures(grid, threshold))

    def _show(self, figures: GridFigures, whole: GridFigures | None = None) -> None:
        grid = None if self._run.active else self._follower.grid
        self._page.show_figures(figures, whole, grid)

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
        if latest is not None and self._pages.currentWidget() is self._page:
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

    def _emptied_sentence(self, grid: QgsVectorLayer) -> str:
        """Return why there is nothing to show of `grid`, whose tiles were in memory alone."""
        sentence = self.tr(
            "{layer} was a temporary layer and is empty: QGIS keeps no tiles of such layers. Classify the image again, "
            "and save the layer to a file before you close the project."
        )
        return sentence.format(layer=grid.name())

    def _leave_run(self) -> None:
        self._rows.mark(None)
        self._page.slider.setEnabled(True)
        if self._pages.currentWidget() is self._page:
            self._timer.start()

    def _pickable(self) -> Shown | None:
        grid, tiles = self._follower.grid, self._tiles.read
        if grid is None or tiles is None or self._run.active:
            return None
        return grid, tiles, self._page.slider.min_confidence

    def _clear_selection(self) -> None:
        if self._follower.grid is not None:
            self._follower.grid.removeSelection()

    def _show_message(self, sentence: str = "") -> None:
        self._message.show_message(sentence)
        self._pages.setCurrentWidget(self._message)
