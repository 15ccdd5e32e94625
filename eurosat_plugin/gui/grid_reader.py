# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading the tiles of a layer: few at once, many in the background, so that QGIS stays responsive."""

from __future__ import annotations

from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from eurosat_plugin.gui.background_job import BackgroundJob
from eurosat_plugin.gui.grid_rows import GridRows
from eurosat_plugin.gui.tile_counts import TileCounts
from eurosat_plugin.gui.tile_table import TileTable

AT_ONCE = 2000
"""As many tiles are read in the main thread: it takes a few hundredths of a second."""
LOOK_MS = 100
LET_GO_MS = 200
"""How long a file that is being read may take to be closed: it is looked at every few hundredths of a second."""


class GridReader(QObject):
    """Reads one layer at a time; a new request takes the place of the one before."""

    progressed = pyqtSignal(float)
    """Percent of the tiles that are read, while that takes time."""
    grown = pyqtSignal(TileCounts)
    """The tiles so far, while that takes time."""
    finished = pyqtSignal(object)
    """The TileTable, or None when the layer could not be read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: BackgroundJob | None = None
        self._reading: _Reading | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def reading(self) -> bool:
        """Whether a layer is being read in the background."""
        return self._job is not None

    @property
    def expected(self) -> int:
        """Number of tiles of the layer that is being read, -1 where counting them takes time."""
        return -1 if self._reading is None else self._reading.expected

    def read(self, layer: QgsVectorLayer) -> None:
        """Read `layer` as its filter and its edits leave it."""
        self.stop()
        reading = _Reading(layer)
        if 0 <= reading.expected <= AT_ONCE:
            self.finished.emit(reading.rows.read(lambda part: True))
            return
        self._reading = reading
        title = self.tr("Reading the tiles of {layer}").format(layer=layer.name())
        self._job = BackgroundJob(title, reading.work, self._end)
        self._job.start()
        self._timer.start()

    def stop(self) -> None:
        """Read no more, and let go of the file; what was being read is not told."""
        job, self._job, self._reading = self._job, None, None
        self._timer.stop()
        if job is not None:
            job.stop()
            job.wait(LET_GO_MS)

    def _look(self) -> None:
        reading = self._reading
        if reading is None:
            return
        counts = reading.counts
        if counts.tiles:
            self.grown.emit(counts)
        if reading.expected > 0:
            self.progressed.emit(min(100.0, 100.0 * counts.tiles / reading.expected))

    def _end(self, table: TileTable | None) -> None:
        self._look()
        self._job = self._reading = None
        self._timer.stop()
        self.finished.emit(table)


class _Reading:
    """One layer being read; `expected` is its number of tiles, -1 where counting them takes time."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self.rows = GridRows(layer)
        self.counts = TileCounts.none(self.rows.urban_is_least)
        # OGR counts what a filter leaves by reading it all.
        filtered = layer.subsetString() != "" and layer.providerType() != "memory"
        self.expected = -1 if filtered else int(layer.featureCount())

    def work(self, job: BackgroundJob) -> TileTable | None:
        """Read all; called in a thread."""

        def go_on(part: TileTable) -> bool:
            # Bound anew, never changed: the main thread looks at it meanwhile.
            self.counts = self.counts + part.counts()
            if self.expected > 0:
                job.setProgress(min(100.0, 100.0 * self.counts.tiles / self.expected))
            return not job.isCanceled()

        return self.rows.read(go_on)
