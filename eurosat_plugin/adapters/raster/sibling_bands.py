# SPDX-License-Identifier: GPL-2.0-or-later
"""One band of a product, opened by itself: the others are beside it, and have its name but for the band."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from osgeo import gdal
from qgis.core import QgsRasterLayer

from eurosat_plugin.adapters.raster.band_names import open_dataset
from eurosat_plugin.adapters.raster.band_stack import stack_bands
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, open_raster_file
from eurosat_plugin.adapters.raster.placeless import refuse_placeless
from eurosat_plugin.adapters.raster.remote_files import PATIENCE_S, is_remote, opens_in_time, short_timeouts
from eurosat_plugin.adapters.raster.special_files import find_special_file, refuse_special_files
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.band_words import INFRARED_BANDS, SCENE_CLASSES, band_of
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.translation import tr

_BAND = re.compile(r"(?<![A-Za-z0-9])(b)(0?)(\d{1,2})(A?)(?![A-Za-z0-9])", re.IGNORECASE)
_COLOUR = re.compile(r"(?<![A-Za-z])(red|green|blue|nir)(?![A-Za-z])", re.IGNORECASE)
_COLOURS = {**dict(zip(RGB_BANDS, ("red", "green", "blue"))), "B08": "nir"}


def stack_siblings(layer: QgsRasterLayer) -> str:
    """Stack B04, B03, B02 if `layer` shows one band of a product and the others lie beside its file.

    The files are looked for by their names, in the same folder, archive or on the same server. Return the path of a
    virtual raster, for :func:`.remove_virtual`; empty where there is nothing to stack.

    :raises InputError: when the server does not answer, or nothing tells where the image lies.
    """
    if not is_single(layer):
        return ""
    found = bands_beside(layer.source(), _is_there)
    if len(found) < len(RGB_BANDS):
        return ""
    found.update(_bands_of_checks(layer.source()))
    for uri in found.values():
        refuse_special_files(uri)
    name = layer.source().replace("\\", "/").rpartition("/")[2]
    if not is_remote(layer.source()):
        refuse_placeless(open_dataset(layer), layer.name())
        return stack_bands(name, found)
    with short_timeouts():
        return stack_bands(name, found)


def is_single(layer: QgsRasterLayer) -> bool:
    """Tell whether `layer` shows a file of one band, as products have one for each."""
    return bool(layer.providerType() == "gdal" and layer.bandCount() == 1)


def bands_beside(source: str, is_there: Callable[[str], bool], bands: Sequence[str] = RGB_BANDS) -> dict[str, str]:
    """Return the files of `bands` beside the file `source` of any band, as far as `is_there` finds them."""
    written = source.replace("\\", "/")
    folder, slash, name = written.rpartition("/")
    found = {}
    for band in bands:
        beside = (f"{folder}{slash}{other}" for other in _names_of(band, name))
        there = next((uri for uri in beside if uri == written or is_there(uri)), None)
        if there is not None:
            found[band] = there
    return found


def _bands_of_checks(source: str) -> dict[str, str]:
    """Return near infrared and SCL, which only checks need, of the image that `source` is a band of; not of servers.

    Products have them at 20 m in a folder of their own.
    """
    if is_remote(source):
        return {}
    coarser = source.replace("\\", "/").replace("/R10m/", "/R20m/").replace("_10m.", "_20m.")
    found: dict[str, str] = {}
    for bands in (INFRARED_BANDS, (SCENE_CLASSES,)):
        there = {**bands_beside(source, _opens, bands), **bands_beside(coarser, _opens, bands)}
        found.update([(band, there[band]) for band in bands if band in there and _opens(there[band])][:1])
    return found


def _opens(uri: str) -> bool:
    there = call_gdal(gdal.VSIStatL, uri) is not None and not find_special_file(uri)
    return there and open_raster_file(uri) is not None


def _is_there(uri: str) -> bool:
    if not is_remote(uri):
        return call_gdal(gdal.VSIStatL, uri) is not None
    opened = opens_in_time(uri)
    if opened is None:
        raise InputError(
            tr(
                "The server does not answer within {seconds} s when it is asked for {name}, a band that belongs to the "
                "image. Try again later, or download the bands."
            ).format(seconds=PATIENCE_S, name=uri.rpartition("/")[2].partition("?")[0])
        )
    return opened


def _names_of(band: str, name: str) -> Iterator[str]:
    """Return what the file of `band` may be called, where `name` is that of another band."""
    for match in reversed(list(_BAND.finditer(name))):
        if band_of(match[0]) is not None:
            number = band[1:] if match[2] or len(match[3]) == 2 or match[4] else band[2:]
            yield f"{name[: match.start()]}{match[1]}{number}{name[match.end() :]}"
            yield f"{name[: match.start()]}{match[1]}{band[1:]}{name[match.end() :]}"
            if band == SCENE_CLASSES:
                yield f"{name[: match.start()]}{band}{name[match.end() :]}"
    for match in reversed(list(_COLOUR.finditer(name))) if band in _COLOURS else ():
        colour = _COLOURS[band]
        colour = colour.upper() if match[0].isupper() else colour.title() if match[0].istitle() else colour
        yield f"{name[: match.start()]}{colour}{name[match.end() :]}"
