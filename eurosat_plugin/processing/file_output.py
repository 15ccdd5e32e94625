# SPDX-License-Identifier: GPL-2.0-or-later
"""A layer that a run writes into a file, aside until it is whole."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsVectorLayer,
    QgsWkbTypes,
)

from eurosat_plugin.adapters.grid.column import Column, sample
from eurosat_plugin.adapters.grid.completeness import check_complete, count_texts, has_shapes, telling_column
from eurosat_plugin.adapters.output.file_place import FilePlace
from eurosat_plugin.adapters.output.geopackage_update import layer_names
from eurosat_plugin.adapters.output.staged_file import StagedFile
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.destination import Destination
from eurosat_plugin.processing.layer_output import LayerOutput
from eurosat_plugin.processing.layer_sink import LayerSink


class FileOutput(LayerOutput):
    """The layer in the file `place` that becomes `destination`."""

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
        feedback = self._arguments.context.feedback()
        if crs is not None and feedback is not None and not has_shapes(folder / place.path.name):
            sentence = tr("{name} is written as a table, without shapes and places; choose .gpkg for a map.")
            feedback.pushWarning(sentence.format(name=self._destination.name))
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
        return count_texts(path, column=telling_column(columns)) == sink.written

    def _check(self, written: Counter[str]) -> None:
        place = self.staged.place
        if place.table:
            layer = QgsVectorLayer(f"{self.staged.path}|layername={place.table}", place.table, "ogr")
            self._style(layer)
            self._keep(layer)
            del layer  # closes the file
        check_complete(self.staged.path, place.given, written, place.table, telling_column(self._columns))
