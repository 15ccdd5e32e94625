# SPDX-License-Identifier: GPL-2.0-or-later
"""What the pixels of a block are to the classification: grey levels, and masks of which windows hold shares."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.network.model_card import GREY, ModelCard
from eurosat_plugin.core.product.infrared import cover_by_infrared
from eurosat_plugin.core.product.radiometry import Radiometry
from eurosat_plugin.core.product.scene_classes import cover_by_classes, white_pixels
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.tiles.doubts import SHARES
from eurosat_plugin.core.tiles.pixels import PixelBlock

_Number = TypeVar("_Number", bound=np.generic)
_Mask = npt.NDArray[np.bool_]
_Planes = npt.NDArray[np.generic]
_Corners = Sequence[tuple[int, int]]
_MOST_ROWS = 255
"""Of which a sum fits into a byte."""


@dataclass(frozen=True)
class PixelLayers:
    """What a network sees ``(bands, rows, cols)``, which pixels are `valid`, and one mask for each of `SHARES`.

    It sees grey levels, or digital numbers. A mask is None where it is the same everywhere: all valid, none of the
    others. Windows are `size` pixels wide and high.
    """

    planes: _Planes
    valid: _Mask | None
    masks: tuple[_Mask | None, ...]
    size: int

    @classmethod
    def of(cls, block: PixelBlock, radiometry: Radiometry, rim: tuple[int, int], card: ModelCard) -> PixelLayers:
        """Return the layers of `block`, mirrored over a `rim` of so many rows below and columns beside it."""
        colours = np.ascontiguousarray(np.moveaxis(block.values, -1, 0))
        grey = _mirrored(radiometry.grey_levels(colours), rim)
        planes: _Planes = grey
        if card.values != GREY:
            planes = _mirrored(_digital_numbers(colours, block.more, radiometry, card), rim)
        elif card.bands != RGB_BANDS:
            planes = grey[[RGB_BANDS.index(band) for band in card.bands]]
        valid = None if block.valid.all() else _mirrored(block.valid, rim)
        bright = np.asarray(np.minimum.reduce(grey) >= radiometry.white)
        covers = (None if cover is None else _mirrored(cover, rim) for cover in _covers(block, radiometry))
        masks = (None if mask is None or not mask.any() else mask for mask in (bright, *covers))
        known = tuple(mask if mask is None or valid is None else mask & valid for mask in masks)
        return cls(planes, valid, known, card.tile_size)

    def valid_counts(self, rows: Sequence[int], cols: Sequence[int]) -> npt.NDArray[np.int64]:
        """Return how many pixels are valid of the windows that begin at `rows` × `cols`."""
        if self.valid is None:
            return np.full((len(rows), len(cols)), self.size * self.size)
        return count_in_windows(self.valid, rows, cols, self.size)

    def shares(self, valid: npt.NDArray[np.int64], rows: Sequence[int], cols: Sequence[int]) -> npt.NDArray[np.float64]:
        """Return `SHARES` ``(shares, rows, cols)`` of the `valid` pixels ``(rows, cols)`` of windows."""
        shares = np.zeros((len(SHARES), len(rows), len(cols)))
        for share, mask in zip(shares, self.masks):
            if mask is not None:
                np.divide(count_in_windows(mask, rows, cols, self.size), np.maximum(1, valid), out=share)
        return shares

    def cut(self, corners: _Corners) -> tuple[_Planes, _Mask | None]:
        """Cut a tile at each of the upper left `corners` (row, col).

        Return what the network sees ``(tiles, rows, cols, bands)``, band after band in memory, as most networks want
        them, and which of their pixels are valid, None for all.
        """
        size = self.size
        tiles = np.empty((len(corners), len(self.planes), size, size), dtype=self.planes.dtype)
        for tile, (y, x) in zip(tiles, corners):
            tile[:] = self.planes[:, y : y + size, x : x + size]
        valid = self.valid
        if valid is not None:
            valid = np.stack([valid[y : y + size, x : x + size] for y, x in corners])
        return tiles.transpose(0, 2, 3, 1), valid


def count_in_windows(mask: _Mask, rows: Sequence[int], cols: Sequence[int], size: int) -> npt.NDArray[np.int64]:
    """Return how many pixels of `mask` are set in each of the windows that begin at `rows` × `cols`."""
    return count_in_cells(mask, [(row, row + size) for row in rows], [(col, col + size) for col in cols])


def count_in_cells(
    mask: _Mask, rows: Sequence[tuple[int, int]], cols: Sequence[tuple[int, int]]
) -> npt.NDArray[np.int64]:
    """Return how many pixels of `mask` are set in each cell, from ``[start`` to ``stop)`` in rows and columns."""
    starts, stops = (np.array(ends, dtype=np.intp) for ends in zip(*cols))
    counts = np.empty((len(rows), len(cols)), dtype=np.int64)
    sums = np.zeros(mask.shape[1] + 1, dtype=np.int64)
    kind = np.uint8 if max(bottom - top for top, bottom in rows) <= _MOST_ROWS else np.uint16
    for count, (top, bottom) in zip(counts, rows):
        np.cumsum(np.add.reduce(mask[top:bottom].view(np.uint8), axis=0, dtype=kind), out=sums[1:])
        np.subtract(sums[stops], sums[starts], out=count)
    return counts


def _covers(block: PixelBlock, radiometry: Radiometry) -> tuple[_Mask | None, ...]:
    """Return what is white, shadow, water and land by the bands that the network does not see, None where unknown."""
    white = water = land = shadow = None
    if block.scene_classes is not None:
        cover = cover_by_classes(block.scene_classes)
        white, water, land, shadow = white_pixels(block.scene_classes), cover.water, cover.land, cover.shadow
    if block.infrared is not None:
        red, infrared = map(radiometry.digital_numbers, (block.values[..., 0], block.infrared))
        # Products fill with 0, also where red is there.
        cover = cover_by_infrared(red, np.where(block.infrared == 0, np.float32(np.nan), infrared))
        water, land, shadow = cover.water, cover.land, cover.shadow if shadow is None else cover.shadow | shadow
    return white, shadow, water, land


def _digital_numbers(
    colours: _Planes, more: _Planes | None, radiometry: Radiometry, card: ModelCard
) -> npt.NDArray[np.float32]:
    """Return the bands of `card` ``(bands, rows, cols)`` as reflectance × 10000, 0 where there is no number."""
    raw = dict(zip(RGB_BANDS, colours))
    raw.update(zip(card.further_bands, () if more is None else more))
    planes = np.stack([radiometry.digital_numbers(raw[band]) for band in card.bands])
    return np.nan_to_num(planes, copy=False, nan=0.0, posinf=0.0, neginf=0.0)


def _mirrored(layer: npt.NDArray[_Number], rim: tuple[int, int]) -> npt.NDArray[_Number]:
    if not any(rim):
        return layer
    return np.pad(layer, (*((0, 0),) * (layer.ndim - 2), (0, rim[0]), (0, rim[1])), mode="symmetric")
