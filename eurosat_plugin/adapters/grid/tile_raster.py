# SPDX-License-Identifier: GPL-2.0-or-later
"""The tiles of a grid as the pixels of a raster."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from eurosat_plugin.adapters.grid.tile_population import TilePopulation, lying_on_each_other
from eurosat_plugin.adapters.raster.class_raster import NO_CLASS
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import number, tr

MOST_PIXELS = 400_000_000
_OFF = 0.01
"""Part of a tile by which its corner may miss the lattice of the others."""

Transform = tuple[float, float, float, float, float, float]


def rasterised(tiles: TilePopulation, name: str) -> tuple[npt.NDArray[np.uint8], Transform]:
    """Return the classes of `tiles` ``(rows, cols)`` and GDAL's transform; `name` is what people call the grid.

    A tile that is cut off at the edge of its image is a whole pixel.

    :raises InputError: when the tiles do not lie on one raster.
    """
    boxes = tiles.boxes
    if tiles.odd_shapes:
        sentence = tr("The tiles of {layer} are no rectangles; take the grid in its own coordinate system.")
        raise InputError(sentence.format(layer=name))
    width = float(np.median(boxes[:, 2] - boxes[:, 0]))
    height = float(np.median(boxes[:, 3] - boxes[:, 1]))
    left, top = float(boxes[:, 0].min()), float(boxes[:, 3].max())
    across, down = (boxes[:, 0] - left) / width, (top - boxes[:, 3]) / height
    cols, rows = np.rint(across).astype(np.int64), np.rint(down).astype(np.int64)
    if max(np.abs(across - cols).max(), np.abs(down - rows).max()) > _OFF:
        sentence = tr("The tiles of {layer} do not lie on one raster; choose a grid of one image.")
        raise InputError(sentence.format(layer=name))
    shape = (int(rows.max()) + 1, int(cols.max()) + 1)
    if shape[0] * shape[1] > MOST_PIXELS:
        sentence = tr(
            "The tiles of {layer} lie too far apart for one raster of {rows} × {cols} pixels; export it in parts."
        )
        raise InputError(sentence.format(layer=name, rows=number(shape[0]), cols=number(shape[1])))
    if len(np.unique(rows * shape[1] + cols)) < len(rows):
        raise lying_on_each_other(name)
    classes = np.full(shape, NO_CLASS, dtype=np.uint8)
    classes[rows, cols] = tiles.classes
    return classes, (left, width, 0.0, top, 0.0, -height)
