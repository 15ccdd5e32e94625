# SPDX-License-Identifier: GPL-2.0-or-later
"""Reading the tiles of a layer: few at once, many in the background, so that QGIS stays responsive."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from qgis.core import QgsFeatureRequest, QgsProviderRegistry, QgsVectorLayer, QgsVectorLayerFeatureSource
from qgis.PyQt.QtCore import QObject, pyqtSignal

from eurosat_plugin.core.classes import URBAN_KEYS
from eurosat_plugin.gui.background_job import BackgroundJob
from eurosat_plugin.gui.tile_table import CHUNK, Row, TileTable

AT_ONCE = 2000
"""As many tiles are read in the main thread: it takes a few hundredths of a second."""
_FIELDS = ("class_key", "confidence", "area_ha", "flag")
_SECOND = ("second_key", "second_confidence")
_URBAN = tuple(f"p_{key}" for key in URBAN_KEYS)


class GridReader(QObject):
    """Reads one layer at a time; a new request takes the place of the one before."""

    progressed = pyqtSignal(float)
    """Percent of the tiles that are read, while that takes time."""
    finished = pyqtSignal(object)
    """The TileTable, or None when the layer could not be read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._job: BackgroundJob | None = None

    @property
    def reading(self) -> bool:
        """Whether a layer is being read in the background."""
        return self._job is not None

    def read(self, layer: QgsVectorLayer) -> None:
        """Read `layer` as its filter and its edits leave it."""
        self.stop()
        count = int(layer.featureCount())
        reading = _Reading(layer)
        if 0 <= count <= AT_ONCE:
            self.finished.emit(reading.table())
            return

        def work(job: BackgroundJob) -> TileTable | None:
            def go_on(tiles: int) -> bool:
                job.setProgress(min(100.0, 100.0 * tiles / max(count, tiles)))
                return not job.isCanceled()

            return reading.table(go_on)

        self._job = BackgroundJob(self.tr("Reading the tiles of {layer}").format(layer=layer.name()), work, self._end)
        self._job.progressChanged.connect(self.progressed)
        self._job.start()

    def stop(self) -> None:
        """Read no more; what was being read is not told."""
        if self._job is not None:
            self._job.progressChanged.disconnect(self.progressed)
            self._job.stop()
            _stopping.append(self._job)
            self._job = None
            _stopping[:] = [job for job in _stopping if not job.over]

    def shut_down(self) -> None:
        """Read no more, and return when nothing is read: its code is about to go."""
        self.stop()
        for job in _stopping:
            job.wait()
        _stopping.clear()

    def _end(self, table: TileTable | None) -> None:
        self._job = None
        self.finished.emit(table)


_stopping: list[BackgroundJob] = []
"""Jobs that were told to stop and have not yet: their Python side must outlive their thread."""


class _Reading:
    """What is needed to read a layer from any thread; made in the main thread."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        fields = layer.fields()
        self._probabilities = all(fields.lookupField(name) >= 0 for name in _URBAN)
        more = _URBAN if self._probabilities else _SECOND
        names = [*_FIELDS, *(name for name in more if fields.lookupField(name) >= 0)]
        self._indexes = [fields.lookupField(name) for name in names]
        self._source = QgsVectorLayerFeatureSource(layer)
        self._request = QgsFeatureRequest()
        self._request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        self._request.setSubsetOfAttributes(self._indexes)
        self._file, self._query = "", ""
        if layer.providerType() == "ogr" and not layer.subsetString() and not layer.isEditable():
            self._file, self._query = _geopackage_query(layer, [fields.field(i).name() for i in self._indexes])

    def table(self, go_on: Callable[[int], bool] = lambda count: True) -> TileTable | None:
        """Return the tiles; None when told to stop."""
        if self._query:
            try:
                return TileTable.read(self._table_rows(), self._probabilities, go_on)
            except sqlite3.Error:
                # A view, or a file that cannot be opened twice: QGIS reads it, if more slowly.
                self._query = ""
        return TileTable.read(self._feature_rows(), self._probabilities, go_on)

    def _feature_rows(self) -> Iterator[Row]:
        for feature in self._source.getFeatures(self._request):
            values = feature.attributes()
            yield (feature.id(), *[values[i] for i in self._indexes])

    def _table_rows(self) -> Iterator[Row]:
        database = sqlite3.connect(f"{Path(self._file).resolve().as_uri()}?mode=ro", uri=True)
        try:
            cursor = database.execute(self._query)
            while rows := cursor.fetchmany(CHUNK):
                yield from rows
        finally:
            database.close()


def _geopackage_query(layer: QgsVectorLayer, columns: list[str]) -> tuple[str, str]:
    """Return the GeoPackage that `layer` shows and the query of its tiles, both empty when it is none.

    SQLite reads a million tiles in a second, and lets other threads work meanwhile.
    """
    parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
    path, table = str(parts.get("path", "")), str(parts.get("layerName") or "")
    if not path.lower().endswith(".gpkg") or not Path(path).is_file():
        return "", ""
    table = table or Path(path).stem
    # Names cannot be parameters of a query; quoted, they cannot be anything but names.
    return path, " ".join(("SELECT rowid,", ", ".join(map(_quoted, columns)), "FROM", _quoted(table)))


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
