# SPDX-License-Identifier: GPL-2.0-or-later
"""The results of an accuracy assessment as tables: areas and accuracies of the classes, and the error matrix."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from qgis.core import NULL, QgsFeature

from eurosat_plugin.adapters.grid.column import INTEGER, REAL, TEXT, Column, fields_of
from eurosat_plugin.core.assessment.accuracy import MapAccuracy
from eurosat_plugin.core.assessment.estimate import Estimate
from eurosat_plugin.core.class_scheme import EUROSAT, LONGEST_KEY, LONGEST_NAME, ClassScheme

_CLASS_COLUMNS = (
    Column("class_id", INTEGER, "Class number", "Number of the class, 0 to 9 in EuroSAT's order"),
    Column("class_key", TEXT, "EuroSAT class", "Name of the class in EuroSAT", 24),
    Column("class_name", TEXT, "Class", "Name of the class in words", 32),
)

_TILES = Column("tiles", INTEGER, "Reference tiles", "Number of reference tiles that the map calls so")

_ACCURACIES = (
    _TILES,
    Column("mapped_ha", REAL, "Mapped area (ha)", "Hectares that the map calls so, pixels counted"),
    Column("area_ha", REAL, "Area (ha)", "Hectares that there are, estimated from the sample"),
    Column("area_se", REAL, "Standard error of the area (ha)", "Standard error of the area in hectares"),
    Column("area_low", REAL, "Area from (ha)", "Lower end of the 95 % interval of the area in hectares"),
    Column("area_high", REAL, "Area to (ha)", "Upper end of the 95 % interval of the area in hectares"),
    Column("users", REAL, "User's accuracy", "Part of what the map calls so that is so, 0 to 1"),
    Column("users_se", REAL, "Standard error of the user's accuracy", "Its standard error"),
    Column("users_low", REAL, "User's accuracy from", "Lower end of its 95 % interval"),
    Column("users_high", REAL, "User's accuracy to", "Upper end of its 95 % interval"),
    Column("producers", REAL, "Producer's accuracy", "Part of what is so that the map calls so, 0 to 1"),
    Column("producers_se", REAL, "Standard error of the producer's accuracy", "Its standard error"),
    Column("producers_low", REAL, "Producer's accuracy from", "Lower end of its 95 % interval"),
    Column("producers_high", REAL, "Producer's accuracy to", "Upper end of its 95 % interval"),
    Column("f1", REAL, "F1", "Harmonic mean of user's and producer's accuracy, 0 to 1"),
    Column("f1_se", REAL, "Standard error of F1", "Its standard error"),
    Column("f1_low", REAL, "F1 from", "Lower end of its 95 % interval"),
    Column("f1_high", REAL, "F1 to", "Upper end of its 95 % interval"),
)


def accuracy_columns(scheme: ClassScheme = EUROSAT) -> tuple[Column, ...]:
    """Return the columns of areas and accuracies for the classes of `scheme`."""
    return (*_class_columns(scheme), *_ACCURACIES)


def matrix_columns(scheme: ClassScheme = EUROSAT) -> tuple[Column, ...]:
    """Return the columns of the error matrix for the classes of `scheme`."""
    counts = (
        Column(
            f"n_{c.key}", INTEGER, "Tiles of {land_cover}", "Reference tiles of {land_cover} among them", land_cover=c
        )
        for c in scheme.classes
    )
    shares = (
        Column(
            f"share_{c.key}",
            REAL,
            "Share that is {land_cover}",
            "Part of the whole area that the map calls so and that is {land_cover}, 0 to 1",
            land_cover=c,
        )
        for c in scheme.classes
    )
    mixed = Column("n_mixed", INTEGER, "Mixed tiles", "Mixed reference tiles among them")
    mixed_share = Column(
        "share_mixed", REAL, "Share that is mixed", "Part of the whole area that the map calls so and that is mixed"
    )
    return (*_class_columns(scheme), _TILES, *counts, mixed, *shares, mixed_share)


def accuracy_features(found: MapAccuracy) -> Iterator[QgsFeature]:
    """Yield the rows of :func:`accuracy_columns`: the classes, and what is mixed."""
    fields = fields_of(accuracy_columns(found.scheme))
    for each in found.classes:
        is_class = each.number < len(found.scheme)
        row = QgsFeature(fields)
        row.setAttributes(
            [
                each.number if is_class else NULL,
                each.key,
                each.name,
                each.sampled if is_class else NULL,
                each.mapped_ha if is_class else NULL,
                *_values(each.area),
                *_values(each.users),
                *_values(each.producers),
                *_values(each.f1),
            ]
        )
        yield row


def matrix_features(found: MapAccuracy) -> Iterator[QgsFeature]:
    """Yield the rows of :func:`matrix_columns`, one for each class of the map."""
    fields = fields_of(matrix_columns(found.scheme))
    for land_cover, counts, shares in zip(found.scheme.classes, found.counts.tolist(), found.shares.tolist()):
        row = QgsFeature(fields)
        row.setAttributes([land_cover.id, land_cover.key, land_cover.name, sum(counts), *counts, *shares])
        yield row


def _class_columns(scheme: ClassScheme) -> tuple[Column, ...]:
    if scheme.is_eurosat:
        return _CLASS_COLUMNS
    return (
        Column("class_id", INTEGER, "Class number", "Number of the class in the model"),
        Column("class_key", TEXT, "Class key", "Key of the class, which names columns", LONGEST_KEY),
        Column("class_name", TEXT, "Class", "Name of the class in words", LONGEST_NAME),
    )


def _values(estimate: Estimate) -> list[object]:
    values = (estimate.value, estimate.error, estimate.low, estimate.high)
    return [NULL if isnan(value) else value for value in values]
