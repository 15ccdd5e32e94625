# SPDX-License-Identifier: GPL-2.0-or-later
"""What to say of figures that are only an estimate."""

from __future__ import annotations

from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.core.translation import number, tr


def estimate_sentences(figures: GridFigures) -> list[str]:
    """Return a sentence for everything in `figures` that was estimated, none where all was counted."""
    sentences = []
    if figures.probable_estimated and not figures.is_eurosat:
        sentences.append(
            tr(
                "The probable hectares are an estimate: the grid does not hold the probabilities of all classes, so "
                "what the first two leave is spread evenly over the others."
            )
        )
    elif figures.probable_estimated and figures.urban_estimated:
        sentences.append(
            tr(
                "The probable hectares and the urban probability are estimates: the grid does not hold the "
                "probabilities of all ten classes, so what the first two classes leave is spread evenly over the"
                " others."
            )
        )
    elif figures.probable_estimated:
        sentences.append(
            tr(
                "The probable hectares are an estimate: the grid does not hold the probabilities of all ten "
                "classes, so what the first two classes leave is spread evenly over the others."
            )
        )
    elif figures.urban_estimated:
        sentences.append(urban_estimate_sentence())
    if figures.unrated:
        sentence = tr("Tiles without a confidence, which count wholly for their class: {count}.")
        sentences.append(sentence.format(count=number(figures.unrated)))
    return sentences


def urban_estimate_sentence() -> str:
    """Return what an estimated urban probability is."""
    return tr(
        "The urban probability is an estimate: the grid holds neither it nor the probabilities of all "
        "ten classes, so what the first two classes leave is spread evenly over the others."
    )
