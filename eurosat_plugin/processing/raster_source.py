# SPDX-License-Identifier: GPL-2.0-or-later
"""The image of ``eurosat:classifyraster``: opened from its parameters, checked and laid out in tiles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from qgis.core import QgsFeedback, QgsGeometry, QgsProcessingFeedback

from eurosat_plugin.adapters.output.file_place import InputFile
from eurosat_plugin.adapters.raster.band_names import is_long_virtual
from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.adapters.raster.fetched_raster import fetch_raster, is_fetchable
from eurosat_plugin.adapters.raster.georeference import crs_of
from eurosat_plugin.adapters.raster.input_files import files_of, named_files
from eurosat_plugin.adapters.raster.layer_copy import NamedImage
from eurosat_plugin.adapters.raster.layout import lay_out
from eurosat_plugin.adapters.raster.look import Look
from eurosat_plugin.adapters.raster.raster import Raster, open_image
from eurosat_plugin.adapters.raster.scene import SceneRequest, prepare_scene
from eurosat_plugin.adapters.raster.tile_mask import tiles_inside
from eurosat_plugin.adapters.raster.tile_source import TileSource, scene_source
from eurosat_plugin.adapters.web.retries import stopped_by
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.network.model_card import GREY, ModelCard
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from eurosat_plugin.core.translation import number, tr
from eurosat_plugin.processing import classify_parameters as names
from eurosat_plugin.processing.arguments import Arguments
from eurosat_plugin.processing.catalogue_source import check_scene, open_scene, scene_named, told_to
from eurosat_plugin.processing.grid_settings import GridSettings, own_card
from eurosat_plugin.processing.place import Place

LOOK_PERCENT = 3.0
"""Per cent of a run's progress that opening the image and the look at its values are: few blocks of all."""


@dataclass(frozen=True)
class ImageRequest:
    """What INPUT, EXTENT and MASK name: looked up where layers live, so that the run looks nothing up.

    `scene` is empty where the image is none of a catalogue.
    """

    scene: str
    image: NamedImage
    place: Place

    @classmethod
    def of(cls, arguments: Arguments) -> ImageRequest:
        """Look them up; no image is opened yet. :raises InputError: when there is no such layer."""
        scene = scene_named(arguments)
        layer = None if scene else arguments.raster_layer(names.INPUT)
        text = scene or ("" if layer else arguments.text(names.INPUT))
        return cls(scene, NamedImage.of(layer, text), Place.of(arguments, names.EXTENT, names.MASK))

    @property
    def files(self) -> tuple[InputFile, ...]:
        """Files that are named, metadata of the product that one of them belongs to, and those of extent and mask."""
        return (*named_files(self.image.text), *self.place.files)


def check_raster(arguments: Arguments) -> tuple[InputFile, ...]:
    """Check all about the image that needs no pixels and takes no time, and return its files.

    A virtual raster of thousands of files is opened by the run alone, which can be cancelled meanwhile.

    :raises InputError: when it cannot be classified.
    """
    request = ImageRequest.of(arguments)
    if request.scene:
        check_scene(request.scene)
        return request.files
    if is_long_virtual(request.image.uri):
        return (*files_of(request.image.uri, ()), *request.files)
    raster, card = _open(arguments, request.image), own_card(arguments)
    try:
        place, tile = request.place, TILE_SIZE if card is None else card.tile_size
        lay_out(raster.layer, raster.name, place.extent_in(raster.crs), place.given, raster.file.tilted, tile)
        return (*files_of(raster.file.source, raster.file.files), *request.files)
    finally:
        raster.close()


def raster_source(
    arguments: Arguments, request: ImageRequest, settings: GridSettings, feedback: QgsProcessingFeedback
) -> TileSource:
    """Open the image of `request` and decide how it is read; what is on a server is fetched.

    :raises InputError: when it cannot be classified.
    :raises Cancelled: as soon as `feedback` is cancelled; a source that is returned stops reading then.
    """
    card, place = settings.classifier.card, request.place
    if request.scene:
        _refuse_to_fetch(card)
        raster, origin = open_scene(arguments, request.scene, place, feedback)
    else:
        raster, origin = _open(arguments, request.image, feedback), None
    try:
        extent = place.extent_in(raster.crs)
        if origin is None and is_fetchable(raster):
            _refuse_to_fetch(card)
            wait, told = stopped_by(feedback), told_to(feedback)
            raster = fetch_raster(raster, extent, place.given, feedback, wait, told)
        asked = SceneRequest(
            extent=extent,
            reading=Reading(
                arguments.choice(names.RADIOMETRY), arguments.number(names.OFFSET), arguments.number(names.SCALE)
            ),
            stride=settings.stride,
            edge=settings.edge,
            tile=card.tile_size,
            eurosat=card.scheme.is_eurosat,
            given=place.given,
        )
        feedback.setProgressText(tr("Looking at the values of the image…"))
        look = Look(feedback, lambda share: feedback.setProgress(LOOK_PERCENT * share))
        source = scene_source(prepare_scene(raster, asked, look), feedback)
    except Exception:
        raster.close()
        raise
    try:
        if card.values != GREY and not source.radiometry.stretch:
            raise InputError(
                tr(
                    "The model needs reflectance, and the image is read as colours as displayed, which have none; "
                    "choose an image of Sentinel-2's bands, or a model for pictures."
                )
            )
        source = _inside_polygons(source, place, feedback)
    except Exception:
        source.close()
        raise
    source = replace(source, files=(*source.files, *request.files))
    return source if origin is None else origin.mark(source)


def _refuse_to_fetch(card: ModelCard) -> None:
    if card.further_bands or card.tile_size > TILE_SIZE:
        raise InputError(
            tr(
                "Of images on a server only red, green and blue for tiles of up to 64 pixels are fetched, and the "
                "model needs {bands} in tiles of {size}; download the image, and classify the file."
            ).format(bands=", ".join(card.bands), size=card.tile_size)
        )


def _inside_polygons(source: TileSource, place: Place, feedback: QgsFeedback) -> TileSource:
    """Leave out the tiles that lie in none of the polygons of MASK, where there are some."""
    if place.polygons is None:
        return source
    polygons = _until_cancelled(place.polygons_in(crs_of(source.box)), feedback)
    wanted = tiles_inside(polygons, source.box, source.grid)
    if not wanted.any():
        raise InputError(tr("No tile lies in the polygons of MASK; choose polygons on the image, or larger ones."))
    sentence = tr("Only tiles in the polygons are classified: {count} of {all}.")
    finding = sentence.format(count=number(int(wanted.sum())), all=number(len(source.grid)))
    return replace(source.with_finding(finding), wanted=wanted)


def _until_cancelled(polygons: Iterator[QgsGeometry], feedback: QgsFeedback) -> Iterator[QgsGeometry]:
    for polygon in polygons:
        stop_if_cancelled(feedback)
        yield polygon


def _further_bands(arguments: Arguments) -> tuple[str, ...]:
    """Return which bands beside red, green and blue the model asks for."""
    card = own_card(arguments)
    return () if card is None else card.further_bands


def _open(arguments: Arguments, image: NamedImage, feedback: QgsFeedback | None = None) -> Raster:
    return open_image(image, names.picked_bands(arguments), feedback, _further_bands(arguments))
