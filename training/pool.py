# SPDX-License-Identifier: GPL-2.0-or-later
"""Real Sentinel-2 scenes that EuroSAT does not have: cloud, shadow, snow, desert, open sea, land that is no water.

They have no EuroSAT labels. What is known of a tile is which classes are possible, from ESA's scene classification, a
mask or a land-cover map; or that the network should not be sure of any. The left half of every scene is for training,
the right half for measuring, so that the same pixels never do both; the scenes are the same, though, and figures from
the right half are rather bright. Reads ``EUROSAT_DATA/pool``; without it there are no such tiles.
"""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import tifffile

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.product.radiometry import stretch
from eurosat_plugin.core.tiles.doubts import HIDDEN_SHARE
from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from training.dataset import Images
from training.settings import data_folder

GDAL_METADATA = 42112
"""TIFF tag in which the offset of a scene is told."""

WATER = np.array([key in ("River", "SeaLake") for key in CLASS_KEYS])
ANY = np.ones(len(CLASS_KEYS), dtype=bool)
SEA = np.array([key == "SeaLake" for key in CLASS_KEYS])

SEA_SCENES = ("benstrip_gulf_of_bothnia_20170613", "satclip_patch_74721")
"""Water all over, by label and by eye."""

STRANGE_SCENES = ("satclip_patch_25630", "satclip_patch_770287", "satclip_patch_759128", "satclip_patch_58000")
"""Ice, snow and sand all over: Greenland, Laptev Sea, Libya, Kyzylkum."""

DRY_SCENES = (
    "eobrowser_australia_2018-12-01",
    "eobrowser_australia_2019-01-05",
    "satclip_patch_252161",
    "satclip_patch_275979",
    "satclip_patch_33188",
    "satclip_patch_526850",
    "satclip_patch_566084",
    "xrspatial_patagonia",
)
"""Dry land without open water: Pilbara, Karoo, New South Wales, Arizona, Western Australia, Botswana, Patagonia."""

BROKEN_SHARE = 0.3
"""Share of cloud, shadow or snow from which on a tile is not to be sure of, where a network is trained."""

DRY = 0.0
"""Largest share of water in a tile that is called no water: EuroSAT's rivers are thin."""


@dataclass(frozen=True)
class Codes:
    """What the numbers of a mask mean: what hides the ground or is strange to EuroSAT, and what is water."""

    hidden: tuple[int, ...]
    water: tuple[int, ...]
    unknown: tuple[int, ...]


SCL = Codes(hidden=(3, 8, 9, 10, 11), water=(6,), unknown=(0, 1, 2, 7))
CSMASK = Codes(hidden=(0, 2, 4), water=(1,), unknown=())
LAND_COVER = Codes(hidden=(), water=(1, 3), unknown=(0, 7, 8))
"""ESA's scene classification; cloud, shadow and snow mask; yearly land cover, which knows no weather."""


@dataclass(frozen=True)
class Scene:
    """One image: grey levels ``(rows, cols, 3)``, measured pixels ``(rows, cols)``, and a mask with its meaning."""

    name: str
    grey: npt.NDArray[np.uint8]
    valid: npt.NDArray[np.bool_]
    mask: npt.NDArray[np.integer[Any]] | None
    codes: Codes | None


@dataclass(frozen=True)
class PoolTiles:
    """Tiles ``(n, 64, 64, 3)``, which classes each may be ``(n, 10)``, and whether none should be sure ``(n,)``."""

    images: Images
    allowed: npt.NDArray[np.bool_]
    strange: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.images)


def read_scenes(folder: Path | None = None) -> Iterator[Scene]:
    """Yield every image of 16 bits in the pool by name; none when there is no pool."""
    folder = folder or data_folder() / "pool"
    for path in sorted(folder.glob("*.tif")):
        if not path.stem.endswith("_labels"):
            with tifffile.TiffFile(path) as file:
                values, offset = file.asarray(), _offset(file)
            if values.dtype == np.uint16:
                yield _scene(path, values, offset)


