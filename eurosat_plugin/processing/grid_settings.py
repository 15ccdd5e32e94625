# SPDX-License-Identifier: GPL-2.0-or-later
"""How to classify: the values of the parameters that every classification has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext

from eurosat_plugin.core.classification import Options
from eurosat_plugin.core.classifier import TileClassifier, open_classifier
from eurosat_plugin.paths import model_path
from eurosat_plugin.processing import grid_parameters as names
from eurosat_plugin.processing.parameter_check import check_distinct, is_given
from eurosat_plugin.processing.summary_output import SummaryOutput


@dataclass(frozen=True)
class GridSettings:
    """The network, opened, how tiles are laid and judged, and what to write besides the grid.

    `probabilities` asks for ten more columns.
    """

    classifier: TileClassifier
    options: Options
    stride: int
    edge: str
    probabilities: bool
    summary: SummaryOutput


def read_settings(
    algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext
) -> GridSettings:
    """Read the parameters of :func:`~eurosat_plugin.processing.grid_parameters.grid_parameters` and open the network.

    :raises EuroSatError: when model or backend cannot be used, or outputs would overwrite each other.
    """
    check_distinct(parameters, (names.OUTPUT, names.STATISTICS, names.REPORT))
    chosen = algorithm.parameterAsFile(parameters, names.MODEL_FILE, context)
    bundled = model_path(algorithm.parameterAsEnumString(parameters, names.MODEL, context))
    backend = algorithm.parameterAsEnumString(parameters, names.BACKEND, context)
    classifier = open_classifier(Path(chosen) if chosen else bundled, backend)
    confidence = classifier.card.thresholds.confidence
    if is_given(parameters, names.MIN_CONFIDENCE):
        confidence = algorithm.parameterAsDouble(parameters, names.MIN_CONFIDENCE, context)
    return GridSettings(
        classifier,
        Options(confidence, algorithm.parameterAsBoolean(parameters, names.TTA, context)),
        int(algorithm.parameterAsEnumString(parameters, names.STRIDE, context)),
        algorithm.parameterAsEnumString(parameters, names.EDGE, context),
        algorithm.parameterAsBoolean(parameters, names.PROBABILITIES, context),
        SummaryOutput(algorithm, parameters, context, names.STATISTICS),
    )
