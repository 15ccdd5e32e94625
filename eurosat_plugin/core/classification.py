# SPDX-License-Identifier: GPL-2.0-or-later
"""Classify the tiles of a raster, strip by strip: reading runs ahead in a thread while the network works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.classifier import Prediction, TileClassifier
from eurosat_plugin.core.radiometry import Radiometry, valid_pixels
from eurosat_plugin.core.tile_prediction import TilePrediction
from eurosat_plugin.core.tiling import TILE_SIZE, Axis, Span, TileGrid, Window

MIN_VALID_SHARE = 0.5
"""A tile with fewer valid pixels is not classified: its class would be that of the filling."""

CHUNK_PIXELS = 4096 * 1024
"""Pixels read at once (25 MB of uint16 in three bands), so that memory does not grow with the raster."""


@dataclass(frozen=True)
class PixelBlock:
    """Raw `values` ``(rows, cols, 3)`` in the order red, green, blue, and `valid` bool ``(rows, cols)``."""

    values: npt.NDArray[np.generic]
    valid: npt.NDArray[np.bool_]


class PixelReader(Protocol):
    """Reads windows of a raster; used from one thread at a time."""

    width: int
    height: int
    block_width: int
    block_height: int

    def read(self, window: Window) -> PixelBlock:
        """Read a window that lies inside the raster; :raises InputError: when the file cannot be read."""


@dataclass(frozen=True)
class Options:
    """How tiles are judged: `min_confidence` below which they are uncertain, and whether eight views are averaged."""

    min_confidence: float
    tta: bool = False


def classify_tiles(
    reader: PixelReader,
    grid: TileGrid,
    radiometry: Radiometry,
    classifier: TileClassifier,
    options: Options,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Iterator[TilePrediction]:
    """Yield one prediction for each cell of `grid`, row by row; stop early when `is_cancelled`.

    The reader is used from a thread of its own, never from two at once.

    :raises EuroSatError: when the raster cannot be read or the network cannot run.
    """
    judge = _Judge(radiometry, classifier, options)
    seen: dict[int, _Findings] = {}
    waiting = list(enumerate(grid.rows.cells))
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="eurosat-reader") as pool:
        for strip, findings in _judge_strips(_plan(reader, grid), pool, reader, judge, is_cancelled):
            seen.update((strip.first + i, findings.row(i)) for i in range(strip.last - strip.first))
            while waiting and waiting[0][1].last < strip.last:
                row, span = waiting.pop(0)
                yield from _answer(row, span, grid.cols, seen, judge)
            needed = waiting[0][1].first if waiting else strip.last
            seen = {i: found for i, found in seen.items() if i >= needed}


@dataclass(frozen=True)
class _Chunk:
    """Windows ``[first, last) × [left, right)`` of the grid, read at once."""

    first: int
    last: int
    left: int
    right: int
    row_starts: tuple[int, ...]
    col_starts: tuple[int, ...]
    window: Window
    ends_strip: bool


@dataclass(frozen=True)
class _Findings:
    """What the network said of windows: float arrays ``(rows, cols, …)``, or ``(cols, …)`` for a single row."""

    probabilities: npt.NDArray[np.float64]
    energy: npt.NDArray[np.float64]
    valid_share: npt.NDArray[np.float64]
    bright_share: npt.NDArray[np.float64]

    def row(self, i: int) -> _Findings:
        return _Findings(self.probabilities[i], self.energy[i], self.valid_share[i], self.bright_share[i])

    @classmethod
    def join(cls, parts: list[_Findings]) -> _Findings:
        """Put blocks of windows side by side."""
        return cls(*(np.concatenate([getattr(p, name) for p in parts], axis=1) for name in cls.__dataclass_fields__))

    @classmethod
    def stack(cls, parts: list[_Findings], cols: slice) -> _Findings:
        """Collect the windows of some rows and of the columns `cols` along one axis."""
        return cls(*(np.concatenate([getattr(p, name)[cols] for p in parts]) for name in cls.__dataclass_fields__))


def _plan(reader: PixelReader, grid: TileGrid) -> list[_Chunk]:
    """Group the windows so that a read covers whole blocks of the file and memory stays bounded."""
    rows, cols = grid.rows.starts, grid.cols.starts
    high = max(1, max(reader.block_height, 4 * TILE_SIZE) // grid.stride)
    wide = max(1, CHUNK_PIXELS // (high * grid.stride) // grid.stride)
    plan = []
    for first in range(0, len(rows), high):
        last = min(first + high, len(rows))
        for left in range(0, len(cols), wide):
            right = min(left + wide, len(cols))
            width, height = cols[right - 1] + TILE_SIZE - cols[left], rows[last - 1] + TILE_SIZE - rows[first]
            window = Window(cols[left], rows[first], width, height).intersection(grid.area)
            plan.append(
                _Chunk(first, last, left, right, rows[first:last], cols[left:right], window, right == len(cols))
            )
    return plan


def _judge_strips(
    plan: list[_Chunk],
    pool: ThreadPoolExecutor,
    reader: PixelReader,
    judge: _Judge,
    is_cancelled: Callable[[], bool],
) -> Iterator[tuple[_Chunk, _Findings]]:
    """Yield each whole strip of windows, reading the next chunk while one is being judged."""
    parts: list[_Findings] = []
    ahead = pool.submit(reader.read, plan[0].window) if plan else None
    for chunk, following in zip(plan, [*plan[1:], None]):
        if is_cancelled() or ahead is None:
            return
        block = ahead.result()
        ahead = pool.submit(reader.read, following.window) if following else None
        findings = judge.judge(block, chunk, is_cancelled)
        if findings is None:
            return
        parts.append(findings)
        if chunk.ends_strip:
            yield chunk, _Findings.join(parts)
            parts = []


class _Judge:
    """Grey levels, network and flags: everything that happens to a block of pixels."""

    def __init__(self, radiometry: Radiometry, classifier: TileClassifier, options: Options) -> None:
        self._radiometry = radiometry
        self._classifier = classifier
        self._options = options

    def judge(self, block: PixelBlock, chunk: _Chunk, is_cancelled: Callable[[], bool]) -> _Findings | None:
        """Classify the windows of `chunk` found in `block`; None when cancelled on the way."""
        grey = self._radiometry.grey_levels(block.values)
        valid = block.valid & valid_pixels(block.values, nodata_is_zero=self._radiometry.stretch)
        missing = (
            chunk.row_starts[-1] + TILE_SIZE - chunk.window.bottom,
            chunk.col_starts[-1] + TILE_SIZE - chunk.window.right,
        )
        # Windows that stick out see the picture mirrored at its edge.
        rim = ((0, max(0, missing[0])), (0, max(0, missing[1])))
        grey, valid = np.pad(grey, (*rim, (0, 0)), mode="symmetric"), np.pad(valid, rim, mode="symmetric")
        shape = (len(chunk.row_starts), len(chunk.col_starts))
        found = _Findings(np.full((*shape, len(CLASSES)), np.nan), *(np.full(shape, np.nan) for _ in range(3)))
        for i, row in enumerate(chunk.row_starts):
            if is_cancelled():
                return None
            at = [(row - chunk.window.row, col - chunk.window.col) for col in chunk.col_starts]
            tiles = np.stack([grey[y : y + TILE_SIZE, x : x + TILE_SIZE] for y, x in at])
            masks = np.stack([valid[y : y + TILE_SIZE, x : x + TILE_SIZE] for y, x in at])
            found.valid_share[i] = masks.mean(axis=(1, 2))
            found.bright_share[i] = ((tiles == 255).all(axis=3) & masks).mean(axis=(1, 2))
            usable = found.valid_share[i] >= MIN_VALID_SHARE
            prediction = self._classify(_fill(tiles[usable], masks[usable]))
            found.probabilities[i, usable] = prediction.probabilities
            found.energy[i, usable] = prediction.energy
        return found

    def flag(self, confidence: float, energy: float, bright_share: float) -> str:
        """Name the first reason to doubt a classified tile, or ``""``."""
        thresholds = self._classifier.card.thresholds
        if bright_share > thresholds.bright_share:
            return "bright"
        if confidence < self._options.min_confidence:
            return "uncertain"
        return "unfamiliar" if energy > thresholds.energy else ""

    def _classify(self, tiles: npt.NDArray[np.uint8]) -> Prediction:
        if not self._options.tta:
            return self._classifier.classify(tiles)
        views = [self._classifier.classify(view) for view in dihedral_views(tiles)]
        return Prediction(np.mean([v.probabilities for v in views], axis=0), np.mean([v.energy for v in views], axis=0))


def dihedral_views(tiles: npt.NDArray[np.uint8]) -> Iterator[npt.NDArray[np.uint8]]:
    """Yield the eight rotations and reflections of square `tiles` ``(tiles, rows, cols, bands)``."""
    for mirrored in (tiles, tiles[:, :, ::-1]):
        for turns in range(4):
            yield np.ascontiguousarray(np.rot90(mirrored, turns, axes=(1, 2)))


def _fill(tiles: npt.NDArray[np.uint8], masks: npt.NDArray[np.bool_]) -> npt.NDArray[np.uint8]:
    """Replace invalid pixels by the mean of the tile's valid ones: the least conspicuous filling."""
    if masks.all():
        return tiles
    weight = masks[..., None]
    mean = (tiles * weight).sum(axis=(1, 2), keepdims=True) / np.maximum(1, weight.sum(axis=(1, 2), keepdims=True))
    return np.where(weight, tiles, np.rint(mean)).astype(np.uint8)


def _answer(row: int, span: Span, cols: Axis, seen: dict[int, _Findings], judge: _Judge) -> Iterator[TilePrediction]:
    """Average the windows that see each cell of one row, and flag what is doubtful."""
    rows = [seen[i] for i in range(span.first, span.last + 1)]
    for col, across in enumerate(cols.cells):
        windows = _Findings.stack(rows, slice(across.first, across.last + 1))
        cell = Window(across.start, span.start, across.stop - across.start, span.stop - span.start)
        valid_share = float(windows.valid_share.mean())
        usable = ~np.isnan(windows.energy)
        if not usable.any():
            nothing = np.full(len(CLASSES), np.nan)
            yield TilePrediction(row, col, cell, nothing, np.nan, valid_share, "nodata")
            continue
        probabilities = windows.probabilities[usable].mean(axis=0)
        energy = float(windows.energy[usable].mean())
        flag = judge.flag(float(probabilities.max()), energy, float(windows.bright_share[usable].mean()))
        yield TilePrediction(row, col, cell, probabilities, energy, valid_share, flag)
