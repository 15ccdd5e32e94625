# SPDX-License-Identifier: GPL-2.0-or-later
"""The pixels of a raster in strips of whole blocks, each of which GDAL decodes once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
import numpy.typing as npt
from osgeo import gdal

TILE = 64

Digits = npt.NDArray[np.uint16]


def strips(dataset: gdal.Dataset) -> Iterator[tuple[int, Digits]]:
    """Yield the first row of each strip of blocks, and its numbers ``(bands, rows, cols)``."""
    height = max(TILE, dataset.GetRasterBand(1).GetBlockSize()[1])
    for row in range(0, dataset.RasterYSize, height):
        rows = min(height, dataset.RasterYSize - row)
        yield row, dataset.ReadAsArray(0, row, dataset.RasterXSize, rows)


@contextmanager
def small_cache(dataset: gdal.Dataset) -> Iterator[None]:
    """Let GDAL keep two rows of blocks."""
    before, height = gdal.GetCacheMax(), dataset.GetRasterBand(1).GetBlockSize()[1]
    gdal.SetCacheMax(2 * 3 * 2 * height * (dataset.RasterXSize + 1024))
    try:
        yield
    finally:
        gdal.SetCacheMax(before)
