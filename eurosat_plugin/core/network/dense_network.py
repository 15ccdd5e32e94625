# SPDX-License-Identifier: GPL-2.0-or-later
"""A network over a whole image at once: one map of it, and what the network says of the mean of any box of that map.

For a box of the size of a tile that is what it says of the tile, but for what the tile's edge did to it. How often both
agree stands in the card; a network whose card does not tell is not used so.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.network.model_card import ModelCard
from eurosat_plugin.core.network.network_parts import take_apart
from eurosat_plugin.core.network.numpy_network import NumpyNetwork
from eurosat_plugin.core.network.onnx_model import OnnxModel
from eurosat_plugin.core.network.prediction import (
    Prediction,
    Run,
    Tiles,
    checked,
    input_of,
    output_names,
    outputs_of,
    plain_tiles,
)
from eurosat_plugin.core.translation import tr

PIECE = 512
"""Pixels along a piece of an image, without what lies around it: what the network works out of more leaves the cache
of a processor, and a cancelled run stops between two."""

_Floats = npt.NDArray[np.float32]


class DenseNetwork:
    """The two parts of a network whose tiles are `size` pixels wide: `trunk` and `head`.

    `trunk` makes maps ``(n, channels, …)`` of images ``(n, rows, cols, bands)``, `head` answers means ``(n, channels)``
    over a box of a map. A cell of a map stands for `step` × `step` pixels; half a tile beyond it, `margin` pixels, is
    as far as it matters what is there. The trunk is given `together` pieces of an image at once.
    """

    def __init__(
        self,
        trunk: Callable[[Tiles], _Floats],
        head: Callable[[_Floats], Prediction],
        size: int,
        step: int,
        together: int = 1,
    ) -> None:
        self._trunk, self.answer, self._together = trunk, head, together
        self.step, self.margin = step, size // 2

    def see(self, planes: Tiles, is_cancelled: Callable[[], bool]) -> _Floats | None:
        """Return the map ``(channels, rows / step, cols / step)`` of `planes` ``(bands, rows, cols)``.

        Beyond the edges there is what the network makes of an edge; rows and columns that do not fill a cell at the far
        edges have none. Return None when cancelled.
        """
        rows, cols = (length // self.step for length in planes.shape[1:])
        found: _Floats | None = None
        image = planes.transpose(1, 2, 0)
        for pieces in self._waves(rows, cols):
            if is_cancelled():
                return None
            maps = self._trunk(np.stack([image[top:bottom, left:right] for top, bottom, left, right in pieces]))
            if found is None:
                found = np.empty((maps.shape[1], rows, cols), dtype=np.float32)
            for part, (top, _, left, _) in zip(maps, pieces):
                self._paste(part, found, top // self.step, left // self.step)
        return found

    def _waves(self, rows: int, cols: int) -> list[list[tuple[int, int, int, int]]]:
        """Return pieces of one size, which overlap; those together that are worked on at once."""
        pieces = [(*down, *across) for down in self._spans(rows) for across in self._spans(cols)]
        return [pieces[start : start + self._together] for start in range(0, len(pieces), self._together)]

    def _spans(self, cells: int) -> list[tuple[int, int]]:
        """Return from which pixel to which pieces reach that cover so many `cells`."""
        length, around = cells * self.step, 2 * self.margin
        count = max(1, -(-(length - around) // PIECE))
        size = min(length, -(-(length - around) // (count * self.step)) * self.step + around)
        return [(start, start + size) for start in (min(n * (size - around), length - size) for n in range(count))]

    def _paste(self, part: _Floats, found: _Floats, row: int, col: int) -> None:
        """Put the map of a piece into that of the whole, without what its edge did to it where there is none.

        At its far edges the next piece does so.
        """
        edge = self.margin // self.step
        top, left = (edge if start else 0 for start in (row, col))
        found[:, row + top : row + part.shape[1], col + left : col + part.shape[2]] = part[:, top:, left:]


def open_dense(
    model: OnnxModel, card: ModelCard, open_trunk: Callable[[OnnxModel, str], Run], together: int = 1
) -> DenseNetwork | None:
    """Return the network of `model` as what sees a whole image, None where its card tells nothing of that.

    `open_trunk` opens a model with the output that is named.

    :raises ModelError: when it cannot be taken apart, or the card says other steps than its maps have.
    """
    if card.dense is None:
        return None
    parts = take_apart(model)
    trunk, head = open_trunk(parts.trunk, parts.last_map), NumpyNetwork(parts.head, output_names(card))

    def see(images: Tiles) -> _Floats:
        return np.asarray(trunk(input_of(images, card))[0], dtype=np.float32)

    def answer(means: _Floats) -> Prediction:
        return checked(Prediction(*outputs_of(head.run(means[:, :, None, None]), card)), card)

    shape = see(plain_tiles(1, card)).shape
    if len(shape) != 4 or any(length * card.dense.step != card.tile_size for length in shape[2:]):
        raise ModelError(
            tr("The model {name} has maps of another size ({shape}) than its card says; export it again.").format(
                name=card.name, shape=shape
            )
        )
    return DenseNetwork(see, answer, card.tile_size, card.dense.step, together)
