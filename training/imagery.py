# SPDX-License-Identifier: GPL-2.0-or-later
"""Real images in memory, which the plugin's own classification reads like files; some have near infrared."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import numpy as np
import numpy.typing as npt
import tifffile
from PIL import Image

from eurosat_plugin.core.product.radiometry import DISPLAY, L1C, Radiometry
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tiling import TILE_SIZE, Window
from training.pool import SCL, Scene
from training.settings import data_folder

PRODUCTS = ("L1C_Germany_T33UUU_20170216", "S2A_MSIL2A_20181229T095411_N0211_R079_T33SVB_20181229T112231.SAFE")
COLOURS, INFRARED = ("B04", "B03", "B02"), "B08"


@dataclass
class Pixels:
    """An image in memory, which can be read like a file: ``(rows, cols, 3)`` and ``(rows, cols)``."""

    name: str
    values: npt.NDArray[np.generic]
    radiometry: Radiometry
    scene_classes: npt.NDArray[np.generic] | None = None
    infrared: npt.NDArray[np.generic] | None = None
    valid: npt.NDArray[np.bool_] | None = None

    def __post_init__(self) -> None:
        self.height, self.width = self.values.shape[:2]
        self.block_height = self.block_width = TILE_SIZE

    def read(self, window: Window) -> PixelBlock:
        """Cut `window` out."""
        at = (slice(window.row, window.bottom), slice(window.col, window.right))
        valid = np.ones(self.values.shape[:2], dtype=bool) if self.valid is None else self.valid
        classes, infrared = (None if layer is None else layer[at] for layer in (self.scene_classes, self.infrared))
        return PixelBlock(self.values[at], valid[at], classes, infrared)


def of_scene(scene: Scene) -> Pixels:
    """Return a scene of the pool, with its scene classification where it has one."""
    classes = scene.mask if scene.codes == SCL else None
    return Pixels(scene.name, scene.grey, DISPLAY, classes, None, scene.valid)


def read_multispectral() -> Iterator[tuple[str, Pixels]]:
    """Yield class and pixels of EuroSAT's tiles with 13 bands; none where there are no such tiles."""
    path = data_folder() / "eurosat" / "EuroSAT_MS_sample.zip"
    if not path.is_file():
        return
    with zipfile.ZipFile(path) as archive:
        for name in sorted(n for n in archive.namelist() if n.endswith(".tif")):
            bands = tifffile.imread(BytesIO(archive.read(name)))
            yield name.split("/")[-2], Pixels(name, bands[..., [3, 2, 1]], L1C, None, bands[..., 7])


def read_products() -> Iterator[Pixels]:
    """Yield the products that have near infrared; none where they are not there."""
    for name in PRODUCTS:
        files = {
            band: sorted((data_folder() / "sentinel2" / name).rglob(f"*_{band}*.jp2")) for band in (*COLOURS, INFRARED)
        }
        if all(files.values()):
            red, green, blue, infrared = (np.asarray(Image.open(found[0])) for found in files.values())
            yield Pixels(name[:13], np.stack([red, green, blue], axis=-1), L1C, None, infrared)
