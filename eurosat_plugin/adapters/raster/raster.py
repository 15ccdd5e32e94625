# SPDX-License-Identifier: GPL-2.0-or-later
"""A raster layer as the classification needs it: opened, checked, its bands and its product known."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from osgeo import gdal
from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsRasterLayer

from eurosat_plugin.adapters.raster.band_names import band_names, open_dataset, vrt_sources
from eurosat_plugin.adapters.raster.data_types import DTYPES
from eurosat_plugin.adapters.raster.declared_nodata import copy_nodata, declared_bands, forget_nodata
from eurosat_plugin.adapters.raster.georeference import layer_box
from eurosat_plugin.adapters.raster.image_source import origin, source_of
from eurosat_plugin.adapters.raster.product_files import is_metadata
from eurosat_plugin.adapters.raster.products import (
    is_product,
    read_product_facts,
    remove_virtual,
    stack_product,
    stack_variables,
)
from eurosat_plugin.adapters.raster.sibling_bands import stack_siblings
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.acquisition import Acquisition, first_acquisition
from eurosat_plugin.core.product.bands import BandChoice, choose_bands
from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.missing import MissingRule, decide_missing
from eurosat_plugin.core.translation import tr

_SOURCES_READ = 64
_ENDINGS = (".safe", ".zip", ".tif", ".tiff", ".jp2", ".vrt", ".img", ".dim", ".nc", ".hdf", ".h5")
_BASE_MAP_DRIVERS = ("WMS", "WMTS", "MBTiles")


@dataclass(frozen=True)
class ExtraBand:
    """A band of the same pixels that only checks need: band `number` of `layer`, which is owned here."""

    layer: QgsRasterLayer
    number: int


@dataclass(frozen=True)
class Raster:
    """An open raster: `layer` is owned here; `virtual` names a virtual file to remove after use, if there is one.

    `source` is what was opened, and can be again. `bands` are those of the file, `warped` the numbers of the same in
    `layer` where that is a warped one. `missing` tells which pixels are; the layer hands out their numbers like all
    others.
    """

    layer: QgsRasterLayer
    name: str
    source: str
    bands: BandChoice
    product: ProductFacts
    acquisition: Acquisition
    missing: MissingRule
    virtual: str = ""
    scene_classes: ExtraBand | None = None
    infrared: ExtraBand | None = None
    warped: tuple[int, int, int] | None = None

    @property
    def title(self) -> str:
        """What people call it: the name of its layer, or of its file without the ending."""
        name = Path(self.name)
        return name.stem if name.suffix.lower() in _ENDINGS else self.name

    @property
    def numbers(self) -> tuple[int, int, int]:
        """Numbers of red, green and blue in `layer`."""
        return self.warped or self.bands.numbers

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """Coordinate reference system of the pixels."""
        return self.layer.crs()

    @property
    def box(self) -> GeoBox:
        """Where the pixels of `layer` lie."""
        return layer_box(self.layer)

    def close(self) -> None:
        """Remove the virtual file, if there is one."""
        remove_virtual(self.virtual)


def open_raster(layer: QgsRasterLayer | None, text: str, picked: Sequence[int]) -> Raster:
    """Open the INPUT parameter: its `layer` where QGIS found one, else the path or product folder `text`.

    `picked` are the numbers of the BANDS parameter. The layer is cloned and may be used from another thread.

    :raises InputError: with the reason why this raster cannot be classified.
    """
    virtual = ""
    if layer is not None and layer.isValid():
        opened, name, source = layer.clone(), layer.name(), source_of(layer)
        copy_nodata(layer.dataProvider(), opened.dataProvider())
    else:
        path = Path(text)
        there = _exists(path) if text else False
        if there and is_product(path):
            virtual = stack_product(path)
        elif not there and ":" not in text[2:] and not text.startswith("/vsi"):
            raise InputError(
                tr("There is no raster {text!r}; choose a raster layer, a raster file or a product folder.").format(
                    text=text
                )
            )
        else:
            virtual = stack_variables(text)
        product = path.parent if is_metadata(path.name) else path
        name, source = product.name, os.path.abspath(product) if there else origin(text)
        opened = open_layer(virtual or text, name)
    beside = "" if virtual or picked else stack_siblings(opened)
    if beside:
        opened, virtual = open_layer(beside, name), beside
    try:
        raster = _describe(opened, name, picked, text, source, virtual)
        return _with_siblings(raster) if beside else raster
    except InputError:
        remove_virtual(virtual)
        raise


def is_image(layer: QgsRasterLayer) -> bool:
    """Tell whether the bands of `layer` can be red, green and blue of Sentinel-2, by all that is told of them.

    Base maps are none, in whatever way they come.
    """
    dataset = open_dataset(layer)
    if dataset is not None and dataset.GetDriver().ShortName in _BASE_MAP_DRIVERS:
        return False
    try:
        _check(layer, layer.name())
        _choose_bands(layer, (), _read_facts(layer, layer.source()))
    except InputError:
        return False
    return True


def _with_siblings(raster: Raster) -> Raster:
    finding = tr("{name} is one band of an image: B04, B03 and B02, which lie beside it, are classified.")
    return replace(raster, bands=replace(raster.bands, finding=finding.format(name=raster.name)))


def open_layer(uri: str, name: str) -> QgsRasterLayer:
    """Open a file of GDAL's as a layer that is not to be drawn, without the style that may lie beside it."""
    return QgsRasterLayer(uri, name, "gdal", QgsRasterLayer.LayerOptions(loadDefaultStyle=False))


