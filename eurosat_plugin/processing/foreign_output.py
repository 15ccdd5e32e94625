# SPDX-License-Identifier: GPL-2.0-or-later
"""A layer that a run writes where QGIS alone can, such as into a database: by way of a file."""

from __future__ import annotations

from collections.abc import Iterator

from qgis.core import (
    NULL,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsProcessingUtils,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.grid.column import fields_of
from eurosat_plugin.adapters.grid.completeness import check_count
from eurosat_plugin.adapters.output.file_place import FilePlace
from eurosat_plugin.adapters.raster.gdal_calls import open_vector_file
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.destination import Destination, provider_of
from eurosat_plugin.processing.file_output import FileOutput
from eurosat_plugin.processing.layer_output import LayerOutput


class ForeignOutput(FileOutput):
    """The layer that becomes `destination`, which is no file: brought there when all else is whole."""

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
        check_count(self._destination.text, self._count() - before, sink.count)
        self.staged.close()

    def register(self) -> None:
        """See :meth:`LayerOutput.register`."""
        LayerOutput.register(self)

    def _features(self) -> Iterator[QgsFeature]:
        """Yield the features of the file, as they were given to it."""
        dataset, fields = open_vector_file(str(self.staged.path)), fields_of(self._columns)
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
