# SPDX-License-Identifier: GPL-2.0-or-later
"""The layer of ``eurosat:composition``: the polygons with their own columns, and what they consist of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsProcessingFeatureSource,
    QgsVectorLayer,
    QgsWkbTypes,
)

from eurosat_plugin.adapters.grid.column import Column, fields_of, style_columns
from eurosat_plugin.adapters.grid.composition import composition_columns, composition_values
from eurosat_plugin.adapters.grid.geopackage_styles import save_table
from eurosat_plugin.adapters.grid.hectares import Hectares
from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.summary.estimates import estimate_sentences
from eurosat_plugin.core.summary.grid_counts import GridCounts
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.layer_output import LayerOutput

OVERLAP = 1.001
"""Classified part of a polygon above which tiles must overlap: not by rounding."""


class CompositionLayer:
    """Writes `polygons` to `output`, one after the other, with the classes of `scheme`.

    :raises EuroSatError: when they cannot be written there.
    """

    def __init__(
        self,
        output: LayerOutput,
        polygons: QgsProcessingFeatureSource,
        transforms: QgsCoordinateTransformContext,
        scheme: ClassScheme,
    ) -> None:
        crs, kept, ours = polygons.sourceCrs(), _kept_names(polygons), composition_columns(scheme)
        columns = (*(_own_column(polygons, name, ours) for name in kept), *ours)
        output.try_out(columns, crs)

        def style(layer: QgsVectorLayer) -> None:
            style_columns(layer, ours)

        output.open(columns, style, lambda layer: save_table(layer, columns), crs, QgsWkbTypes.Type.MultiPolygon)
        self._output, self._fields, self._hectares = output, fields_of(columns), Hectares(crs, transforms)
        self._kept = [polygons.fields().lookupField(name) for name in kept]
        self._counts = GridCounts.none(True, scheme)
        self._bare = 0
        self._overlaid: list[int] = []

    def write(self, polygon: QgsFeature, counts: GridCounts) -> None:
        """Add `polygon` with the tiles in it; :raises OutputError: when it cannot be written."""
        figures, shape = counts.figures(), QgsGeometry(polygon.geometry())
        polygon_ha = self._hectares.of(shape)
        shape.convertToMultiType()
        feature = QgsFeature(self._fields)
        feature.setGeometry(shape)
        feature.setAttributes([*(polygon[index] for index in self._kept), *composition_values(figures, polygon_ha)])
        self._output.write(feature)
        self._counts = self._counts + counts
        self._bare += not figures.classified
        if figures.area_ha > OVERLAP * polygon_ha:
            self._overlaid.append(polygon.id())

    def finish(self) -> list[str]:
        """Close the layer, and return what is odd about it; :raises OutputError: when it is not all there."""
        self._output.finish()
        sentences = []
        if self._bare:
            sentences.append(tr("Polygons without a classified tile: {count}.").format(count=self._bare))
        if self._overlaid:
            sentence = tr("Tiles of the grid overlap in polygon {id}: choose a grid of one image and date.")
            sentences.append(sentence.format(id=self._overlaid[0]))
        return sentences + estimate_sentences(replace(self._counts.figures(), urban_estimated=False))


def _kept_names(polygons: QgsProcessingFeatureSource) -> list[str]:
    """Return the columns of `polygons` that are kept: all but the key of a GeoPackage, which gets new ones."""
    return [name for name in polygons.fields().names() if name.lower() != "fid"]


def _own_column(polygons: QgsProcessingFeatureSource, name: str, ours: Sequence[Column]) -> Column:
    """Return a column of the polygons; one that is called like one of `ours` gets ``polygon_`` before its name."""
    fields = polygons.fields()
    field = fields.at(fields.lookupField(name))
    shown = f"polygon_{name}" if name.lower() in {column.name.lower() for column in ours} else name
    return Column(shown, field.type(), field.displayName(), field.comment(), field.length())
