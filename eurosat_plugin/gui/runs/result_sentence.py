# SPDX-License-Identifier: GPL-2.0-or-later
"""What is said of a classification that has succeeded."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtCore import QCoreApplication

from eurosat_plugin.adapters.grid.class_names import class_name
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.summary.quantities import percent_text, tiles_text


def success_sentence(outputs: dict[str, Any], image: str, scheme: ClassScheme = EUROSAT) -> str:
    """Return the sentence about the `outputs` of an algorithm that has classified `image` into `scheme`."""
    dominant = str(outputs["DOMINANT_CLASS"])
    names = {c.key: class_name(c).lower() for c in scheme.classes}
    sentence = QCoreApplication.translate(
        "ResultSentence", "Classified {tiles} of {layer}; the largest class is {land_cover} ({share})."
    )
    return sentence.format(
        tiles=tiles_text(int(outputs["TILE_COUNT"]) - int(outputs["SKIPPED_COUNT"])),
        layer=image,
        land_cover=names.get(dominant, dominant),
        share=percent_text(float(outputs["DOMINANT_SHARE"])),
    )
