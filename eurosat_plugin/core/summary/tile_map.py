# SPDX-License-Identifier: GPL-2.0-or-later
"""A small map of a grid's tiles, as a picture inside HTML: north is up, no place on the ground is needed."""

from __future__ import annotations

import struct
import zlib
from array import array
from base64 import b64encode
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.summary.flags import NODATA

MOST_PIXELS = 720
"""About as wide or high is the picture; a tile is a pixel or more, or else several tiles share one."""

FRAME_FROM = 4
"""Pixels that a tile needs to have a frame, where it is doubtful."""

_MOST_FOR_A_TILE = 24
_FRAME, _NO_CLASS = "#303030", "#dddddd"
_BASE = 3
"""In the colour table come first: nothing, frames, tiles without a class; then the classes."""


class TileMap:
    """Collects the tiles of a grid in the classes of `scheme` by row, counted downwards, and column."""

    def __init__(self, scheme: ClassScheme = EUROSAT) -> None:
        self._numbers = scheme.numbers
        self._rows, self._cols = array("q"), array("q")
        self._colors, self._doubted = array("b"), array("b")

    def add(self, row: int, col: int, key: str | None, flag: str | None) -> None:
        """Add the tile of class `key`, none for no class."""
        self.add_row(row, [col], [key], [flag])

    def add_row(self, row: int, cols: Sequence[int], keys: Sequence[str | None], flags: Sequence[str | None]) -> None:
        """Add tiles that lie in one row."""
        self._rows.extend([row] * len(cols))
        self._cols.extend(cols)
        self._colors.extend([self._numbers.get(key or "", -1) + _BASE for key in keys])
        self._doubted.extend([bool(flag) and flag != NODATA for flag in flags])

    def picture(self, colors: Sequence[str]) -> str:
        """Return an ``<img>`` of a PNG inside itself, empty where there are no tiles or several in one place.

        :param colors: ``#rrggbb`` of the classes, in class order.
        """
        pixels = self._pixels()
        if pixels is None:
            return ""
        data = b64encode(_png(pixels, ("#ffffff", _FRAME, _NO_CLASS, *colors))).decode("ascii")
        height, width = pixels.shape
        return f'<img class="map" width="{width}" height="{height}" alt="" src="data:image/png;base64,{data}">'

    def _pixels(self) -> npt.NDArray[np.uint8] | None:
        """Return numbers in the colour table ``(height, width)``."""
        rows, cols = np.array(self._rows, dtype=np.int64), np.array(self._cols, dtype=np.int64)
        if not len(rows):
            return None
        rows, cols = rows - rows.min(), cols - cols.min()
        width = int(cols.max()) + 1
        side = max(int(rows.max()) + 1, width)
        if len(np.unique(rows * width + cols)) < len(rows):
            return None  # grids that were merged
        share = -(-side // MOST_PIXELS)
        rows, cols = rows // share, cols // share
        tiles = np.zeros((int(rows.max()) + 1, int(cols.max()) + 1), dtype=np.uint8)
        doubted = np.zeros(tiles.shape, dtype=np.bool_)
        tiles[rows, cols] = np.array(self._colors, dtype=np.uint8)
        doubted[rows, cols] = np.array(self._doubted, dtype=np.bool_)
        size = max(1, min(_MOST_FOR_A_TILE, MOST_PIXELS // side))
        pixels: npt.NDArray[np.uint8] = tiles.repeat(size, axis=0).repeat(size, axis=1)
        if size >= FRAME_FROM:
            edge = np.zeros((size, size), dtype=np.bool_)
            edge[[0, -1]] = edge[:, [0, -1]] = True
            pixels[np.kron(doubted, edge).astype(np.bool_)] = 1
        return pixels


def _png(pixels: npt.NDArray[np.uint8], colors: Sequence[str]) -> bytes:
    """Return a PNG with a colour table, whose first colour is transparent."""
    height, width = pixels.shape
    lines = np.concatenate([np.zeros((height, 1), dtype=np.uint8), pixels], axis=1)  # each line begins with its filter
    table = b"".join(bytes.fromhex(color[1:]) for color in colors)
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", table),
        (b"tRNS", b"\x00"),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)
