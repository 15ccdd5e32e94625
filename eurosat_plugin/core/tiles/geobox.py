# SPDX-License-Identifier: GPL-2.0-or-later
"""The pixel grid on the ground: which place a window of pixels has, and which pixels a place has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil, floor

from eurosat_plugin.core.tiles.tiling import TILE_SIZE, Window

_ROUNDING = 1e-3
"""A corner that misses the border of a pixel by this part of it does so by rounding, and does not touch the next."""

EVERYWHERE = Window(-(2**40), -(2**40), 2**41, 2**41)
"""All pixels of a grid without an end."""


@dataclass(frozen=True)
class Bounds:
    """A rectangle on the ground, in the units of some coordinate reference system."""

    xmin: float
    ymin: float
    xmax: float
    ymax: float


@dataclass(frozen=True)
class GeoBox:
    """Pixels on the ground, of `dx` by `dy` units of `crs`; rows run east, columns south.

    `west` and `north` are the outer corner of the pixel in column 0 and row 0; `area` are the pixels that are there.
    `crs` is an identifier (``EPSG:32633``) or WKT.
    """

    crs: str
    west: float
    north: float
    dx: float
    dy: float
    area: Window = EVERYWHERE

    @classmethod
    def covering(cls, ground: Bounds, crs: str, pixel: float) -> GeoBox:
        """Return square pixels that `ground` (in `crs`) touches, with their corners at multiples of their size."""
        touched = cls(crs, 0.0, 0.0, pixel, pixel).window(ground)
        west, north = touched.col * pixel, -touched.row * pixel
        return cls(crs, west, north, pixel, pixel, Window(0, 0, touched.width, touched.height))

    @property
    def ground(self) -> Bounds:
        """The place of all pixels."""
        return self.rectangle(self.area)

    def rectangle(self, window: Window) -> Bounds:
        """Return the place of the pixels in `window`."""
        return Bounds(self.x(window.col), self.y(window.bottom), self.x(window.right), self.y(window.row))

    def x(self, col: int) -> float:
        """Return where the pixels of a column begin."""
        return self.west + col * self.dx

    def y(self, row: int) -> float:
        """Return where the pixels of a row begin, at their upper edge."""
        return self.north - row * self.dy

    def window(self, ground: Bounds) -> Window:
        """Return the pixels that `ground` touches, at least one each way, whether or not they are there."""
        left = floor((ground.xmin - self.west) / self.dx + _ROUNDING)
        right = max(left + 1, ceil((ground.xmax - self.west) / self.dx - _ROUNDING))
        top = floor((self.north - ground.ymax) / self.dy + _ROUNDING)
        bottom = max(top + 1, ceil((self.north - ground.ymin) / self.dy - _ROUNDING))
        return Window(left, top, right - left, bottom - top)

    def tiles(self, ground: Bounds, size: int = TILE_SIZE) -> Window | None:
        """Return the whole tiles that `ground` touches, counted from column 0 and row 0; None where no pixel is there.

        A tile has `size` pixels along each side. At the far edges of the area one may be cut; an answer less than a
        tile wide reaches back for the rest.
        """
        touched = self.window(ground).intersection(self.area)
        if not touched.width or not touched.height:
            return None
        left, top = touched.col // size * size, touched.row // size * size
        right, bottom = -(-touched.right // size) * size, -(-touched.bottom // size) * size
        return Window(left, top, right - left, bottom - top).intersection(self.area).grow_to(size, self.area)

    def within(self, window: Window) -> GeoBox:
        """Return the same pixels, but for those outside of `window`."""
        return replace(self, area=self.area.intersection(window))
