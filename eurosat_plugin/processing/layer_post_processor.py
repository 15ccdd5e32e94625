# SPDX-License-Identifier: GPL-2.0-or-later
"""The last step of an algorithm whose layer QGIS adds to the project."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from qgis.core import (
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
)


class LayerPostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Does `finish` to the layer when QGIS adds it to the project.

    The context holds no Python reference, and QGIS may drop the algorithm before it loads the layer: the processor
    keeps itself alive until its work is done.
    """

    _waiting: ClassVar[set[LayerPostProcessor]] = set()

    def __init__(self, finish: Callable[[Any], object]) -> None:
        super().__init__()
        self._finish = finish
        self._waiting.add(self)

    @classmethod
    def attach(cls, destination: str, context: QgsProcessingContext, finish: Callable[[Any], object]) -> None:
        """Let the layer `destination` be finished, if it is going to be loaded."""
        if context.willLoadLayerOnCompletion(destination):
            context.layerToLoadOnCompletionDetails(destination).setPostProcessor(cls(finish))

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        """Finish the layer; called by QGIS in the main thread."""
        self._waiting.discard(self)
        if layer.isValid():
            self._finish(layer)
