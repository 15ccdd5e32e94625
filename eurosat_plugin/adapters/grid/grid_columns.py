# SPDX-License-Identifier: GPL-2.0-or-later
"""The columns of the classified grid, of EuroSAT's classes and of those of other models."""

from __future__ import annotations

from collections.abc import Iterator

from eurosat_plugin.adapters.grid.class_names import NO_CLASS_NAME
from eurosat_plugin.adapters.grid.column import DAY, INTEGER, REAL, TEXT, Column
from eurosat_plugin.core.class_scheme import EUROSAT, LONGEST_NAME, ClassScheme
from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.summary.flags import FLAG_NAMES

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
