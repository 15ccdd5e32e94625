# SPDX-License-Identifier: GPL-2.0-or-later
"""What a raster's file calls its bands."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsRasterDataProvider, QgsRasterLayer

from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, open_raster_file, text_of, texts_of
from eurosat_plugin.core.product.band_words import band_at, band_of, only_count
from eurosat_plugin.core.product.bands import TRANSPARENCY
from eurosat_plugin.core.spectral_bands import WAVELENGTHS

_VRT_SOURCE = re.compile(r"<SourceFilename[^<>]*>([^<]+)<")
_VRT_BAND = "<VRTRasterBand "
_SOURCE_BAND = re.compile(
    r"<SourceFilename(?P<relative>[^<>]*)>(?P<file>[^<]+)</SourceFilename>\s{0,99}<SourceBand>(?P<band>\d{1,5})<"
)
_NAMING_KEYS = ("DESCRIPTION", "BANDNAME", "BAND_NAME", "name", "common_name", "long_name", "standard_name")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,20})?")
_PICTURE_BANDS = 4
"""GDAL calls the first three of any 8-bit bands red, green and blue; only in a picture that means something."""

_LONGEST_STACK = 1_000_000
"""Bytes of a virtual raster that is made of one file for each band; GDAL takes seconds to write out a longer one."""

_BEGINNING = 1024
"""Bytes of a file that tell what it is."""


def open_dataset(layer: QgsRasterLayer) -> gdal.Dataset | None:
    """Open the file of `layer` with GDAL; None where it is none."""
    return open_raster_file(layer.source(), quiet=True) if layer.providerType() == "gdal" else None


def names_of_all(layer: QgsRasterLayer, names: Sequence[str]) -> list[str]:
    """Return a name for each band of `layer`, of whose file the bands have these `names`.

    Numbers are QGIS's: those of GDAL, and to QGIS a mask is one more band behind them.
    """
    if not names:
        provider = layer.dataProvider()
        numbers = range(1, layer.bandCount() + 1)
        given = (re.sub(r"^\D+ \d+:? *", "", layer.bandName(number)) for number in numbers)
        return [name or (TRANSPARENCY if is_transparent(provider, n) else "") for n, name in zip(numbers, given)]
    return [*names, *[TRANSPARENCY] * (layer.bandCount() - len(names))]


def is_transparent(provider: QgsRasterDataProvider, number: int) -> bool:
    """Tell whether a band is an alpha band, or a mask: the names that QGIS has for that have changed."""
    colour = provider.colorInterpretation(number)
    return bool(int(getattr(colour, "value", colour)) == gdal.GCI_AlphaBand)


def name_bands(bands: Sequence[gdal.Band], sources: Sequence[str]) -> list[str]:
    """Name each of a file's bands by GDAL's description, its metadata, its source, its wavelength or its colour.

    `sources` are the files that a virtual raster is made of.
    """
    names = []
    for band, given in zip(bands, _names_given(bands, sources)):
        colour = band.GetColorInterpretation()
        if len(bands) <= _PICTURE_BANDS:
            given.append(gdal.GetColorInterpretationName(colour))
        name = next((text for text in given if text and band_of(text)), text_of(band.GetDescription()))
        names.append(TRANSPARENCY if colour == gdal.GCI_AlphaBand and not band_of(name) else name)
    return names


def contradict_names(bands: Sequence[gdal.Band], sources: Sequence[str]) -> list[tuple[int, str, str]]:
    """Return the numbers of bands that are given names of two bands of Sentinel-2, with both, the one used first."""
    found = []
    for number, given in enumerate(_names_given(bands, sources), 1):
        told = [name for name in given if name and band_of(name) in WAVELENGTHS]
        other = next((name for name in told if band_of(name) != band_of(told[0])), "")
        if other:
            found.append((number, told[0], other))
    return found


def _names_given(bands: Sequence[gdal.Band], sources: Sequence[str]) -> list[list[str]]:
    """Return all that names each of `bands`, what is believed first.

    Descriptions that only count them name none, nor does a file that several are taken from.
    """
    described = [text_of(band.GetDescription()) for band in bands]
    counted, one_file_each = only_count(described), len(set(sources)) == len(bands) == len(sources)
    every = []
    for number, band in enumerate(bands):
        metadata = texts_of(band.GetMetadata())
        names = ["" if counted else described[number], *(metadata.get(key, "") for key in _NAMING_KEYS)]
        if one_file_each:
            names.append(Path(sources[number]).stem)
        every.append([*names, _band_by_wavelength({**metadata, **texts_of(band.GetMetadata("IMAGERY"))})])
    return every


def vrt_text(dataset: gdal.Dataset) -> str:
    """Return the text of a virtual raster; empty for other files, and for one that is too long to be written out."""
    if dataset.GetDriver().ShortName != "VRT" or _length(text_of(dataset.GetDescription())) > _LONGEST_STACK:
        return ""
    return "".join(map(text_of, dataset.GetMetadata("xml:VRT") or []))


def is_long_virtual(source: str) -> bool:
    """Tell whether `source` is a virtual raster of so many files that opening it takes long; no server is asked."""
    if source.lstrip().startswith("<"):
        return len(source) > _LONGEST_STACK
    try:
        if not os.path.isfile(source) or os.path.getsize(source) <= _LONGEST_STACK:
            return False
        with Path(source).open("rb") as file:
            return b"<VRTDataset" in file.read(_BEGINNING)
    except (OSError, ValueError):  # no file can have such a name, or nobody may read it
        return False


def vrt_sources(dataset: gdal.Dataset, text: str, files: Sequence[str]) -> list[str]:
    """Return the files a virtual raster with this `text` is made of, in the order of its bands where there are few.

    `files` are those that GDAL lists, with the dataset itself before them.
    """
    if dataset.GetDriver().ShortName != "VRT":
        return []
    return files_in_text(text) or list(files[1:])


def names_in_sources(text: str, path: str, count: int) -> list[str]:
    """Return what the first and the last file of a mosaic both call what its `count` bands are made of.

    `text` is that of the virtual raster, `path` where it lies. GDAL does not keep the names. Empty where the two
    files differ.
    """
    sections = text.split(_VRT_BAND)[1:]
    folder = path.replace("\\", "/").rpartition("/")[0]
    found = [list(_SOURCE_BAND.finditer(section)) for section in sections]
    if len(found) != count or not all(found):
        return []
    first, last = ([_described(sources[which], folder) for sources in found] for which in (0, -1))
    return first if first == last and any(first) else []


def _described(source: re.Match[str], folder: str) -> str:
    """Return how a file describes the band that a virtual raster takes from it; empty where it does not."""
    name = unescape(source["file"])
    relative = 'relativeToVRT="1"' in source["relative"] and folder
    dataset = open_raster_file(f"{folder}/{name}" if relative else name, quiet=True)
    if dataset is None or int(source["band"]) > dataset.RasterCount:
        return ""
    return text_of(dataset.GetRasterBand(int(source["band"])).GetDescription())


def files_in_text(text: str) -> list[str]:
    """Return the files that the text of a virtual raster names."""
    return [unescape(name) for name in _VRT_SOURCE.findall(text)]


def _length(source: str) -> int:
    """Return how long the text of a virtual raster is, which is the `source` or lies in that file."""
    if source.lstrip().startswith("<"):
        return len(source)
    status = call_gdal(gdal.VSIStatL, source)
    return 0 if status is None else int(status.size)


def _band_by_wavelength(metadata: dict[str, str]) -> str:
    """Return the band that a wavelength in `metadata` tells (``center_wavelength=0.665``), or an empty string."""
    for key, value in metadata.items():
        number = _NUMBER.search(str(value))
        if "wavelength" in key.lower() and "unit" not in key.lower() and number:
            return band_at(float(number[0])) or ""
    return ""
