# SPDX-License-Identifier: GPL-2.0-or-later
"""The tiles of the followed layer: read when they are asked for, and again only where they have changed."""

from __future__ import annotations

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.summary.grid_counts import GridCounts
from eurosat_plugin.gui.map.layer_follower import LayerFollower
from eurosat_plugin.gui.tiles.grid_reader import GridReader
from eurosat_plugin.gui.tiles.layer_tiles import LayerTiles


class FollowedTiles(QObject):
    """Keeps the tiles of the layer of `follower`; while others are read in their place, those from before."""

    begun = pyqtSignal(int)
    """So many tiles are being read, -1 where counting them takes time."""
    progressed = pyqtSignal(float)
    """Percent of the tiles that are read."""
    grown = pyqtSignal(GridCounts)
    """The tiles so far, where there are none from before."""
    finished = pyqtSignal()
    """All have been read; some may have been edited meanwhile."""
    ready = pyqtSignal()
    """The tiles are those of the layer."""
    failed = pyqtSignal(str)
    """Why there are no tiles, in a sentence."""

    def __init__(self, follower: LayerFollower, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._follower = follower
        self._tiles: LayerTiles | None = None
        self._stale = True
        self._reader = GridReader(self)
        self._reader.progressed.connect(self.progressed)
        self._reader.grown.connect(self._grow)
        self._reader.finished.connect(self._take)
        self._reader.failed.connect(self._fail)

    @property
    def read(self) -> LayerTiles | None:
        """What was read last, None where nothing was."""
        return self._tiles

    def bring_up_to_date(self, grid: QgsVectorLayer) -> None:
        """Read what has changed of `grid`, the followed layer; `ready` tells that this is done, now or later."""
        if self._stale:
            self._read(grid)
        elif not self._reader.reading:
            self._read_edits(grid)

    def mark_stale(self) -> None:
        """Read all again the next time."""
        self._stale = True

    def forget_selection(self) -> None:
        """Take note that the same tiles may be selected otherwise."""
        if self._tiles is not None:
            self._tiles.forget_selection()

    def forget(self) -> None:
        """Have no tiles, such as those of another layer."""
        self.stop()
        self._tiles = None

    def stop(self) -> None:
        """Stop reading; what was being read will be read again."""
        self._reader.stop()
        self._stale = True

    def _read(self, grid: QgsVectorLayer) -> None:
        self._stale = False
        self._follower.take_edits()
        self._reader.read(grid)
        if self._reader.reading:
            self.begun.emit(self._reader.expected)

    def _read_edits(self, grid: QgsVectorLayer) -> None:
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
            self._fail(str(error))
        else:
            self.ready.emit()

    def _grow(self, counts: GridCounts) -> None:
        if self._tiles is None:
            self.grown.emit(counts)

    def _take(self, tiles: LayerTiles) -> None:
        self._tiles = tiles
        self.finished.emit()

    def _fail(self, sentence: str) -> None:
        self._tiles = None
        self.failed.emit(sentence)
