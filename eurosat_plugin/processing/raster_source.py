# SPDX-License-Identifier: GPL-2.0-or-later
"""The image of ``eurosat:classifyraster``: opened from its parameters, checked and laid out in tiles."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import QgsFeedback, QgsRectangle, QgsReferencedRectangle

from eurosat_plugin.adapters.catalogue.answers import stopped_by
from eurosat_plugin.adapters.output.file_place import InputFile
from eurosat_plugin.adapters.raster.fetched_raster import fetch_raster, is_fetchable
from eurosat_plugin.adapters.raster.georeference import crs_of
from eurosat_plugin.adapters.raster.input_files import files_of, named_files
from eurosat_plugin.adapters.raster.layout import lay_out
from eurosat_plugin.adapters.raster.raster import Raster, open_raster
from eurosat_plugin.adapters.raster.scene import SceneRequest, prepare_scene
from eurosat_plugin.adapters.raster.tile_mask import tiles_inside
from eurosat_plugin.adapters.raster.tile_source import TileSource, scene_source
from eurosat_plugin.core.errors import EuroSatError, InputError
from eurosat_plugin.core.network.model_card import GREY, ModelCard
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from eurosat_plugin.core.translation import number, tr
from eurosat_plugin.processing import classify_parameters as names
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.catalogue_source import check_scene, open_scene, scene_named, told_to
from eurosat_plugin.processing.grid_settings import GridSettings, own_card


def check_raster(arguments: Arguments) -> tuple[InputFile, ...]:
    """Check all about the image that needs no pixels, and return its files.

    :raises InputError: when it cannot be classified.
    """
    scene = scene_named(arguments)
    if scene:
        check_scene(scene)
        return named_files(scene)
    raster, card = _open(arguments), own_card(arguments)
    try:
        extent = arguments.extent_or_mask(names.EXTENT, names.MASK, raster.crs)
        tile = TILE_SIZE if card is None else card.tile_size
        lay_out(raster.layer, raster.name, extent, _given_extent(arguments), raster.file.tilted, tile)
        return (*files_of(raster.file.source, raster.file.files), *_named_files(arguments))
    finally:
        raster.close()


def open_source(arguments: Arguments, feedback: QgsFeedback) -> Raster | None:
    """Open the image in the main thread, where layers live; None for a scene, of which nothing is open before.

    :raises InputError: when it cannot be classified.
    :raises Cancelled: when `feedback` is cancelled.
    """
    return None if scene_named(arguments) else _open(arguments, feedback)


def raster_source(
    arguments: Arguments, settings: GridSettings, feedback: QgsFeedback, opened: Raster | None
) -> TileSource:
    """Decide how the image is read that :func:`open_source` has `opened`; what is on a server is fetched.

    :raises InputError: when it cannot be classified.
    :raises Cancelled: as soon as `feedback` is cancelled; a source that is returned stops reading then.
    """
    scene, card = scene_named(arguments), settings.classifier.card
    if opened is None or is_fetchable(opened):
        _refuse_to_fetch(card)
    raster, origin = (opened, None) if opened is not None else open_scene(arguments, scene, feedback)
    extent = arguments.extent_or_mask(names.EXTENT, names.MASK, raster.crs)
    if opened is not None and is_fetchable(opened):
        raster = _fetch(opened, extent, arguments, feedback)
    request = SceneRequest(
        extent=extent,
        reading=Reading(
            arguments.choice(names.RADIOMETRY), arguments.number(names.OFFSET), arguments.number(names.SCALE)
        ),
        stride=settings.stride,
        edge=settings.edge,
        tile=card.tile_size,
        eurosat=card.scheme.is_eurosat,
        given=_given_extent(arguments),
    )
    try:
        source = scene_source(prepare_scene(raster, request, feedback), feedback)
        if card.values != GREY and not source.radiometry.stretch:
            source.close()
            raise InputError(
                tr(
                    "The model needs reflectance, and the image is read as colours as displayed, which have none; "
                    "choose an image of Sentinel-2's bands, or a model for pictures."
                )
            )
    except EuroSatError:
        raster.close()
        raise
    try:
        source = _inside_polygons(source, arguments)
    except EuroSatError:
        source.close()
        raise
    if origin is not None:
        return origin.mark(source)
    return replace(source, files=(*source.files, *_named_files(arguments)))


def _refuse_to_fetch(card: ModelCard) -> None:
    if card.further_bands or card.tile_size > TILE_SIZE:
        raise InputError(
            tr(
                "Of images on a server only red, green and blue for tiles of up to 64 pixels are fetched, and the "
                "model needs {bands} in tiles of {size}; download the image, and classify the file."
            ).format(bands=", ".join(card.bands), size=card.tile_size)
        )


def _fetch(raster: Raster, extent: QgsRectangle, arguments: Arguments, feedback: QgsFeedback) -> Raster:
    given = _given_extent(arguments)
    try:
        return fetch_raster(raster, extent, given, feedback, stopped_by(feedback), told_to(feedback))
    except EuroSatError:
        raster.close()
        raise


def _inside_polygons(source: TileSource, arguments: Arguments) -> TileSource:
    """Leave out the tiles that lie in none of the polygons of MASK, where there are some."""
    if not arguments.given(names.MASK):
        return source
    wanted = tiles_inside(arguments.polygons(names.MASK, crs_of(source.box)), source.box, source.grid)
    if not wanted.any():
        raise InputError(tr("No tile lies in the polygons of MASK; choose polygons on the image, or larger ones."))
    sentence = tr("Only tiles in the polygons are classified: {count} of {all}.")
    finding = sentence.format(count=number(int(wanted.sum())), all=number(len(source.grid)))
    return replace(source.with_finding(finding), wanted=wanted)


def _named_files(arguments: Arguments) -> tuple[InputFile, ...]:
    return () if arguments.raster_layer(names.INPUT) else named_files(arguments.text(names.INPUT))


def _given_extent(arguments: Arguments) -> QgsReferencedRectangle:
    crs = arguments.extent_crs(names.EXTENT)
    return QgsReferencedRectangle(arguments.extent(names.EXTENT, crs), crs)


def _further_bands(arguments: Arguments) -> tuple[str, ...]:
    """Return which bands beside red, green and blue the model asks for."""
    card = own_card(arguments)
    return () if card is None else card.further_bands


def _open(arguments: Arguments, feedback: QgsFeedback | None = None) -> Raster:
    layer = arguments.raster_layer(names.INPUT)
    text = "" if layer else arguments.text(names.INPUT)
    return open_raster(layer, text, arguments.integers(names.BANDS), feedback, _further_bands(arguments))
