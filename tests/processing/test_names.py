# SPDX-License-Identifier: GPL-2.0-or-later
"""The names that models, scripts and the command line rely on, in the order in which dialogs and logs show them."""

from __future__ import annotations

import pytest
from qgis.core import QgsApplication, QgsProcessingAlgorithm

HOW = ["STRIDE", "TTA", "MIN_CONFIDENCE", "EDGE", "MODEL", "MODEL_FILE", "BACKEND", "PROBABILITIES"]
FILES = ["OUTPUT", "STATISTICS", "REPORT"]
FIGURES = [
    "TILE_COUNT", "SKIPPED_COUNT", "UNCERTAIN_COUNT", "DOMINANT_CLASS", "DOMINANT_SHARE", "URBAN_PROBABILITY",
    "MEAN_CONFIDENCE",
]  # fmt: skip
USED = ["RADIOMETRY_USED", "OFFSET_USED", "BACKEND_USED", "MODEL_USED"]


def algorithm(identifier: str) -> QgsProcessingAlgorithm:
    return QgsApplication.processingRegistry().algorithmById(identifier)


@pytest.mark.parametrize(
    ("identifier", "names"),
    [
        ("eurosat:classifyraster", ["INPUT", "BANDS", "EXTENT", "RADIOMETRY", "OFFSET", *HOW, *FILES]),
        ("eurosat:classifycanvas", ["EXTENT", "LAYERS", "THEME", *HOW, *FILES]),
        ("eurosat:classstatistics", ["INPUT", "OUTPUT", "REPORT"]),
    ],
)
def test_the_parameters_are_those_of_the_contract_in_their_order(
    provider: object, identifier: str, names: list[str]
) -> None:
    assert [definition.name() for definition in algorithm(identifier).parameterDefinitions()] == names


@pytest.mark.parametrize(
    ("identifier", "names"),
    [
        ("eurosat:classifyraster", [*FILES, *FIGURES, *USED]),
        ("eurosat:classifycanvas", [*FILES, *FIGURES, *USED]),
        ("eurosat:classstatistics", ["OUTPUT", "REPORT", *FIGURES]),
    ],
)
def test_the_outputs_are_those_of_the_contract_in_their_order(
    provider: object, identifier: str, names: list[str]
) -> None:
    assert [definition.name() for definition in algorithm(identifier).outputDefinitions()] == names
