# SPDX-License-Identifier: GPL-2.0-or-later
"""The results of an accuracy assessment as tables: areas and accuracies of the classes, and the error matrix."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from qgis.core import NULL, QgsFeature

from eurosat_plugin.adapters.grid.columns import INTEGER, REAL, TEXT, Column, fields_of
from eurosat_plugin.core.assessment.accuracy import MapAccuracy
from eurosat_plugin.core.assessment.estimate import Estimate
from eurosat_plugin.core.assessment.labels import LABELS, UNCLEAR_KEY
from eurosat_plugin.core.classes import CLASSES

REFERENCE_NAMES = {key: name for key, name in LABELS.items() if key != UNCLEAR_KEY}
"""What a reference tile may be, by key, in the order of the numbers."""

_CLASS_COLUMNS = (
    Column("class_id", INTEGER, "Class number", "Number of the class, 0 to 9 in EuroSAT's order"),
    Column("class_key", TEXT, "EuroSAT class", "Name of the class in EuroSAT", 24),
    Column("class_name", TEXT, "Class", "Name of the class in words", 32),
)

ACCURACY_COLUMNS = (
    *_CLASS_COLUMNS,
    Column("tiles", INTEGER, "Reference tiles", "Number of reference tiles that the map calls so"),
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

MATRIX_COLUMNS = (
    *_CLASS_COLUMNS,
    Column("tiles", INTEGER, "Reference tiles", "Number of reference tiles that the map calls so"),
    *(
        Column(
            f"n_{c.key}", INTEGER, "Tiles of {land_cover}", "Reference tiles of {land_cover} among them", land_cover=c
        )
        for c in CLASSES
    ),
    Column("n_mixed", INTEGER, "Mixed tiles", "Mixed reference tiles among them"),
    *(
        Column(
            f"share_{c.key}",
            REAL,
            "Share that is {land_cover}",
            "Part of the whole area that the map calls so and that is {land_cover}, 0 to 1",
            land_cover=c,
        )
        for c in CLASSES
    ),
    Column(
        "share_mixed", REAL, "Share that is mixed", "Part of the whole area that the map calls so and that is mixed"
    ),
)


def accuracy_features(found: MapAccuracy) -> Iterator[QgsFeature]:
    """Yield the rows of ACCURACY_COLUMNS: the ten classes, and what is mixed."""
    fields = fields_of(ACCURACY_COLUMNS)
    for each, (key, name) in zip(found.classes, REFERENCE_NAMES.items()):
        is_class = each.number < len(CLASSES)
        row = QgsFeature(fields)
        row.setAttributes(
            [
                each.number if is_class else NULL,
                key,
                name,
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
    """Yield the rows of MATRIX_COLUMNS, one for each class of the map."""
    fields = fields_of(MATRIX_COLUMNS)
    for land_cover, counts, shares in zip(CLASSES, found.counts.tolist(), found.shares.tolist()):
        row = QgsFeature(fields)
        row.setAttributes([land_cover.id, land_cover.key, land_cover.name, sum(counts), *counts, *shares])
        yield row


def _values(estimate: Estimate) -> list[object]:
    values = (estimate.value, estimate.error, estimate.low, estimate.high)
    return [NULL if isnan(value) else value for value in values]
