# SPDX-License-Identifier: GPL-2.0-or-later
"""A raster on a server with the pixels of a place fetched: from there on it is a file on the disk."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from osgeo import gdal
from qgis.core import (
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsFeedback,
    QgsProcessingUtils,
    QgsRectangle,
    QgsReferencedRectangle,
)

from eurosat_plugin.adapters.output.file_place import check_room
from eurosat_plugin.adapters.raster.band_names import vrt_sources, vrt_text
from eurosat_plugin.adapters.raster.band_stack import stack_bands
from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.adapters.raster.declared_nodata import alpha_band
from eurosat_plugin.adapters.raster.fetching import Order
from eurosat_plugin.adapters.raster.file_part import FilePart, part_of
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.adapters.raster.georeference import bounds_of, crs_of, rectangle_of
from eurosat_plugin.adapters.raster.large_download import refuse_unasked
from eurosat_plugin.adapters.raster.layout import lay_out
from eurosat_plugin.adapters.raster.raster import ExtraBand, Raster, open_stacked
from eurosat_plugin.adapters.raster.remote_copy import Progress, copy_parts
from eurosat_plugin.adapters.raster.remote_files import READING, options_here
from eurosat_plugin.adapters.raster.remote_reading import RemoteFile, Wait
from eurosat_plugin.adapters.raster.virtual_raster import attach_folder, new_virtual, remove_virtual
from eurosat_plugin.core.errors import EuroSatError, InputError
from eurosat_plugin.core.tiles.geobox import Bounds

_REACH = 4
"""Pixels around a place that resampling needs."""

_COMPUTED = ("<ScaleRatio>", "<LUT>", "<KernelFilteredSource", "subClass=", "<PixelFunctionType>")
"""In the text of a virtual raster whose numbers are not those of its files."""


def is_fetchable(raster: Raster) -> bool:
    """Tell whether `raster` is on a server, and a copy of a part of its bands says the same."""
    return raster.file.remote and not raster.file.tilted and alpha_band(raster.layer, raster.numbers) is None


def fetch_raster(
    raster: Raster,
    extent: QgsRectangle,
    given: QgsReferencedRectangle | None,
    feedback: QgsFeedback,
    wait: Wait,
    progress: Progress,
) -> Raster:
    """Return `raster` with what is needed for `extent` (in its CRS; null: all) on the disk; it is closed in exchange.

    :raises InputError: when a server does not give the pixels, or nothing of the raster lies there.
    :raises Cancelled: as soon as `feedback` is cancelled. In both cases `raster` is left to the caller.
    """
    extra = (band.number for band in (raster.scene_classes, raster.infrared) if band is not None)
    numbers = list(dict.fromkeys((*raster.numbers, *extra)))
    folder = Path(tempfile.mkdtemp(prefix="eurosat-", dir=QgsProcessingUtils.tempFolder()))
    try:
        parts = _plan(raster, numbers, _ground(raster, extent, given), feedback, wait)
        if extent.isNull():
            refuse_unasked(raster.title, parts)
        check_room({folder: sum(part.bytes_written for part in parts)})
        copies = copy_parts([Order(part, part.uri, READING) for part in parts], folder, feedback, progress)
        return _open(raster, numbers, copies, folder)
    except EuroSatError:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def _ground(raster: Raster, extent: QgsRectangle, given: QgsReferencedRectangle | None) -> Bounds | None:
    """Return the place that is read, in the raster's CRS."""
    layout = lay_out(raster.layer, raster.name, extent, given, raster.file.tilted)
    if not layout.resampled:
        return layout.box.ground
    transform = QgsCoordinateTransform(crs_of(layout.box), raster.crs, QgsCoordinateTransformContext())
    try:
        place = transform.transformBoundingBox(rectangle_of(layout.box.ground))
    except QgsCsException:
        return None
    place.grow(_REACH * max(raster.box.dx, raster.box.dy))
    return bounds_of(place)


def _plan(
    raster: Raster, numbers: Sequence[int], ground: Bounds | None, feedback: QgsFeedback, wait: Wait
) -> list[FilePart]:
    """Return what is read of each file, in the order of `numbers`; of a file with all bands once."""
    files = _file_of_each_band(raster)
    wanted: list[tuple[str, Sequence[int]]] = [(raster.layer.source(), numbers)]
    if files:
        wanted = [(files[number - 1], (1,)) for number in numbers]
    parts = []
    with options_here(READING):
        for uri, bands in wanted:
            file = RemoteFile(uri, wait)
            dataset = file.open()
            if dataset is None:
                stop_if_cancelled(feedback)
                raise file.failure()
            part = part_of(uri, dataset, bands, ground)
            if part is None:
                raise file.failure()
            parts.append(part)
    return parts


def _file_of_each_band(raster: Raster) -> list[str]:
    """Return the files of the bands of a plain stack; empty for any other raster, which is read as it is."""
    dataset = raster.file.dataset
    if not raster.file.made_of_files or dataset is None:
        return []
    text = vrt_text(dataset)
    sources = list(vrt_sources(dataset, text, raster.file.files))
    if any(mark in text for mark in _COMPUTED) or len(sources) != raster.file.band_count:
        return []
    return sources


def _open(raster: Raster, numbers: Sequence[int], copies: Sequence[str], folder: Path) -> Raster:
    named: Mapping[str, str] = {str(number): copy for number, copy in zip(numbers, copies)}
    virtual = stack_bands(raster.name, named) if len(copies) == len(numbers) else _whole(raster, copies[0])
    attach_folder(virtual, folder)
    place = {number: index for index, number in enumerate(numbers, 1)}
    red, green, blue = (place[number] for number in raster.numbers)
    try:
        opened = open_stacked(virtual, raster.name, raster.source, (red, green, blue))
    except InputError:
        remove_virtual(virtual)
        raise
    raster.close()
    classes, infrared = (
        None if band is None else ExtraBand(opened.layer, place[band.number])
        for band in (raster.scene_classes, raster.infrared)
    )
    return replace(
        opened,
        bands=raster.bands,
        product=raster.product,
        acquisition=raster.acquisition,
        missing=raster.missing,
        scene_classes=classes,
        infrared=infrared,
        warped=(red, green, blue),
    )


def _whole(raster: Raster, copy: str) -> str:
    """Return a virtual raster with all bands of the file `copy`."""
    virtual = new_virtual(raster.name)
    call_gdal(gdal.Translate, virtual, copy, format="VRT")
    return virtual
