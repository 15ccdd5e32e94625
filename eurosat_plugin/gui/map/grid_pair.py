# SPDX-License-Identifier: GPL-2.0-or-later
"""Two grids of one place, such as of two dates. Without numpy: it is looked for whenever layers are selected."""

from __future__ import annotations

from collections.abc import Sequence

from qgis.core import QgsGeometry, QgsMapLayer, QgsVectorLayer

from eurosat_plugin.adapters.grid.classified_grid import is_classified_grid
from eurosat_plugin.adapters.raster.georeference import transformed

GridPair = tuple[QgsVectorLayer, QgsVectorLayer]


def find_pair(layers: Sequence[QgsMapLayer]) -> GridPair | None:
    """Return `layers` if they are two grids that share ground, None otherwise."""
    grids = [layer for layer in layers if isinstance(layer, QgsVectorLayer) and is_classified_grid(layer)]
    if len(layers) != 2 or len(grids) != 2:
        return None
    one, other = grids
    there = transformed(QgsGeometry.fromRect(other.extent()), other.crs(), one.crs())
    meet = there is not None and there.boundingBox().intersects(one.extent())
    return (one, other) if meet else None
