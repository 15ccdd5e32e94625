# SPDX-License-Identifier: GPL-2.0-or-later
"""The bands of one image that are open as layers of their own, wherever their files lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from osgeo import gdal
from qgis.core import QgsMapLayer, QgsRasterLayer

from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.adapters.raster.remote_files import is_remote
from eurosat_plugin.adapters.raster.sibling_bands import bands_beside, is_single
from eurosat_plugin.core.product.acquisition import acquisition_of
from eurosat_plugin.core.product.band_words import SCENE_CLASSES, band_of
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.translation import tr


@dataclass(frozen=True)
class Siblings:
    """Where B04, B03 and B02 are, as far as they were found, of the image of which a layer shows `band`.

    `beside` tells that all of them have the layer's name but for the band, and lie beside it: a run that is given one
    finds the others. `strangers` say of layers with a missing band why they are not of the image.
    """

    band: str
    files: Mapping[str, str]
    beside: bool
    strangers: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """Those of B04, B03, B02 that were not found."""
        return tuple(band for band in RGB_BANDS if band not in self.files)


def band_shown(layer: QgsMapLayer | None) -> str | None:
    """Return the band (``B04``) of a product that `layer` shows by the name of file, band or layer; else None."""
    if not isinstance(layer, QgsRasterLayer) or not layer.isValid() or not is_single(layer):
        return None
    described = layer.bandName(1).partition(": ")[2]
    names = (layer.source().replace("\\", "/").rpartition("/")[2], described, layer.name())
    band = next(filter(None, map(band_of, names)), None)
    return None if band == SCENE_CLASSES else band


def find_siblings(layer: QgsRasterLayer, band: str, others: Iterable[QgsMapLayer]) -> Siblings:
    """Look for the image of which `layer` shows `band`: beside its file, then among the layers `others`.

    What lies beside a file on a server is not looked for, which could take long, but taken to be there by its name if
    no layer shows it; a run looks.
    """
    singles = [other for other in others if isinstance(other, QgsRasterLayer) and band_shown(other)]
    open_files = {other.source().replace("\\", "/") for other in singles}
    remote = is_remote(layer.source())

    def is_there(uri: str) -> bool:
        return uri in open_files or (not remote and call_gdal(gdal.VSIStatL, uri) is not None)

    files = bands_beside(layer.source(), is_there)
    if len(files) == len(RGB_BANDS):
        return Siblings(band, files, beside=True)
    if band in RGB_BANDS:
        files[band] = layer.source()
    strangers = []
    for wanted in RGB_BANDS:
        named = [other for other in singles if wanted not in files and band_shown(other) == wanted]
        doubts = [(other, _difference(layer, other)) for other in named]
        fitting = [other for other, doubt in doubts if not doubt]
        if fitting:
            files[wanted] = fitting[0].source()
        else:
            strangers += [f"{other.name()} ({wanted}): {doubt}" for other, doubt in doubts]
    if len(files) < len(RGB_BANDS) and remote:
        files = bands_beside(layer.source(), lambda uri: True) or files
        return Siblings(band, files, len(files) == len(RGB_BANDS), tuple(strangers))
    return Siblings(band, files, beside=False, strangers=tuple(strangers))


def _difference(layer: QgsRasterLayer, other: QgsRasterLayer) -> str:
    """Return in words how `other` cannot be a band of the image of `layer`; empty where nothing speaks against it."""
    here, there = acquisition_of(layer.source()), acquisition_of(other.source())
    spoken = here.difference(there)
    if spoken or not _same_pixels(layer, other):
        return spoken or tr("of another place, or with other pixels")
    # What only one of two names tells has not been compared: a file without a date may be anything.
    half_told = bool(here.date) != bool(there.date) or bool(here.tile) != bool(there.tile)
    return tr("date and tile are not in both names") if half_told else ""


def _same_pixels(one: QgsRasterLayer, other: QgsRasterLayer) -> bool:
    if one.crs() != other.crs() or (one.width(), one.height()) != (other.width(), other.height()):
        return False
    half = one.rasterUnitsPerPixelX() / 2
    corners = (
        (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum()) for box in (one.extent(), other.extent())
    )
    return all(abs(here - there) < half for here, there in zip(*corners))
