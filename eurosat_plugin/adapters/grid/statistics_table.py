# SPDX-License-Identifier: GPL-2.0-or-later
"""The statistics of a grid as a table without geometry: one row for each of the classes, in class order."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan

from qgis.core import NULL, QgsFeature

from eurosat_plugin.adapters.grid.column import INTEGER, REAL, TEXT, Column, fields_of
from eurosat_plugin.adapters.grid.grid_columns import CLASS_NAMES, class_names
from eurosat_plugin.core.class_scheme import EUROSAT, LONGEST_NAME, ClassScheme
from eurosat_plugin.core.summary.grid_figures import GridFigures

STATISTICS_COLUMNS = (
    Column("class_id", INTEGER, "Class number", "Number of the class, 0 to 9 in EuroSAT's order"),
    Column("class_key", TEXT, "EuroSAT class", "Name of the class in EuroSAT", 24),
    Column("class_name", TEXT, "Class", "Name of the class in words", 32, words=CLASS_NAMES),
    Column("tiles", INTEGER, "Tiles", "Number of tiles whose most probable class this is"),
    Column("area_ha", REAL, "Area (ha)", "Their area on the WGS 84 ellipsoid in hectares"),
    Column("share", REAL, "Share", "Their part of the area of all classified tiles, 0 to 1"),
    Column("mean_confidence", REAL, "Mean confidence", "Mean confidence of these tiles, 0 to 1, empty without tiles"),
    Column("probable_ha", REAL, "Probable area (ha)", "Hectares of all tiles, each times its probability of the class"),
    Column(
        "uncertain_ha", REAL, "Uncertain area (ha)", "Hectares of the tiles of the class that are flagged uncertain"
    ),
)


def statistics_columns(scheme: ClassScheme = EUROSAT) -> tuple[Column, ...]:
    """Return the columns of the table for the classes of `scheme`."""
    if scheme.is_eurosat:
        return STATISTICS_COLUMNS
    own = {
        "class_id": Column("class_id", INTEGER, "Class number", "Number of the class in the model"),
        "class_key": Column("class_key", TEXT, "Class key", "Key of the class, which names columns", 24),
        "class_name": Column(
            "class_name", TEXT, "Class", "Name of the class in words", LONGEST_NAME, words=class_names(scheme)
        ),
    }
    return tuple(own.get(column.name, column) for column in STATISTICS_COLUMNS)


def statistics_features(figures: GridFigures) -> Iterator[QgsFeature]:
    """Yield the rows of the table."""
    fields = fields_of(statistics_columns(figures.scheme))
    for share in figures.shares:
        c, confidence = share.land_cover, share.mean_confidence
        row = QgsFeature(fields)
        row.setAttributes(
            [
                c.id, c.key, c.name, share.tiles, share.area_ha, share.share,
                NULL if isnan(confidence) else confidence, share.probable_ha, share.uncertain_ha,
            ]
        )  # fmt: skip
        yield row
