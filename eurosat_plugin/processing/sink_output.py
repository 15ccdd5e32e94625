# SPDX-License-Identifier: GPL-2.0-or-later
"""An output of features: all of them are written, or nothing is left behind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from osgeo import ogr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureSink,
    QgsProcessingException,
    QgsVectorLayer,
    QgsWkbTypes,
)

from eurosat_plugin.adapters.grid.columns import Column, fields_of, keep_descriptions
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.processing.arguments import Arguments

BATCH = 1000
_COMPANIONS = (".shx", ".dbf", ".prj", ".cpg", ".qmd", ".gpkg-wal", ".gpkg-shm", ".gpkg-journal")


class SinkOutput:
    """The sink of the parameter `name`, opened with the first features; a run that does not end well takes it back.

    Without a `crs` it is a table without geometry, otherwise it holds polygons.
    """

    def __init__(
        self,
        arguments: Arguments,
        name: str,
        columns: Sequence[Column],
        crs: QgsCoordinateReferenceSystem | None = None,
    ) -> None:
        self._arguments, self._name = arguments, name
        self._columns, self._crs = columns, crs
        self._sink: QgsFeatureSink | None = None
        self._waiting: list[QgsFeature] = []
        self.id = ""

    def write(self, feature: QgsFeature) -> None:
        """Add one feature; :raises QgsProcessingException: when it cannot be written."""
        self._waiting.append(feature)
        if len(self._waiting) >= BATCH:
            self._flush()

    def close(self) -> str:
        """Write what is waiting, close the file and return the id of the destination.

        :raises QgsProcessingException: when it cannot be written.
        """
        self._flush()
        self._sink = None
        return self.id

    def discard(self) -> None:
        """Remove what was written, closed or not, if anything was."""
        self._sink = None  # closes the file
        if not self.id:
            return
        store = self._arguments.context.temporaryLayerStore()
        if store.mapLayer(self.id) is not None:
            store.removeMapLayer(self.id)
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
        sink = self._sink = self._sink or self._open()
        if not sink.addFeatures(self._waiting, QgsFeatureSink.Flag.FastInsert):
            raise QgsProcessingException(sink.lastError())
        self._waiting = []

    def _open(self) -> QgsFeatureSink:
        kind = QgsWkbTypes.Type.NoGeometry if self._crs is None else QgsWkbTypes.Type.Polygon
        crs = QgsCoordinateReferenceSystem() if self._crs is None else self._crs
        algorithm, parameters, context = self._arguments.algorithm, self._arguments.parameters, self._arguments.context
        sink, self.id = algorithm.parameterAsSink(parameters, self._name, context, fields_of(self._columns), kind, crs)
        if sink is None:
            raise QgsProcessingException(algorithm.invalidSinkError(parameters, self._name))
        # Not by way of the context: it asks the project, too, whose expression scope is the main thread's.
        layer = context.temporaryLayerStore().mapLayer(self.id)
        if isinstance(layer, QgsVectorLayer) and layer.providerType() == "memory":
            keep_descriptions(layer, self._columns)
        return sink
