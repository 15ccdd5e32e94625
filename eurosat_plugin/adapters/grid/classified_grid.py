# SPDX-License-Identifier: GPL-2.0-or-later
"""What a classified grid is known by: its fields, and not where it came from."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsVectorLayer

FIELDS = ("class_key", "confidence", "area_ha", "flag")


_MOST = 3
"""With as many of FIELDS a layer is meant to be a grid, whatever the others are called now."""


def is_classified_grid(layer: QgsMapLayer | None) -> bool:
    """Tell whether `layer` has the fields of a classified grid."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        return False
    return all(layer.fields().lookupField(name) >= 0 for name in FIELDS)


def is_emptied(grid: QgsVectorLayer) -> bool:
    """Tell whether `grid`, of a run, was in memory and has no tile, as in a project that was opened again."""
    made = grid.providerType() == "memory" and bool(grid.customProperty("eurosat/model"))
    return made and not grid.isEditable() and bool(grid.dataProvider().featureCount() == 0)


def missing_columns(layer: QgsMapLayer | None) -> list[str]:
    """Return what `layer` lacks for a classified grid, if it was made as one; nothing where it was not, or is one."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid():
        return []
    # Imported here: starting QGIS asks what is a grid, and must not wait for numpy.
    from eurosat_plugin.adapters.grid.provenance import read_provenance

    missing = [name for name in FIELDS if layer.fields().lookupField(name) < 0]
    made_as_grid = "model" in read_provenance(layer) or len(FIELDS) - len(missing) >= _MOST
    return missing if made_as_grid else []
