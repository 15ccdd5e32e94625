# SPDX-License-Identifier: GPL-2.0-or-later
"""A classified grid read back from its vector layer, by its fields and not by where it came from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import nan

from qgis.core import QgsFeatureRequest, QgsMapLayer, QgsVectorLayer

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.statistics import ClassStatistics

FIELDS = ("class_key", "confidence", "area_ha", "flag")
UNCERTAIN = "uncertain"


@dataclass(frozen=True)
class GridTile:
    """One tile of the grid; `class_key` is empty where the tile has no class, `confidence` is 0..1 or nan."""

    class_key: str
    confidence: float
    area_ha: float
    flag: str


@dataclass(frozen=True)
class GridSummary:
    """The figures of a grid: classified tiles, how many of them are uncertain, tiles without a class."""

    statistics: ClassStatistics
    uncertain: int
    unclassified: int


def is_classified_grid(layer: QgsMapLayer | None) -> bool:
    """Tell whether `layer` has the fields of a classified grid."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        return False
    return all(layer.fields().lookupField(name) >= 0 for name in FIELDS)


def read_tiles(layer: QgsVectorLayer, selected_only: bool = False) -> list[GridTile]:
    """Return the tiles of `layer` as its subset filter and edit buffer leave them, or only the selected ones."""
    request = QgsFeatureRequest()
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes(list(FIELDS), layer.fields())
    indexes = [layer.fields().lookupField(name) for name in FIELDS]
    features = layer.getSelectedFeatures(request) if selected_only else layer.getFeatures(request)
    return [_tile(*(feature[index] for index in indexes)) for feature in features]


def summarise(tiles: Iterable[GridTile], min_confidence: float = 0.0) -> GridSummary:
    """Sum `tiles` up, leaving out those whose confidence (0..1) is below `min_confidence`."""
    statistics = ClassStatistics()
    uncertain = unclassified = 0
    for tile in tiles:
        if not tile.class_key:
            unclassified += 1
        elif not tile.confidence < min_confidence:
            statistics.add(tile.class_key, tile.area_ha, tile.confidence)
            uncertain += tile.flag == UNCERTAIN
    return GridSummary(statistics, uncertain, unclassified)


def _tile(class_key: object, confidence: object, area_ha: object, flag: object) -> GridTile:
    # NULL reaches Python as a QVariant or as None, depending on the QGIS version: only what is a value counts.
    return GridTile(
        class_key if isinstance(class_key, str) and class_key in CLASS_KEYS else "",
        float(confidence) if isinstance(confidence, (int, float)) else nan,
        float(area_ha) if isinstance(area_ha, (int, float)) else 0.0,
        flag if isinstance(flag, str) else "",
    )
