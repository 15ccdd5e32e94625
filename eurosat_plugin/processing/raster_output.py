# SPDX-License-Identifier: GPL-2.0-or-later
"""A raster file that a run writes, aside until it is whole, and that QGIS may load."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingUtils,
    QgsRasterLayer,
)

from eurosat_plugin.adapters.output.file_place import FilePlace
from eurosat_plugin.adapters.output.staged_file import StagedFile
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.layer_post_processor import LayerPostProcessor

ENDINGS = (".tif", ".tiff")


class RasterOutput:
    """The GeoTIFF of the parameter `name`; `style` is called for the layer when QGIS loads it.

    :raises InputError: when it is to be another format.
    """

    def __init__(self, arguments: Arguments, name: str, style: Callable[[QgsRasterLayer], object]) -> None:
        self._arguments, self._name, self._style = arguments, name, style
        place = FilePlace.of(name, arguments.output_file(name))
        if Path(place.given).suffix.lower() not in ENDINGS:
            raise InputError(
                tr("{output} cannot be written to {path}: it is a GeoTIFF; give it the ending .tif.").format(
                    output=name, path=place.given
                )
            )
        self.staged = StagedFile(place)

    def register(self) -> None:
        """Let QGIS load the raster from its place, where that was asked for."""
        value = self._arguments.parameters.get(self._name)
        if not isinstance(value, QgsProcessingOutputLayerDefinition) or value.destinationProject is None:
            return
        context, path = self._arguments.context, self.staged.place.given
        title = value.destinationName or self._arguments.algorithm.parameterDefinition(self._name).description()
        hint = QgsProcessingUtils.LayerHint.Raster
        details = QgsProcessingContext.LayerDetails(title, value.destinationProject, self._name, hint)
        context.addLayerToLoadOnCompletion(path, details)
        LayerPostProcessor.attach(path, context, self._style)
