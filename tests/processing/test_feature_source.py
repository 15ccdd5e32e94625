# SPDX-License-Identifier: GPL-2.0-or-later
"""The layer that a source of features is read from, however the source is given."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsVectorLayer,
)

from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.feature_source import layer_of
from tests.grids import memory_grid


@pytest.mark.parametrize(
    "source",
    [
        lambda layer: layer,
        lambda layer: layer.id(),
        lambda layer: QgsProcessingFeatureSourceDefinition(layer.id(), True),
        lambda layer: QgsProcessingFeatureSourceDefinition(layer.id()),
    ],
    ids=["layer", "id", "selection", "definition"],
)
def test_the_layer_is_found(
    provider: object, qgis_new_project: None, source: Callable[[QgsVectorLayer], object]
) -> None:
    grid = memory_grid([{"class_key": "Forest"}])
    QgsProject.instance().addMapLayer(grid)
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classstatistics")

    assert layer_of(Arguments(algorithm, {"INPUT": source(grid)}, context), "INPUT") == grid
