# SPDX-License-Identifier: GPL-2.0-or-later
"""Fetch a part of files on servers once, before anything looks at it: each block of a file comes over the wire once.

Fetching by itself makes it possible to count what comes, to try again where a connection breaks, and to stop at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.adapters.raster.fetching import Fetching, Order
from eurosat_plugin.adapters.raster.file_part import Cell, FilePart, around, in_pieces
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.adapters.raster.remote_block_store import BlockStore, usual_store
from eurosat_plugin.core.errors import OutputError
from eurosat_plugin.core.tiles.tiling import Window
from eurosat_plugin.core.translation import tr

_OPTIONS = ("TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "BIGTIFF=IF_SAFER")

Progress = Callable[[int, int], None]
"""Told the bytes that have come and the bytes in all, or about so many."""


def copy_parts(orders: Sequence[Order], folder: Path, feedback: QgsFeedback, progress: Progress) -> list[str]:
    """Copy what is ordered into a file each in `folder`, pixel for pixel; return their paths.

    What earlier runs have fetched is not fetched again.

    :raises InputError: when a server does not give them, also after several tries.
    :raises OutputError: when they cannot be written.
    :raises Cancelled: as soon as `feedback` is cancelled.
    """
    store = usual_store()
    copies, missing = [], []
    for number, order in enumerate(orders):
        copy = _Copy(order.part, folder / f"{number}.tif")
        copies.append(copy)
        for piece in in_pieces([cell for cell in order.part.cells if not _is_kept(order, cell, store, copy)]):
            missing.append((number, piece))
        stop_if_cancelled(feedback)
    done, total = 0, sum(cell.weight for _, piece in missing for cell in piece)
    progress(0, total)
    for number, piece, data in Fetching(orders, missing, store, feedback).pieces():
        copies[number].write(around(piece), data)
        done += sum(cell.weight for cell in piece)
        progress(done, total)
    if missing:
        store.trim()
    return [copy.close() for copy in copies]


def _is_kept(order: Order, cell: Cell, store: BlockStore, copy: _Copy) -> bool:
    """Copy a cell that an earlier run has fetched, and tell whether there is one."""
    key = order.key(cell)
    data = store.get(key, order.part.bytes_of(cell.window)) if key else None
    if data is None:
        return False
    copy.write(cell.window, data)
    return True


class _Copy:
    """The file that a part is copied into."""

    def __init__(self, part: FilePart, path: Path) -> None:
        self._window, self._path = part.window, path
        size = (part.window.width, part.window.height, len(part.bands), part.data_type)
        self._file = call_gdal(gdal.GetDriverByName("GTiff").Create, str(path), *size, options=list(_OPTIONS))
        if self._file is None:
            raise OutputError(tr("{path} cannot be written; is the disk full?").format(path=path))
        ground = part.box.rectangle(part.window)
        self._file.SetGeoTransform((ground.xmin, part.box.dx, 0.0, ground.ymax, 0.0, -part.box.dy))
        self._file.SetProjection(part.box.crs)
        for number, band in enumerate(part.bands, 1):
            band.write(self._file.GetRasterBand(number))

    def write(self, window: Window, data: bytes) -> None:
        """Write the pixels of a piece; :raises OutputError: when that fails."""
        place = (window.col - self._window.col, window.row - self._window.row, window.width, window.height)
        if call_gdal(self._file.WriteRaster, *place, data) != 0:
            raise OutputError(tr("{path} cannot be written; is the disk full?").format(path=self._path))

    def close(self) -> str:
        """Write all that is left; return the path."""
        self._file = None
        return str(self._path)
