# SPDX-License-Identifier: GPL-2.0-or-later
"""A layer that a run writes, here into memory."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsVectorLayer,
    QgsWkbTypes,
)

from eurosat_plugin.adapters.grid.column import Column, keep_descriptions
from eurosat_plugin.adapters.grid.completeness import check_count
from eurosat_plugin.adapters.grid.grid_layer import FeatureRow
from eurosat_plugin.adapters.output.staged_file import StagedFile
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.destination import Destination
from eurosat_plugin.processing.layer_post_processor import LayerPostProcessor
from eurosat_plugin.processing.layer_sink import LayerSink

Finish = Callable[[QgsVectorLayer], object]
"""Gives a layer its looks and says in it what it is, or keeps that in the GeoPackage that it lies in."""


class LayerOutput:
    """The layer that becomes `destination`; this one needs no other place than memory.

    `staged` is the file that it is written into until it is whole, `id` what QGIS knows it by in the end.
    """

    staged: StagedFile | None = None

    def __init__(self, arguments: Arguments, destination: Destination) -> None:
        self._arguments, self._destination = arguments, destination
        self._columns: Sequence[Column] = ()
        self._crs: QgsCoordinateReferenceSystem | None = None
        self._shape = QgsWkbTypes.Type.Polygon
        self._style: Finish = _do_nothing
        self._keep: Finish = _do_nothing
        self._sink: LayerSink | None = None
        self.id = ""

    def open(
        self,
        columns: Sequence[Column],
        style: Finish,
        keep: Finish,
        crs: QgsCoordinateReferenceSystem | None = None,
        shape: QgsWkbTypes.Type = QgsWkbTypes.Type.Polygon,  # type: ignore[valid-type]
    ) -> None:
        """Begin to write a layer of polygons in `crs`, or of another `shape`, or a table without any.

        `style` is called for the layer, also when QGIS loads it; `keep` once more where it lies in a GeoPackage.

        :raises QgsProcessingException: when QGIS cannot make such a layer.
        """
        self._columns, self._style, self._keep, self._crs, self._shape = columns, style, keep, crs, shape
        self._sink = self._make_sink()

    def try_out(self, columns: Sequence[Column], crs: QgsCoordinateReferenceSystem | None = None) -> None:
        """Check that what would be written can be read again; :raises EuroSatError: when it cannot."""

    def write(self, feature: QgsFeature) -> None:
        """Add one feature; :raises OutputError: when it cannot be written."""
        if self._sink is not None:
            self._sink.write(feature)

    def write_row(self, row: FeatureRow) -> None:
        """Add the features of a row of tiles; :raises OutputError: when one of them cannot be written."""
        if self._sink is not None:
            self._sink.write_row(row)

    def finish(self) -> None:
        """Close what was written, describe it and count it; :raises OutputError: when it is not all there."""
        if self._sink is not None:
            self._sink.finish()
            self._check(self._sink.written)

    def bring(self) -> None:
        """Bring a whole layer to where nothing can be taken back; :raises OutputError: when not all of it arrives."""

    def register(self) -> None:
        """Let QGIS load the layer from its place, where that was asked for."""
        LayerPostProcessor.attach(self.id, self._arguments.context, self._style)

    def discard(self) -> None:
        """Let go of what is not in its place."""
        if self._sink is not None:
            self._sink.close()
        if self.id:
            self._arguments.context.temporaryLayerStore().removeMapLayer(self.id)

    def _make_sink(self) -> LayerSink:
        value = self._arguments.parameters.get(self._destination.name)
        sink = LayerSink(self._arguments, self._destination.name, value, self._columns, self._crs, self._shape)
        self.id = sink.id
        layer = self._layer()
        if layer is not None and layer.providerType() == "memory":
            keep_descriptions(layer, self._columns)
        return sink

    def _check(self, written: Counter[str]) -> None:
        layer = self._layer()
        if layer is not None:
            self._style(layer)
            check_count(self._destination.text, layer.featureCount(), sum(written.values()))

    def _layer(self) -> QgsVectorLayer | None:
        """Return the layer that QGIS keeps for this run.

        Not by way of the context: it asks the project, too, whose expression scope is the main thread's.
        """
        layer = self._arguments.context.temporaryLayerStore().mapLayer(self.id)
        return layer if isinstance(layer, QgsVectorLayer) else None


def _do_nothing(layer: QgsVectorLayer) -> None:
    """Do nothing to a layer."""
