# SPDX-License-Identifier: GPL-2.0-or-later
"""The files of layers that say where to work: an extent may be that of a layer, and polygons lie in one."""

from __future__ import annotations

import os
from typing import Any

from qgis.core import QgsMapLayer, QgsProcessingFeatureSourceDefinition, QgsProcessingUtils, QgsProperty

from eurosat_plugin.adapters.output.file_place import InputFile
from eurosat_plugin.adapters.raster.input_files import input_files
from eurosat_plugin.processing.arguments import Arguments


def extent_files(arguments: Arguments, name: str) -> tuple[InputFile, ...]:
    """Return the files of the layer whose extent the parameter `name` is, none where it is given by its corners.

    For the thread where layers live.
    """
    layer = _extent_layer(arguments, name) if arguments.given(name) else None
    return () if layer is None else input_files(layer, in_no_time=True)  # of a mosaic none is opened for its extent


def _extent_layer(arguments: Arguments, name: str) -> QgsMapLayer | None:
    value: Any = arguments.value(name)
    if isinstance(value, QgsProcessingFeatureSourceDefinition):
        value = value.source
    if isinstance(value, QgsProperty):
        value, _ = value.valueAsString(arguments.context.expressionContext(), "")
    if isinstance(value, QgsMapLayer):
        return value
    if not isinstance(value, str) or not value:
        return None
    # What is a file QGIS has loaded to learn its extent; of other texts, such as four numbers, it knows by now.
    is_file = value.startswith("/vsi") or os.path.exists(value.partition("|")[0])
    return QgsProcessingUtils.mapLayerFromString(value, arguments.context, is_file)
