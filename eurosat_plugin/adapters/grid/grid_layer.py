# SPDX-License-Identifier: GPL-2.0-or-later
"""The classified grid as vector features: fields, geometry and area of each tile."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from qgis.core import NULL, QgsCoordinateTransformContext, QgsFeature, QgsFields, QgsGeometry, QgsRectangle
from qgis.PyQt.QtCore import QDate, Qt

from eurosat_plugin.adapters.grid.class_names import NO_CLASS_NAME
from eurosat_plugin.adapters.grid.columns import DAY, INTEGER, REAL, TEXT, Column
from eurosat_plugin.adapters.grid.hectares import Hectares
from eurosat_plugin.adapters.raster.georeference import crs_of
from eurosat_plugin.core.class_scheme import EUROSAT, LONGEST_NAME, ClassScheme
from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.summary.flags import FLAG_NAMES
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tile_row import TileRow

SCENE_LENGTH = 128
"""Characters of the name of an image; those of products have seventy."""

CLASS_NAMES = {**{c.name: c.name for c in CLASSES}, "": NO_CLASS_NAME}
"""What people call the classes, by their names in the data."""

GRID_COLUMNS = (
    Column("row", INTEGER, "Row", "Row of the tile in the grid, from 0 at the top"),
    Column("col", INTEGER, "Column", "Column of the tile in the grid, from 0 at the left"),
    Column("class_id", INTEGER, "Class number", "Number of the most probable class, 0 to 9 in EuroSAT's order"),
    Column("class_key", TEXT, "EuroSAT class", "Name of the most probable class in EuroSAT, empty without data", 24),
    Column("class_name", TEXT, "Class", "Name of the most probable class in words", 32, words=CLASS_NAMES),
    Column("confidence", REAL, "Confidence", "Calibrated probability of the class, 0 to 1"),
    Column(
        "second_key",
        TEXT,
        "Second class",
        "Name of the second most probable class in EuroSAT",
        24,
        words={**{c.key: c.name for c in CLASSES}, "": ""},
    ),
    Column("second_confidence", REAL, "Confidence of the second class", "Probability of the second class, 0 to 1"),
    Column("margin", REAL, "Margin to the second class", "Confidence minus that of the second class, 0 to 1"),
    Column("entropy", REAL, "Entropy", "Uncertainty over all classes: 0 is sure, 1 is when all are equally likely"),
    Column("energy", REAL, "Energy", "How unlike the training tiles: the higher, the less alike (no unit)"),
    Column(
        "flag",
        TEXT,
        "Doubt",
        "First reason to doubt the class (nodata, bright, implausible …); empty if none",
        12,
        words={**FLAG_NAMES, "": ""},
    ),
    Column("valid_share", REAL, "Share of valid pixels", "Part of the tile's pixels that hold data, 0 to 1"),
    Column("area_ha", REAL, "Area (ha)", "Area of the valid pixels on the WGS 84 ellipsoid in hectares"),
    Column("urban", REAL, "Urban probability", "Probability of residential, industrial or highway, 0 to 1"),
    Column("date", DAY, "Date", "Day on which the image was taken (UTC), empty where its names do not tell it"),
    Column("scene", TEXT, "Image", "Name of the image that was classified", SCENE_LENGTH),
)


PROBABILITY_COLUMNS = tuple(
    Column(
        f"p_{c.key}",
        REAL,
        "Probability of {land_cover}",
        "Calibrated probability of the class {land_cover}, 0 to 1",
        land_cover=c,
    )
    for c in CLASSES
)


def grid_columns(probabilities: bool, scheme: ClassScheme = EUROSAT) -> tuple[Column, ...]:
    """Return the columns of a classified grid, with one per class when `probabilities` are wanted.

    A grid of other classes than EuroSAT's has no column `urban`: nobody knows which of them are.
    """
    columns = GRID_COLUMNS if scheme.is_eurosat else tuple(_columns_of(scheme))
    return columns + (probability_columns(scheme) if probabilities else ())


def probability_columns(scheme: ClassScheme) -> tuple[Column, ...]:
    """Return the columns of the probabilities, in class order."""
    if scheme.is_eurosat:
        return PROBABILITY_COLUMNS
    return tuple(
        Column(
            f"p_{c.key}",
            REAL,
            "Probability of {land_cover}",
            "Probability of the class {land_cover} as the model gives it, 0 to 1",
            land_cover=c,
        )
        for c in scheme.classes
    )


def class_names(scheme: ClassScheme) -> dict[str, str]:
    """Return what people call the classes, by their names in the data."""
    return {**{c.name: c.name for c in scheme.classes}, "": NO_CLASS_NAME}


def _columns_of(scheme: ClassScheme) -> Iterator[Column]:
    keys = {**{c.key: c.name for c in scheme.classes}, "": ""}
    own = {
        "class_id": Column("class_id", INTEGER, "Class number", "Number of the most probable class in the model"),
        "class_key": Column("class_key", TEXT, "Class key", "Key of the most probable class, empty without data", 24),
        "class_name": Column(
            "class_name",
            TEXT,
            "Class",
            "Name of the most probable class in words",
            LONGEST_NAME,
            words=class_names(scheme),
        ),
        "second_key": Column(
            "second_key", TEXT, "Second class", "Key of the second most probable class", 24, words=keys
        ),
        "confidence": Column(
            "confidence", REAL, "Confidence", "Probability of the class as the model gives it, 0 to 1"
        ),
        "entropy": Column(
            "entropy", REAL, "Entropy", "Uncertainty over all classes: 0 is sure, 1 is when all are equally likely"
        ),
    }
    yield from (own.get(column.name, column) for column in GRID_COLUMNS if column.name != "urban")


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
