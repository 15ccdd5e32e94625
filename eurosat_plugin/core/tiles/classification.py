# SPDX-License-Identifier: GPL-2.0-or-later
"""Classify the tiles of a raster, strip by strip: reading runs ahead in a thread while the network works."""

from __future__ import annotations

from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.network.classifier import TileClassifier
from eurosat_plugin.core.network.model_card import ModelCard
from eurosat_plugin.core.product.radiometry import Radiometry
from eurosat_plugin.core.summary.flags import FLAG_ORDER, NODATA
from eurosat_plugin.core.tiles.dense_windows import DenseWindows
from eurosat_plugin.core.tiles.missing import MIN_VALID_SHARE
from eurosat_plugin.core.tiles.pixel_layers import count_in_cells
from eurosat_plugin.core.tiles.pixels import PixelReader
from eurosat_plugin.core.tiles.tile_row import TileRow
from eurosat_plugin.core.tiles.tiling import Axis, Span, TileGrid, Window
from eurosat_plugin.core.tiles.window_classifier import Options, WindowAnswers, WindowClassifier

_Mask = npt.NDArray[np.bool_]

CHUNK_PIXELS = 2048 * 1024
"""Pixels read at once (13 MB of uint16 in three bands), so that memory does not grow with the raster."""

BLOCKS_AT_ONCE = 4
"""Large blocks that are read at once where twice as many pixels suffice for that: threads decode them together."""

FIRST_PIXELS = 1024 * 1024
"""Pixels read at once the first time."""


def classify_rows(
    reader: PixelReader,
    grid: TileGrid,
    radiometry: Radiometry,
    classifier: TileClassifier,
    options: Options,
    is_cancelled: Callable[[], bool] = lambda: False,
    wanted: _Mask | None = None,
    progress: Callable[[float], None] = lambda share: None,
) -> Iterator[TileRow]:
    """Yield the answers for the cells of `grid`, row by row from the top; stop early when `is_cancelled`.

    `wanted` ``(rows, cols)`` leaves out cells: what only they would need is neither read nor classified, and a row
    without any is not there. The reader is used from a thread of its own, never from two at once. `progress` is told
    the share of the windows that are classified, many times before the first row of a strip.

    :raises EuroSatError: when the raster cannot be read or the network cannot run.
    """
    dense = _open_dense(classifier, options, grid)
    window_classifier = WindowClassifier(radiometry, classifier, options, dense)
    seen: dict[int, WindowAnswers] = {}
    waiting = deque(enumerate(grid.rows.cells))
    needed_windows = _needed_windows(grid, wanted)
    count = _Count(int(needed_windows.sum()), progress)
    with ThreadPoolExecutor(max_workers=1, thread_name_prefix="eurosat-reader") as pool:
        for strip, answers, shares in _classify_strips(
            _plan(reader, grid, needed_windows, dense), pool, reader, window_classifier, is_cancelled, count.add
        ):
            seen.update((strip.first + i, answers.row(i)) for i in range(strip.last - strip.first))
            for valid_shares in shares:
                row, span = waiting.popleft()
                cols = np.arange(len(grid.cols.cells)) if wanted is None else np.flatnonzero(wanted[row])
                if len(cols):
                    yield _answer(row, span, grid.cols, cols, valid_shares[cols], seen, window_classifier)
            needed = waiting[0][1].first if waiting else strip.last
            seen = {i: found for i, found in seen.items() if i >= needed}


class _Count:
    """Counts windows up to `total`."""

    def __init__(self, total: int, progress: Callable[[float], None]) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def add(self, windows: int) -> None:
        self._done += windows
        if windows:
            self._progress(self._done / self._total)


@dataclass(frozen=True)
class _Chunk:
    """Windows ``[first, last)`` rows of the grid by some columns, read at once.

    `row_cells` and `col_cells` are the cells of which these are the last windows that see them; `needed`
    ``(rows, cols)`` are the windows that see any cell that is wanted.
    """

    first: int
    last: int
    row_starts: tuple[int, ...]
    col_starts: tuple[int, ...]
    row_cells: tuple[Span, ...]
    col_cells: tuple[Span, ...]
    window: Window
    ends_strip: bool
    needed: _Mask


def _needed_windows(grid: TileGrid, wanted: _Mask | None) -> _Mask:
    """Return which windows ``(rows, cols)`` see a cell that is wanted."""
    shape = (len(grid.rows.starts), len(grid.cols.starts))
    if wanted is None:
        return np.ones(shape, dtype=np.bool_)
    needed = np.zeros(shape, dtype=np.bool_)
    for span, wanted_cols in zip(grid.rows.cells, wanted):
        for col in np.flatnonzero(wanted_cols).tolist():
            across = grid.cols.cells[col]
            needed[span.first : span.last + 1, across.first : across.last + 1] = True
    return needed


