# SPDX-License-Identifier: GPL-2.0-or-later
"""The image of ``eurosat:classifyraster``: opened from its parameters, checked and laid out in tiles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from qgis.core import QgsProcessingAlgorithm, QgsProcessingContext, QgsReferencedRectangle

from eurosat_plugin.adapters.raster import Raster, open_raster
from eurosat_plugin.adapters.scene import Wish, locate, prepare_scene
from eurosat_plugin.adapters.tile_source import TileSource, scene_source
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.processing import classify_parameters as names
from eurosat_plugin.processing.grid_settings import GridSettings
from eurosat_plugin.processing.parameter_check import is_given


def check_raster(
    algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext
) -> None:
    """Check all about the image that needs no pixels; :raises InputError: when it cannot be classified."""
    raster = _open(algorithm, parameters, context)
    try:
        locate(raster, algorithm.parameterAsExtent(parameters, names.EXTENT, context, raster.crs))
    finally:
        raster.close()


def raster_source(
    algorithm: QgsProcessingAlgorithm,
    parameters: Mapping[str, Any],
    context: QgsProcessingContext,
    settings: GridSettings,
) -> TileSource:
    """Open the image and decide how it is read; :raises InputError: when it cannot be classified."""
    raster = _open(algorithm, parameters, context)
    offset = algorithm.parameterAsDouble(parameters, names.OFFSET, context)
    wish = Wish(
        extent=algorithm.parameterAsExtent(parameters, names.EXTENT, context, raster.crs),
        radiometry=algorithm.parameterAsEnumString(parameters, names.RADIOMETRY, context),
        offset=offset if is_given(parameters, names.OFFSET) else None,
        stride=settings.stride,
        edge=settings.edge,
        given=_given_extent(algorithm, parameters, context),
    )
    try:
        return scene_source(prepare_scene(raster, wish))
    except EuroSatError:
        raster.close()
        raise


def _given_extent(
    algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext
) -> QgsReferencedRectangle:
    crs = algorithm.parameterAsExtentCrs(parameters, names.EXTENT, context)
    return QgsReferencedRectangle(algorithm.parameterAsExtent(parameters, names.EXTENT, context, crs), crs)


def _open(algorithm: QgsProcessingAlgorithm, parameters: Mapping[str, Any], context: QgsProcessingContext) -> Raster:
    layer = algorithm.parameterAsRasterLayer(parameters, names.INPUT, context)
    text = "" if layer else algorithm.parameterAsString(parameters, names.INPUT, context)
    return open_raster(layer, text, algorithm.parameterAsInts(parameters, names.BANDS, context))
