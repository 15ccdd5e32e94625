# SPDX-License-Identifier: GPL-2.0-or-later
"""Generate the rasters of the benchmark: countryside that compresses about as badly as a real granule.

Fields of one brightness each, hills, and noise of 40 digital numbers in every pixel: JPEG 2000 without loss then needs
7.5 bits for each, as for a real band. The pixels repeat, which neither codec notices.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from osgeo import gdal, osr

GRANULE = 10_980
"""Pixels along a side of a granule of Sentinel-2."""

FORMATS = {"cog": ".tif", "jp2": ".jp2"}

_PIECE = 1024
_PIECES = 6
_NOISE = 40.0
_PIXEL = 10.0
_ORIGIN = (300_000.0, 5_000_040.0)
_BANDS = ("B04", "B03", "B02")
_JP2 = ["QUALITY=100", "REVERSIBLE=YES", "BLOCKXSIZE=1024", "BLOCKYSIZE=1024", "YCC=NO", "RESOLUTIONS=6"]
_COG = ["COMPRESS=DEFLATE", "PREDICTOR=2", "BLOCKSIZE=512", "OVERVIEWS=AUTO", "RESAMPLING=AVERAGE"]

_Digits = npt.NDArray[np.uint16]


def make_raster(folder: Path, kind: str, side: int) -> Path:
    """Return a square raster of `side` pixels of a `kind` of `FORMATS` in `folder`; made once, and kept."""
    path = folder / f"{kind}_{side}{FORMATS[kind]}"
    if not path.exists():
        unfinished = path.with_suffix(f".part{path.suffix}")
        plain = _plain(folder / f"plain_{side}.tif", side)
        driver, options = ("JP2OpenJPEG", _JP2) if kind == "jp2" else ("COG", _COG)
        gdal.Translate(str(unfinished), str(plain), format=driver, creationOptions=options)
        unfinished.replace(path)
        plain.unlink()
    return path


def make_mosaic(folder: Path, side: int) -> Path:
    """Return a virtual raster of `side` pixels: one COG of a granule, over and over."""
    path, tile = folder / f"vrt_{side}.vrt", make_raster(folder, "cog", GRANULE)
    count = -(-side // GRANULE)
    dataset = gdal.GetDriverByName("VRT").Create(str(path), side, side, 0)
    _place(dataset)
    for number, name in enumerate(_BANDS, start=1):
        dataset.AddBand(gdal.GDT_UInt16)
        band = dataset.GetRasterBand(number)
        band.SetDescription(name)
        for row in range(count):
            for col in range(count):
                x, y = col * GRANULE, row * GRANULE
                width, height = min(GRANULE, side - x), min(GRANULE, side - y)
                source = (
                    f'<SimpleSource><SourceFilename relativeToVRT="1">{tile.name}</SourceFilename>'
                    f"<SourceBand>{number}</SourceBand>"
                    f'<SrcRect xOff="0" yOff="0" xSize="{width}" ySize="{height}"/>'
                    f'<DstRect xOff="{x}" yOff="{y}" xSize="{width}" ySize="{height}"/></SimpleSource>'
                )
                band.SetMetadataItem(f"source_{row * count + col}", source, "new_vrt_sources")
    return path


def _plain(path: Path, side: int) -> Path:
    """Write the pixels as a plain GeoTIFF."""
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), side, side, 3, gdal.GDT_UInt16, ["TILED=YES"])
    _place(dataset)
    for number, name in enumerate(_BANDS, start=1):
        dataset.GetRasterBand(number).SetDescription(name)
    rng = np.random.default_rng(0)
    pieces = [_countryside(rng) for _ in range(_PIECES)]
    for top in range(0, side, _PIECE):
        for left in range(0, side, _PIECE):
            piece = _vary(pieces[rng.integers(_PIECES)], rng)[:, : side - top, : side - left]
            dataset.WriteArray(np.ascontiguousarray(piece), left, top)
    dataset.FlushCache()
    return path


def _countryside(rng: np.random.Generator) -> _Digits:
    """Return digital numbers ``(bands, rows, cols)`` of fields on hills, with noise."""
    fields = np.zeros((3, _PIECE, _PIECE))
    for size, contrast in ((8, 60.0), (32, 180.0), (128, 220.0)):
        count = _PIECE // size
        fields += contrast * np.kron(rng.normal(0, 1, (3, count, count)), np.ones((size, size)))
    means = np.array([900.0, 950.0, 800.0])[:, None, None]
    hills = 150.0 * np.sin(np.linspace(0, 9, _PIECE))[None, :, None] * np.cos(np.linspace(0, 7, _PIECE))[None, None]
    noisy = means + fields + hills + rng.normal(0, _NOISE, fields.shape)
    return np.asarray(np.clip(noisy, 60, 9000), dtype=np.uint16)


def _vary(piece: _Digits, rng: np.random.Generator) -> _Digits:
    """Return `piece` turned and a little brighter or darker."""
    turned = np.rot90(piece, int(rng.integers(4)), axes=(1, 2))
    return np.asarray(turned + np.uint16(rng.integers(0, 300)), dtype=np.uint16)


def _place(dataset: gdal.Dataset, origin: Sequence[float] = _ORIGIN) -> None:
    dataset.SetGeoTransform((origin[0], _PIXEL, 0.0, origin[1], 0.0, -_PIXEL))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    dataset.SetProjection(reference.ExportToWkt())
