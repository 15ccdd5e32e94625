# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of a run while it is going on: filled in the algorithm's thread, looked at in the main thread."""

from __future__ import annotations

from math import nan
from threading import Lock
from typing import Protocol

from eurosat_plugin.core.classes import LandCoverClass
from eurosat_plugin.core.statistics import ClassStatistics
from eurosat_plugin.gui.grid_figures import GridFigures


class ClassifiedTile(Protocol):
    """What is needed of a prediction; the core's brings numpy, which the desktop does not wait for."""

    classified: bool
    land_cover: LandCoverClass
    confidence: float
    urban_probability: float
    flag: str


class RunFigures:
    """Adds tiles up from any thread."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._statistics = ClassStatistics()
        self._urban = 0.0
        self._uncertain = 0
        self._unclassified = 0

    def add(self, tile: ClassifiedTile, area_ha: float) -> None:
        """Count one tile."""
        with self._lock:
            if not tile.classified:
                self._unclassified += 1
                return
            self._statistics.add(tile.land_cover.key, area_ha, tile.confidence)
            self._urban += tile.urban_probability
            self._uncertain += tile.flag == "uncertain"

    def snapshot(self) -> GridFigures:
        """Return the figures so far."""
        with self._lock:
            tiles = self._statistics.tile_count
            return GridFigures(
                self._statistics.shares,
                urban_probability=self._urban / tiles if tiles else nan,
                uncertain=self._uncertain,
                unclassified=self._unclassified,
            )
