# SPDX-License-Identifier: GPL-2.0-or-later
"""The pixels of a run, wherever they come from, laid out in tiles and with what is known of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.output.file_place import InputFile
from eurosat_plugin.adapters.raster.input_files import FileStates, input_files
from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.scene import Scene
from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.radiometry import Radiometry
from eurosat_plugin.core.tiles.classification import PixelReader
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import TileGrid


@dataclass(frozen=True)
class TileSource:
    """What a run reads from and says about it; `close` is called once, when nothing reads any more.

    `box` are the pixels that `reader` reads. `name` and `bands` are for the provenance, `account` for everybody who
    wants to know how they are read; `scene` is what people call the image, `date` the day it was taken (ISO 8601, empty
    where unknown). `files` are read; `states` tell whether they were changed. `wanted` ``(rows, cols)`` are the cells
    that are classified, None where all are.
    """

    reader: PixelReader
    grid: TileGrid
    radiometry: Radiometry
    box: GeoBox
    name: str
    bands: str
    account: Account
    scene: str
    date: str
    close: Callable[[], None]
    files: tuple[InputFile, ...] = ()
    wanted: npt.NDArray[np.bool_] | None = None
    states: FileStates = field(default_factory=lambda: FileStates(()))

    @property
    def tile_count(self) -> int:
        """Number of tiles that are classified."""
        return len(self.grid) if self.wanted is None else int(self.wanted.sum())


def scene_source(scene: Scene, feedback: QgsFeedback | None = None) -> TileSource:
    """Return the pixels of a prepared raster, to be closed with it; reading stops when `feedback` is cancelled."""
    files = input_files(scene.raster.layer)
    return TileSource(
        RasterPixelReader(scene.raster, feedback),
        scene.grid,
        scene.radiometry,
        scene.raster.box,
        scene.source,
        ", ".join(map(str, scene.raster.bands.numbers)),
        scene.account,
        scene.raster.title,
        scene.raster.acquisition.date,
        scene.close,
        files,
        states=FileStates(files),
    )
