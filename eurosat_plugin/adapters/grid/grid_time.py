# SPDX-License-Identifier: GPL-2.0-or-later
"""When a grid is true: the day of its image, for QGIS's temporal controller."""

from __future__ import annotations

from qgis.core import Qgis, QgsVectorLayer, QgsVectorLayerTemporalProperties

from eurosat_plugin.adapters.raster.whole_day import whole_day


def set_day(layer: QgsVectorLayer, day: str) -> None:
    """Show `layer` on `day` (ISO 8601, UTC) alone where somebody moves through time; empty: always."""
    properties = layer.temporalProperties()
    if day and isinstance(properties, QgsVectorLayerTemporalProperties):
        properties.setMode(Qgis.VectorTemporalMode.FixedTemporalRange)
        properties.setFixedTemporalRange(whole_day(day))
        properties.setIsActive(True)
