# SPDX-License-Identifier: GPL-2.0-or-later
"""What is said of a classification that has succeeded."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QCoreApplication

from eurosat_plugin.adapters.grid.class_names import class_name
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.summary.grid_figures import is_mostly_uncertain
from eurosat_plugin.core.summary.quantities import percent_text, tiles_text
from eurosat_plugin.core.translation import number


def success_sentence(outputs: dict[str, Any], image: str, scheme: ClassScheme = EUROSAT) -> str:
    """Return the sentence about the `outputs` of an algorithm that has classified `image` into `scheme`."""
    dominant = str(outputs["DOMINANT_CLASS"])
    names = {c.key: class_name(c).lower() for c in scheme.classes}
    tiles, uncertain = _classified(outputs), int(outputs["UNCERTAIN_COUNT"])
    sentence = QCoreApplication.translate(
        "ResultSentence", "Classified {tiles} of {layer}; the largest class is {land_cover} ({share})."
    )
    if uncertain == tiles:
        sentence = QCoreApplication.translate(
            "ResultSentence",
            "Classified {tiles} of {layer}, none of them for certain; the largest class is {land_cover} ({share}).",
        )
    elif is_doubtful(outputs):
        sentence = QCoreApplication.translate(
            "ResultSentence",
            "Classified {tiles} of {layer}, {uncertain} uncertain; the largest class is {land_cover} ({share}).",
        )
    return sentence.format(
        tiles=tiles_text(tiles),
        layer=image,
        uncertain=number(uncertain),
        land_cover=names.get(dominant, dominant),
        share=percent_text(float(outputs["DOMINANT_SHARE"])),
    )


def is_doubtful(outputs: dict[str, Any]) -> bool:
    """Tell whether `outputs` are of a classification most of whose tiles are uncertain."""
    return is_mostly_uncertain(int(outputs["UNCERTAIN_COUNT"]), _classified(outputs))


def _classified(outputs: dict[str, Any]) -> int:
    return int(outputs["TILE_COUNT"]) - int(outputs["SKIPPED_COUNT"])
