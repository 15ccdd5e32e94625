# SPDX-License-Identifier: GPL-2.0-or-later
"""The ground that landscape elements are painted on, and the parcels it is divided into."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt

from demo.noise import Floats, Keys, draw, fractal, scramble

FIELD_DIRECTION = 0.45
"""Direction, in radians, that most parcels of the region keep to."""


@dataclass(frozen=True)
class Ground:
    """Places to paint, each array ``(pixels,)``: position in pixels and what nature does there.

    `rolling`, `hills`, `mottle` and `grain` are noise of deviation 1, from features of kilometres down to
    single pixels; `slope` is the light on the hills.
    """

    row: Floats
    col: Floats
    rolling: Floats
    hills: Floats
    mottle: Floats
    grain: Floats
    slope: Floats

    def __len__(self) -> int:
        return len(self.row)

    def where(self, mask: npt.NDArray[np.bool_]) -> Ground:
        """Return the places where `mask` ``(pixels,)`` holds."""
        return Ground(**{field.name: getattr(self, field.name)[mask] for field in fields(self)})


def survey(shape: tuple[int, int], rng: np.random.Generator) -> Ground:
    """Return the ground of a whole scene ``(rows, cols)``, pixel by pixel in row order."""
    row, col = np.indices(shape, dtype=np.float32).reshape(2, -1)
    rolling = fractal(shape, rng, slope=2.2)
    hills = fractal(shape, rng, slope=2.3, largest=200.0)
    light = np.roll(hills, (1, 1), axis=(0, 1)) - np.roll(hills, (-1, -1), axis=(0, 1))
    return Ground(
        row,
        col,
        rolling.ravel(),
        hills.ravel(),
        fractal(shape, rng, slope=1.4, largest=90.0).ravel(),
        fractal(shape, rng, slope=0.4).ravel(),
        (light / light.std()).ravel(),
    )


@dataclass(frozen=True)
class Parcels:
    """The parcel of each place, ``(pixels,)`` each: its key, where in it the place lies, and how deep, in pixels."""

    key: Keys
    block: Keys
    across: Floats
    along: Floats
    edge: Floats
    block_edge: Floats


def divide(
    ground: Ground, salt: int, block: float, width: tuple[float, float], length: tuple[float, float], turn: float = 1.0
) -> Parcels:
    """Divide `ground` into blocks of about `block` pixels, and these into oblong parcels that share a direction.

    `width` and `length` are the ranges, in pixels, from which each block takes its parcels' usual size; `turn`
    is the range of directions in radians.
    """
    block_key, block_edge = _blocks(ground, salt, block)
    angle = FIELD_DIRECTION + (draw(block_key, 1) - 0.5) * turn
    sine, cosine = np.sin(angle), np.cos(angle)
    across = ground.col * cosine + ground.row * sine
    along = ground.row * cosine - ground.col * sine
    strip, across_in, across_edge = _cells(across, width[0] + (width[1] - width[0]) * draw(block_key, 2), block_key)
    strip_key = scramble(block_key, strip)
    piece, along_in, along_edge = _cells(along, length[0] + (length[1] - length[0]) * draw(block_key, 3), strip_key)
    edge = np.minimum(np.minimum(across_edge, along_edge), block_edge)
    return Parcels(scramble(strip_key, piece), block_key, across_in, along_in, edge, block_edge)


def _cells(position: Floats, step: Floats, key: Keys) -> tuple[npt.NDArray[np.int64], Floats, Floats]:
    """Cut a line into cells of about `step`: cell number, distance from its start, distance to its nearer end."""
    scaled = position / step
    cell = np.floor(scaled).astype(np.int64)
    cell -= scaled < cell + 0.6 * draw(key, cell, 5)
    start = scaled - cell - 0.6 * draw(key, cell, 5)
    end = cell + 1 + 0.6 * draw(key, cell + 1, 5) - scaled
    return cell, start * step, np.minimum(start, end) * step


def _blocks(ground: Ground, salt: int, size: float) -> tuple[Keys, Floats]:
    """Assign each place to the nearest of a jittered grid of points: the block's key and the distance to its edge."""
    row, col = ground.row / size, ground.col / size
    cell_row, cell_col = np.floor(row).astype(np.int64), np.floor(col).astype(np.int64)
    nearest = np.full(len(ground), np.inf, dtype=np.float32)
    second = nearest.copy()
    key = np.zeros(len(ground), dtype=np.uint32)
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            candidate = scramble(cell_row + down, cell_col + right, salt)
            distance = np.hypot(
                cell_row + down + 0.15 + 0.7 * draw(candidate, 11) - row,
                cell_col + right + 0.15 + 0.7 * draw(candidate, 12) - col,
            ).astype(np.float32)
            closer = distance < nearest
            second = np.where(closer, nearest, np.minimum(second, distance))
            nearest = np.where(closer, distance, nearest)
            key = np.where(closer, candidate, key)
    return key, (second - nearest) * np.float32(size / 2)
