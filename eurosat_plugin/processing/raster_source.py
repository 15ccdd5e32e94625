# SPDX-License-Identifier: GPL-2.0-or-later
"""The image of ``eurosat:classifyraster``: opened from its parameters, checked and laid out in tiles."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import QgsFeedback, QgsReferencedRectangle

from eurosat_plugin.adapters.output.file_place import InputFile
from eurosat_plugin.adapters.raster.input_files import input_files, named_files
from eurosat_plugin.adapters.raster.layout import lay_out
from eurosat_plugin.adapters.raster.raster import Raster, open_raster
from eurosat_plugin.adapters.raster.scene import SceneRequest, prepare_scene
from eurosat_plugin.adapters.raster.tile_source import TileSource, scene_source
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.processing import classify_parameters as names
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.grid_settings import GridSettings


def check_raster(arguments: Arguments) -> tuple[InputFile, ...]:
    """Check all about the image that needs no pixels, and return its files.

    :raises InputError: when it cannot be classified.
    """
    raster = _open(arguments)
    try:
        extent = arguments.extent(names.EXTENT, raster.crs)
        lay_out(raster.layer, raster.name, extent, _given_extent(arguments))
        return (*input_files(raster.layer), *_named_files(arguments))
    finally:
        raster.close()


def raster_source(arguments: Arguments, settings: GridSettings, feedback: QgsFeedback) -> TileSource:
    """Open the image and decide how it is read.

    :raises InputError: when it cannot be classified.
    :raises Cancelled: as soon as `feedback` is cancelled; a source that is returned stops reading then.
    """
    raster = _open(arguments)
    request = SceneRequest(
        extent=arguments.extent(names.EXTENT, raster.crs),
        reading=Reading(
            arguments.choice(names.RADIOMETRY), arguments.number(names.OFFSET), arguments.number(names.SCALE)
        ),
        stride=settings.stride,
        edge=settings.edge,
        given=_given_extent(arguments),
    )
    try:
        source = scene_source(prepare_scene(raster, request, feedback), feedback)
    except EuroSatError:
        raster.close()
        raise
    return replace(source, files=(*source.files, *_named_files(arguments)))


def _named_files(arguments: Arguments) -> tuple[InputFile, ...]:
    return () if arguments.raster_layer(names.INPUT) else named_files(arguments.text(names.INPUT))


def _given_extent(arguments: Arguments) -> QgsReferencedRectangle:
    crs = arguments.extent_crs(names.EXTENT)
    return QgsReferencedRectangle(arguments.extent(names.EXTENT, crs), crs)


def _open(arguments: Arguments) -> Raster:
    layer = arguments.raster_layer(names.INPUT)
    return open_raster(layer, "" if layer else arguments.text(names.INPUT), arguments.integers(names.BANDS))
