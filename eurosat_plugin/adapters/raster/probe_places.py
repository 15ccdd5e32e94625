# SPDX-License-Identifier: GPL-2.0-or-later
"""Where an image is looked at pixel by pixel before it is classified: few places, but all over it."""

from __future__ import annotations

from collections.abc import Iterator

from eurosat_plugin.core.tiles.pixels import PixelReader
from eurosat_plugin.core.tiles.tiling import Window

WHOLE_PIXELS = 1024 * 1024
"""An image with no more is read as a whole."""

PIECE = 128
LARGE_BLOCK = 1024 * 1024
"""Pixels of JPEG 2000's blocks: decoding one of each of three bands takes half a second."""

FINER = ((5, 128), (8, 64), (16, 32))
"""Places along each side of a large image and their pixels, where coarser grids hold too few valid pixels."""


def places(reader: PixelReader, known: bool = False) -> Iterator[list[Window]]:
    """Return the windows to look at, one list after the other until they hold enough.

    Few will do where it is `known` from the product's own metadata what the numbers mean.
    """
    bounds = Window(0, 0, reader.width, reader.height)
    if bounds.width * bounds.height <= WHOLE_PIXELS:
        rows, cols = list(range(0, bounds.height, PIECE)), list(range(0, bounds.width, PIECE))
        yield [Window(col, row, PIECE, PIECE).intersection(bounds) for row in rows for col in cols]
        return
    costly = reader.block_width * reader.block_height >= LARGE_BLOCK
    for count, size in ((2 if known else 3 if costly else 4, PIECE), *FINER):
        rows = [_place(i, count, size, bounds.height, reader.block_height) for i in range(count)]
        cols = [_place(i, count, size, bounds.width, reader.block_width) for i in range(count)]
        yield [Window(col, row, size, size).intersection(bounds) for row in rows for col in cols]


def _place(number: int, count: int, size: int, length: int, block: int) -> int:
    """Return where the place `number` of `count` along a side begins, inside one block of the file if it fits in."""
    start = max(0, round(length * (number + 0.5) / count) - size // 2)
    over = start % block + size - block
    return start - over if 0 < over <= start and size <= block else start


def corners(reader: PixelReader) -> list[Window]:
    """Return the corners of the image, where its gaps lie."""
    right, bottom = max(0, reader.width - PIECE), max(0, reader.height - PIECE)
    bounds = Window(0, 0, reader.width, reader.height)
    return [Window(col, row, PIECE, PIECE).intersection(bounds) for row in (0, bottom) for col in (0, right)]
