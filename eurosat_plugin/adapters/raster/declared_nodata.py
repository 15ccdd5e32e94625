# SPDX-License-Identifier: GPL-2.0-or-later
"""What a raster layer, its file and its user declare to be missing; core/tiles/missing.py decides what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import chain
from math import isnan

from qgis.core import QgsRasterDataProvider, QgsRasterLayer, QgsRasterRange

from eurosat_plugin.adapters.raster.band_cover import shorter_than_others
from eurosat_plugin.adapters.raster.band_names import is_transparent
from eurosat_plugin.adapters.raster.data_types import DTYPES
from eurosat_plugin.adapters.raster.image_file import ImageFile
from eurosat_plugin.core.tiles.missing import BandNumbers, Span

NodataSettings = tuple[tuple[bool, list[QgsRasterRange]], ...]
"""Of each band, whether the nodata value of the file is used, and the numbers that are nodata as well."""

_NOTHING: Span = (0.0, 0.0)
_DATA_MASK = re.compile(r"(?:^|[ :])(?:data|valid)[ _-]?mask$", re.IGNORECASE)


def declared_bands(layer: QgsRasterLayer, file: ImageFile, numbers: Sequence[int]) -> tuple[BandNumbers, ...]:
    """Return what is declared of the bands `numbers`, by the `file` and in the settings of the layer's properties.

    Where a band of a stack ends before the others do, its 0 is nodata; where all end, 0 in all bands is.
    """
    declared = tuple(_declared(layer.dataProvider(), file, number) for number in numbers)
    short = shorter_than_others(file.short, numbers)
    return tuple(
        replace(band, nodata=(*band.nodata, _NOTHING)) if number in short else band
        for number, band in zip(numbers, declared)
    )


def alpha_band(layer: QgsRasterLayer, colours: Sequence[int]) -> int | None:
    """Return the number of the band that tells where `layer` is transparent, None where there is none.

    It is not one of the bands `colours`. To QGIS a mask is one more band. What Sentinel Hub calls ``dataMask`` is 0
    where there is no data, and else 1 or 255.
    """
    provider = layer.dataProvider()
    others = [number for number in range(1, provider.bandCount() + 1) if number not in colours]
    transparent = (number for number in others if is_transparent(provider, number))
    masks = (number for number in others if _DATA_MASK.search(layer.bandName(number)))
    return next(chain(transparent, masks), None)


def nodata_settings(provider: QgsRasterDataProvider) -> NodataSettings:
    """Return what the user has set of each band."""
    numbers = range(1, provider.bandCount() + 1)
    return tuple((provider.useSourceNoDataValue(number), provider.userNoDataValues(number)) for number in numbers)


def set_nodata(provider: QgsRasterDataProvider, settings: NodataSettings) -> None:
    """Set it for the bands that `provider` has."""
    for number, (used, values) in enumerate(settings[: provider.bandCount()], 1):
        provider.setUseSourceNoDataValue(number, used)
        provider.setUserNoDataValue(number, values)


def copy_nodata(old: QgsRasterDataProvider, new: QgsRasterDataProvider) -> None:
    """Give `new` the nodata settings of `old`: QGIS leaves them behind when it copies a layer."""
    set_nodata(new, nodata_settings(old))


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


def _declared(provider: QgsRasterDataProvider, file: ImageFile, number: int) -> BandNumbers:
    scale, shift = provider.bandScale(number) or 1.0, provider.bandOffset(number)
    nodata: list[Span] = []
    if provider.sourceHasNoDataValue(number) and provider.useSourceNoDataValue(number):
        value = provider.sourceNoDataValue(number)
        if not isnan(value):  # which is missing anyway
            nodata.append((value, value))
    for span in provider.userNoDataValues(number):  # in numbers as they are read
        low, high = sorted((limit - shift) / scale for limit in (span.min(), span.max()))
        nodata.append((low, high))
    return BandNumbers(_stored_type(provider, file, number), tuple(nodata), scale, shift)


def _stored_type(provider: QgsRasterDataProvider, file: ImageFile, number: int) -> str:
    """Return the type of the file's own numbers: where it scales them, QGIS tells the type of the result."""
    return file.types[number - 1] if number <= file.band_count else DTYPES[provider.dataType(number)]
