# SPDX-License-Identifier: GPL-2.0-or-later
"""What was counted, as the outputs of an algorithm and as sentences in its log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsProcessingFeedback,
    QgsProcessingOutputDefinition,
    QgsProcessingOutputNumber,
    QgsProcessingOutputString,
)

from eurosat_plugin.core.translation import tr

if TYPE_CHECKING:
    from eurosat_plugin.core.tally import Tally


def tally_output_definitions() -> list[QgsProcessingOutputDefinition]:
    """Return the definitions of what :func:`tally_outputs` returns."""
    return [
        QgsProcessingOutputNumber("TILE_COUNT", tr("Number of tiles")),
        QgsProcessingOutputNumber("SKIPPED_COUNT", tr("Tiles without enough valid pixels")),
        QgsProcessingOutputNumber("UNCERTAIN_COUNT", tr("Uncertain tiles")),
        QgsProcessingOutputString("DOMINANT_CLASS", tr("Dominant class")),
        QgsProcessingOutputNumber("DOMINANT_SHARE", tr("Share of the dominant class")),
        QgsProcessingOutputNumber("URBAN_PROBABILITY", tr("Mean probability of urban classes")),
        QgsProcessingOutputNumber("MEAN_CONFIDENCE", tr("Mean confidence")),
    ]


def tally_outputs(tally: Tally) -> dict[str, Any]:
    """Return number and text outputs; shares and probabilities are 0..1, and absent when no tile has a class."""
    statistics, dominant = tally.statistics, tally.statistics.dominant
    counts: dict[str, Any] = {
        "TILE_COUNT": tally.tiles,
        "SKIPPED_COUNT": tally.unclassified,
        "UNCERTAIN_COUNT": tally.flags.get("uncertain", 0),
    }
    if dominant is None:
        return counts
    found = {
        "DOMINANT_CLASS": dominant.land_cover.key,
        "DOMINANT_SHARE": dominant.share,
        "URBAN_PROBABILITY": statistics.urban_probability,
    }
    rated = tally.unrated < statistics.tile_count
    return {**counts, **found, **({"MEAN_CONFIDENCE": statistics.mean_confidence} if rated else {})}


def report_tally(tally: Tally, feedback: QgsProcessingFeedback) -> None:
    """Say in the log what was counted, so that nothing is dropped in silence."""
    told = {
        "bright": tr("Tiles that are mostly cloud, snow or sand, or otherwise saturated: {count}."),
        "uncertain": tr("Uncertain tiles: {count}."),
        "unfamiliar": tr("Tiles that look unlike the training data: {count}."),
    }
    if tally.unclassified:
        sentence = tr("Tiles with too few valid pixels, not classified: {count}.")
        feedback.pushInfo(sentence.format(count=tally.unclassified))
    for flag, sentence in told.items():
        if tally.flags.get(flag):
            feedback.pushInfo(sentence.format(count=tally.flags[flag]))
