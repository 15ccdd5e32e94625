# SPDX-License-Identifier: GPL-2.0-or-later
"""Classify the tiles of a raster, strip by strip: reading runs ahead in a thread while the network works."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.classifier import TileClassifier
from eurosat_plugin.core.flags import NODATA
from eurosat_plugin.core.judgement import Findings, Options, TileJudge
from eurosat_plugin.core.pixels import PixelBlock, PixelReader
from eurosat_plugin.core.radiometry import Radiometry
from eurosat_plugin.core.tile_prediction import TilePrediction
from eurosat_plugin.core.tiling import TILE_SIZE, Axis, Span, TileGrid, Window

__all__ = ["CHUNK_PIXELS", "Options", "PixelBlock", "PixelReader", "TilePrediction", "classify_tiles"]

CHUNK_PIXELS = 4096 * 1024
"""Pixels read at once (25 MB of uint16 in three bands), so that memory does not grow with the raster."""


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
    judge = TileJudge(radiometry, classifier, options)
    seen: dict[int, Findings] = {}
    waiting = deque(enumerate(grid.rows.cells))
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="eurosat-reader") as pool:
        for strip, findings in _judge_strips(_plan(reader, grid), pool, reader, judge, is_cancelled):
            seen.update((strip.first + i, findings.row(i)) for i in range(strip.last - strip.first))
            while waiting and waiting[0][1].last < strip.last:
                row, span = waiting.popleft()
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
    judge: TileJudge,
    is_cancelled: Callable[[], bool],
) -> Iterator[tuple[_Chunk, Findings]]:
    """Yield each whole strip of windows, reading the next chunk while one is being judged."""
    parts: list[Findings] = []
    ahead = pool.submit(reader.read, plan[0].window) if plan else None
    for chunk, following in zip(plan, [*plan[1:], None]):
        if is_cancelled() or ahead is None:
            return
        block = ahead.result()
        ahead = pool.submit(reader.read, following.window) if following else None
        findings = judge.judge(block, chunk.window, chunk.row_starts, chunk.col_starts, is_cancelled)
        if findings is None:
            return
        parts.append(findings)
        if chunk.ends_strip:
            yield chunk, Findings.join(parts)
            parts = []


def _answer(row: int, span: Span, cols: Axis, seen: dict[int, Findings], judge: TileJudge) -> Iterator[TilePrediction]:
    """Average the windows that see each cell of one row, and flag what is doubtful."""
    rows = [seen[i] for i in range(span.first, span.last + 1)]
    for col, across in enumerate(cols.cells):
        windows = Findings.stack(rows, slice(across.first, across.last + 1))
        cell = Window(across.start, span.start, across.stop - across.start, span.stop - span.start)
        valid_share = float(windows.valid_share.mean())
        usable = windows.usable()
        if not usable.energy.size:
            nothing = np.full(len(CLASSES), np.nan)
            yield TilePrediction(row, col, cell, nothing, np.nan, valid_share, NODATA)
            continue
        probabilities, energy = usable.probabilities.mean(axis=0), float(usable.energy.mean())
        yield TilePrediction(row, col, cell, probabilities, energy, valid_share, judge.flag(usable))
