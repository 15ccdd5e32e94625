# SPDX-License-Identifier: GPL-2.0-or-later
"""Read pixel windows of a QGIS raster provider into arrays."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from osgeo import gdal
from qgis.core import QgsFeedback, QgsRasterBlockFeedback, QgsRasterDataProvider, QgsRasterLayer, QgsRectangle
from qgis.PyQt.QtCore import Qt

from eurosat_plugin.adapters.raster.band_names import open_dataset, vrt_sources
from eurosat_plugin.adapters.raster.data_types import DTYPES
from eurosat_plugin.adapters.raster.declared_nodata import alpha_band
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.adapters.raster.georeference import rectangle_of
from eurosat_plugin.adapters.raster.raster import Raster
from eurosat_plugin.core.errors import Cancelled, InputError
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tiling import Window
from eurosat_plugin.core.translation import tr


class RasterPixelReader:
    """Reads the three bands of a raster; one thread at a time. Keeps the provider alive.

    As soon as `feedback` is cancelled, from whatever thread, reading stops, also in the middle of a window.
    """

    def __init__(self, raster: Raster, feedback: QgsFeedback | None = None) -> None:
        self._raster = raster
        self._stop = QgsRasterBlockFeedback()
        if feedback is not None:
            feedback.canceled.connect(self._stop.cancel, Qt.ConnectionType.DirectConnection)  # type: ignore[call-arg]
            if feedback.isCanceled():
                self._stop.cancel()
        self._provider: QgsRasterDataProvider = raster.layer.dataProvider()
        self._bands, self._box = raster.numbers, raster.box
        self._alpha = alpha_band(raster.layer, self._bands)
        self.width, self.height = self._box.area.width, self._box.area.height
        self.block_width, self.block_height = _block_size(raster)

    def read(self, window: Window) -> PixelBlock:
        """Read `window` pixel for pixel.

        :raises InputError: when the file cannot be read there.
        :raises Cancelled: when reading was stopped.
        """
        extent = rectangle_of(self._box.rectangle(window))
        block = self._read(extent, window.width, window.height)
        classes, infrared = (
            None if band is None else self._read_band(band.number, extent, window.width, window.height, band.layer)
            for band in (self._raster.scene_classes, self._raster.infrared)
        )
        return PixelBlock(block.values, block.valid, classes, infrared)

    def picture(self, window: Window, pixels: int) -> PixelBlock:
        """Read `window` shrunk to at most `pixels` rows and columns, from overviews where there are any."""
        shrink = max(1.0, max(window.width, window.height) / pixels)
        width, height = max(1, round(window.width / shrink)), max(1, round(window.height / shrink))
        return self._read(rectangle_of(self._box.rectangle(window)), width, height)

    def _read(self, extent: QgsRectangle, width: int, height: int) -> PixelBlock:
        values = np.stack([self._read_band(number, extent, width, height) for number in self._bands], axis=-1)
        opacity = None if self._alpha is None else self._read_band(self._alpha, extent, width, height)
        return PixelBlock(values, self._raster.missing.valid(values, opacity))

    def _read_band(
        self, number: int, extent: QgsRectangle, width: int, height: int, layer: QgsRasterLayer | None = None
    ) -> npt.NDArray[np.generic]:
        """Return the numbers of one band ``(rows, cols)``, of the raster's own or of another `layer`."""
        if self._stop.isCanceled():
            raise Cancelled
        provider = self._provider if layer is None else layer.dataProvider()
        # The block owns the memory that data() shows, so it must outlive the copy.
        block = provider.block(number, extent, width, height, self._stop)
        if self._stop.isCanceled():
            raise Cancelled
        dtype = DTYPES.get(block.dataType()) if block is not None else None
        if dtype is None or not block.isValid() or block.width() != width or block.height() != height:
            reason = (block.error().summary() if block is not None else "") or tr("unsupported data type")
            raise InputError(
                tr("Band {number} of {name} cannot be read ({reason}); check that the file is complete.").format(
                    number=number, name=self._raster.name, reason=reason
                )
            )
        return np.frombuffer(bytes(block.data()), dtype=dtype).reshape(height, width)


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
