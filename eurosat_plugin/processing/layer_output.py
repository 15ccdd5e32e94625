# SPDX-License-Identifier: GPL-2.0-or-later
"""A layer that a run writes: into memory, or aside into a file until it is whole."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from osgeo import ogr
from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsVectorLayer,
    QgsWkbTypes,
)

from eurosat_plugin.adapters.grid.columns import Column, fields_of, keep_descriptions, sample
from eurosat_plugin.adapters.grid.completeness import check_complete, count_classes
from eurosat_plugin.adapters.output.file_place import FilePlace
from eurosat_plugin.adapters.output.geopackage_update import layer_names
from eurosat_plugin.adapters.output.staged_file import StagedFile
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.core.errors import OutputError
from eurosat_plugin.core.translation import number, tr
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.destination import Destination, provider_of
from eurosat_plugin.processing.layer_finisher import LayerFinisher
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
        self._dress: Finish = _leave
        self._keep: Finish = _leave
        self._sink: LayerSink | None = None
        self.id = ""

    def open(
        self,
        columns: Sequence[Column],
        dress: Finish,
        keep: Finish,
        crs: QgsCoordinateReferenceSystem | None = None,
        shape: QgsWkbTypes.Type = QgsWkbTypes.Type.Polygon,  # type: ignore[valid-type]
    ) -> None:
        """Begin to write a layer of polygons in `crs`, or of another `shape`, or a table without any.

        `dress` is called for the layer, also when QGIS loads it; `keep` once more where it lies in a GeoPackage.

        :raises QgsProcessingException: when QGIS cannot make such a layer.
        """
        self._columns, self._dress, self._keep, self._crs, self._shape = columns, dress, keep, crs, shape
        self._sink = self._make_sink()

    def try_out(self, columns: Sequence[Column], crs: QgsCoordinateReferenceSystem | None = None) -> None:
        """Check that what would be written can be read again; :raises EuroSatError: when it cannot."""

    def write(self, feature: QgsFeature) -> None:
        """Add one feature; :raises OutputError: when it cannot be written."""
        if self._sink is not None:
            self._sink.write(feature)

    def finish(self) -> None:
        """Close what was written, describe it and count it; :raises OutputError: when it is not all there."""
        if self._sink is not None:
            self._sink.finish()
            self._check(self._sink.written)

    def bring(self) -> None:
        """Bring a whole layer to where nothing can be taken back; :raises OutputError: when not all of it arrives."""

    def register(self) -> None:
        """Let QGIS load the layer from its place, where that was asked for."""
        LayerFinisher.attach(self.id, self._arguments.context, self._dress)

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
            self._dress(layer)
            _check_count(self._destination.text, layer.featureCount(), sum(written.values()))

    def _layer(self) -> QgsVectorLayer | None:
        """Return the layer that QGIS keeps for this run.

        Not by way of the context: it asks the project, too, whose expression scope is the main thread's.
        """
        layer = self._arguments.context.temporaryLayerStore().mapLayer(self.id)
        return layer if isinstance(layer, QgsVectorLayer) else None


class FileOutput(LayerOutput):
    """A layer in the file `place`."""

    def __init__(self, arguments: Arguments, destination: Destination, place: FilePlace) -> None:
        super().__init__(arguments, destination)
        self.staged: StagedFile = StagedFile(place)

    def try_out(self, columns: Sequence[Column], crs: QgsCoordinateReferenceSystem | None = None) -> None:
        """Write one feature and read it: some formats QGIS only writes, others hold no table, or no columns."""
        place = self.staged.place
        if place.table:
            return
        folder = self.staged.path.parent / "trial"
        folder.mkdir()
        if not self._is_read_again(folder / place.path.name, columns, crs):
            raise place.refusal(tr("QGIS cannot read it again in this format; choose .gpkg, .csv or .geojson"))
        shutil.rmtree(folder)

    def register(self) -> None:
        """See :meth:`LayerOutput.register`."""
        place, destination, context = self.staged.place, self._destination, self._arguments.context
        self.id = place.given
        if place.table and (destination.names_a_table or len(layer_names(place.path)) > 1):
            self.id += f"|layername={place.table}"
        if destination.project is not None:
            hint = QgsProcessingUtils.LayerHint.Vector
            context.addLayerToLoadOnCompletion(
                self.id,
                QgsProcessingContext.LayerDetails(destination.title, destination.project, destination.name, hint),
            )
        super().register()

    def discard(self) -> None:
        """See :meth:`LayerOutput.discard`."""
        if self._sink is not None:
            self._sink.close()

    def _make_sink(self) -> LayerSink:
        return self._sink_to(self.staged.path, self._columns, self._crs, self._shape)

    def _sink_to(
        self,
        path: Path,
        columns: Sequence[Column],
        crs: QgsCoordinateReferenceSystem | None,
        shape: QgsWkbTypes.Type,  # type: ignore[valid-type]
    ) -> LayerSink:
        table, aside = self.staged.place.table, QgsProcessingOutputLayerDefinition(str(path))
        aside.createOptions = {**self._destination.options, **({"layerName": table} if table else {})}
        return LayerSink(self._arguments, self._destination.name, aside, columns, crs, shape)

    def _is_read_again(self, path: Path, columns: Sequence[Column], crs: QgsCoordinateReferenceSystem | None) -> bool:
        try:
            sink = self._sink_to(path, columns, crs, QgsWkbTypes.Type.Polygon)
        except QgsProcessingException:
            return False
        sink.write(sample(columns, crs is not None))
        sink.finish()
        return count_classes(path) == sink.written

    def _check(self, written: Counter[str]) -> None:
        place = self.staged.place
        if place.table:
            layer = QgsVectorLayer(f"{self.staged.path}|layername={place.table}", place.table, "ogr")
            self._dress(layer)
            self._keep(layer)
            del layer  # closes the file
        check_complete(self.staged.path, place.given, written, place.table)


class ForeignOutput(FileOutput):
    """A layer where QGIS alone can write, such as in a database: brought there from a file, in the end."""

    def __init__(self, arguments: Arguments, destination: Destination) -> None:
        path = QgsProcessingUtils.generateTempFilename(f"{destination.name.lower()}.gpkg")
        super().__init__(arguments, destination, FilePlace.of(destination.name, path, "features"))

    def bring(self) -> None:
        """See :meth:`LayerOutput.bring`."""
        sink = LayerOutput._make_sink(self)
        before = self._count() if self._destination.appends else 0
        for feature in self._features():
            sink.write(feature)
        sink.finish()
        _check_count(self._destination.text, self._count() - before, sink.count)
        self.staged.close()

    def register(self) -> None:
        """See :meth:`LayerOutput.register`."""
        LayerOutput.register(self)

    def _features(self) -> Iterator[QgsFeature]:
        """Yield the features of the file, as they were given to it."""
        dataset, fields = call_gdal(ogr.Open, str(self.staged.path)), fields_of(self._columns)
        for feature in dataset.GetLayerByName(self.staged.place.table):
            copy, geometry = QgsFeature(fields), feature.GetGeometryRef()
            if geometry is not None:
                shape = QgsGeometry()
                shape.fromWkb(bytes(geometry.ExportToWkb()))
                copy.setGeometry(shape)
            values = (feature[name] for name in fields.names())
            copy.setAttributes([NULL if value is None else value for value in values])
            yield copy

    def _count(self) -> int:
        provider, uri = provider_of(self.id)
        layer = self._layer() or QgsVectorLayer(uri, "there", provider or "ogr")
        layer.dataProvider().reloadData()
        return sum(1 for _ in layer.getFeatures(QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)))


def open_output(arguments: Arguments, destination: Destination) -> LayerOutput:
    """Return the output that writes to `destination`."""
    if destination.file is not None:
        return FileOutput(arguments, destination, destination.file)
    return LayerOutput(arguments, destination) if destination.in_memory else ForeignOutput(arguments, destination)


def _leave(layer: QgsVectorLayer) -> None:
    """Do nothing to a layer."""


def _check_count(shown: str, found: int, wanted: int) -> None:
    if found != wanted:
        sentence = tr("{path} was not written completely: {found} of {wanted} features are in it.")
        raise OutputError(sentence.format(path=shown, found=number(found), wanted=number(wanted)))
