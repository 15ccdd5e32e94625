# SPDX-License-Identifier: GPL-2.0-or-later
"""What a run found, as the algorithm's number and text outputs."""

from __future__ import annotations

from qgis.core import QgsProcessingFeedback

from eurosat_plugin.core.statistics import ClassStatistics
from eurosat_plugin.core.tile_prediction import TilePrediction
from eurosat_plugin.processing.translation import tr


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

    def report(self, feedback: QgsProcessingFeedback) -> None:
        """Say in the log what came out, so that nothing is dropped in silence."""
        feedback.pushInfo(tr("Classified {count} tiles.").format(count=self.statistics.tile_count))
        told = {
            "nodata": tr("{count} tiles have too few valid pixels and were not classified."),
            "bright": tr("{count} tiles are mostly saturated (cloud, snow or sand)."),
            "uncertain": tr("{count} tiles are uncertain."),
            "unfamiliar": tr("{count} tiles look unlike the training data."),
        }
        for flag, sentence in told.items():
            if self.flags.get(flag):
                feedback.pushInfo(sentence.format(count=self.flags[flag]))
