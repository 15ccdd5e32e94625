# SPDX-License-Identifier: GPL-2.0-or-later
"""Sentinel-2 product folders and what lies beside a raster: the 10 m band files and the product metadata."""

from __future__ import annotations

import re
import uuid
from pathlib import Path

from osgeo import gdal

from eurosat_plugin.adapters.gdal_calls import call_gdal, last_error
from eurosat_plugin.core.bands import RGB_BANDS
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.sentinel2 import (
    ProductFacts,
    is_granule_file,
    merge_facts,
    parse_product_metadata,
    parse_product_name,
)

METADATA_FILES = ("MTD_MSIL1C.xml", "MTD_MSIL2A.xml")
_VIRTUAL = "/vsimem/eurosat_"
_METADATA_LIMIT = 16_000_000
_LEVELS_UP = 5  # IMG_DATA/R10m of a granule lies four folders below the product
_SUBDATASET = re.compile(r"^SENTINEL2_L\w+:(?:\"|/vsizip/)*(?P<path>.+?\.(?:xml|zip))\"?(?::|/|$)", re.IGNORECASE)


def is_product(path: Path) -> bool:
    """Tell whether `path` is a product folder (``.SAFE``, or one inside it) or its metadata file."""
    return path.is_dir() or path.name in METADATA_FILES or path.name == "MTD_TL.xml"


def stack_product(path: Path) -> str:
    """Stack B04, B03, B02 of a product into a virtual raster in memory; return its path.

    The caller removes it with :func:`remove_virtual` when nothing reads it any more.

    :raises InputError: when the product holds not exactly one granule with these bands at 10 m.
    """
    folder = path if path.is_dir() else path.parent
    files = [_band_files(folder, band) for band in RGB_BANDS]
    if not all(files):
        missing = ", ".join(band for band, found in zip(RGB_BANDS, files) if not found)
        raise InputError(f"The product folder {folder.name} holds no 10 m file of {missing}; download it again.")
    if any(len(found) > 1 for found in files):
        raise InputError(
            f"The product {folder.name} holds {len(files[0])} granules; choose one of its GRANULE folders as input."
        )
    name = new_virtual(folder.name)
    dataset = call_gdal(gdal.BuildVRT, name, [str(found[0]) for found in files], separate=True)
    if dataset is None:
        raise InputError(f"The bands of the product {folder.name} cannot be read together ({last_error()}).")
    for number, band in enumerate(RGB_BANDS, 1):
        dataset.GetRasterBand(number).SetDescription(band)
        dataset.GetRasterBand(number).SetNoDataValue(0)
    dataset = None  # writes the file
    return name


def new_virtual(title: str) -> str:
    """Return a path in memory that nothing has, for a virtual raster called `title`."""
    return f"{_VIRTUAL}{uuid.uuid4().hex}_{title}.vrt"


def remove_virtual(name: str) -> None:
    """Remove a virtual raster that was made here; other paths are left alone."""
    if name.startswith(_VIRTUAL):
        call_gdal(gdal.Unlink, name)


def read_product_facts(uri: str, sources: list[str]) -> ProductFacts:
    """Return what names and metadata say of the raster at `uri`, which is made of the files `sources`."""
    paths = [uri, *sources]
    named = [parse_product_name(text) for text in paths]
    name = next((facts for facts in named if facts.level), named[0])
    metadata = next(filter(None, (_find_metadata(text) for text in paths)), None)
    return merge_facts(metadata, name)


def _band_files(folder: Path, band: str) -> list[Path]:
    """Find the 10 m files of one band: ``…_B04_10m.jp2`` in R10m (L2A) or ``…_B04.jp2`` (L1C)."""
    found = sorted(folder.rglob(f"*_{band}_10m.jp2")) or sorted(folder.rglob(f"*_{band}.jp2"))
    return [path for path in found if "MSK" not in path.name]


def _find_metadata(text: str) -> ProductFacts | None:
    """Read the product metadata that belongs to a file: itself, or in the folders above a granule's band file."""
    match = _SUBDATASET.match(text)
    path = Path(match["path"] if match else text)
    candidates = [path] if path.name in METADATA_FILES else []
    if is_granule_file(path.name) or path.name == "MTD_TL.xml" or path.suffix == ".SAFE":
        candidates += [folder / name for folder in (path, *path.parents[:_LEVELS_UP]) for name in METADATA_FILES]
    for candidate in candidates:
        try:
            content = candidate.read_bytes()[:_METADATA_LIMIT]
        except OSError:  # not there, or not a file name at all: then it tells nothing
            continue
        return parse_product_metadata(content.decode(errors="replace"), candidate.name)
    return None
