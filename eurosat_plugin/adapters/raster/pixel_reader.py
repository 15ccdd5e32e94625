# SPDX-License-Identifier: GPL-2.0-or-later
"""Read pixel windows of a raster into arrays, with what is missing in them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
from qgis.core import QgsFeedback, QgsRasterBlockFeedback
from qgis.PyQt.QtCore import Qt

from eurosat_plugin.adapters.raster.band_names import open_dataset
from eurosat_plugin.adapters.raster.data_types import stored_type
from eurosat_plugin.adapters.raster.declared_nodata import alpha_band
from eurosat_plugin.adapters.raster.gdal_cache import CacheNeed
from eurosat_plugin.adapters.raster.gdal_calls import open_raster_file
from eurosat_plugin.adapters.raster.raster import Raster
from eurosat_plugin.adapters.raster.raster_bands import Planes, open_bands
from eurosat_plugin.core.tiles.classification import read_size
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tiling import TileGrid, Window


class RasterPixelReader:
    """Reads the bands of a raster that are needed; one thread at a time. Keeps the provider alive.

    As soon as `feedback` is cancelled, from whatever thread, reading stops, also in the middle of a window.
    """

    def __init__(self, raster: Raster, feedback: QgsFeedback | None = None) -> None:
        self._raster = raster
        self._stop = QgsRasterBlockFeedback()
        if feedback is not None:
            feedback.canceled.connect(self._stop.cancel, Qt.ConnectionType.DirectConnection)  # type: ignore[call-arg]
            if feedback.isCanceled():
                self._stop.cancel()
        self.block_width, self.block_height = block = _block_size(raster)
        remote = raster.file.remote
        self._bands = open_bands(raster.layer, raster.dataset, raster.name, block, remote)
        self._alpha = alpha_band(raster.layer, raster.numbers)
        self._extra = {
            extra: self._bands
            if extra.layer is raster.layer
            else open_bands(extra.layer, open_dataset(extra.layer), raster.name, block, remote)
            for extra in (raster.scene_classes, raster.infrared, *raster.more)
            if extra is not None
        }
        self.width, self.height = raster.box.area.width, raster.box.area.height

    def read(self, window: Window) -> PixelBlock:
        """Read `window` pixel for pixel.

        :raises InputError: when the file cannot be read there.
        :raises Cancelled: when reading was stopped.
        """
        planes = self._bands.read(self._raster.numbers, window, self._stop)
        opacity = None if self._alpha is None else self._bands.read([self._alpha], window, self._stop)[0]
        classes, infrared = (
            None if extra is None else self._extra[extra].read([extra.number], window, self._stop)[0]
            for extra in (self._raster.scene_classes, self._raster.infrared)
        )
        block = self._block(planes, opacity, classes, infrared)
        if not self._raster.more:
            return block
        more = [self._extra[extra].read([extra.number], window, self._stop)[0] for extra in self._raster.more]
        return replace(block, more=np.stack(more))

    def partly_missing(self, values: npt.NDArray[np.generic]) -> npt.NDArray[np.bool_]:
        """Tell which pixels of `values` that were read some bands measured and others did not."""
        return self._raster.missing.partly_missing(values)

    def cache_need(self, grid: TileGrid) -> CacheNeed | None:
        """Return what GDAL needs to keep while the tiles of `grid` are read; None without a file."""
        if self._raster.dataset is None:
            return None
        width, height = read_size(self, grid)
        # What a virtual raster is made of may begin anywhere.
        apart = grid.stride >= grid.size and not self._raster.file.made_of_files
        apart = apart and grid.area.row % self.block_height == 0 and height % self.block_height == 0
        across = _blocks(grid.area.col, grid.area.right, self.block_width)
        down = _blocks(grid.area.row, grid.area.bottom, self.block_height)
        rows = min(down, -(-height // self.block_height) + (not apart))
        cols = min(across, -(-width // self.block_width) + 1)
        bands = len(self._raster.numbers) + len(self._extra) + (self._alpha is not None)
        size = np.dtype(stored_type(self._raster.dataset, self._raster.numbers[0])).itemsize
        block = self.block_width * self.block_height * bands * size
        return CacheNeed(rows * cols * block, rows * (cols if apart else across) * block)

    def picture(self, window: Window, pixels: int) -> PixelBlock:
        """Read `window` shrunk to at most `pixels` rows and columns, from overviews where there are any."""
        shrink = max(1.0, max(window.width, window.height) / pixels)
        size = max(1, round(window.width / shrink)), max(1, round(window.height / shrink))
        planes = self._bands.shrunk(self._raster.numbers, window, *size, self._stop)
        alpha = None if self._alpha is None else self._bands.shrunk([self._alpha], window, *size, self._stop)[0]
        return self._block(planes, alpha)

    def _block(
        self,
        planes: Planes,
        opacity: Planes | None = None,
        classes: Planes | None = None,
        infrared: Planes | None = None,
    ) -> PixelBlock:
        values = np.moveaxis(planes, 0, -1)
        return PixelBlock(values, self._raster.missing.valid(values, opacity), classes, infrared)


def _blocks(start: int, stop: int, size: int) -> int:
    """Return how many blocks of `size` rows or columns lie in ``[start, stop)``, at least in part."""
    return -(-stop // size) - start // size


def _block_size(raster: Raster) -> tuple[int, int]:
    """Return the width and height of what is decoded at once.

    A virtual raster's own blocks are small, and a block of JPEG 2000 read piece by piece is decoded again and again.
    """
    files = raster.file.files if raster.file.made_of_files and raster.warped is None else ()
    source = open_raster_file(files[1]) if len(files) > 1 else None
    if source is not None:
        width, height = source.GetRasterBand(1).GetBlockSize()
    else:
        provider = raster.layer.dataProvider()
        width, height = provider.xBlockSize(), provider.yBlockSize()
    return max(1, width), max(1, height)
