# SPDX-License-Identifier: GPL-2.0-or-later
"""Read pixel windows of a QGIS raster provider into arrays."""

from __future__ import annotations

import numpy as np
from osgeo import gdal
from qgis.core import QgsRaster, QgsRasterDataProvider, QgsRectangle

from eurosat_plugin.adapters.band_names import open_dataset, vrt_sources
from eurosat_plugin.adapters.data_types import DTYPES, undeclared_nodata
from eurosat_plugin.adapters.gdal_calls import call_gdal
from eurosat_plugin.adapters.raster import Raster
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.pixels import PixelBlock
from eurosat_plugin.core.tiling import Window
from eurosat_plugin.core.translation import tr
from eurosat_plugin.core.value_facts import ValueFacts, share_of_full_scale_steps

SAMPLE_PIXELS = 512
FINE_SAMPLE_PIXELS = 2048
PROBES = 4
PROBE_PIXELS = 128


class RasterPixelReader:
    """Reads the three bands of a raster; one thread at a time. Keeps the provider alive."""

    def __init__(self, raster: Raster) -> None:
        self._raster = raster
        self._provider: QgsRasterDataProvider = raster.layer.dataProvider()
        self._bands = raster.numbers
        self._alpha = alpha_band(raster)
        self.width, self.height = raster.layer.width(), raster.layer.height()
        self.block_width, self.block_height = _block_size(raster)

    def read(self, window: Window) -> PixelBlock:
        """Read `window` pixel for pixel; :raises InputError: when the file cannot be read there."""
        extent = self._raster.rectangle(window)
        block = self._read(extent, window.width, window.height)
        classes = self._raster.scene_classes
        if classes is None:
            return block
        provider = classes.layer.dataProvider()
        values, _ = self._read_band(provider, classes.number, extent, window.width, window.height)
        return PixelBlock(block.values, block.valid, values)

    def sample(self, window: Window) -> ValueFacts:
        """Look at a coarse picture of `window`; :raises InputError: when it holds no valid pixel."""
        measured = self._measured(window, SAMPLE_PIXELS)
        if not len(measured):
            measured = self._measured(window, FINE_SAMPLE_PIXELS)
        if not len(measured):
            raise InputError(
                tr(
                    "The raster {name} has no valid pixel in the extent: all of it is nodata; choose another extent."
                ).format(name=self._raster.name)
            )
        numbers = measured.astype(np.float64)
        red, green, blue = np.percentile(numbers, 0.1, axis=0)
        return ValueFacts(
            dtype=measured.dtype.name,
            darkest=(float(red), float(green), float(blue)),
            median=float(np.median(numbers)),
            brightest=float(np.percentile(numbers, 99.9)),
            low=float(np.percentile(numbers, 5, axis=0).min()),
            scale=self._provider.bandScale(self._bands[0]),
            shift=self._provider.bandOffset(self._bands[0]),
            full_scale_steps=self._steps(window) if self._may_be_scaled(measured) else 0.0,
        )

    def _measured(self, window: Window, pixels: int) -> np.ndarray:
        """Return valid pixels ``(pixels, 3)`` of a picture of `window` with at most `pixels` rows and columns."""
        shrink = max(1.0, max(window.width, window.height) / pixels)
        width, height = max(1, round(window.width / shrink)), max(1, round(window.height / shrink))
        block = self._read(self._raster.rectangle(window), width, height)
        return block.values[block.valid & (block.values != 0).any(axis=-1)]

    def _may_be_scaled(self, measured: np.ndarray) -> bool:
        product = self._raster.product
        return measured.dtype == np.uint16 and product.baseline is None and not product.original

    def _steps(self, window: Window) -> float:
        """Look at small pieces at full resolution: overviews are averaged and have no steps."""
        pieces = []
        for i in range(PROBES):
            col = window.col + round(window.width * (i + 0.5) / PROBES) - PROBE_PIXELS // 2
            row = window.row + round(window.height * (i + 0.5) / PROBES) - PROBE_PIXELS // 2
            piece = Window(col, row, PROBE_PIXELS, PROBE_PIXELS).intersection(window)
            block = self._read(self._raster.rectangle(piece), piece.width, piece.height)
            pieces.append(block.values[block.valid])
        return share_of_full_scale_steps(np.concatenate(pieces))

    def _read(self, extent: QgsRectangle, width: int, height: int) -> PixelBlock:
        bands, valid = [], np.ones((height, width), dtype=bool)
        for number in self._bands:
            values, missing = self._read_band(self._provider, number, extent, width, height)
            bands.append(values)
            valid &= ~missing & ~undeclared_nodata(values)
        if self._alpha is not None:
            values, missing = self._read_band(self._provider, self._alpha, extent, width, height)
            valid &= ~missing & (values != 0)
        block = np.stack(bands, axis=-1)
        shift = self._provider.bandOffset(self._bands[0])
        if shift:  # digital number 0 is nodata in all bands also after the file's own offset was added
            valid &= (block != np.array(shift, dtype=block.dtype)).any(axis=-1)
        return PixelBlock(block, valid)

    def _read_band(
        self, provider: QgsRasterDataProvider, number: int, extent: QgsRectangle, width: int, height: int
    ) -> tuple[np.ndarray, np.ndarray]:
        """Return the numbers of one band and where they are missing, both ``(rows, cols)``."""
        # The block owns the memory that data() shows, so it must outlive the copy.
        block = provider.block(number, extent, width, height)
        dtype = DTYPES.get(block.dataType()) if block is not None else None
        if dtype is None or not block.isValid() or block.width() != width or block.height() != height:
            reason = (block.error().summary() if block is not None else "") or tr("unsupported data type")
            raise InputError(
                tr("Band {number} of {name} cannot be read ({reason}); check that the file is complete.").format(
                    number=number, name=self._raster.name, reason=reason
                )
            )
        values = np.frombuffer(bytes(block.data()), dtype=dtype).reshape(height, width)
        missing = ~np.isfinite(values)
        if block.hasNoDataValue():
            missing |= values == np.array(block.noDataValue()).astype(dtype)
        for span in provider.userNoDataValues(number):
            missing |= (values >= span.min()) & (values <= span.max())
        return values, missing


def _block_size(raster: Raster) -> tuple[int, int]:
    """Return the width and height of what is decoded at once.

    A virtual raster's own blocks are small, and a block of JPEG 2000 read piece by piece is decoded again and again.
    """
    dataset = open_dataset(raster.layer)
    files = dataset.GetFileList() or [] if dataset is not None and vrt_sources(dataset) else []
    source = call_gdal(gdal.Open, files[1]) if len(files) > 1 else None
    if source is not None:
        width, height = source.GetRasterBand(1).GetBlockSize()
    else:
        provider = raster.layer.dataProvider()
        width, height = provider.xBlockSize(), provider.yBlockSize()
    return max(1, width), max(1, height)


def alpha_band(raster: Raster) -> int | None:
    """Return the number of the band that tells where a raster is transparent, None where there is none."""
    provider = raster.layer.dataProvider()
    return next(
        (
            number
            for number in range(1, provider.bandCount() + 1)
            if provider.colorInterpretation(number) == QgsRaster.AlphaBand and number not in raster.numbers
        ),
        None,
    )