def read_size(reader: PixelReader, grid: TileGrid) -> tuple[int, int]:
    """Return the width and height in pixels of what is read at once, without what windows overlap."""
    height = max(reader.block_height, 4 * grid.size) // grid.stride * grid.stride
    pixels = min(2 * CHUNK_PIXELS, max(CHUNK_PIXELS, BLOCKS_AT_ONCE * reader.block_width * reader.block_height))
    return max(1, pixels // height // grid.stride) * grid.stride, height


def sees_at_once(card: ModelCard, options: Options, grid: TileGrid) -> bool:
    """Tell whether the windows of `grid` are answered by one look at many.

    Side by side they are not worth it, and the views of a tile are not those of what is around it.
    """
    if card.dense is None or options.tta:
        return False
    return grid.stride < grid.size and grid.stride % card.dense.step == 0


def _open_dense(classifier: TileClassifier, options: Options, grid: TileGrid) -> DenseWindows | None:
    """Return what answers the windows of `grid` by one look at many, None where each is looked at."""
    network = classifier.dense() if sees_at_once(classifier.card, options, grid) else None
    return None if network is None else DenseWindows(network)


def _plan(reader: PixelReader, grid: TileGrid, needed: _Mask, dense: DenseWindows | None) -> list[_Chunk]:
    """Group the windows so that a read covers whole blocks of the file and memory stays bounded.

    The first chunk is small: until it is read there is nothing to classify, and nothing to tell of.
    """
    rows, cols = grid.rows.starts, grid.cols.starts
    row_ends, col_ends = ([cell.last for cell in axis.cells] for axis in (grid.rows, grid.cols))
    width, height = read_size(reader, grid)
    wide, high = width // grid.stride, height // grid.stride
    least = min(wide, max(1, max(reader.block_width, FIRST_PIXELS // (high * grid.stride)) // grid.stride))
    plan = []
    for first in range(0, len(rows), high):
        last = min(first + high, len(rows))
        lefts = list(range(0, len(cols), wide))
        if first == 0 and least < min(wide, len(cols)):
            lefts.insert(1, least)
        for left, right in zip(lefts, (*lefts[1:], len(cols))):
            width, height = cols[right - 1] + grid.size - cols[left], rows[last - 1] + grid.size - rows[first]
            window = Window(cols[left], rows[first], width, height)
            if dense is not None:
                window = dense.with_surroundings(window, grid.area)
            window = window.intersection(grid.area)
            cells = (
                grid.rows.cells[bisect_left(row_ends, first) : bisect_left(row_ends, last)],
                grid.cols.cells[bisect_left(col_ends, left) : bisect_left(col_ends, right)],
            )
            ends_strip, part = right == len(cols), needed[first:last, left:right]
            plan.append(_Chunk(first, last, rows[first:last], cols[left:right], *cells, window, ends_strip, part))
    return plan


def _classify_strips(
    plan: list[_Chunk],
    pool: ThreadPoolExecutor,
    reader: PixelReader,
    window_classifier: WindowClassifier,
    is_cancelled: Callable[[], bool],
    done: Callable[[int], None],
) -> Iterator[tuple[_Chunk, WindowAnswers, npt.NDArray[np.float64]]]:
    """Yield each whole strip of windows, reading the next chunk while one is being classified.

    With it come the valid shares ``(rows, cols)`` of the cells that no later strip sees. Chunks that nobody needs are
    not read.
    """
    parts: list[WindowAnswers] = []
    shares: list[npt.NDArray[np.float64]] = []
    to_read = deque(chunk.window for chunk in plan if chunk.needed.any())
    ahead = pool.submit(reader.read, to_read.popleft()) if to_read else None
    for chunk in plan:
        if is_cancelled():
            return
        if ahead is None or not chunk.needed.any():
            parts.append(window_classifier.blank(*chunk.needed.shape))
            shares.append(np.zeros((len(chunk.row_cells), len(chunk.col_cells))))
        else:
            block = ahead.result()
            ahead = pool.submit(reader.read, to_read.popleft()) if to_read else None
            answers = window_classifier.classify(
                block, chunk.window, chunk.row_starts, chunk.col_starts, is_cancelled, done, chunk.needed
            )
            if answers is None:
                return
            parts.append(answers)
            shares.append(_valid_shares(block.valid, chunk))
        if chunk.ends_strip:
            yield chunk, WindowAnswers.join(parts), np.concatenate(shares, axis=1)
            parts, shares = [], []


def _valid_shares(valid: _Mask, chunk: _Chunk) -> npt.NDArray[np.float64]:
    """Return the share of valid pixels ``(rows, cols)`` of the cells of a chunk, which lie side by side."""
    if valid.all():
        return np.ones((len(chunk.row_cells), len(chunk.col_cells)))
    rows, cols = _ends(chunk.row_cells, chunk.window.row), _ends(chunk.col_cells, chunk.window.col)
    heights, widths = ([stop - start for start, stop in ends] for ends in (rows, cols))
    return np.asarray(count_in_cells(valid, rows, cols) / np.outer(heights, widths))


def _ends(cells: tuple[Span, ...], origin: int) -> list[tuple[int, int]]:
    """Return where cells begin and end, counted from `origin`."""
    return [(cell.start - origin, cell.stop - origin) for cell in cells]


def _answer(
    row: int,
    down: Span,
    axis: Axis,
    cols: npt.NDArray[np.intp],
    valid_shares: npt.NDArray[np.float64],
    seen: dict[int, WindowAnswers],
    window_classifier: WindowClassifier,
) -> TileRow:
    """Average the windows that see each of the cells `cols` of one row, and flag what is doubtful.

    A cell whose own pixels are mostly missing has no class, whatever lies beside it in the windows.
    """
    card, count = window_classifier.card, len(cols)
    across = [axis.cells[col] for col in cols.tolist()]
    enough = np.flatnonzero(valid_shares >= MIN_VALID_SHARE)
    windows = WindowAnswers.stack([seen[i] for i in range(down.first, down.last + 1)])
    answers = window_classifier.answer(windows, [across[place] for place in enough.tolist()])
    answered = ~np.isnan(answers.energy)
    places = enough[answered]
    probabilities, energy = np.full((count, len(card.classes)), np.nan), np.full(count, np.nan)
    flags = np.full(count, FLAG_ORDER.index(NODATA), dtype=np.uint8)
    probabilities[places], flags[places] = answers.probabilities[answered], answers.flags[answered]
    if card.energy_output:
        energy[places] = answers.energy[answered]
    return TileRow(row, cols, down, across, probabilities, energy, valid_shares, flags, card.scheme)
