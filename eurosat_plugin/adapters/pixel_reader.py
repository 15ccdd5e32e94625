# SPDX-License-Identifier: GPL-2.0-or-later
"""Read pixel windows of a QGIS raster provider into arrays."""

from __future__ import annotations

import numpy as np
from qgis.core import Qgis, QgsRaster, QgsRasterDataProvider, QgsRectangle

from eurosat_plugin.adapters.raster import Raster
from eurosat_plugin.core.classification import PixelBlock
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.sentinel2 import ValueFacts
from eurosat_plugin.core.tiling import Window

DTYPES = {
    Qgis.DataType.Byte: "uint8",
    Qgis.DataType.UInt16: "uint16",
    Qgis.DataType.Int16: "int16",
    Qgis.DataType.UInt32: "uint32",
    Qgis.DataType.Int32: "int32",
    Qgis.DataType.Float32: "float32",
    Qgis.DataType.Float64: "float64",
}
# Written by common sources without declaring them as nodata; no measurement has these values.
UNDECLARED_NODATA = {"int16": (-32768, -9999, 32767), "uint16": (65535,)}
SAMPLE_PIXELS = 512


class RasterPixelReader:
    """Reads the three bands of a raster; one thread at a time. Keeps the provider alive."""

    def __init__(self, raster: Raster) -> None:
        self._raster = raster
        self._provider: QgsRasterDataProvider = raster.layer.dataProvider()
        self._bands = raster.bands.numbers
        self._alpha = next(
            (
                number
                for number in range(1, self._provider.bandCount() + 1)
                if self._provider.colorInterpretation(number) == QgsRaster.AlphaBand and number not in self._bands
            ),
            None,
        )
        self.width, self.height = raster.layer.width(), raster.layer.height()
        self.block_width = max(1, self._provider.xBlockSize())
        self.block_height = max(1, self._provider.yBlockSize())

    def read(self, window: Window) -> PixelBlock:
        """Read `window` pixel for pixel; :raises InputError: when the file cannot be read there."""
        return self._read(self._raster.rectangle(window), window.width, window.height)

    def sample(self, window: Window) -> ValueFacts:
        """Look at a coarse picture of `window`; :raises InputError: when it holds no valid pixel."""
        shrink = max(1.0, max(window.width, window.height) / SAMPLE_PIXELS)
        width, height = max(1, round(window.width / shrink)), max(1, round(window.height / shrink))
        block = self._read(self._raster.rectangle(window), width, height)
        measured = block.values[block.valid & (block.values != 0).any(axis=-1)].astype(np.float64)
        if not len(measured):
            raise InputError(
                f"The raster {self._raster.name} has no valid pixel in the extent: all of it is nodata; choose another "
                "extent."
            )
        red, green, blue = np.percentile(measured, 0.1, axis=0)
        return ValueFacts(
            dtype=block.values.dtype.name,
            darkest=(float(red), float(green), float(blue)),
            median=float(np.median(measured)),
            brightest=float(np.percentile(measured, 99.9)),
        )

    def _read(self, extent: QgsRectangle, width: int, height: int) -> PixelBlock:
        bands, valid = [], np.ones((height, width), dtype=bool)
        for number in self._bands:
            values, missing = self._read_band(number, extent, width, height)
            bands.append(values)
            valid &= ~missing
            valid &= ~np.isin(values, UNDECLARED_NODATA.get(values.dtype.name, ()))
        if self._alpha is not None:
            values, missing = self._read_band(self._alpha, extent, width, height)
            valid &= ~missing & (values != 0)
        return PixelBlock(np.stack(bands, axis=-1), valid)

    def _read_band(self, number: int, extent: QgsRectangle, width: int, height: int) -> tuple[np.ndarray, np.ndarray]:
        # The block owns the memory that data() shows, so it must outlive the copy.
        block = self._provider.block(number, extent, width, height)
        dtype = DTYPES.get(block.dataType()) if block is not None else None
        if dtype is None or not block.isValid() or block.width() != width or block.height() != height:
            reason = (block.error().summary() if block is not None else "") or "unsupported data type"
            raise InputError(
                f"Band {number} of {self._raster.name} cannot be read ({reason}); check that the file is complete."
            )
        values = np.frombuffer(bytes(block.data()), dtype=dtype).reshape(height, width)
        missing = np.zeros(values.shape, dtype=bool)
        if block.hasNoDataValue():
            missing |= values == np.array(block.noDataValue()).astype(dtype)
        for span in self._provider.userNoDataValues(number):
            missing |= (values >= span.min()) & (values <= span.max())
        return values, missing
