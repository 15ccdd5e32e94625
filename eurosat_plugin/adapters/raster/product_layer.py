# SPDX-License-Identifier: GPL-2.0-or-later
"""A Sentinel-2 product as a raster layer in natural colours.

The layer's source is the text of a virtual raster over the product's own files, which GDAL reads like a file: nothing
is written, and the project holds all that it takes to open the layer again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from osgeo import gdal
from qgis.core import (
    Qgis,
    QgsContrastEnhancement,
    QgsMultiBandColorRenderer,
    QgsRasterLayer,
    QgsRasterLayerTemporalProperties,
    QgsRasterTransparency,
)

from eurosat_plugin.adapters.raster.data_only_layer import open_layer
from eurosat_plugin.adapters.raster.day_range import day_range
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, files_of_dataset, last_error, open_raster_file
from eurosat_plugin.adapters.raster.image_source import name_product
from eurosat_plugin.adapters.raster.product_files import ProductFiles, is_metadata
from eurosat_plugin.adapters.raster.products import is_product, read_product_facts, stack_product
from eurosat_plugin.adapters.raster.sibling_bands import stack_siblings
from eurosat_plugin.adapters.raster.special_files import refuse_special_files
from eurosat_plugin.adapters.raster.virtual_raster import remove_virtual
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.acquisition import first_acquisition
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.translation import tr

SHOWN_BETWEEN = (2.0, 98.0)
"""Percentiles of a band that are black and white, as QGIS stretches by default."""

SAMPLE_SIDE = 400
"""Pixels of the thumbnail that the percentiles are taken from."""

Stretch = tuple[float, float]


@dataclass(frozen=True)
class ProductImage:
    """The product at `path`, ready to be shown: `text` is its virtual raster, `stretches` are for red, green, blue."""

    path: str
    text: str
    title: str
    date: str
    stretches: tuple[Stretch, ...]


def holds_product(path: Path) -> bool:
    """Tell whether `path` is a product, or a folder or archive with bands of one, complete or not."""
    if is_metadata(path.name) or path.suffix.lower() == ".safe":
        return True
    if not (path.is_dir() or path.suffix.lower() == ".zip"):
        return False
    try:
        files = ProductFiles(path)
    except InputError:
        return False
    return files.has_metadata or all(files.bands(band) for band in RGB_BANDS)


def read_product(path: Path, is_cancelled: Callable[[], bool]) -> ProductImage | None:
    """Look at the product, or the file of one of its bands, at `path`; None when cancelled.

    :raises InputError: when it is none, or something of it is missing.
    """
    refuse_special_files(str(path))
    product = path.parent if is_metadata(path.name) else path
    virtual = stack_product(path) if is_product(path) else stack_siblings(open_layer(str(path), path.name))
    if not virtual:
        raise InputError(
            tr(
                "{name} is neither a Sentinel-2 product nor a band of one with the others beside it; if it is an "
                "image, add it by Layer, Add Layer, Add Raster Layer."
            ).format(name=path.name)
        )
    try:
        dataset = open_raster_file(virtual)
        if dataset is None:
            sentence = tr("The bands of the product {title} cannot be read together ({reason}).")
            raise InputError(sentence.format(title=path.name, reason=last_error()))
        names = [str(path), *files_of_dataset(dataset)]
        stretches: list[Stretch] = []
        for number in range(1, len(RGB_BANDS) + 1):
            if is_cancelled():
                return None
            stretches.append(_stretch(dataset.GetRasterBand(number)))
        acquisition, level = first_acquisition(names), read_product_facts(str(path), names[1:]).level or ""
        place = acquisition.tile or product.stem
        title = " ".join(filter(None, (place, acquisition.date, level.upper())))
        return ProductImage(str(product.resolve()), virtual_text(virtual), title, acquisition.date, tuple(stretches))
    finally:
        dataset = None
        remove_virtual(virtual)


def product_layer(image: ProductImage) -> QgsRasterLayer:
    """Return `image` as a layer; for the main thread."""
    layer = QgsRasterLayer(image.text, image.title, "gdal")
    name_product(layer, image.path)
    provider = layer.dataProvider()
    renderer = QgsMultiBandColorRenderer(provider, 1, 2, 3)
    setters = (
        renderer.setRedContrastEnhancement,
        renderer.setGreenContrastEnhancement,
        renderer.setBlueContrastEnhancement,
    )
    for number, (set_enhancement, (black, white)) in enumerate(zip(setters, image.stretches), 1):
        enhancement = QgsContrastEnhancement(provider.dataType(number))
        enhancement.setMinimumValue(black)
        enhancement.setMaximumValue(white)
        enhancement.setContrastEnhancementAlgorithm(
            QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum
        )
        set_enhancement(enhancement)
    # Beside the swath all bands are 0; a band alone may be 0 in the deepest shadow.
    transparency = QgsRasterTransparency()
    transparency.initializeTransparentPixelList(0, 0, 0)
    renderer.setRasterTransparency(transparency)
    layer.setRenderer(renderer)
    properties = layer.temporalProperties()
    if image.date and isinstance(properties, QgsRasterLayerTemporalProperties):
        properties.setMode(Qgis.RasterTemporalMode.FixedTemporalRange)
        properties.setFixedTemporalRange(day_range(image.date))
        properties.setIsActive(True)
    return layer


def _stretch(band: gdal.Band) -> Stretch:
    """Return what is black and white in `band`, by a thumbnail without what is missing."""
    columns, rows = (max(1, min(size, SAMPLE_SIDE)) for size in (band.XSize, band.YSize))
    values: npt.NDArray[np.generic] | None = call_gdal(band.ReadAsArray, buf_xsize=columns, buf_ysize=rows)
    valid = np.empty(0) if values is None else values[np.isfinite(values) & (values != 0)]
    if not valid.size:
        return 0.0, 1.0
    black, white = (float(value) for value in np.percentile(valid, SHOWN_BETWEEN))
    return black, max(white, black + 1e-6)


def virtual_text(virtual: str) -> str:
    """Return the text of a virtual raster in memory."""
    file = gdal.VSIFOpenL(virtual, "rb")
    try:
        return bytes(gdal.VSIFReadL(1, gdal.VSIStatL(virtual).size, file)).decode()
    finally:
        gdal.VSIFCloseL(file)
