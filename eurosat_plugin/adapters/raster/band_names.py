# SPDX-License-Identifier: GPL-2.0-or-later
"""What a raster's file calls its bands, and what else it tells of itself."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsRasterLayer

from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.core.product.band_words import band_at, band_of
from eurosat_plugin.core.product.bands import TRANSPARENCY

_VRT_SOURCE = re.compile(r"<SourceFilename[^<>]*>([^<]+)<")
_NAMING_KEYS = ("DESCRIPTION", "BANDNAME", "BAND_NAME", "name", "common_name", "long_name", "standard_name")
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,20})?")
_PICTURE_BANDS = 4
"""GDAL calls the first three of any 8-bit bands red, green and blue; only in a picture that means something."""


def open_dataset(layer: QgsRasterLayer) -> gdal.Dataset | None:
    """Open the file of `layer` with GDAL; None where it is none."""
    return call_gdal(gdal.OpenEx, layer.source(), gdal.OF_RASTER) if layer.providerType() == "gdal" else None


def band_names(layer: QgsRasterLayer) -> list[str]:
    """Name each band by GDAL's description, its metadata, the file it comes from, its wavelength or its colour.

    To QGIS a mask is one more band, which GDAL does not count.
    """
    dataset = open_dataset(layer)
    if dataset is None or not dataset.RasterCount:
        return [re.sub(r"^\D+ \d+:? *", "", layer.bandName(i)) for i in range(1, layer.bandCount() + 1)]
    count, sources = dataset.RasterCount, vrt_sources(dataset)
    names = []
    for number in range(1, count + 1):
        band = dataset.GetRasterBand(number)
        metadata = band.GetMetadata() or {}
        candidates = [band.GetDescription() or "", *(metadata.get(key, "") for key in _NAMING_KEYS)]
        if len(sources) == count:
            candidates.append(Path(sources[number - 1]).stem)
        candidates.append(_band_by_wavelength({**metadata, **(band.GetMetadata("IMAGERY") or {})}))
        colour = band.GetColorInterpretation()
        if count <= _PICTURE_BANDS:
            candidates.append(gdal.GetColorInterpretationName(colour))
        name = next((text for text in candidates if text and band_of(text)), candidates[0])
        names.append(name or (TRANSPARENCY if colour == gdal.GCI_AlphaBand else ""))
    return names + [TRANSPARENCY] * (layer.bandCount() - count)


def vrt_sources(dataset: gdal.Dataset) -> list[str]:
    """Return the files a virtual raster is made of, in the order of its bands."""
    if dataset.GetDriver().ShortName != "VRT":
        return []
    return files_in_text("".join(dataset.GetMetadata("xml:VRT") or []))


def files_in_text(text: str) -> list[str]:
    """Return the files that the text of a virtual raster names."""
    return [unescape(name) for name in _VRT_SOURCE.findall(text)]


def is_tilted(layer: QgsRasterLayer) -> bool:
    """Tell whether the file's rows do not run east, or its place is told by control points only."""
    dataset = open_dataset(layer)
    if dataset is None:
        return False
    placement = dataset.GetGeoTransform(can_return_null=True)
    return dataset.GetGCPCount() > 0 if placement is None else bool(placement[2] or placement[4])


def _band_by_wavelength(metadata: dict[str, str]) -> str:
    """Return the band that a wavelength in `metadata` tells (``center_wavelength=0.665``), or an empty string."""
    for key, value in metadata.items():
        number = _NUMBER.search(str(value))
        if "wavelength" in key.lower() and "unit" not in key.lower() and number:
            return band_at(float(number[0])) or ""
    return ""
