# SPDX-License-Identifier: GPL-2.0-or-later
"""Classified grids in memory, with the values that a test names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from qgis.core import QgsFeature, QgsGeometry, QgsRectangle, QgsVectorLayer

from tests.rasters import ORIGIN

TILE_HA = 40.96
"""640 m by 640 m."""

FIELDS = {
    "class_id": "int",
    "class_key": "string",
    "confidence": "double",
    "second_key": "string",
    "second_confidence": "double",
    "flag": "string",
    "area_ha": "double",
}


def memory_grid(tiles: Iterable[dict[str, Any]], fields: dict[str, str] | Sequence[str] = FIELDS) -> QgsVectorLayer:
    """Return a polygon layer with one feature per tile, side by side from ORIGIN eastwards.

    A tile names the fields that it has values for; the others are NULL, but the area is `TILE_HA`.
    """
    kinds = fields if isinstance(fields, dict) else {name: FIELDS[name] for name in fields}
    definition = "&".join(f"field={name}:{kind}" for name, kind in kinds.items())
    layer = QgsVectorLayer(f"Polygon?crs=EPSG:32633&{definition}", "Land cover", "memory")
    features = []
    for number, tile in enumerate(tiles):
        feature = QgsFeature(layer.fields())
        left, top = ORIGIN[0] + 640.0 * number, ORIGIN[1]
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(left, top - 640.0, left + 640.0, top)))
        for name, value in {"area_ha": TILE_HA, **tile}.items():
            if name in kinds:
                feature[name] = value
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    layer.updateExtents()
    return layer
