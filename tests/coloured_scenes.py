# SPDX-License-Identifier: GPL-2.0-or-later
"""Three small scenes of red, green and blue tiles, and a network of other people that tells the colours apart."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from tests.core.network.foreign_networks import DEEPNESS, THREE
from tests.core.network.onnx_writer import scene_classifier
from tests.rasters import ORIGIN, write_raster

KEYS = ("Reddish", "Greenish", "Bluish")
TILE = 32
FIRST, EAST, LATER = "S2A_33UVT_20240501_0_L2A", "S2B_33UVT_20240501_1_L2A", "S2A_33UVT_20240506_0_L2A"
"""A scene, one of the same day that lies a tile to the east, and a later one, whose last tile is empty."""

TILES = {FIRST: (2, 2, 2), EAST: (2, 2, 2), LATER: (2, 2, 1)}
"""Tiles of each class. Of the two of a day only the last column of the second, its bluish tiles, is not seen twice."""


def write_network(path: Path, **metadata: str) -> Path:
    """Write the network, with the keys of Deepness, some of them changed."""
    path.write_bytes(scene_classifier(THREE, "NHWC", TILE, {**DEEPNESS, **metadata}))
    return path


def write_scenes(folder: Path) -> Path:
    """Write the scenes: two rows of three tiles each, red, green and blue."""
    for name, shift in ((FIRST, 0), (EAST, TILE), (LATER, 0)):
        values = np.full((3, 2 * TILE, 3 * TILE), 300, np.uint16)
        for col in range(3):
            values[col, :, col * TILE : (col + 1) * TILE] = 2400
        if name == LATER:
            values[:, TILE:, 2 * TILE :] = 0
        place = (ORIGIN[0] + 10.0 * shift, 10.0, 0.0, ORIGIN[1], 0.0, -10.0)
        write_raster(folder / f"{name}.tif", values, names=["B04", "B03", "B02"], nodata=0, geotransform=place)
    return folder
