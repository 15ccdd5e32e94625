# SPDX-License-Identifier: GPL-2.0-or-later
"""The classified grid as vector features: fields, geometry and area of each tile."""

from __future__ import annotations

import math
from collections.abc import Callable

from qgis.core import (
    NULL,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsDistanceArea,
    QgsFeature,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsRectangle,
)
from qgis.PyQt.QtCore import QVariant

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.tile_prediction import TilePrediction
from eurosat_plugin.core.tiling import Window

SQUARE_METRES_PER_HECTARE = 10_000.0
ELLIPSOID = "EPSG:7030"  # WGS 84, whatever the project says: the same run gives the same areas everywhere

# name, type, width, precision, alias
_FIELDS = (
    ("row", QVariant.Int, 0, 0, "Row"),
    ("col", QVariant.Int, 0, 0, "Column"),
    ("class_id", QVariant.Int, 0, 0, "Class number"),
    ("class_key", QVariant.String, 24, 0, "EuroSAT class"),
    ("class_name", QVariant.String, 32, 0, "Class"),
    ("confidence", QVariant.Double, 0, 0, "Confidence"),
    ("second_key", QVariant.String, 24, 0, "Second class"),
    ("second_confidence", QVariant.Double, 0, 0, "Confidence of the second class"),
    ("margin", QVariant.Double, 0, 0, "Margin to the second class"),
    ("entropy", QVariant.Double, 0, 0, "Entropy (0 sure, 1 no idea)"),
    ("energy", QVariant.Double, 0, 0, "Energy (high: unlike the training tiles)"),
    ("flag", QVariant.String, 12, 0, "Doubt"),
    ("valid_share", QVariant.Double, 0, 0, "Share of valid pixels"),
    ("area_ha", QVariant.Double, 0, 0, "Area (ha)"),
)


def grid_fields(probabilities: bool) -> QgsFields:
    """Return the fields of a classified grid, with one per class when `probabilities` are wanted."""
    fields = QgsFields()
    for name, kind, width, precision, alias in _FIELDS:
        field = QgsField(name, kind, "", width, precision)
        field.setAlias(alias)
        fields.append(field)
    if probabilities:
        for land_cover in CLASSES:
            field = QgsField(f"p_{land_cover.key}", QVariant.Double)
            field.setAlias(f"Probability of {land_cover.name}")
            fields.append(field)
    return fields


class TileFeatures:
    """Makes features of predictions; `rectangle` returns the ground of a cell, in `crs`."""

    def __init__(
        self,
        crs: QgsCoordinateReferenceSystem,
        rectangle: Callable[[Window], QgsRectangle],
        fields: QgsFields,
        context: QgsCoordinateTransformContext,
    ) -> None:
        self._rectangle = rectangle
        self._fields = fields
        self._probabilities = fields.indexOf(f"p_{CLASSES[0].key}") >= 0
        self._measure = QgsDistanceArea()
        self._measure.setSourceCrs(crs, context)
        self._measure.setEllipsoid(ELLIPSOID)

    def feature(self, tile: TilePrediction) -> QgsFeature:
        """Return the feature of one tile; without a class its class and probability fields are NULL."""
        geometry = QgsGeometry.fromRect(self._rectangle(tile.cell))
        area = self._measure.measureArea(geometry) / SQUARE_METRES_PER_HECTARE
        feature = QgsFeature(self._fields)
        feature.setGeometry(geometry)
        feature.setAttributes([tile.row, tile.col, *_answer(tile), tile.flag or NULL, tile.valid_share, area])
        if self._probabilities:
            values = [float(p) if tile.classified else NULL for p in tile.probabilities]
            feature.setAttributes([*feature.attributes()[: len(_FIELDS)], *values])
        return feature


def _answer(tile: TilePrediction) -> list[object]:
    """Return the values of the fields from class_id to energy."""
    if not tile.classified:
        return [NULL] * 9
    first, second = tile.land_cover, tile.second
    margin = tile.confidence - tile.second_confidence
    energy = NULL if math.isnan(tile.energy) else tile.energy
    return [
        first.id, first.key, first.name, tile.confidence,
        second.key, tile.second_confidence, margin, tile.entropy, energy,
    ]  # fmt: skip
