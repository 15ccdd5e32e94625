# SPDX-License-Identifier: GPL-2.0-or-later
"""One way to run an algorithm on layers, as Processing does it."""

from __future__ import annotations

from typing import Any

from qgis.core import QgsApplication, QgsProcessingContext, QgsProject, QgsVectorLayer

from tests.processing.conftest import Log, Run


def run_algorithm(name: str, values: dict[str, Any], feedback: Log | None = None) -> Run:
    """Run ``eurosat:<name>``; layers among `values` come into the project, and ``OUTPUT`` is the layer of the run."""
    layers = [value for value in values.values() if isinstance(value, QgsVectorLayer)]
    QgsProject.instance().addMapLayers([layer for layer in layers if not QgsProject.instance().mapLayer(layer.id())])
    log, context = feedback or Log(), QgsProcessingContext()
    context.setProject(QgsProject.instance())
    context.setFeedback(log)
    given = {key: value.id() if isinstance(value, QgsVectorLayer) else value for key, value in values.items()}
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"eurosat:{name}")
    acceptable, sentence = algorithm.checkParameterValues(given, context)
    if not acceptable:
        log.reportError(sentence)
        return Run(False, {}, None, log, context)
    outputs, ok = algorithm.run(given, context, log)
    return Run(ok, outputs, taken(outputs.get("OUTPUT"), context) if ok else None, log, context)


def taken(identifier: Any, context: QgsProcessingContext) -> QgsVectorLayer | None:
    """Return the layer of an output."""
    if identifier is None:
        return None
    return context.takeResultLayer(identifier) or QgsVectorLayer(identifier, "output", "ogr")


def rows_of(layer: QgsVectorLayer) -> list[dict[str, Any]]:
    """Return the features as dictionaries."""
    return [dict(zip(layer.fields().names(), feature.attributes())) for feature in layer.getFeatures()]
