# SPDX-License-Identifier: GPL-2.0-or-later
"""The output of a classification: all of it is written, or nothing is left behind."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from osgeo import ogr
from qgis.core import (
    QgsFeature,
    QgsFeatureSink,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.gdal_calls import call_gdal
from eurosat_plugin.adapters.grid_style import style_grid
from eurosat_plugin.adapters.provenance import Provenance, describe_layer

BATCH = 1000
_COMPANIONS = (".shx", ".dbf", ".prj", ".cpg", ".qmd", ".gpkg-wal", ".gpkg-shm")


class GridOutput:
    """A feature sink that is opened with the first tile and taken back when the run does not end well.

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


class GridStyler(QgsProcessingLayerPostProcessorInterface):
    """Styles and describes the layer when QGIS adds it to the project.

    The context holds no Python reference, and QGIS may drop the algorithm before it loads the layer: the styler
    keeps itself alive until its work is done.
    """

    _waiting: ClassVar[set[GridStyler]] = set()

    def __init__(self, provenance: Provenance) -> None:
        super().__init__()
        self._provenance = provenance
        self._waiting.add(self)

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Give the layer its class colours and its provenance."""
        self._waiting.discard(self)
        if layer.isValid():
            style_grid(layer)
            describe_layer(layer, self._provenance)
