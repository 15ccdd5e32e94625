# SPDX-License-Identifier: GPL-2.0-or-later
"""When features are true: the days of their images, for QGIS's temporal controller."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsUnitTypes, QgsVectorLayer, QgsVectorLayerTemporalProperties

from eurosat_plugin.adapters.raster.day_range import day_range


def set_day(layer: QgsVectorLayer, day: str) -> None:
    """Show `layer` on `day` (ISO 8601, UTC) alone where somebody moves through time; empty: always."""
    properties = layer.temporalProperties()
    if day and isinstance(properties, QgsVectorLayerTemporalProperties):
        properties.setMode(Qgis.VectorTemporalMode.FixedTemporalRange)
        properties.setFixedTemporalRange(day_range(day))
        properties.setIsActive(True)


def show_on_days(layer: QgsVectorLayer, column: str = "date") -> None:
    """Show each feature of `layer` for a day from the time in its `column` on where somebody moves through time."""
    properties = layer.temporalProperties()
    if isinstance(properties, QgsVectorLayerTemporalProperties):
        properties.setMode(Qgis.VectorTemporalMode.FeatureDateTimeInstantFromField)
        properties.setStartField(column)
        properties.setFixedDuration(1)
        old: Any = QgsUnitTypes.TemporalUnit
        new: Any = getattr(Qgis, "TemporalUnit", None)  # since QGIS 3.30
        properties.setDurationUnits(old.TemporalDays if new is None else new.Days)
        properties.setIsActive(True)
