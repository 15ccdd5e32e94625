# SPDX-License-Identifier: GPL-2.0-or-later
"""The main job: the algorithm run on one scene, its grid written to a GeoPackage and read back."""

from __future__ import annotations

import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorLayer,
)

ALGORITHM = "eurosat:classifyraster"


class DemoError(Exception):
    """Why there is no result, in a sentence."""


@dataclass
class Classification:
    """What one run gave: the styled grid, the algorithm's outputs and the seconds it took."""

    grid: QgsVectorLayer
    outputs: Mapping[str, Any]
    seconds: float


class TerminalFeedback(QgsProcessingFeedback):
    """Progress on a terminal's standard error; what goes wrong is kept, everything else is for the log."""

    def __init__(self) -> None:
        super().__init__(False)
        self.errors: list[str] = []
        self._visible = sys.stderr.isatty()
        self._shown = -1
        self.progressChanged.connect(self._show)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        """Keep `error`."""
        self.errors.append(error.strip())

    def _show(self, percent: float) -> None:
        if self._visible and int(percent) > self._shown:
            self._shown = int(percent)
            end = "\r" if percent < 100 else "\r\033[K"
            print(f"Classifying {self._shown:3} %", end=end, file=sys.stderr, flush=True)


def classify(source: str, destination: Path, level: str = "auto") -> Classification:
    """Classify the raster or product `source` into the GeoPackage `destination`; needs a QGIS session.

    `level` is a value of RADIOMETRY, where the caller knows it.

    :raises DemoError: with the algorithm's own sentence.
    """
    import processing

    feedback, context, project = TerminalFeedback(), QgsProcessingContext(), QgsProject()
    context.setProject(project)
    context.setFeedback(feedback)
    output = QgsProcessingOutputLayerDefinition(str(destination), project)
    parameters = {"INPUT": source, "RADIOMETRY": level, "OUTPUT": output}
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
    if algorithm is None:
        raise DemoError(f"There is no algorithm {ALGORITHM}.")
    accepted, reason = algorithm.checkParameterValues(parameters, context)
    if not accepted:
        raise DemoError(reason)
    started = time.monotonic()
    try:
        outputs = processing.run(algorithm, parameters, context=context, feedback=feedback)
    except QgsProcessingException as error:
        raise DemoError(str(error) or "; ".join(feedback.errors)) from error
    seconds = time.monotonic() - started
    grid = QgsVectorLayer(f"{destination}", "Land cover", "ogr")
    for details in context.layersToLoadOnCompletion().values():
        if details.postProcessor() is not None:
            details.postProcessor().postProcessLayer(grid, context, feedback)
    return Classification(grid, outputs, seconds)
