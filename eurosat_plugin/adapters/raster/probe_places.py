# SPDX-License-Identifier: GPL-2.0-or-later
"""Where an image is looked at pixel by pixel before it is classified: few places, but all over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eurosat_plugin.core.tiles.pixels import PixelReader
from eurosat_plugin.core.tiles.tiling import Window

WHOLE_PIXELS = 1024 * 1024
"""An image with no more is read as a whole."""

PIECE = 128
GRIDS = ((2, 128), (4, 128), (8, 64), (16, 32))
"""Places along each side of a larger image and their pixels; finer ones where the coarser hold too few valid pixels.

The coarsest is for products whose own metadata speak: decoding a place of three JPEG 2000 files takes half a second.
"""


def places(reader: PixelReader, grids: Sequence[tuple[int, int]]) -> Iterator[list[Window]]:
    """Return the windows to look at, one list after the other until they hold enough."""
    bounds = Window(0, 0, reader.width, reader.height)
    if bounds.width * bounds.height <= WHOLE_PIXELS:
        rows, cols = list(range(0, bounds.height, PIECE)), list(range(0, bounds.width, PIECE))
        yield [Window(col, row, PIECE, PIECE).intersection(bounds) for row in rows for col in cols]
        return
    for count, size in grids:
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