def _describe(opened: QgsRasterLayer, name: str, picked: Sequence[int], text: str, source: str, virtual: str) -> Raster:
    if not opened.isValid():
        reason = " ".join(opened.error().summary().split()).rstrip(": .") or tr("no driver recognises it")
        raise InputError(
            tr("The raster {name} cannot be read ({reason}); check that the file is complete.").format(
                name=name, reason=reason
            )
        )
    _check(opened, name)
    facts, acquisition = _read_facts(opened, text or opened.source()), _acquired(opened, source)
    bands = _choose_bands(opened, picked, facts)
    classes, infrared = (
        ExtraBand(opened, number) if number else None for number in (bands.scene_classes, bands.infrared)
    )
    missing = decide_missing(declared_bands(opened, bands.numbers), facts)
    forget_nodata(opened.dataProvider())
    return Raster(opened, name, source, bands, facts, acquisition, missing, virtual, classes, infrared)


def _choose_bands(layer: QgsRasterLayer, picked: Sequence[int], facts: ProductFacts) -> BandChoice:
    picture = facts.true_colour or facts.export == "true_color"
    return choose_bands(band_names(layer), Path(layer.source()).name, picked, picture)


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # no file can have such a name
        return False


def _check(layer: QgsRasterLayer, name: str) -> None:
    provider = layer.dataProvider()
    kinds = {provider.dataType(number) for number in range(1, provider.bandCount() + 1)}
    if not kinds or kinds & {Qgis.DataType.ARGB32, Qgis.DataType.ARGB32_Premultiplied, Qgis.DataType.UnknownDataType}:
        raise InputError(
            tr(
                "The layer {name} is a picture from a server, not numbers; save it as GeoTIFF (Export, Save As) at "
                "10 m per pixel and classify the file."
            ).format(name=name)
        )
    if not kinds <= set(DTYPES) or _has_signed_bytes(layer):
        raise InputError(
            tr(
                "The raster {name} holds complex numbers or signed bytes, and no reflectance is stored like that; "
                "choose a Sentinel-2 image."
            ).format(name=name)
        )
    if not layer.crs().isValid():
        raise InputError(
            tr("The raster {name} has no coordinate reference system; set it in the layer's properties.").format(
                name=name
            )
        )


def _has_signed_bytes(layer: QgsRasterLayer) -> bool:
    """Tell what QGIS cannot: before GDAL 3.7 signed bytes were bytes with a remark."""
    dataset = open_dataset(layer)
    if dataset is None or not dataset.RasterCount:
        return False
    return bool(dataset.GetRasterBand(1).GetMetadataItem("PIXELTYPE", "IMAGE_STRUCTURE") == "SIGNEDBYTE")


def _read_facts(layer: QgsRasterLayer, uri: str) -> ProductFacts:
    dataset = open_dataset(layer)
    return read_product_facts(uri, _sources(dataset), dataset.GetMetadata() if dataset else {})


def _acquired(layer: QgsRasterLayer, source: str) -> Acquisition:
    return first_acquisition([source, layer.name(), *_sources(open_dataset(layer))])


def _sources(dataset: gdal.Dataset | None) -> list[str]:
    """Return the files that a virtual raster is made of."""
    return (dataset.GetFileList() or [])[:_SOURCES_READ] if dataset and vrt_sources(dataset) else []
