# SPDX-License-Identifier: GPL-2.0-or-later
"""A picture on the disk for as long as a run needs it: written in pieces, read in others."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

import numpy as np
import numpy.typing as npt
from osgeo import gdal
from qgis.core import QgsProcessingUtils

from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, last_error
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tiling import Window
from eurosat_plugin.core.translation import tr

BLOCK = 256
_BANDS = ("red", "green", "blue", "alpha")


class PictureFile:
    """A tiled GeoTIFF of red, green, blue and alpha in a temporary folder of its own, until :meth:`close`.

    :raises InputError: when it cannot be made.
    """

    def __init__(self, width: int, height: int) -> None:
        self._folder = tempfile.mkdtemp(prefix="eurosat-", dir=QgsProcessingUtils.tempFolder())
        options = [f"BLOCKXSIZE={BLOCK}", f"BLOCKYSIZE={BLOCK}", "TILED=YES", "INTERLEAVE=PIXEL", "PHOTOMETRIC=RGB"]
        path = str(Path(self._folder) / "map.tif")
        driver = gdal.GetDriverByName("GTiff")
        self._dataset = call_gdal(driver.Create, path, width, height, len(_BANDS), gdal.GDT_Byte, options)
        if self._dataset is None:
            self.close()
            raise InputError(
                tr("No temporary file can be made for the rendered map ({reason}).").format(reason=last_error())
            )

    def write(self, picture: npt.NDArray[np.uint8], window: Window) -> None:
        """Write `picture` ``(rows, cols, 4)`` at `window`; :raises InputError: when there is no room for it."""
        gdal.ErrorReset()
        bands = np.ascontiguousarray(picture.transpose(2, 0, 1))
        written = call_gdal(self._dataset.WriteArray, bands, window.col, window.row)
        call_gdal(self._dataset.FlushCache)  # to the disk, so that a full one is known now and memory stays small
        if written != 0 or gdal.GetLastErrorType() >= gdal.CE_Failure:
            raise InputError(
                tr("The rendered map cannot be kept in a temporary file ({reason}); is the disk full?").format(
                    reason=last_error()
                )
            )

    def read(self, window: Window) -> PixelBlock:
        """Read a window; pixels are valid where anything was drawn. :raises InputError: when the file is damaged."""
        pixels = call_gdal(self._dataset.ReadAsArray, window.col, window.row, window.width, window.height)
        if pixels is None:
            raise InputError(tr("The rendered map cannot be read back ({reason}).").format(reason=last_error()))
        call_gdal(self._dataset.FlushCache)  # GDAL would keep up to a twentieth of the machine's memory full of blocks
        return PixelBlock(np.ascontiguousarray(pixels[:3].transpose(1, 2, 0)), pixels[3] != 0)

    def close(self) -> None:
        """Remove the file."""
        self._dataset = None  # closes it
        shutil.rmtree(self._folder, ignore_errors=True)
