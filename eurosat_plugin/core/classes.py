# SPDX-License-Identifier: GPL-2.0-or-later
"""The ten EuroSAT land-cover classes, in the order of every model's output.

Keys are EuroSAT's own folder names (Helber et al. 2019, IEEE JSTARS 12(7)); colours follow the CORINE
Land Cover legend where it has a matching class, brightened where two neighbours would be confused.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LandCoverClass:
    """One class: its position in the model output, EuroSAT key, English name and ``#rrggbb`` colour."""

    id: int
    key: str
    name: str
    color: str


CLASSES: tuple[LandCoverClass, ...] = (
    LandCoverClass(0, "AnnualCrop", "Annual crop", "#f4e27a"),
    LandCoverClass(1, "Forest", "Forest", "#2e7d32"),
    LandCoverClass(2, "HerbaceousVegetation", "Herbaceous vegetation", "#a6d96a"),
    LandCoverClass(3, "Highway", "Highway", "#6d6d6d"),
    LandCoverClass(4, "Industrial", "Industrial", "#a04dc4"),
    LandCoverClass(5, "Pasture", "Pasture", "#d5ea55"),
    LandCoverClass(6, "PermanentCrop", "Permanent crop", "#e0913a"),
    LandCoverClass(7, "Residential", "Residential", "#d7301f"),
    LandCoverClass(8, "River", "River", "#41b6e6"),
    LandCoverClass(9, "SeaLake", "Sea or lake", "#1f5fbf"),
)

CLASS_KEYS: tuple[str, ...] = tuple(c.key for c in CLASSES)

URBAN_KEYS: tuple[str, ...] = ("Residential", "Industrial", "Highway")


def class_by_key(key: str) -> LandCoverClass:
    """Return the class with EuroSAT key `key`; :raises KeyError: when there is none."""
    return CLASSES[_INDEX[key]]


_INDEX = {c.key: c.id for c in CLASSES}
