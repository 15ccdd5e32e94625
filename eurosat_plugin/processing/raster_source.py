# SPDX-License-Identifier: GPL-2.0-or-later
"""The image of ``eurosat:classifyraster``: opened from its parameters, checked and laid out in tiles."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import QgsFeedback, QgsRectangle, QgsReferencedRectangle

from eurosat_plugin.adapters.output.file_place import InputFile
from eurosat_plugin.adapters.raster.georeference import crs_of
from eurosat_plugin.adapters.raster.input_files import input_files, named_files
from eurosat_plugin.adapters.raster.layout import lay_out
from eurosat_plugin.adapters.raster.raster import Raster, open_raster
from eurosat_plugin.adapters.raster.scene import SceneRequest, prepare_scene
from eurosat_plugin.adapters.raster.tile_mask import tiles_inside
from eurosat_plugin.adapters.raster.tile_source import TileSource, scene_source
from eurosat_plugin.core.errors import EuroSatError, InputError
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.core.translation import number, tr
from eurosat_plugin.processing import classify_parameters as names
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.grid_settings import GridSettings


def check_raster(arguments: Arguments) -> tuple[InputFile, ...]:
    """Check all about the image that needs no pixels, and return its files.

    :raises InputError: when it cannot be classified.
    """
    raster = _open(arguments)
    try:
        lay_out(raster.layer, raster.name, _extent(arguments, raster), _given_extent(arguments))
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
        extent=_extent(arguments, raster),
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
    try:
        source = _inside_polygons(source, arguments)
    except EuroSatError:
        source.close()
        raise
    return replace(source, files=(*source.files, *_named_files(arguments)))


def _inside_polygons(source: TileSource, arguments: Arguments) -> TileSource:
    """Leave out the tiles that lie in none of the polygons of MASK, where there are some."""
    if not arguments.given(names.MASK):
        return source
    wanted = tiles_inside(arguments.polygons(names.MASK, crs_of(source.box)), source.box, source.grid)
    if not wanted.any():
        raise InputError(tr("No tile lies in the polygons of MASK; choose polygons on the image, or larger ones."))
    sentence = tr("Only tiles in the polygons are classified: {count} of {all}.")
    finding = sentence.format(count=number(int(wanted.sum())), all=number(len(source.grid)))
    account = replace(source.account, findings=(*source.account.findings, finding))
    return replace(source, wanted=wanted, account=account)


def _extent(arguments: Arguments, raster: Raster) -> QgsRectangle:
    """Return the extent to classify in the CRS of `raster`: as given, or around the polygons of MASK; null: all."""
    if arguments.given(names.EXTENT) or not arguments.given(names.MASK):
        return arguments.extent(names.EXTENT, raster.crs)
    around = QgsRectangle()
    for polygon in arguments.polygons(names.MASK, raster.crs):
        around.combineExtentWith(polygon.boundingBox())
    if around.isEmpty():
        raise InputError(tr("MASK holds no polygon; choose a layer that has some, or use more than its selection."))
    return around


def _named_files(arguments: Arguments) -> tuple[InputFile, ...]:
    return () if arguments.raster_layer(names.INPUT) else named_files(arguments.text(names.INPUT))


def _given_extent(arguments: Arguments) -> QgsReferencedRectangle:
    crs = arguments.extent_crs(names.EXTENT)
    return QgsReferencedRectangle(arguments.extent(names.EXTENT, crs), crs)


def _open(arguments: Arguments) -> Raster:
    layer = arguments.raster_layer(names.INPUT)
    return open_raster(layer, "" if layer else arguments.text(names.INPUT), arguments.integers(names.BANDS))
