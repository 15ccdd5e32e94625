# SPDX-License-Identifier: GPL-2.0-or-later
"""Scenes of a catalogue as a raster: found by addresses or in a file, the pixels of a place fetched."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsFeedback, QgsProcessingUtils, QgsRectangle

from eurosat_plugin.adapters.catalogue.answers import CatalogueError, ask
from eurosat_plugin.adapters.catalogue.item_access import SceneAccess, sign_in_at
from eurosat_plugin.adapters.output.file_place import check_room
from eurosat_plugin.adapters.raster.band_stack import stack_bands
from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.adapters.raster.fetching import Order
from eurosat_plugin.adapters.raster.file_part import FilePart, part_of
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, last_error, open_raster_file
from eurosat_plugin.adapters.raster.georeference import bounds_of
from eurosat_plugin.adapters.raster.large_download import refuse_unasked
from eurosat_plugin.adapters.raster.layout import outside
from eurosat_plugin.adapters.raster.raster import Raster, open_stacked
from eurosat_plugin.adapters.raster.remote_copy import Progress, copy_parts
from eurosat_plugin.adapters.raster.remote_files import options_here
from eurosat_plugin.adapters.raster.remote_reading import RemoteFile
from eurosat_plugin.adapters.raster.virtual_raster import attach_folder, remove_virtual
from eurosat_plugin.adapters.web.retries import stopped_by
from eurosat_plugin.core.catalogue.addresses import is_web
from eurosat_plugin.core.catalogue.scene_item import SceneItem, parse_item
from eurosat_plugin.core.errors import EuroSatError, InputError
from eurosat_plugin.core.product.acquisition import Acquisition
from eurosat_plugin.core.product.bands import spoken_bands
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.tiles.geobox import Bounds
from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from eurosat_plugin.core.translation import tr

LARGEST_FILE = 50_000_000


ExtentIn = Callable[[QgsCoordinateReferenceSystem], QgsRectangle]
"""Returns a place in some reference system, null for everywhere."""


def read_items(text: str, feedback: QgsFeedback, authcfg: str = "") -> list[SceneItem]:
    """Return the items that `text` names: by their addresses, or as a file with one or a collection of them.

    :raises InputError: when there is none, or one of something else than Sentinel-2's images.
    """
    if is_web(text):
        answers = ((address, ask(address, feedback, sign_in_at(address, authcfg))) for address in text.split())
        items = [parse_item(answer, address) for address, answer in answers]
    else:
        document = _read(Path(text))
        features = document.get("features") if isinstance(document, dict) else None
        items = [parse_item(found, text) for found in (features if isinstance(features, list) else [document])]
    if not items:
        raise CatalogueError(tr("{path} describes no scene.").format(path=text))
    for item in items:
        if item.missing:
            sentence = tr("The scene {name} has no file of {bands}; choose another scene.")
            raise InputError(sentence.format(name=item.id, bands=spoken_bands(item.missing)))
    return items


def copy_items(
    items: Sequence[SceneItem],
    extent_in: ExtentIn,
    picked: Sequence[int],
    feedback: QgsFeedback,
    progress: Progress,
    authcfg: str = "",
) -> Raster:
    """Fetch the pixels of `items`, which go together, in an extent; open them as one raster with what is known of it.

    :raises InputError: when there are none, or they cannot be read.
    :raises Cancelled: as soon as `feedback` is cancelled.
    """
    folder = Path(tempfile.mkdtemp(prefix="eurosat-", dir=QgsProcessingUtils.tempFolder()))
    try:
        orders: list[tuple[str, Order]] = []
        for item in items:
            orders += _orders(item, SceneAccess(item, feedback, authcfg), extent_in, feedback)
        if not orders:
            raise outside(items[0].title)
        parts = [order.part for _, order in orders]
        if extent_in(QgsCoordinateReferenceSystem.fromWkt(parts[0].box.crs)).isNull():
            refuse_unasked(items[0].title, parts)
        check_room({folder: sum(part.bytes_written for part in parts)})
        copies = copy_parts([order for _, order in orders], folder, feedback, progress)
        return _open(items, _mosaics([band for band, _ in orders], copies, folder), folder, picked)
    except EuroSatError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _orders(
    item: SceneItem, access: SceneAccess, extent_in: ExtentIn, feedback: QgsFeedback
) -> list[tuple[str, Order]]:
    """Return what is to be fetched of `item`, with its bands."""
    opened = access.current
    parts = _plan(opened.files, extent_in, opened.options, feedback)
    return [
        (band, Order(part, f"{item.address} {item.bands[band]}", opened.options, partial(access.renew, band)))
        for band, part in parts.items()
    ]


def _plan(
    files: Mapping[str, str], extent_in: ExtentIn, options: Mapping[str, str], feedback: QgsFeedback
) -> dict[str, FilePart]:
    """Return what is read of the file of each band, nothing where none of it lies in the extent.

    A file that only checks need may be missing.
    """
    parts: dict[str, FilePart] = {}
    ground: Bounds | None = None
    with options_here(options):
        for band, uri in sorted(files.items(), key=lambda pair: pair[0] not in RGB_BANDS):
            file = RemoteFile(uri, stopped_by(feedback))
            dataset = file.open()
            if dataset is None:
                stop_if_cancelled(feedback)
                if band in RGB_BANDS:
                    raise file.failure()
                continue
            if not parts:
                extent = extent_in(QgsCoordinateReferenceSystem.fromWkt(dataset.GetProjection()))
                ground = None if extent.isNull() else bounds_of(extent)
            part = part_of(uri, dataset, (1,), ground)
            if part is None:
                return {}
            if not parts:
                # What the others are read for.
                touched = part.box.area if ground is None else part.box.window(ground).intersection(part.box.area)
                ground = part.box.rectangle(touched.grow_to(TILE_SIZE, part.box.area))
            parts[band] = part
    return parts


def _mosaics(bands: Sequence[str], copies: Sequence[str], folder: Path) -> dict[str, str]:
    """Return one file for each band; several copies of a band become a virtual raster, in which 0 hides nothing.

    The first is on top.
    """
    files: dict[str, str] = {}
    for band in dict.fromkeys(bands):
        of_band = [copy for named, copy in zip(bands, copies) if named == band]
        files[band] = of_band[0]
        if len(of_band) > 1:
            files[band] = str(folder / f"{band}.vrt")
            mosaic = call_gdal(gdal.BuildVRT, files[band], of_band[::-1], srcNodata="0", VRTNodata="0")
            if mosaic is None:
                raise CatalogueError(tr("The scenes cannot be put together ({reason}).").format(reason=last_error()))
            mosaic.FlushCache()
    return files


def _open(items: Sequence[SceneItem], files: Mapping[str, str], folder: Path, picked: Sequence[int]) -> Raster:
    first, more = items[0], len(items) - 1
    name = f"{first.id} +{more}" if more else first.id
    virtual = stack_bands(name, files)
    attach_folder(virtual, folder)
    dataset = open_raster_file(virtual, update=True)
    for key, text in first.tags.items():
        call_gdal(dataset.SetMetadataItem, key, text)
    dataset = None  # writes the file
    try:
        raster = open_stacked(virtual, name, " ".join(dict.fromkeys(item.address for item in items)), picked)
    except InputError:
        remove_virtual(virtual)
        raise
    acquired = raster.acquisition
    tile = "" if more else first.tile
    return replace(
        raster, acquisition=Acquisition(first.date or acquired.date, tile or acquired.tile, acquired.product)
    )


def _read(path: Path) -> object:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise CatalogueError(tr("{path} is too large to describe a scene.").format(path=path))
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else tr("it is no JSON")
        raise CatalogueError(tr("{path} cannot be read ({reason}).").format(path=path, reason=reason)) from None
