# SPDX-License-Identifier: GPL-2.0-or-later
"""The numbers of a raster layer's bands: asked of GDAL itself where it is GDAL that reads, of QGIS elsewhere.

QGIS asks GDAL for a rectangle on the ground, rounded outwards: a window that ends with a block of the file decodes the
next one as well, and one after the other. GDAL itself is asked for pixels, in pieces that are whole blocks.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

import numpy as np
import numpy.typing as npt
from osgeo import gdal
from qgis.core import QgsRasterBlockFeedback, QgsRasterDataProvider, QgsRasterLayer

from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.adapters.raster.data_only_layer import reason_of
from eurosat_plugin.adapters.raster.data_types import DTYPES, stored_type
from eurosat_plugin.adapters.raster.file_part import file_box
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, last_error, last_kind
from eurosat_plugin.adapters.raster.georeference import layer_box, rectangle_of
from eurosat_plugin.adapters.raster.remote_files import options_here
from eurosat_plugin.core.errors import FailureKind, InputError
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import Window
from eurosat_plugin.core.translation import tr

PIECE_PIXELS = 1024 * 1024
"""Pixels that are read at once, if one block of the file has no more: a run that is cancelled waits for one piece."""

_THREADS = max(1, min(4, (os.cpu_count() or 1) // 2))
"""Threads that decode blocks of JPEG 2000: the network needs the processor as well."""

Planes = npt.NDArray[np.generic]
"""Numbers ``(bands, rows, cols)``."""


class RasterBands(Protocol):
    """The bands of one layer; one thread at a time."""

    def read(self, numbers: Sequence[int], window: Window, stop: QgsRasterBlockFeedback) -> Planes:
        """Read a window of the bands `numbers`, pixel for pixel, all as the type that holds them all.

        :raises InputError: when the file cannot be read there.
        :raises Cancelled: as soon as `stop` is cancelled.
        """

    def shrunk(
        self, numbers: Sequence[int], window: Window, width: int, height: int, stop: QgsRasterBlockFeedback
    ) -> Planes:
        """Read a window shrunk to `width` × `height`, from overviews where there are any; raises likewise."""


def open_bands(
    layer: QgsRasterLayer, dataset: gdal.Dataset | None, name: str, block: tuple[int, int], remote: bool = False
) -> RasterBands:
    """Return the bands of `layer`, whose file is `dataset` if GDAL reads it.

    `name` is for error messages, `block` the width and height of what is decoded at once, and `remote` tells whether
    anything of it is on a server.
    """
    provided = ProvidedBands(layer, name)
    plain = dataset is not None and _is_plain(layer, dataset)
    return FileBands(dataset, provided, block, remote) if plain else provided


class ProvidedBands:
    """Bands as QGIS's provider hands them out; keeps the provider alive."""

    def __init__(self, layer: QgsRasterLayer, name: str) -> None:
        self.provider: QgsRasterDataProvider = layer.dataProvider()
        self.name = name
        self._box: GeoBox = layer_box(layer)

    def read(self, numbers: Sequence[int], window: Window, stop: QgsRasterBlockFeedback) -> Planes:
        """See :meth:`RasterBands.read`."""
        return self.shrunk(numbers, window, window.width, window.height, stop)

    def shrunk(
        self, numbers: Sequence[int], window: Window, width: int, height: int, stop: QgsRasterBlockFeedback
    ) -> Planes:
        """See :meth:`RasterBands.shrunk`."""
        return np.stack([self._read(number, window, width, height, stop) for number in numbers])

    def _read(self, number: int, window: Window, width: int, height: int, stop: QgsRasterBlockFeedback) -> Planes:
        stop_if_cancelled(stop)
        # The block owns the memory that data() shows, so it must outlive the copy.
        block = self.provider.block(number, rectangle_of(self._box.rectangle(window)), width, height, stop)
        stop_if_cancelled(stop)
        dtype = DTYPES.get(block.dataType()) if block is not None else None
        if dtype is None or not block.isValid() or block.width() != width or block.height() != height:
            reason = (reason_of(block.error()) if block is not None else "") or tr("unsupported data type")
            raise unreadable(number, self.name, reason)
        return np.frombuffer(bytes(block.data()), dtype=dtype).reshape(height, width)


