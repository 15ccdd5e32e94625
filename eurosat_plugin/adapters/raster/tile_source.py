# SPDX-License-Identifier: GPL-2.0-or-later
"""The pixels of a run, wherever they come from, laid out in tiles and with what is known of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np
import numpy.typing as npt
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.output.file_place import InputFile
from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.adapters.raster.gdal_cache import CacheNeed
from eurosat_plugin.adapters.raster.input_files import FileStates, files_of
from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.scene import Scene
from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.radiometry import Radiometry
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.pixels import PixelReader
from eurosat_plugin.core.tiles.tiling import TileGrid


@dataclass(frozen=True)
class TileSource:
    """What a run reads from and says about it; `close` is called once, when nothing reads any more.

    `box` are the pixels that `reader` reads. `name` and `bands` are for the provenance, `account` for everybody who
    wants to know how they are read; `scene` is what people call the image, `date` the day it was taken (ISO 8601, empty
    where unknown). `files` are read; `states` tell whether they were changed. `wanted` ``(rows, cols)`` are the cells
    that are classified, None where all are. `cache_need` is what GDAL needs to keep, None where it reads no file.
    `rights` say who is to be named where a map of it is shown, `terms` where the terms of use stand, each a line.
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
    cache_need: CacheNeed | None = None
    rights: str = ""
    terms: str = ""

    @property
    def tile_count(self) -> int:
        """Number of tiles that are classified."""
        return len(self.grid) if self.wanted is None else int(self.wanted.sum())

    def with_finding(self, sentence: str) -> TileSource:
        """Return the same with one more sentence about what was found."""
        return replace(self, account=replace(self.account, findings=(*self.account.findings, sentence)))


def scene_source(scene: Scene, feedback: QgsFeedback | None = None) -> TileSource:
    """Return the pixels of a prepared raster, to be closed with it; reading stops when `feedback` is cancelled.

    :raises Cancelled: when it is already.
    """
    files = files_of(scene.raster.file.source, scene.raster.file.files)
    stop_if_cancelled(feedback)  # of a virtual raster of very many files
    states = FileStates(files)
    stop_if_cancelled(feedback)
    reader = RasterPixelReader(scene.raster, feedback)
    return TileSource(
        reader,
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
        states=states,
        cache_need=reader.cache_need(scene.grid),
    )
