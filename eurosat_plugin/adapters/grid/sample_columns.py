# SPDX-License-Identifier: GPL-2.0-or-later
"""The columns of a sample of tiles: what each stands for, and what people say that it is."""

from __future__ import annotations

from dataclasses import replace

from eurosat_plugin.adapters.grid.column import INTEGER, REAL, TEXT, Column
from eurosat_plugin.core.assessment.labels import labels_of
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme

STRATUM_LENGTH = 80
"""Characters of the name of a stratum: districts may have long ones."""

LABEL_COLUMNS = (
    Column("label_1", TEXT, "Label 1", "Class by the first interpreter", 24),
    Column("second_1", TEXT, "Second label 1", "Second class by the first interpreter, where two fit", 24),
    Column("label_2", TEXT, "Label 2", "Class by the second interpreter", 24),
    Column("second_2", TEXT, "Second label 2", "Second class by the second interpreter, where two fit", 24),
)
"""Those that people fill in; which words there are for it, the classes decide."""

DESIGN_COLUMNS = (
    Column("sample", INTEGER, "Number", "Number of the tile in the sample: the order in which to look at them"),
    Column("stratum", TEXT, "Stratum", "Name of the stratum that the tile was drawn from", STRATUM_LENGTH),
    Column("map_key", TEXT, "Class on the map", "Name of the class on the map that the sample was drawn from", 24),
    Column("map_confidence", REAL, "Confidence of the map", "Confidence of that class, 0 to 1"),
    Column("area_ha", REAL, "Area (ha)", "Area of the valid pixels on the WGS 84 ellipsoid in hectares"),
    Column("row", INTEGER, "Row", "Row of the tile in the grid, from 0 at the top"),
    Column("col", INTEGER, "Column", "Column of the tile in the grid, from 0 at the left"),
    Column("stratum_tiles", INTEGER, "Tiles of the stratum", "Number of tiles that the stratum has on the map"),
    Column("stratum_ha", REAL, "Area of the stratum (ha)", "Hectares that the stratum has on the map"),
    Column("inclusion", REAL, "Inclusion probability", "Probability with which the tile was drawn, 0 to 1"),
    Column("weight_ha", REAL, "Weight (ha)", "Hectares of the map that the tile stands for"),
    Column("seed", INTEGER, "Seed", "Seed of the random numbers: with it the same tiles are drawn again"),
)

BLIND_COLUMNS = ("stratum", "map_key", "map_confidence", "stratum_tiles", "stratum_ha", "inclusion", "weight_ha")
"""What tells the class on the map, or hints at it: hidden from those who label."""


def sample_columns(scheme: ClassScheme = EUROSAT) -> tuple[Column, ...]:
    """Return the columns of a sample of a grid with the classes of `scheme`."""
    words = {**labels_of(scheme), "": ""}
    return (*DESIGN_COLUMNS, *(replace(column, words=words) for column in LABEL_COLUMNS))
