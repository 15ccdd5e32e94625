# SPDX-License-Identifier: GPL-2.0-or-later
"""What a raster layer, its file and its user declare to be missing; core/tiles/missing.py decides what follows."""

from __future__ import annotations

from collections.abc import Sequence
from math import isnan

from osgeo import gdal
from qgis.core import QgsRasterDataProvider, QgsRasterLayer

from eurosat_plugin.adapters.raster.band_names import open_dataset
from eurosat_plugin.adapters.raster.data_types import DTYPES
from eurosat_plugin.core.tiles.missing import BandNumbers, Span


def declared_bands(layer: QgsRasterLayer, numbers: Sequence[int]) -> tuple[BandNumbers, ...]:
    """Return what is declared of the bands `numbers`, with the settings of the layer's properties."""
    dataset = open_dataset(layer)
    return tuple(_declared(layer.dataProvider(), dataset, number) for number in numbers)


def alpha_band(layer: QgsRasterLayer, colours: Sequence[int]) -> int | None:
    """Return the number of the band that tells where `layer` is transparent, None where there is none.

    It is not one of the bands `colours`. To QGIS a mask is one more band.
    """
    provider = layer.dataProvider()
    return next(
        (
            number
            for number in range(1, provider.bandCount() + 1)
            if _colour(provider, number) == gdal.GCI_AlphaBand and number not in colours
        ),
        None,
    )


def copy_nodata(old: QgsRasterDataProvider, new: QgsRasterDataProvider) -> None:
    """Give `new` the nodata settings of `old`: QGIS leaves them behind when it copies a layer."""
    for number in range(1, min(old.bandCount(), new.bandCount()) + 1):
        new.setUseSourceNoDataValue(number, old.useSourceNoDataValue(number))
        new.setUserNoDataValue(number, old.userNoDataValues(number))


def forget_nodata(provider: QgsRasterDataProvider) -> None:
    """Let `provider` hand out the numbers as they are: otherwise it mixes nodata with numbers that are scaled."""
    for number in range(1, provider.bandCount() + 1):
        provider.setUseSourceNoDataValue(number, False)
        provider.setUserNoDataValue(number, [])


def nodata_of_all_bands(provider: QgsRasterDataProvider) -> str | None:
    """Return the nodata values that the file declares as GDAL wants them, None where a band has none."""
    numbers = range(1, provider.bandCount() + 1)
    if not all(provider.sourceHasNoDataValue(number) for number in numbers):
        return None
    return " ".join(f"{provider.sourceNoDataValue(number)!r}" for number in numbers)


def _colour(provider: QgsRasterDataProvider, number: int) -> int:
    """Return what a band is, as GDAL counts it, and QGIS with it under names that have changed."""
    colour = provider.colorInterpretation(number)
    return int(getattr(colour, "value", colour))


def _declared(provider: QgsRasterDataProvider, dataset: gdal.Dataset | None, number: int) -> BandNumbers:
    scale, shift = provider.bandScale(number) or 1.0, provider.bandOffset(number)
    nodata: list[Span] = []
    if provider.sourceHasNoDataValue(number) and provider.useSourceNoDataValue(number):
        value = provider.sourceNoDataValue(number)
        if not isnan(value):  # which is missing anyway
            nodata.append((value, value))
    for span in provider.userNoDataValues(number):  # in numbers as they are read
        low, high = sorted((limit - shift) / scale for limit in (span.min(), span.max()))
        nodata.append((low, high))
    return BandNumbers(_stored_type(provider, dataset, number), tuple(nodata), scale, shift)


def _stored_type(provider: QgsRasterDataProvider, dataset: gdal.Dataset | None, number: int) -> str:
    """Return the type of the file's own numbers: where it scales them, QGIS tells the type of the result."""
    if dataset is None or number > dataset.RasterCount:
        return DTYPES[provider.dataType(number)]
    name = str(gdal.GetDataTypeName(dataset.GetRasterBand(number).DataType)).lower()
    return "uint8" if name == "byte" else name
