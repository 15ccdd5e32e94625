# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading the tiles of a layer: few at once, many in the background, so that QGIS stays responsive."""

from __future__ import annotations

from qgis.core import QgsProject, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.summary.grid_counts import GridCounts
from eurosat_plugin.core.summary.tile_table import TileTable
from eurosat_plugin.gui.background_job import BackgroundJob
from eurosat_plugin.gui.tiles.layer_tiles import LayerTiles

AT_ONCE = 2000
"""As many tiles are read in the main thread: it takes a few hundredths of a second."""
LOOK_MS = 100
LET_GO_MS = 200
"""How long a file that is being read may take to be closed: it is looked at every few hundredths of a second."""


class GridReader(QObject):
    """Reads one layer at a time; a new request takes the place of the one before."""

    progressed = pyqtSignal(float)
    """Percent of the tiles that are read, while that takes time."""
    grown = pyqtSignal(GridCounts)
    """The tiles so far, while that takes time."""
    finished = pyqtSignal(LayerTiles)
    failed = pyqtSignal(str)
    """Why the layer could not be read, in a sentence."""

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
        try:
            reading = _Reading(layer)
        except EuroSatError as error:
            self.failed.emit(str(error))
            return
        if 0 <= reading.expected <= AT_ONCE:
            self._tell(reading, reading.work())
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

    def _end(self, tiles: LayerTiles | None) -> None:
        self._look()
        reading, self._job, self._reading = self._reading, None, None
        self._timer.stop()
        if reading is not None:
            self._tell(reading, tiles)

    def _tell(self, reading: _Reading, tiles: LayerTiles | None) -> None:
        if tiles is None:
            self.failed.emit(reading.problem or self.tr("The tiles of this layer could not be read."))
        else:
            self.finished.emit(tiles)


class _Reading:
    """One layer being read; `expected` is its number of tiles, -1 where counting them takes time."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        self._rows = GridRows.of_layer(layer, QgsProject.instance().transformContext())
        self.counts = GridCounts.none(weighted=False, scheme=self._rows.fields.scheme)
        self.problem = ""
        # OGR counts what a filter leaves by reading it all.
        filtered = layer.subsetString() != "" and layer.providerType() != "memory"
        self.expected = -1 if filtered else int(layer.featureCount())

    def work(self, job: BackgroundJob | None = None) -> LayerTiles | None:
        """Read all; called in the thread of `job` where there is one. Without a result `problem` says why."""
        read: list[TileTable] = []
        try:
            for table in self._rows.tables():
                read.append(table)
                # Bound anew, never changed: the main thread looks at it meanwhile.
                self.counts = self.counts + table.counts()
                if job is not None and job.isCanceled():
                    return None
                if job is not None and self.expected > 0:
                    job.setProgress(min(100.0, 100.0 * self.counts.tiles / self.expected))
        except EuroSatError as error:
            self.problem = str(error)
            return None
        return LayerTiles(self._rows.fields, read)
