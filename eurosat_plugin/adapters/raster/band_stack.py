# SPDX-License-Identifier: GPL-2.0-or-later
"""Files of single bands as one virtual raster."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from osgeo import gdal

from eurosat_plugin.adapters.raster.file_part import file_box
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, last_error, open_raster_file, text_of
from eurosat_plugin.adapters.raster.remote_files import is_remote
from eurosat_plugin.adapters.raster.virtual_raster import new_virtual, remove_virtual
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.band_words import band_of, only_count
from eurosat_plugin.core.spectral_bands import WAVELENGTHS
from eurosat_plugin.core.translation import tr


def stack_bands(title: str, chosen: Mapping[str, str], name: str = "") -> str:
    """Stack the files `chosen` (by band) into a virtual raster in memory, called `name` if given; return its path.

    :raises InputError: when they do not fit together.
    """
    name = name or new_virtual(title)
    options = {"separate": True, "resolution": "highest", "resampleAlg": "nearest", "outputBounds": _bounds(chosen)}
    dataset = call_gdal(gdal.BuildVRT, name, list(chosen.values()), **options)
    if dataset is None or dataset.RasterCount != len(chosen):
        remove_virtual(name)
        raise InputError(
            tr("The bands of the product {title} cannot be read together ({reason}).").format(
                title=title, reason=last_error()
            )
        )
    for number, band in enumerate(chosen, 1):
        dataset.GetRasterBand(number).SetDescription(band)
    dataset = None  # writes the file
    try:
        _refuse_contradiction(chosen)
    except InputError:
        remove_virtual(name)
        raise
    return name


def _refuse_contradiction(chosen: Mapping[str, str]) -> None:
    """Stop where a file calls its band otherwise than its own name does; files of servers are not asked.

    :raises InputError: when one does.
    """
    for band, uri in chosen.items():
        dataset = None if is_remote(uri) else open_raster_file(uri)
        described = text_of(dataset.GetRasterBand(1).GetDescription()) if dataset is not None else ""
        told = None if only_count([described]) else band_of(described)
        if told in WAVELENGTHS and told != band:
            raise InputError(
                tr(
                    "The file {name} would be {band} by its name, but it calls its own band {described}. Give it the "
                    "name of the band that it holds; or stack the right files into one raster (Build virtual raster, "
                    "with separate bands), and pick red, green and blue in BANDS."
                ).format(name=Path(uri).name, band=band, described=described)
            )


def _bounds(chosen: Mapping[str, str]) -> tuple[float, float, float, float] | None:
    """Return west, south, east, north of the first of the bands: coarser ones may reach beyond it."""
    dataset = open_raster_file(next(iter(chosen.values())))
    box = None if dataset is None else file_box(dataset)
    return None if box is None else (box.ground.xmin, box.ground.ymin, box.ground.xmax, box.ground.ymax)
