# SPDX-License-Identifier: GPL-2.0-or-later
"""What a classified grid is known by: its fields, and not where it came from."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsVectorLayer

FIELDS = ("class_key", "confidence", "area_ha", "flag")


def is_classified_grid(layer: QgsMapLayer | None) -> bool:
    """Tell whether `layer` has the fields of a classified grid."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        return False
    return all(layer.fields().lookupField(name) >= 0 for name in FIELDS)
