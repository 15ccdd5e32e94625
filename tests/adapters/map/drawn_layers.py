# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers to be drawn, and the place that is drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from qgis.core import QgsRasterLayer

from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tiling import Window
from tests.rasters import ORIGIN

ROWS, COLS = 150, 200
AREA = GeoBox("EPSG:32633", *ORIGIN, 10, 10, Window(0, 0, COLS, ROWS))

Render = Callable[..., PixelBlock]


def colours(rows: int = ROWS, cols: int = COLS) -> np.ndarray:
    """Return noise in which every pixel differs from its neighbours: uint8 ``(3, rows, cols)``."""
    return np.random.default_rng(3).integers(1, 255, (3, rows, cols)).astype(np.uint8)


def image(path: Path) -> QgsRasterLayer:
    """Open a raster."""
    # Made in the test: what a fixture returns lives longer than QGIS.
    return QgsRasterLayer(str(path), path.stem)
