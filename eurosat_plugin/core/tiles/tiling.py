# SPDX-License-Identifier: GPL-2.0-or-later
"""Cut a pixel rectangle into the windows that are classified and the cells that the answers stand for.

All numbers are pixels of the raster, rows counted downwards from its upper edge. Rectangles are half-open:
``[col, col + width) × [row, row + height)``.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

TILE_SIZE = 64


@dataclass(frozen=True)
class Window:
    """A rectangle of pixels."""

    col: int
    row: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column that is no longer inside."""
        return self.col + self.width

    @property
    def bottom(self) -> int:
        """First row that is no longer inside."""
        return self.row + self.height

    def intersection(self, other: Window) -> Window:
        """Return the common rectangle; its width or height is 0 where there is none."""
        col, row = max(self.col, other.col), max(self.row, other.row)
        width = max(0, min(self.right, other.right) - col)
        height = max(0, min(self.bottom, other.bottom) - row)
        return Window(col, row, width, height)

    def pieces(self, size: int) -> Iterator[Window]:
        """Yield squares of `size` pixels, row by row, that cover this window once; the last ones may be smaller."""
        for row in range(self.row, self.bottom, size):
            for col in range(self.col, self.right, size):
                yield Window(col, row, size, size).intersection(self)

    def grow_to(self, size: int, bounds: Window) -> Window:
        """Return this window, widened about its centre to at least `size` in both directions, within `bounds`."""
        col, width = _grow(self.col, self.width, size, bounds.col, bounds.right)
        row, height = _grow(self.row, self.height, size, bounds.row, bounds.bottom)
        return Window(col, row, width, height)


@dataclass(frozen=True)
class Span:
    """A stretch ``[start, stop)`` of rows or columns and the windows ``[first, last]`` that contain it whole."""

    start: int
    stop: int
    first: int
    last: int


@dataclass(frozen=True)
class Axis:
    """The grid along one direction: where windows start, and the cells they stand for."""

    starts: tuple[int, ...]
    cells: tuple[Span, ...]

    @classmethod
    def lay(cls, start: int, length: int, stride: int, edge: str, size: int = TILE_SIZE) -> Axis:
        """Lay windows of `size` every `stride` pixels over ``[start, start + length)``.

        What is left at the far end gets a window moved back inside (`shift`), a window that sticks out (`pad`)
        or nothing (`skip`). With `shift` and `pad` the cells cover the stretch exactly, without overlap.
        """
        stop = start + length
        inside = max(0, (length - size) // stride + 1)
        starts = [start + i * stride for i in range(inside)]
        reached = starts[-1] + size if starts else start
        if reached < stop and edge != "skip":
            if edge == "shift":
                starts.append(max(start, stop - size))
            else:
                starts.extend(range(start + inside * stride, max(stop - size + stride, start + 1), stride))
        end = reached if edge == "skip" else stop
        cells = tuple(_cover(a, min(a + stride, end), starts, size) for a in range(start, end, stride))
        return cls(tuple(starts), cells)


@dataclass(frozen=True)
class TileGrid:
    """The tiles of `size` pixels over `area`. With a stride below that a cell is seen by several windows.

    Both axes are laid once: whoever asks for each tile asks as often as there are tiles.
    """

    area: Window
    stride: int = TILE_SIZE
    edge: str = "shift"
    size: int = TILE_SIZE

    @cached_property
    def rows(self) -> Axis:
        """The grid from top to bottom."""
        return Axis.lay(self.area.row, self.area.height, self.stride, self.edge, self.size)

    @cached_property
    def cols(self) -> Axis:
        """The grid from left to right."""
        return Axis.lay(self.area.col, self.area.width, self.stride, self.edge, self.size)

    @property
    def windows_of_a_cell(self) -> int:
        """How many windows see a cell whole, away from the edges."""
        return (self.size // self.stride) ** 2

    def __len__(self) -> int:
        return len(self.rows.cells) * len(self.cols.cells)

    def cells(self) -> Iterator[Window]:
        """Yield the cells row by row."""
        cols = self.cols
        for row in self.rows.cells:
            for col in cols.cells:
                yield Window(col.start, row.start, col.stop - col.start, row.stop - row.start)

    def uncovered(self) -> tuple[int, int]:
        """Return the columns and rows of `area` left over at the right and at the bottom (edge policy `skip`)."""
        cells = (self.cols.cells, self.rows.cells)
        ends = (self.area.right, self.area.bottom)
        starts = (self.area.col, self.area.row)
        cols, rows = (end - (c[-1].stop if c else start) for c, end, start in zip(cells, ends, starts))
        return cols, rows


def _grow(start: int, length: int, size: int, low: int, high: int) -> tuple[int, int]:
    if length >= size:
        return start, length
    centred = start - (size - length) // 2
    return max(low, min(centred, high - size)), min(size, high - low)


def _cover(start: int, stop: int, starts: list[int], size: int) -> Span:
    """Find the windows that see ``[start, stop)`` whole; they are neighbours because `starts` ascends."""
    last = bisect_right(starts, start) - 1
    first = bisect_left(starts, stop - size)
    # A padded rest is seen whole by no window, and by the one that begins with it at least in part.
    return Span(start, stop, min(first, last), last)
