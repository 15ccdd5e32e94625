# SPDX-License-Identifier: GPL-2.0-or-later
"""The tiles of a run as they come, small enough to be looked at again and again: a byte for each, or for several."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, sqrt

import numpy as np

from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.tiles.geobox import Bounds, GeoBox
from eurosat_plugin.core.tiles.tile_row import TileRow
from eurosat_plugin.core.tiles.tiling import Span, TileGrid, Window

MOST_PIXELS = 1_000_000
"""Of a grid with more tiles several share one pixel: the last of them is seen."""

STEPS = 24
"""Confidence is told in so many steps at most; with ten classes that leaves room in a byte."""

NO_CLASS, FIRST = 1, 2
"""Values of a pixel: a tile without a class, and the least confident tile of class 0; without a tile yet it is 0."""

_PIECE = 64
_VALUES = 256


@dataclass(frozen=True)
class Piece:
    """The pixels of `window` lie on the rectangle `ground`, all of the same size."""

    window: Window
    ground: Bounds


class GrowingMap:
    """Is written by the thread of a run, and may be read by any other: `tiles` says whether there is anything new."""

    def __init__(self, box: GeoBox, grid: TileGrid, scheme: ClassScheme = EUROSAT) -> None:
        self.scheme = scheme
        self.steps = steps_of(scheme)
        rows, cols = grid.rows.cells, grid.cols.cells
        self.crs = box.crs
        self.tiles = 0
        """How many tiles have come."""
        self._box = box
        self._share = max(1, ceil(sqrt(len(rows) * len(cols) / MOST_PIXELS)))
        self._down, self._across = _edges(rows, self._share), _edges(cols, self._share)
        self._pixels = np.zeros(self.height * self.width, dtype=np.uint8)

    @property
    def width(self) -> int:
        """Pixels from left to right."""
        return len(self._across) - 1

    @property
    def height(self) -> int:
        """Pixels from top to bottom."""
        return len(self._down) - 1

    def add(self, tiles: TileRow) -> None:
        """Take note of the tiles of a row."""
        values, known = np.full(len(tiles), NO_CLASS, dtype=np.uint8), tiles.classified
        steps = np.minimum(self.steps - 1, (tiles.confidence[known] * self.steps).astype(np.intp))
        values[known] = FIRST + tiles.first[known] * self.steps + steps
        places = tiles.row // self._share * self.width + tiles.cols // self._share
        self._pixels[places] = values
        self.tiles += len(tiles)

    def pixels(self) -> bytes:
        """Return the values of all pixels as they are now, row by row."""
        return self._pixels.tobytes()

    def pieces(self) -> Iterator[Piece]:
        """Yield parts that are small enough to lie straight on a map in any projection; they cover all."""
        for top, bottom in _stretches(self._down):
            for left, right in _stretches(self._across):
                ground = Window(
                    self._across[left],
                    self._down[top],
                    self._across[right] - self._across[left],
                    self._down[bottom] - self._down[top],
                )
                yield Piece(Window(left, top, right - left, bottom - top), self._box.rectangle(ground))


def steps_of(scheme: ClassScheme) -> int:
    """Return in how many steps confidence is told beside the classes of `scheme`."""
    return min(STEPS, (_VALUES - FIRST) // len(scheme))


def class_and_confidence(value: int, steps: int = STEPS) -> tuple[int, float]:
    """Return class id and confidence (0..1, the middle of its step) that a pixel's `value`, FIRST or more, tells."""
    number, step = divmod(value - FIRST, steps)
    return number, (step + 0.5) / steps


def _edges(cells: Sequence[Span], share: int) -> list[int]:
    """Return where pixels that stand for `share` cells each begin, in pixels of the image, and where the last ends."""
    return [*(cell.start for cell in cells[::share]), cells[-1].stop]


def _stretches(edges: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield from which to which edge pixels are of one size; the last one, which may be smaller, is one by itself."""
    last = len(edges) - 2
    for start in range(0, last, _PIECE):
        yield start, min(start + _PIECE, last)
    yield last, last + 1
