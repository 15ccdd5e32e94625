# SPDX-License-Identifier: GPL-2.0-or-later
"""Sentinel-2 products as rasters, and what is known of the product that a raster comes from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from eurosat_plugin.adapters.raster.band_stack import stack_bands
from eurosat_plugin.adapters.raster.gdal_calls import open_raster_file
from eurosat_plugin.adapters.raster.product_files import (
    BandFile,
    ProductFiles,
    find_product_metadata,
    is_metadata,
    is_product_metadata,
)
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.acquisition import stranger_among
from eurosat_plugin.core.product.band_words import INFRARED_BANDS, SCENE_CLASSES, band_of
from eurosat_plugin.core.product.sentinel2 import (
    ProductFacts,
    is_granule_file,
    merge_facts,
    parse_product_metadata,
    parse_product_name,
    parse_tags,
)
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.translation import shortened, tr

COARSEST_PIXEL = 20
"""Metres; products have 60 m copies of the bands as well, of which a tile has a hundred pixels."""

_NAMES_TOLD = 8
_SUBDATASET = re.compile(r"^SENTINEL2_L\w+:(?:\"|/vsizip/)*(?P<path>.+?\.(?:xml|zip))\"?(?::|/|$)", re.IGNORECASE)


def is_product(path: Path) -> bool:
    """Tell whether `path` is a product folder (``.SAFE``, or one inside it), its archive or its metadata file."""
    return path.is_dir() or is_metadata(path.name) or path.suffix.lower() in (".zip", ".dim")


def only_image(path: Path) -> str:
    """Return the image of an archive or folder that is no product and holds just that one, as exports do; or nothing.

    :raises InputError: when the archive cannot be read.
    """
    if is_metadata(path.name) or path.suffix.lower() == ".dim":
        return ""
    files = ProductFiles(path)
    known = files.has_metadata or any(files.bands(band) for band in RGB_BANDS)
    return files.images[0] if len(files.images) == 1 and not known else ""


def stack_product(path: Path, further: Sequence[str] = ()) -> str:
    """Stack B04, B03, B02, and near infrared and SCL where they are, of a product into a virtual raster in memory.

    Return its path. The bands `further` come with them, where the product has them.

    The caller removes it with :func:`.remove_virtual` when nothing reads it any more.

    :raises InputError: when the product holds not exactly one granule with these bands at 10 or 20 m.
    """
    if any(part.lower().endswith(".zarr") for part in (path.name, path.parent.name)):
        raise InputError(
            tr(
                "{name} is a product in the format zarr, which is not read. Download it as .SAFE; or open its "
                "measurements/reflectance/r10m/b04, b03 and b02 in QGIS, save each as GeoTIFF with the product's CRS, "
                "and stack the three (Build virtual raster, with separate bands)."
            ).format(name=path.name)
        )
    folder = path.parent if is_metadata(path.name) else path
    if path.suffix.lower() == ".dim":  # SNAP keeps the bands in a folder beside its metadata
        folder = path.with_suffix(".data")
    files = ProductFiles(folder)
    bands = [_single(files, band) for band in RGB_BANDS]
    _refuse_gaps(files, bands)
    chosen = {band: file.uri for band, file in zip(RGB_BANDS, bands) if file is not None}
    stranger = stranger_among(files.name, chosen.values())
    if stranger:
        raise InputError(stranger)
    beside = {band: files.bands(band) for band in (*INFRARED_BANDS, SCENE_CLASSES, *further)}
    there = {band: found[0].uri for band, found in beside.items() if len(found) == 1}
    # Only a check needs it, and classification goes on without.
    first = next((b for b in INFRARED_BANDS if b in there and open_raster_file(there[b]) is not None), None)
    chosen.update((band, uri) for band, uri in there.items() if band in (first, SCENE_CLASSES, *further))
    for uri in chosen.values():
        if open_raster_file(uri) is None:
            raise InputError(
                tr("The file {name} of {product} cannot be read; download the product again.").format(
                    name=Path(uri).name, product=files.name
                )
            )
    return stack_bands(files.name, chosen)


def stack_variables(uri: str) -> str:
    """Stack the variables B04, B03, B02 of a container (NetCDF, HDF) likewise; return an empty text for other files.

    :raises InputError: when a container holds no such variables, or several images in each.
    """
    container = open_raster_file(uri, quiet=True)
    variables = container.GetSubDatasets() if container is not None and not container.RasterCount else []
    if not variables:
        return ""
    title, known = Path(uri).name, {band_of(name.rpartition(":")[2]): name for name, _ in reversed(variables)}
    if not all(band in known for band in RGB_BANDS):
        names = ", ".join(name.rpartition(":")[2] for name, _ in variables[:_NAMES_TOLD])
        raise InputError(
            tr(
                "The file {title} holds several images ({names}), and not B04, B03, B02; open one of them as a "
                "layer, or stack the right ones (Build virtual raster, with separate bands)."
            ).format(title=title, names=names)
        )
    chosen = {band: known[band] for band in (*RGB_BANDS, *INFRARED_BANDS, SCENE_CLASSES) if band in known}
    if any((open_raster_file(name) or container).RasterCount != 1 for name in chosen.values()):
        raise InputError(
            tr("The file {title} holds several dates; export one of them, and classify that.").format(title=title)
        )
    return stack_bands(title, chosen)


def read_product_facts(uri: str, sources: Iterable[str], tags: Mapping[str, str] | None = None) -> ProductFacts:
    """Return what is known of the raster at `uri`, which is made of the files `sources` and carries `tags`.

    Metadata of the product win over tags, tags over names.
    """
    paths = [uri, *sources]
    facts = next(filter(None, map(_find_metadata, paths)), ProductFacts())
    facts = merge_facts(facts, parse_tags(tags or {}))
    named = [parse_product_name(text) for text in paths]
    best = next((name for name in named if name.offset is not None), None)
    return merge_facts(facts, best or next((name for name in named if name.level), named[0]))


def _single(files: ProductFiles, band: str) -> BandFile | None:
    """Return the file of `band`; :raises InputError: when there are several, of several granules."""
    found = files.bands(band)
    if len(found) > 1:
        if files.has_metadata:
            raise InputError(
                tr("The product {product} holds {count} granules; choose one of its GRANULE folders as input.").format(
                    product=files.name, count=len(found)
                )
            )
        raise InputError(
            tr(
                "{name} holds {count} files of {band} ({first}, …), of several dates or places. Unpack it where it is "
                "an archive, and stack those bands that belong together into one raster (Build virtual raster, with "
                "separate bands)."
            ).format(name=files.name, count=len(found), band=band, first=Path(found[0].uri).name)
        )
    return found[0] if found else None


def _refuse_several(files: ProductFiles) -> None:
    images = [shortened(Path(image).name) for image in files.images]
    if len(images) > 1:
        raise InputError(
            tr(
                "{name} holds {count} images ({names}), and none is B04, B03 or B02 by its name. Unpack it where it is "
                "an archive, and choose one of the images; or, where each is one band, stack red, green and blue into "
                "one raster (Build virtual raster, with separate bands)."
            ).format(name=files.name, count=len(images), names=", ".join(images[:_NAMES_TOLD]))
        )


def _refuse_gaps(files: ProductFiles, bands: list[BandFile | None]) -> None:
    name = files.name
    finest = min((file.pixel for file in bands if file is not None), default=0)
    missing = ", ".join(band for band, file in zip(RGB_BANDS, bands) if file is None or file.pixel > finest)
    if missing == ", ".join(RGB_BANDS) and not files.has_metadata:
        _refuse_several(files)
        raise InputError(
            tr(
                "{name} is not a Sentinel-2 product: it holds no 10 m file of {missing}; choose a .SAFE folder, its "
                "zip archive or its file MTD_MSIL1C.xml or MTD_MSIL2A.xml. If it holds the bands under other names, "
                "unpack it where it is an archive, and stack them into one raster (Build virtual raster, with separate "
                "bands)."
            ).format(name=name, missing=missing)
        )
    if missing and not files.has_metadata:
        raise InputError(
            tr(
                "{name} holds no file of {missing}, without which nothing can be classified; red, green and blue (B04, "
                "B03, B02) are needed. Add it, or stack the bands into one raster (Build virtual raster, with separate "
                "bands)."
            ).format(name=name, missing=missing)
        )
    if missing:
        raise InputError(
            tr("The product {name} holds no {size} m file of {missing}; download it again.").format(
                name=name, size=finest or 10, missing=missing
            )
        )
    if finest > COARSEST_PIXEL:
        raise InputError(
            tr(
                "The product {name} holds {bands} at 60 m only, too coarse for tiles of 640 m; download it with its "
                "folder R10m."
            ).format(name=name, bands=", ".join(RGB_BANDS))
        )


def _find_metadata(text: str) -> ProductFacts | None:
    """Read the product metadata that belongs to a file, if it is one of a product by its name."""
    match = _SUBDATASET.match(text)
    path = match["path"] if match else text
    name = path.replace("\\", "/").rpartition("/")[2]
    if not (is_granule_file(name) or is_metadata(name)):
        return None
    found = find_product_metadata(path)
    if found is None:
        return None
    return parse_product_metadata(found[1], found[0]) if is_product_metadata(found[0]) else None
