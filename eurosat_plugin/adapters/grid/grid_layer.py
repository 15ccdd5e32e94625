# SPDX-License-Identifier: GPL-2.0-or-later
"""The classified grid as vector features: geometry, area and values of each tile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from qgis.core import NULL, QgsCoordinateTransformContext, QgsFeature, QgsFields, QgsGeometry, QgsRectangle
from qgis.PyQt.QtCore import QDate, Qt

from eurosat_plugin.adapters.grid.grid_columns import SCENE_LENGTH
from eurosat_plugin.adapters.grid.hectares import Hectares
from eurosat_plugin.adapters.raster.georeference import crs_of
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tile_row import TileRow


@dataclass(frozen=True)
class FeatureRow:
    """The `features` of a row of tiles, and the values of each of their `columns` in the order of the fields."""

    features: Sequence[QgsFeature]
    columns: Sequence[Sequence[Any]]


class TileFeatures:
    """Makes features of predictions for the pixels of `box`, which image `scene` of the day `date` shows."""

    def __init__(
        self, box: GeoBox, scene: str, date: str, fields: QgsFields, context: QgsCoordinateTransformContext
    ) -> None:
        self._box = box
        self._image = [QDate.fromString(date, Qt.DateFormat.ISODate) if date else NULL, scene[:SCENE_LENGTH]]
        self._fields = fields
        names = fields.names()
        self._probabilities = any(name.startswith("p_") for name in names)
        self._urban = "urban" in names
        self._hectares = Hectares(crs_of(box), context)

    def row(self, tiles: TileRow) -> FeatureRow:
        """Return the features of a row of tiles; without a class their class and probability fields are NULL."""
        geometries = self._geometries(tiles)
        shares = tiles.valid_share.tolist()
        areas = [self._hectares.of(geometry) * share for geometry, share in zip(geometries, shares)]
        flags = [doubt or NULL for doubt in tiles.doubts]
        columns = [[tiles.row] * len(tiles), tiles.cols.tolist(), *_answers(tiles), flags, shares, areas]
        unknown = np.flatnonzero(~tiles.classified).tolist()
        if self._urban:
            columns.append(_without(unknown, tiles.urban_probability.tolist()))
        columns += [[value] * len(tiles) for value in self._image]
        if self._probabilities:
            columns += [_without(unknown, of_class) for of_class in tiles.probabilities.T.tolist()]
        features = []
        for geometry, attributes in zip(geometries, zip(*columns)):
            feature = QgsFeature(self._fields)
            feature.setGeometry(geometry)
            feature.setAttributes(list(attributes))
            features.append(feature)
        return FeatureRow(features, columns)

    def _geometries(self, tiles: TileRow) -> list[QgsGeometry]:
        box, south, north = self._box, self._box.y(tiles.down.stop), self._box.y(tiles.down.start)
        sides = [(box.x(span.start), box.x(span.stop)) for span in tiles.across]
        return [QgsGeometry.fromRect(QgsRectangle(west, south, east, north)) for west, east in sides]


def _answers(tiles: TileRow) -> Iterator[list[Any]]:
    """Yield the values of the columns from class_id to energy."""
    keys, names = tiles.scheme.keys, [c.name for c in tiles.scheme.classes]
    first, second = tiles.first.tolist(), tiles.second.tolist()
    unknown = np.flatnonzero(~tiles.classified).tolist()
    for values in (
        first,
        [keys[number] for number in first],
        [names[number] for number in first],
        tiles.confidence.tolist(),
        [keys[number] for number in second],
        tiles.second_confidence.tolist(),
        (tiles.confidence - tiles.second_confidence).tolist(),
        tiles.entropy.tolist(),
    ):
        yield _without(unknown, values)
    yield _without(np.flatnonzero(np.isnan(tiles.energy)).tolist(), tiles.energy.tolist())


def _without(places: list[int], values: list[Any]) -> list[Any]:
    """Return `values` with NULL in some `places`."""
    for place in places:
        values[place] = NULL
    return values