def cut_tiles(scenes: Iterator[Scene], half: str, step: int = TILE_SIZE) -> PoolTiles:
    """Cut the tiles of which something is known out of the ``train`` or the ``measure`` half of `scenes`."""
    found = []
    share = BROKEN_SHARE if half == "train" else HIDDEN_SHARE
    for scene in scenes:
        for row, col in _corners(scene, half, step):
            window = (slice(row, row + TILE_SIZE), slice(col, col + TILE_SIZE))
            known = _judge(scene, window, share) if scene.valid[window].all() else None
            if known is not None:
                found.append((scene.grey[window], *known))
    if not found:
        empty = np.zeros((0, TILE_SIZE, TILE_SIZE, 3), dtype=np.uint8)
        return PoolTiles(empty, np.zeros((0, len(CLASS_KEYS)), dtype=bool), np.zeros(0, dtype=bool))
    images, allowed, strange = zip(*found)
    return PoolTiles(np.stack(images), np.stack(allowed), np.array(strange))


@dataclass(frozen=True)
class Likenesses:
    """Tiles of land ``(n, 64, 64, 3)``, how Level-1C shows the same ground, and which classes it may be ``(n, 10)``.

    `shown` and `clear` differ where a scene is there in both levels, and are the same tile elsewhere.
    """

    shown: Images
    clear: Images
    allowed: npt.NDArray[np.bool_]


def cut_likenesses(scenes: Sequence[Scene], step: int = TILE_SIZE) -> Likenesses:
    """Cut the tiles of the training half of `scenes` that may have classes."""
    by_name = {scene.name: scene for scene in scenes}
    shown, clear, allowed = [], [], []
    for scene in scenes:
        twin = by_name.get(f"{scene.name[:-3]}L1C", scene) if scene.name.endswith("L2A") else scene
        for row, col in _corners(scene, "train", step):
            window = (slice(row, row + TILE_SIZE), slice(col, col + TILE_SIZE))
            known = _judge(scene, window, BROKEN_SHARE)
            if scene.valid[window].all() and scene.name not in SEA_SCENES and (known is None or not known[1]):
                shown.append(scene.grey[window])
                clear.append(twin.grey[window])
                allowed.append(ANY if known is None else known[0])
    if not shown:
        empty = np.zeros((0, TILE_SIZE, TILE_SIZE, 3), dtype=np.uint8)
        return Likenesses(empty, empty, np.zeros((0, len(CLASS_KEYS)), dtype=bool))
    return Likenesses(np.stack(shown), np.stack(clear), np.stack(allowed))


def _judge(scene: Scene, window: tuple[slice, slice], hidden_share: float) -> tuple[npt.NDArray[np.bool_], bool] | None:
    """Return the classes that a tile may be and whether it is strange; None when nothing is known."""
    if scene.name in SEA_SCENES:
        return SEA, False
    if scene.name in STRANGE_SCENES:
        return ANY, True
    if scene.name in DRY_SCENES:
        return ~WATER, False
    if scene.mask is None or scene.codes is None:
        return None
    mask = scene.mask[window]
    if np.isin(mask, scene.codes.hidden).mean() > hidden_share:
        return ANY, True
    doubtful = np.isin(mask, (*scene.codes.hidden, *scene.codes.unknown)).mean()
    if doubtful < 0.1 and np.isin(mask, scene.codes.water).mean() <= DRY:
        return ~WATER, False
    return None


def _corners(scene: Scene, half: str, step: int) -> Iterator[tuple[int, int]]:
    """Yield the upper left corners of the tiles in one half, across the longer side."""
    rows, cols = scene.valid.shape
    for row in range(0, rows - TILE_SIZE + 1, step):
        for col in range(0, cols - TILE_SIZE + 1, step):
            begin, length = (row, rows) if rows > cols else (col, cols)
            inside = begin + TILE_SIZE <= length // 2 if half == "train" else begin >= length // 2
            if inside:
                yield row, col


def _scene(path: Path, values: npt.NDArray[np.uint16], offset: float) -> Scene:
    bands = values[..., :3]
    labels = path.with_name(f"{path.stem}_labels.tif")
    mask, codes = None, None
    if values.shape[-1] == 4:
        mask, codes = values[..., 3], SCL
    elif labels.is_file():
        mask = tifffile.imread(labels)
        codes = CSMASK if path.stem.startswith("csmask") else LAND_COVER
    valid = (bands != 0).any(axis=-1)
    return Scene(path.stem, stretch(bands.astype(np.float32) - np.float32(offset)), valid, mask, codes)


def _offset(file: tifffile.TiffFile) -> float:
    """Return the constant that is still in the numbers, as the file's metadata tell it."""
    tag = file.pages[0].tags.get(GDAL_METADATA)
    if tag is None:
        return 0.0
    for item in ElementTree.fromstring(tag.value):
        if item.get("name") == "OFFSET" and item.text:
            return float(item.text)
    return 0.0
