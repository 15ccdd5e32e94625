# SPDX-License-Identifier: GPL-2.0-or-later
"""One band of a product, opened by itself: the others are beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from osgeo import gdal
from qgis.core import QgsRasterLayer

from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.adapters.raster.products import stack_bands
from eurosat_plugin.core.product.band_words import RGB_BANDS, band_of

_BAND = re.compile(r"(?<![A-Za-z0-9])(b)(0?)(\d{1,2})(A?)(?![A-Za-z0-9])", re.IGNORECASE)
_COLOUR = re.compile(r"(?<![A-Za-z])(red|green|blue|nir)(?![A-Za-z])", re.IGNORECASE)
_COLOURS = dict(zip(RGB_BANDS, ("red", "green", "blue")))


def stack_siblings(layer: QgsRasterLayer) -> str:
    """Stack B04, B03, B02 if `layer` shows one band of a product and the others lie beside its file.

    The files are looked for by their names, in the same folder, archive or on the same server. Return the path of a
    virtual raster, for :func:`~eurosat_plugin.adapters.raster.products.remove_virtual`; empty where there is nothing to
    stack.
    """
    if layer.providerType() != "gdal" or layer.bandCount() != 1:
        return ""
    folder, slash, name = layer.source().replace("\\", "/").rpartition("/")
    found = {}
    for band in RGB_BANDS:
        beside = (f"{folder}{slash}{other}" for other in _names_of(band, name))
        there = next((uri for uri in beside if call_gdal(gdal.VSIStatL, uri) is not None), None)
        if there is None:
            return ""
        found[band] = there
    return stack_bands(name, found)


def _names_of(band: str, name: str) -> Iterator[str]:
    """Return what the file of `band` may be called, where `name` is that of another band."""
    for match in reversed(list(_BAND.finditer(name))):
        if band_of(match[0]) is not None:
            number = band[1:] if match[2] or len(match[3]) == 2 or match[4] else band[2:]
            yield f"{name[: match.start()]}{match[1]}{number}{name[match.end() :]}"
            yield f"{name[: match.start()]}{match[1]}{band[1:]}{name[match.end() :]}"
    for match in reversed(list(_COLOUR.finditer(name))):
        colour = _COLOURS[band]
        colour = colour.upper() if match[0].isupper() else colour.title() if match[0].istitle() else colour
        yield f"{name[: match.start()]}{colour}{name[match.end() :]}"
