# SPDX-License-Identifier: GPL-2.0-or-later
"""Count a classified grid from its features, whoever made it and however many of its columns are left."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import isfinite, nan

from qgis.core import (
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsProcessingFeatureSource,
    QgsWkbTypes,
)

from eurosat_plugin.adapters.grid_layer import PROBABILITY_COLUMNS
from eurosat_plugin.adapters.hectares import Hectares
from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tally import Tally
from eurosat_plugin.core.translation import tr

SHAPEFILE_NAME = 10
"""Characters of a column's name that a shapefile keeps."""


class GridTally:
    """Reads the tiles of `source`, which people know as `name`.

    Needs ``class_key`` and ``confidence``. Areas are measured where ``area_ha`` is missing; without ``flag`` no tile
    is uncertain; without the ten probabilities they are estimated.

    :raises InputError: when this is no classified grid, with the column that is missing or of the wrong type.
    """

    def __init__(self, source: QgsProcessingFeatureSource, name: str, context: QgsCoordinateTransformContext) -> None:
        self._source = source
        self._name = name
        fields = source.fields()
        self._key = self._text(fields, "class_key", required=True)
        self._confidence = self._number(fields, "confidence", required=True)
        self._second_key = self._text(fields, "second_key")
        self._second_confidence = self._number(fields, "second_confidence")
        self._flag = self._text(fields, "flag")
        self._area = self._number(fields, "area_ha")
        columns = [self._number(fields, column.name) for column in PROBABILITY_COLUMNS]
        self._probabilities = columns if min(columns) >= 0 else []
        self._measure = Hectares(source.sourceCrs(), context)
        self._check_area()

    def count(self, is_cancelled: Callable[[], bool], set_progress: Callable[[float], None]) -> Tally:
        """Count all tiles, or those up to a cancellation.

        :raises InputError: when there is no tile, or a number that is no probability.
        """
        tally, total = Tally(), max(1, self._source.featureCount())
        for feature in self._features():
            if is_cancelled():
                break
            self._add(feature, tally)
            if tally.tiles % 1000 == 0:
                set_progress(100.0 * tally.tiles / total)
        if not tally.tiles and not is_cancelled():
            raise InputError(
                tr("There is no tile in {layer}; select some tiles, or use all of a layer that has any.").format(
                    layer=self._name
                )
            )
        return tally

    def _features(self) -> Iterator[QgsFeature]:
        request = QgsFeatureRequest()
        used = [self._key, self._confidence, self._second_key, self._second_confidence, self._flag, self._area]
        request.setSubsetOfAttributes([index for index in (*used, *self._probabilities) if index >= 0])
        if self._area >= 0:
            request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        checks = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks
        return self._source.getFeatures(request, checks)

    def _add(self, feature: QgsFeature, tally: Tally) -> None:
        values = feature.attributes()
        flag, key = _string(values, self._flag), _string(values, self._key)
        if key not in CLASS_KEYS:
            tally.add_unclassified(flag)
            return
        area = self._hectares(feature, values)
        confidence = self._probability(values, self._confidence)
        probabilities = [self._probability(values, index) for index in self._probabilities]
        if probabilities and all(map(isfinite, probabilities)):
            tally.add(key, flag, area, confidence, probabilities)
            return
        second = _string(values, self._second_key)
        tally.add_estimate(
            key,
            flag,
            area,
            confidence,
            second if second in CLASS_KEYS else "",
            self._probability(values, self._second_confidence),
        )

    def _hectares(self, feature: QgsFeature, values: list[object]) -> float:
        area = _float(values, self._area)
        if isfinite(area):
            return area
        return self._measure.of(feature.geometry())

    def _probability(self, values: list[object], index: int) -> float:
        value = _float(values, index)
        if value < 0 or value > 1:
            column = self._source.fields().at(index).name()
            raise InputError(
                tr("The column {column} of {layer} holds {value:g}; a probability is from 0 to 1.").format(
                    column=column, layer=self._name, value=value
                )
            )
        return value

    def _text(self, fields: QgsFields, name: str, required: bool = False) -> int:
        index = self._find(fields, name, required)
        if index >= 0 and fields.at(index).isNumeric():
            raise InputError(
                tr(
                    "The column {column} of {layer} holds numbers ({type}), but text is needed; choose the layer "
                    "that Classify raster made."
                ).format(column=name, layer=self._name, type=fields.at(index).typeName())
            )
        return index

    def _number(self, fields: QgsFields, name: str, required: bool = False) -> int:
        index = self._find(fields, name, required)
        if index >= 0 and not fields.at(index).isNumeric():
            raise InputError(
                tr(
                    "The column {column} of {layer} holds text ({type}), but numbers are needed; convert it with "
                    "Refactor fields."
                ).format(column=name, layer=self._name, type=fields.at(index).typeName())
            )
        return index

    def _find(self, fields: QgsFields, name: str, required: bool) -> int:
        """Return the index of a column, also under the short name that a shapefile gives it; -1 without."""
        index = fields.lookupField(name)
        if index < 0:
            index = fields.lookupField(name[:SHAPEFILE_NAME])
        if index < 0 and required:
            raise InputError(
                tr(
                    "The layer {layer} is no classified grid: it has no column {column}; choose a layer that "
                    "Classify raster made."
                ).format(layer=self._name, column=name)
            )
        return index

    def _check_area(self) -> None:
        if self._area >= 0:
            return
        if QgsWkbTypes.geometryType(self._source.wkbType()) != QgsWkbTypes.GeometryType.PolygonGeometry:
            raise InputError(
                tr(
                    "The areas of {layer} are not known: it has neither a column area_ha nor polygons; choose a "
                    "layer that Classify raster made."
                ).format(layer=self._name)
            )
        if not self._source.sourceCrs().isValid():
            raise InputError(
                tr(
                    "The areas of {layer} cannot be measured: it has no coordinate reference system; set it in the "
                    "layer's properties."
                ).format(layer=self._name)
            )


def _string(values: list[object], index: int) -> str:
    # NULL reaches Python as a QVariant or as None, depending on the QGIS version: only what is a value counts.
    value = values[index] if index >= 0 else ""
    return value if isinstance(value, str) else ""


def _float(values: list[object], index: int) -> float:
    value = values[index] if index >= 0 else nan
    return float(value) if isinstance(value, (int, float)) else nan
