# SPDX-License-Identifier: GPL-2.0-or-later
"""The last step of a classification whose layer is added to the project: its style and provenance."""

from __future__ import annotations

from typing import ClassVar

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.grid_style import style_grid
from eurosat_plugin.adapters.provenance import Provenance, describe_layer


class GridStyler(QgsProcessingLayerPostProcessorInterface):
    """Styles and describes the layer when QGIS adds it to the project.

    The context holds no Python reference, and QGIS may drop the algorithm before it loads the layer: the styler
    keeps itself alive until its work is done.
    """

    _waiting: ClassVar[set[GridStyler]] = set()

    def __init__(self, provenance: Provenance) -> None:
        super().__init__()
        self._provenance = provenance
        self._waiting.add(self)

    def postProcessLayer(
        self, layer: QgsVectorLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Give the layer its class colours and its provenance."""
        self._waiting.discard(self)
        if layer.isValid():
            style_grid(layer)
            describe_layer(layer, self._provenance)
