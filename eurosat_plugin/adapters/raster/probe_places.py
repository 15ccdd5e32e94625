# SPDX-License-Identifier: GPL-2.0-or-later
"""Where an image is looked at pixel by pixel before it is classified: few places, but all over it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from eurosat_plugin.core.tiles.pixels import PixelReader
from eurosat_plugin.core.tiles.tiling import Window

WHOLE_PIXELS = 1024 * 1024
"""An image with no more is read as a whole."""

PIECE = 128
SPREAD = (6, 96)
"""Places along each side of a large image and their pixels: a strip of another kind that is a tenth of it is seen."""

KNOWN = (2, PIECE)
"""The same where the product's own metadata tell what the numbers mean."""

FINER = ((5, 128), (8, 64), (16, 32))
"""The same where coarser grids hold too few valid pixels."""

LARGE_BLOCK = 1024 * 1024
"""Pixels of JPEG 2000's blocks: decoding one of each of three bands takes a third of a second, so few are looked at, in
several places each."""

FEW_BLOCKS = ((0.3, 0.3), (0.7, 0.4), (0.4, 0.7))
TWO_BLOCKS = ((0.36, 0.36), (0.64, 0.64))
"""Where they lie, in shares of the image's width and height."""


def places(reader: PixelReader, known: bool = False) -> Iterator[list[Window]]:
    """Return the windows to look at, one list after the other until they hold enough.

    Few will do where it is `known` from the product's own metadata what the numbers mean.
    """
    bounds = Window(0, 0, reader.width, reader.height)
    if bounds.width * bounds.height <= WHOLE_PIXELS:
        rows, cols = list(range(0, bounds.height, PIECE)), list(range(0, bounds.width, PIECE))
        yield [Window(col, row, PIECE, PIECE).intersection(bounds) for row in rows for col in cols]
        return
    grids = [KNOWN if known else SPREAD, *FINER]
    if reader.block_width * reader.block_height >= LARGE_BLOCK:
        yield list(dict.fromkeys(_in_blocks(reader, bounds, TWO_BLOCKS if known else FEW_BLOCKS)))
        grids[0] = (3, PIECE)
    for count, size in grids:
        rows = [_place(i, count, size, bounds.height, reader.block_height) for i in range(count)]
        cols = [_place(i, count, size, bounds.width, reader.block_width) for i in range(count)]
        yield [Window(col, row, size, size).intersection(bounds) for row in rows for col in cols]


def centre(window: Window, bounds: Window) -> tuple[float, float]:
    """Return the middle of `window`, in shares of the width and the height of `bounds`."""
    col, row = window.col + window.width / 2, window.row + window.height / 2
    return (col - bounds.col) / bounds.width, (row - bounds.row) / bounds.height


def _in_blocks(reader: PixelReader, bounds: Window, shares: Sequence[tuple[float, float]]) -> Iterator[Window]:
    """Return four windows in each of the file's blocks that lie at `shares` of the image."""
    for across, down in shares:
        left = int(bounds.width * across) // reader.block_width * reader.block_width
        top = int(bounds.height * down) // reader.block_height * reader.block_height
        for row in (1, 3):
            for col in (1, 3):
                middle = left + reader.block_width * col // 4, top + reader.block_height * row // 4
                window = Window(middle[0] - PIECE // 2, middle[1] - PIECE // 2, PIECE, PIECE).intersection(bounds)
                if window.width and window.height:  # the last blocks reach beyond the image
                    yield window


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
