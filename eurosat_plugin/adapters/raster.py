# SPDX-License-Identifier: GPL-2.0-or-later
"""A raster layer as the classification needs it: opened, checked, its bands and its product known."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from osgeo import gdal
from qgis.core import Qgis, QgsCoordinateReferenceSystem, QgsRasterLayer, QgsRectangle

from eurosat_plugin.adapters.gdal_calls import call_gdal
from eurosat_plugin.adapters.products import is_product, read_product_facts, remove_virtual, stack_product
from eurosat_plugin.core.bands import BandChoice, band_of, choose_bands
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.sentinel2 import ProductFacts
from eurosat_plugin.core.tiling import TILE_SIZE, Window

_VRT_SOURCE = re.compile(r"<SourceFilename[^>]*>([^<]+)<")
_NAMING_KEYS = ("DESCRIPTION", "BANDNAME", "BAND_NAME", "long_name", "standard_name")


@dataclass(frozen=True)
class Raster:
    """An open raster: `layer` is owned here; `virtual` names a virtual file to remove after use, if there is one."""

    layer: QgsRasterLayer
    name: str
    bands: BandChoice
    product: ProductFacts
    virtual: str = ""

    @property
    def crs(self) -> QgsCoordinateReferenceSystem:
        """Coordinate reference system of the pixels."""
        return self.layer.crs()

    @property
    def bounds(self) -> Window:
        """All pixels."""
        return Window(0, 0, self.layer.width(), self.layer.height())

    def close(self) -> None:
        """Remove the virtual file, if there is one."""
        remove_virtual(self.virtual)

    def rectangle(self, window: Window) -> QgsRectangle:
        """Return the ground rectangle of a pixel window, in the raster's CRS."""
        extent, dx, dy = self.layer.extent(), self.layer.rasterUnitsPerPixelX(), self.layer.rasterUnitsPerPixelY()
        return QgsRectangle(
            extent.xMinimum() + window.col * dx,
            extent.yMaximum() - window.bottom * dy,
            extent.xMinimum() + window.right * dx,
            extent.yMaximum() - window.row * dy,
        )

    def window(self, extent: QgsRectangle) -> Window:
        """Return the pixels that `extent` (in the raster's CRS) touches, at least one tile.

        :raises InputError: when it lies outside the raster.
        """
        own, dx, dy = self.layer.extent(), self.layer.rasterUnitsPerPixelX(), self.layer.rasterUnitsPerPixelY()
        # A corner that misses a pixel border by rounding alone does not touch the next pixel.
        left = int((extent.xMinimum() - own.xMinimum()) / dx + _ROUNDING)
        right = -int(-((extent.xMaximum() - own.xMinimum()) / dx - _ROUNDING) // 1)
        top = int((own.yMaximum() - extent.yMaximum()) / dy + _ROUNDING)
        bottom = -int(-((own.yMaximum() - extent.yMinimum()) / dy - _ROUNDING) // 1)
        touched = Window(left, top, right - left, bottom - top).intersection(self.bounds)
        if not own.intersects(extent) or not touched.width or not touched.height:
            raise InputError(
                f"The extent lies outside the raster {self.name}; choose an extent that overlaps it, or leave it empty."
            )
        return touched.grow_to(TILE_SIZE, self.bounds)


_ROUNDING = 1e-3


def open_raster(layer: QgsRasterLayer | None, text: str, picked: Sequence[int]) -> Raster:
    """Open the INPUT parameter: its `layer` where QGIS found one, else the path or product folder `text`.

    `picked` are the numbers of the BANDS parameter. The layer is cloned and may be used from another thread.

    :raises InputError: with the reason why this raster cannot be classified.
    """
    virtual = ""
    if layer is not None and layer.isValid():
        opened, name = _clone(layer), layer.name()
    else:
        path = Path(text)
        if text and path.exists() and is_product(path):
            virtual = stack_product(path)
        elif not text or (":" not in text[2:] and not path.exists()):
            raise InputError(f"There is no raster {text!r}; choose a raster layer, a raster file or a product folder.")
        name = path.name
        opened = QgsRasterLayer(virtual or text, name)
    if not opened.isValid():
        reason = " ".join(opened.error().summary().split()).rstrip(": ") or "no driver recognises it"
        raise InputError(f"The raster {name} cannot be read ({reason}); check that the file is complete.")
    _check(opened, name)
    facts = _read_facts(opened, text if virtual else "")
    bands = choose_bands(_band_names(opened), Path(opened.source()).name, picked, facts.true_colour)
    return Raster(opened, name, bands, facts, virtual)


def _clone(layer: QgsRasterLayer) -> QgsRasterLayer:
    """Clone a layer with the nodata settings of its properties, which QGIS leaves behind."""
    clone = layer.clone()
    old, new = layer.dataProvider(), clone.dataProvider()
    for number in range(1, old.bandCount() + 1):
        new.setUseSourceNoDataValue(number, old.useSourceNoDataValue(number))
        new.setUserNoDataValue(number, old.userNoDataValues(number))
    return clone


def _check(layer: QgsRasterLayer, name: str) -> None:
    provider = layer.dataProvider()
    kinds = {provider.dataType(number) for number in range(1, provider.bandCount() + 1)}
    if not kinds or kinds & {Qgis.DataType.ARGB32, Qgis.DataType.UnknownDataType}:
        raise InputError(
            f"The layer {name} is a picture from a server, not numbers; save it as GeoTIFF (Export, Save As) at 10 m "
            "per pixel and classify the file."
        )
    if not layer.crs().isValid():
        raise InputError(f"The raster {name} has no coordinate reference system; set it in the layer's properties.")


def _band_names(layer: QgsRasterLayer) -> list[str]:
    """Name each band by GDAL's description, its metadata, the file it comes from or its colour."""
    count = layer.bandCount()
    dataset = _dataset(layer)
    if dataset is None or dataset.RasterCount < count:
        return [re.sub(r"^\D+ \d+:? *", "", layer.bandName(number)) for number in range(1, count + 1)]
    sources = _vrt_sources(dataset)
    names = []
    for number in range(1, count + 1):
        band = dataset.GetRasterBand(number)
        metadata = band.GetMetadata() or {}
        candidates = [band.GetDescription() or "", *(metadata.get(key, "") for key in _NAMING_KEYS)]
        if len(sources) == count:
            candidates.append(Path(sources[number - 1]).stem)
        candidates.append(gdal.GetColorInterpretationName(band.GetColorInterpretation()))
        names.append(next((text for text in candidates if text and band_of(text)), candidates[0]))
    return names


def _read_facts(layer: QgsRasterLayer, product_folder: str) -> ProductFacts:
    dataset = _dataset(layer)
    sources = _vrt_sources(dataset) if dataset else []
    tags = dataset.GetMetadata() if dataset else {}
    named = [tags[key] for key in ("PRODUCT_URI", "PRODUCT_URI_1C", "PRODUCT_URI_2A") if tags.get(key)]
    return read_product_facts(product_folder or layer.source(), [*sources, *named])


def _dataset(layer: QgsRasterLayer) -> gdal.Dataset | None:
    return call_gdal(gdal.OpenEx, layer.source(), gdal.OF_RASTER) if layer.providerType() == "gdal" else None


def _vrt_sources(dataset: gdal.Dataset) -> list[str]:
    """Return the files a virtual raster is made of, in the order of its bands."""
    if dataset.GetDriver().ShortName != "VRT":
        return []
    return _VRT_SOURCE.findall("".join(dataset.GetMetadata("xml:VRT") or []))
