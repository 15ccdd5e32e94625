# SPDX-License-Identifier: GPL-2.0-or-later
"""What an accuracy assessment says in sentences, such as those for a paper."""

from __future__ import annotations

from eurosat_plugin.core.assessment.accuracy import ClassAccuracy, MapAccuracy
from eurosat_plugin.core.assessment.assessment import Assessment
from eurosat_plugin.core.assessment.estimate import Estimate
from eurosat_plugin.core.summary.quantities import percent_text
from eurosat_plugin.core.translation import number, tr, translate


def reference_name(found: ClassAccuracy) -> str:
    """Return what people call a class, or a mixed tile, in their language."""
    return translate(found.name)


def with_interval(estimate: Estimate) -> str:
    """Return a proportion as people write it, such as ``86.1 % (82.0 to 89.4 %)``; a dash where it is not known."""
    if not estimate.known:
        return "\u2013"
    low, high = percent_text(estimate.low), percent_text(estimate.high)
    return tr("{value} ({low} to {high})").format(value=percent_text(estimate.value), low=low, high=high)


def area_sentence(found: ClassAccuracy) -> str:
    """Return the sentence for the paper about the area of a class."""
    area = found.area
    decimals = 1 if area.value < 100 else 0
    texts = {"area": area.value, "margin": area.margin, "low": area.low, "high": area.high, "mapped": found.mapped_ha}
    sentence = tr(
        "{land_cover} covers {area} ± {margin} ha (95 %; interval from {low} to {high} ha); the map alone has "
        "{mapped} ha."
    )
    shown = {name: number(value, decimals) for name, value in texts.items()}
    return sentence.format(land_cover=reference_name(found), **shown)


def accuracy_sentence(found: MapAccuracy, strata: int) -> str:
    """Return the sentence for the paper about the map as a whole."""
    sentence = tr(
        "Overall accuracy is {accuracy} ± {margin} (95 %), from {tiles} reference tiles of a stratified random sample "
        "with {strata} strata (estimators of Stehman 2014)."
    )
    overall = found.overall
    return sentence.format(
        accuracy=percent_text(overall.value),
        margin=percent_text(overall.margin),
        tiles=number(found.units),
        strata=number(strata),
    )


def calibration_sentences(found: Assessment) -> list[str]:
    """Return what is to be said of the map's confidence here."""
    sentences = []
    if found.bands:
        sentence = tr("The confidence misses the truth by {error} on average (expected calibration error).")
        sentences.append(sentence.format(error=percent_text(found.calibration_error)))
    warm = found.temperature
    if not found.told_all:
        sentences.append(
            tr(
                "No temperature is suggested: the grid does not hold the probabilities of all classes (option of "
                "Classify raster)."
            )
        )
    elif warm is None:
        sentences.append(tr("There are too few reference tiles to suggest a temperature."))
    elif warm.low <= 1.0 <= warm.high:
        sentence = tr("No temperature other than 1 is called for here (best {value}, 95 % from {low} to {high}).")
        sentences.append(_temperature(sentence, warm.value, warm.low, warm.high))
    else:
        sentence = (
            tr(
                "The map is too sure of itself here: a temperature of {value} would mend it (95 % from {low} to "
                "{high})."
            )
            if warm.value > 1
            else tr("The map is too cautious here: a temperature of {value} would mend it (95 % from {low} to {high}).")
        )
        sentences.append(_temperature(sentence, warm.value, warm.low, warm.high))
    return sentences


def _temperature(sentence: str, value: float, low: float, high: float) -> str:
    return sentence.format(value=number(value, 2), low=number(low, 2), high=number(high, 2))
