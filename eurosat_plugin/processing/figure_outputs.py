# SPDX-License-Identifier: GPL-2.0-or-later
"""What was counted, as the outputs of an algorithm and as sentences in its log."""

from __future__ import annotations

from math import isnan
from typing import Any

from qgis.core import QgsProcessingFeedback

from eurosat_plugin.core.summary.estimates import estimate_sentences
from eurosat_plugin.core.summary.flags import BRIGHT, IMPLAUSIBLE, UNCERTAIN, UNFAMILIAR
from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.core.translation import tr


def figure_outputs(figures: GridFigures) -> dict[str, Any]:
    """Return what :func:`figure_output_definitions` declares.

    Shares and probabilities are 0..1, and absent when no tile has a class.
    """
    counts: dict[str, Any] = {
        "TILE_COUNT": figures.tiles,
        "SKIPPED_COUNT": figures.unclassified,
        "UNCERTAIN_COUNT": figures.uncertain,
    }
    dominant = figures.dominant
    if dominant is None:
        return counts
    found = {
        "DOMINANT_CLASS": dominant.land_cover.key,
        "DOMINANT_SHARE": dominant.share,
        "URBAN_PROBABILITY": figures.urban_probability,
    }
    if isnan(figures.urban_probability):  # nobody knows which classes of another model are urban
        del found["URBAN_PROBABILITY"]
    rated = {} if isnan(figures.mean_confidence) else {"MEAN_CONFIDENCE": figures.mean_confidence}
    return {**counts, **found, **rated}


def report_figures(figures: GridFigures, feedback: QgsProcessingFeedback) -> None:
    """Say in the log what was counted, so that nothing is dropped in silence."""
    told = {
        BRIGHT: tr("Tiles that hold cloud, snow or sand, or are otherwise saturated: {count}."),
        IMPLAUSIBLE: tr("Tiles whose class near infrared or the scene classification contradicts: {count}."),
        UNCERTAIN: tr("Uncertain tiles: {count}."),
        UNFAMILIAR: tr("Tiles that look unlike the training data: {count}."),
    }
    if figures.unclassified:
        sentence = tr("Tiles with too few valid pixels, not classified: {count}.")
        feedback.pushInfo(sentence.format(count=figures.unclassified))
    for flag, sentence in told.items():
        if figures.flags.get(flag):
            feedback.pushInfo(sentence.format(count=figures.flags[flag]))


def report_estimates(figures: GridFigures, feedback: QgsProcessingFeedback) -> None:
    """Warn in the log of what is only an estimate."""
    for sentence in estimate_sentences(figures):
        feedback.pushWarning(sentence)
