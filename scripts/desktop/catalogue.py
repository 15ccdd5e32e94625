# SPDX-License-Identifier: GPL-2.0-or-later
"""The generated scene in a catalogue and as a base map, both on this machine: what the internet is to a user."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
import numpy.typing as npt
from osgeo import gdal

from demo.geotiff import ORIGIN
from demo.scene import BANDS
from eurosat_plugin.core.product.scene_classes import CLOUD_HIGH
from scripts.desktop.scene import CRS, SceneFile
from tests.catalogue_items import VEGETATION, Scene, earth_search
from tests.catalogue_server import CatalogueServer, catalogue_server
from tests.loopback import QuietHandler, serving

CLOUDS = {12: 0.9, 22: 0.45, 37: 0.0, 42: 0.2, 62: 0.7}
"""Days before today, and what part of the place is under cloud then."""

_HALF_WORLD = 20037508.342789244
"""Metres, of the web's Mercator projection."""

_TILE_NAME = "32UME"
"""Tile of the military grid that the place lies in."""

_TILE_PIXELS = 256
_WHITE = 2500
"""Digital number."""

_COG = {"format": "COG", "creationOptions": ["BLOCKSIZE=256", "COMPRESS=DEFLATE"]}

_TILE = re.compile(r"/(\d+)/(\d+)/(\d+)\.png")


@dataclass(frozen=True)
class Internet:
    """A catalogue with the scene on several days, and the address of the tiles of a base map."""

    catalogue: CatalogueServer
    tiles: str

    @property
    def clearest_day(self) -> str:
        """The day without a cloud (ISO 8601)."""
        return _day(min(CLOUDS, key=lambda ago: CLOUDS[ago]))


@contextmanager
def local_internet(scene: SceneFile, folder: Path) -> Iterator[Internet]:
    """Serve `scene` until the end of the block; `folder` is for its files."""
    bands = _write_bands(scene, folder / "bands")
    for ago, share in CLOUDS.items():
        _write_day(scene, folder / _day(ago), bands, share)
    picture = _write_picture(scene.path, folder / "picture.tif", 0.0)
    with catalogue_server(folder) as catalogue, serving(_map_tiles(picture)) as tiles:
        for ago, share in CLOUDS.items():
            described = Scene(
                side=scene.labels.shape[1] * 64,
                day=_day(ago),
                level="L1C",
                baseline="02.14",
                applied=None,
                cloud=round(60 * share + 3, 1),
                east=ORIGIN[0],
                north=ORIGIN[1],
                crs=CRS,
                tile=_TILE_NAME,
            )
            item = earth_search(described, f"{catalogue.files}/{described.day}", catalogue.api)
            del item["assets"]["nir08"]  # the scene has B08 alone
            catalogue.items.append(item)
        yield Internet(catalogue, f"{tiles}/%7Bz%7D/%7Bx%7D/%7By%7D.png")


def _day(ago: int) -> str:
    return (datetime.now(timezone.utc).date() - timedelta(days=ago)).isoformat()


def _write_bands(scene: SceneFile, folder: Path) -> list[Path]:
    """Write the bands, which are those of every day: only the clouds differ, and nobody classifies these."""
    folder.mkdir(parents=True)
    source = gdal.Open(str(scene.path))
    files = [folder / f"{band}.tif" for band in BANDS]
    for number, file in enumerate(files, 1):
        gdal.Translate(str(file), source, bandList=[number], **_COG)
    return files


def _write_day(scene: SceneFile, folder: Path, bands: list[Path], share: float) -> None:
    """Write scene classification and small picture of a day beside the bands."""
    folder.mkdir(parents=True)
    for file in bands:
        os.link(file, folder / file.name)
    source = gdal.Open(str(scene.path))
    classes = np.full((source.RasterYSize, source.RasterXSize), VEGETATION, np.uint8)
    classes[_clouds((source.RasterYSize, source.RasterXSize), share)] = CLOUD_HIGH
    memory = gdal.GetDriverByName("MEM").CreateCopy("", gdal.Translate("", source, format="MEM", bandList=[1]))
    memory.GetRasterBand(1).WriteArray(classes)
    memory.GetRasterBand(1).SetDescription("SCL")  # or it would call itself by the band that it was copied from
    byte = {"outputType": gdal.GDT_Byte, "noData": 0}
    gdal.Translate(str(folder / "SCL.tif"), memory, xRes=20, yRes=20, resampleAlg="nearest", **byte, **_COG)
    picture = _write_picture(scene.path, folder / "picture.tif", share)
    gdal.Translate(str(folder / "thumbnail.jpg"), str(picture), format="JPEG", width=400)


def _write_picture(scene: Path, path: Path, share: float) -> Path:
    """Write the scene in its own colours, as bytes, under clouds."""
    scaled = {"outputType": gdal.GDT_Byte, "scaleParams": [[0, _WHITE, 0, 255]], "bandList": [3, 2, 1]}
    picture = gdal.Translate(str(path), str(scene), **scaled)
    hidden = _clouds((picture.RasterYSize, picture.RasterXSize), share)
    for number in range(1, 4):
        band = picture.GetRasterBand(number)
        values = band.ReadAsArray()
        values[hidden] = 245
        band.WriteArray(values)
    picture.FlushCache()
    return path


def _clouds(shape: tuple[int, int], share: float) -> npt.NDArray[Any]:
    """Return where clouds are: waves that cover that part of ``(rows, cols)``."""
    down, across = np.indices(shape) / 160.0
    waves = np.sin(across + np.sin(1.7 * down)) + np.sin(1.3 * down + np.cos(0.9 * across))
    return np.asarray(waves > np.quantile(waves, 1 - share)) if share else np.zeros(shape, bool)


def _map_tiles(picture: Path) -> type[QuietHandler]:
    """Return what answers for the tiles of a base map made of `picture`."""

    class Handler(QuietHandler):
        def do_GET(self) -> None:
            asked = _TILE.fullmatch(self.path)
            if asked is None:
                self.send_error(404)
                return
            content = _map_tile(picture, *map(int, asked.groups()))
            self.send_response(200)
            self.send_header("Content-Type", "image/png")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            with suppress(BrokenPipeError, ConnectionResetError):  # the map has moved on
                self.wfile.write(content)

    return Handler


@lru_cache(maxsize=512)
def _map_tile(picture: Path, zoom: int, col: int, row: int) -> bytes:
    size = 2 * _HALF_WORLD / 2**zoom
    west, north = col * size - _HALF_WORLD, _HALF_WORLD - row * size
    tile = gdal.Warp(
        "",
        str(picture),
        format="MEM",
        dstSRS="EPSG:3857",
        outputBounds=(west, north - size, west + size, north),
        width=_TILE_PIXELS,
        height=_TILE_PIXELS,
        resampleAlg="bilinear",
    )
    name = f"/vsimem/{uuid4().hex}.png"  # a tile may be asked for twice at once
    gdal.Translate(name, tile, format="PNG")
    file = gdal.VSIFOpenL(name, "rb")
    content = gdal.VSIFReadL(1, gdal.VSIStatL(name).size, file)
    gdal.VSIFCloseL(file)
    gdal.Unlink(name)
    return bytes(content)