class FileBands:
    """Bands of the file `dataset`, with the numbers that `provided` would hand out."""

    def __init__(
        self, dataset: gdal.Dataset, provided: ProvidedBands, block: tuple[int, int], remote: bool = False
    ) -> None:
        self._dataset, self._provided = dataset, provided
        self._block, self._remote = block, remote

    def read(self, numbers: Sequence[int], window: Window, stop: QgsRasterBlockFeedback) -> Planes:
        """See :meth:`RasterBands.read`."""
        kinds = {self._stored(number) for number in numbers}
        together = [list(numbers)] if len(kinds) == 1 and None not in kinds else [[number] for number in numbers]
        planes = [self._read(group, window, stop) for group in together]
        return planes[0] if len(planes) == 1 else np.concatenate(planes)

    def shrunk(
        self, numbers: Sequence[int], window: Window, width: int, height: int, stop: QgsRasterBlockFeedback
    ) -> Planes:
        """See :meth:`RasterBands.shrunk`."""
        return self._provided.shrunk(numbers, window, width, height, stop)

    def _read(self, numbers: list[int], window: Window, stop: QgsRasterBlockFeedback) -> Planes:
        """Read bands of one type: piece after piece, so that it can be stopped."""
        stored = self._stored(numbers[0])
        planes = np.empty((len(numbers), window.height, window.width), dtype=stored or "uint8")
        for piece in self._pieces(window):
            stop_if_cancelled(stop)
            with _decoding_threads():
                pixels = self._raw(numbers, piece, stop)
            stop_if_cancelled(stop)
            if pixels is None:
                kind = FailureKind.PASSING if self._remote else last_kind()
                raise unreadable(numbers[0], self._provided.name, last_error(), kind)
            top, left = piece.row - window.row, piece.col - window.col
            planes[:, top : top + piece.height, left : left + piece.width] = np.frombuffer(
                pixels, dtype=planes.dtype
            ).reshape(len(numbers), piece.height, piece.width)
        return planes if stored is None else self._as_provided(numbers, planes)

    def _raw(self, numbers: list[int], piece: Window, stop: QgsRasterBlockFeedback) -> bytearray | None:
        place = (piece.col, piece.row, piece.width, piece.height)
        # A function that is called for every line costs more than it saves, but where a line may take seconds.
        callback: Callable[..., int] | None = (lambda *_: not stop.isCanceled()) if self._remote else None
        if numbers[0] > self._dataset.RasterCount:  # a mask, which is one more band to QGIS
            mask = self._dataset.GetRasterBand(1).GetMaskBand()
            return call_gdal(mask.ReadRaster, *place, callback=callback)  # type: ignore[no-any-return]
        kind = self._dataset.GetRasterBand(numbers[0]).DataType
        return call_gdal(  # type: ignore[no-any-return]
            self._dataset.ReadRaster, *place, buf_type=kind, band_list=numbers, callback=callback
        )

    def _as_provided(self, numbers: Sequence[int], planes: Planes) -> Planes:
        """Apply scale and offset of each band as QGIS does: in double precision, rounded to the provider's type."""
        provider = self._provided.provider
        tags = [(provider.bandScale(number), provider.bandOffset(number)) for number in numbers]
        if all(tag == (1.0, 0.0) for tag in tags):
            return planes
        dtype = DTYPES[provider.dataType(numbers[0])]
        scaled = [plane.astype(np.float64) * scale + shift for plane, (scale, shift) in zip(planes, tags)]
        return np.asarray(np.stack(scaled), dtype=dtype)

    def _stored(self, number: int) -> str | None:
        """Return the type of a band's numbers in the file, None for a mask."""
        if number > self._dataset.RasterCount:
            return None
        return stored_type(self._dataset, number)

    def _pieces(self, window: Window) -> Iterator[Window]:
        """Divide a window along the blocks of the file."""
        width, height = self._block
        first = window.col // width * width
        # No more than the blocks that the window touches: the narrower a piece is, the taller it may be.
        touched = -(-(window.right - first) // width) * width
        across = min(touched, max(1, PIECE_PIXELS // (width * height)) * width * _THREADS)
        tall = height if width * height >= PIECE_PIXELS else max(height, PIECE_PIXELS // across // height * height)
        for top in range(window.row // tall * tall, window.bottom, tall):
            for left in range(first, window.right, across):
                yield Window(left, top, across, tall).intersection(window)


def unreadable(number: int, name: str, reason: str, kind: FailureKind = FailureKind.REFUSED) -> InputError:
    """Return the error that says why a band of the raster `name` cannot be read, and whether it may be in a while."""
    return InputError(
        tr("Band {number} of {name} cannot be read ({reason}); check that the file is complete.").format(
            number=number, name=name, reason=reason
        ),
        kind,
    )


def _is_plain(layer: QgsRasterLayer, dataset: gdal.Dataset) -> bool:
    """Tell whether the pixels of `layer` are those of its file: QGIS warps what is tilted or upside down."""
    box = file_box(dataset)
    if box is None or (box.area.width, box.area.height) != (layer.width(), layer.height()):
        return False
    known = set(DTYPES.values())
    return all(stored_type(dataset, number) in known for number in range(1, dataset.RasterCount + 1))


@contextmanager
def _decoding_threads() -> Iterator[None]:
    """Let GDAL decode several blocks at once in this thread's calls."""
    of_thread = hasattr(gdal, "SetThreadLocalConfigOption")  # GDAL 3.3
    with options_here({"GDAL_NUM_THREADS": str(_THREADS)} if of_thread and _THREADS > 1 else {}):
        yield
