# SPDX-License-Identifier: GPL-2.0-or-later
"""An output of features: all of them are written, or nothing is left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from osgeo import ogr
from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsProcessingContext,
    QgsProcessingException,
)

from eurosat_plugin.adapters.gdal_calls import call_gdal

BATCH = 1000
_COMPANIONS = (".shx", ".dbf", ".prj", ".cpg", ".qmd", ".gpkg-wal", ".gpkg-shm")


class SinkOutput:
    """A feature sink that is opened with the first features and taken back when the run does not end well.

    `open_sink` returns the sink and the id of its destination, as ``parameterAsSink`` does.
    """

    def __init__(self, open_sink: Callable[[], tuple[QgsFeatureSink, str]]) -> None:
        self._open_sink = open_sink
        self._sink: QgsFeatureSink | None = None
        self._waiting: list[QgsFeature] = []
        self.id = ""

    def write(self, feature: QgsFeature) -> None:
        """Add one feature; :raises QgsProcessingException: when it cannot be written."""
        self._waiting.append(feature)
        if len(self._waiting) >= BATCH:
            self._flush()

    def close(self) -> str:
        """Write what is waiting, close the file and return the id of the destination."""
        self._flush()
        self._sink = None
        return self.id

    def discard(self, context: QgsProcessingContext) -> None:
        """Remove what was written so far, if anything was."""
        if self._sink is None:
            return
        self._sink = None  # closes the file
        if context.temporaryLayerStore().mapLayer(self.id) is not None:
            context.temporaryLayerStore().removeMapLayer(self.id)
            return
        path, _, layer_name = self.id.partition("|layername=")
        dataset = call_gdal(ogr.Open, path, 1)
        if dataset is not None and dataset.GetLayerCount() > 1:
            dataset.DeleteLayer(layer_name)
        elif dataset is not None:
            dataset = None
            for stale in (Path(path), *(Path(path).with_suffix(suffix) for suffix in _COMPANIONS)):
                stale.unlink(missing_ok=True)

    def _flush(self) -> None:
        if self._sink is None:
            self._sink, self.id = self._open_sink()
        if not self._sink.addFeatures(self._waiting, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(self._sink.lastError())
        self._waiting = []
