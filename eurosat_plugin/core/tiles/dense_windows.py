# SPDX-License-Identifier: GPL-2.0-or-later
"""Overlapping windows of a block, answered by one look at all of it instead of one at each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.network.dense_network import DenseNetwork
from eurosat_plugin.core.network.prediction import Prediction
from eurosat_plugin.core.tiles.pixel_layers import PixelLayers, count_in_cells
from eurosat_plugin.core.tiles.tiling import Window

HEADS = 4096
"""Windows whose means are answered together."""

_Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class DenseWindows:
    """Answers windows by the `network` that sees a whole block."""

    network: DenseNetwork

    def with_surroundings(self, window: Window, area: Window) -> Window:
        """Return `window` with what the network sees around it in `area`, of which it begins with a cell of a map."""
        step, around = self.network.step, self.network.margin
        starts = ((window.col, area.col), (window.row, area.row))
        left, top = ((start - origin - around) // step * step for start, origin in starts)
        col, row = area.col + max(0, left), area.row + max(0, top)
        return Window(col, row, window.right + around - col, window.bottom + around - row)

    def which(self, layers: PixelLayers, rows: Sequence[int], cols: Sequence[int], usable: _Mask) -> _Mask:
        """Return which of the `usable` windows at `rows` × `cols` it answers, whatever the block they are read in.

        A window has to begin with a cell of the map, and what the network sees of it and around it has to be there:
        a gap is filled for each tile in its own way.
        """
        step, around = self.network.step, self.network.margin
        chosen = usable & np.logical_and.outer(np.array(rows) % step == 0, np.array(cols) % step == 0)
        if layers.valid is not None:
            down, across = layers.valid.shape
            spans = _around(rows, layers.size, around, down), _around(cols, layers.size, around, across)
            chosen &= count_in_cells(~layers.valid, *spans) == 0
        return np.asarray(chosen)

    def classify(
        self,
        layers: PixelLayers,
        rows: Sequence[int],
        cols: Sequence[int],
        chosen: _Mask,
        is_cancelled: Callable[[], bool],
    ) -> Prediction | None:
        """Return what the network says of the `chosen` windows ``(rows, cols)``, row by row; None when cancelled."""
        step, cells = self.network.step, layers.size // self.network.step
        places = np.argwhere(chosen)
        top, left = np.array(rows)[places[:, 0]], np.array(cols)[places[:, 1]]
        down, across = self._reach(top, layers.size), self._reach(left, layers.size)
        seen = self.network.see(layers.planes[:, down, across], is_cancelled)
        if seen is None:
            return None
        sums = np.zeros((seen.shape[0], seen.shape[1] + 1, seen.shape[2] + 1))
        np.cumsum(seen, axis=1, out=sums[:, 1:, 1:])
        np.cumsum(sums[:, 1:, 1:], axis=2, out=sums[:, 1:, 1:])
        top, left = (top - down.start) // step, (left - across.start) // step
        parts = []
        for start in range(0, len(places), HEADS):
            if is_cancelled():
                return None
            r, c = top[start : start + HEADS], left[start : start + HEADS]
            boxes = sums[:, r + cells, c + cells] - sums[:, r, c + cells] - sums[:, r + cells, c] + sums[:, r, c]
            means = np.ascontiguousarray((boxes / cells**2).T, dtype=np.float32)
            parts.append(self.network.answer(means))
        return Prediction(
            np.concatenate([part.probabilities for part in parts]), np.concatenate([part.energy for part in parts])
        )

    def _reach(self, starts: npt.NDArray[np.intp], size: int) -> slice:
        """Return the pixels that windows at `starts` and the network around them reach over, from a cell's first on."""
        step, around = self.network.step, self.network.margin
        return slice(max(0, int(starts.min()) - around) // step * step, int(starts.max()) + size + around)


def _around(starts: Sequence[int], size: int, around: int, most: int) -> list[tuple[int, int]]:
    return [(max(0, start - around), min(most, start + size + around)) for start in starts]
