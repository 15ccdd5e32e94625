# SPDX-License-Identifier: GPL-2.0-or-later
"""What a run found, as the algorithm's number and text outputs."""

from __future__ import annotations

from eurosat_plugin.core.statistics import ClassStatistics
from eurosat_plugin.core.tile_prediction import TilePrediction


class RunSummary:
    """Counts the tiles of a run as they come."""

    def __init__(self) -> None:
        self.statistics = ClassStatistics()
        self.tiles = 0
        self.flags: dict[str, int] = {}
        self._urban = 0.0

    def add(self, tile: TilePrediction, area_ha: float) -> None:
        """Count one tile."""
        self.tiles += 1
        self.flags[tile.flag] = self.flags.get(tile.flag, 0) + 1
        if tile.classified:
            self.statistics.add(tile.land_cover.key, area_ha, tile.confidence)
            self._urban += tile.urban_probability

    def outputs(self) -> dict[str, object]:
        """Return the outputs; shares and probabilities are 0..1, and absent when no tile was classified."""
        statistics, dominant = self.statistics, self.statistics.dominant
        counts: dict[str, object] = {
            "TILE_COUNT": self.tiles,
            "SKIPPED_COUNT": self.flags.get("nodata", 0),
            "UNCERTAIN_COUNT": self.flags.get("uncertain", 0),
        }
        if dominant is None:
            return counts
        return {
            **counts,
            "DOMINANT_CLASS": dominant.land_cover.key,
            "DOMINANT_SHARE": dominant.share,
            "URBAN_PROBABILITY": self._urban / statistics.tile_count,
            "MEAN_CONFIDENCE": statistics.mean_confidence,
        }
