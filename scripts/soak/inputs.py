# SPDX-License-Identifier: GPL-2.0-or-later
"""The files that the runs read: good images and models, and such that fail in one way each."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from osgeo import gdal, ogr, osr

from eurosat_plugin.paths import model_path

WEST, NORTH = 500_000.0, 5_700_000.0
CRS = "EPSG:32633"
TILE = 64
_BANDS = ("B04", "B03", "B02")
_PRODUCT = "S2B_MSIL1C_20220301T102101_N0400_R065_T33UVT_20220301T112204.SAFE"


@dataclass(frozen=True)
class Inputs:
    """Paths; `outputs` is an empty folder to write to."""

    image: Path
    large: Path
    coarse: Path
    cut_off: Path
    empty: Path
    product: Path
    damaged_model: Path
    points: Path
    outputs: Path

    @property
    def extent(self) -> str:
        """Three by three tiles, as the parameter EXTENT."""
        side = 3 * TILE * 10.0
        return f"{WEST},{WEST + side},{NORTH - side},{NORTH} [{CRS}]"


def write_inputs(folder: Path) -> Inputs:
    """Write them into `folder`."""
    folder.mkdir()
    outputs = folder / "outputs"
    outputs.mkdir()
    noise = np.random.default_rng(0).integers(200, 2500, (3, 12 * TILE, 12 * TILE), dtype=np.uint16)
    small = noise[:, : 4 * TILE, : 3 * TILE]
    cut_off = _write(folder / "cut_off.tif", noise, options=("TILED=YES", "COMPRESS=DEFLATE", "INTERLEAVE=PIXEL"))
    os.truncate(cut_off, int(cut_off.stat().st_size * 0.8))
    damaged = folder / "damaged.onnx"
    damaged.write_bytes(model_path("fast").read_bytes()[:100_000])
    return Inputs(
        _write(folder / "image_L1C.tif", small),
        _write(folder / "large_L1C.tif", noise),
        _write(folder / "coarse_L1C.tif", small, pixel=20.0),
        cut_off,
        _write(folder / "empty_L1C.tif", np.zeros_like(small)),
        _write_product(folder / _PRODUCT, small),
        damaged,
        _write_points(folder / "points.gpkg"),
        outputs,
    )


def _write(
    path: Path,
    values: npt.NDArray[np.uint16],
    pixel: float = 10.0,
    options: Sequence[str] = (),
    names: Sequence[str] = _BANDS,
) -> Path:
    """Write `values` ``(bands, rows, cols)`` as GeoTIFF."""
    bands, rows, cols = values.shape
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), cols, rows, bands, gdal.GDT_UInt16, options=list(options))
    dataset.SetGeoTransform((WEST, pixel, 0.0, NORTH, 0.0, -pixel))
    system = osr.SpatialReference()
    system.SetFromUserInput(CRS)
    dataset.SetProjection(system.ExportToWkt())
    for number in range(1, bands + 1):
        band = dataset.GetRasterBand(number)
        band.WriteArray(values[number - 1])
        band.SetDescription(names[number - 1])
    dataset.FlushCache()
    return path


def _write_product(folder: Path, values: npt.NDArray[np.uint16]) -> Path:
    """Write the three bands as a product's folder holds them."""
    images = folder / "GRANULE" / "L1C_T33UVT_A026000_20220301T102101" / "IMG_DATA"
    images.mkdir(parents=True)
    for number, band in enumerate(_BANDS):
        _write(images / f"T33UVT_20220301T102101_{band}.tif", values[number : number + 1], names=[band])
    return folder


def _write_points(path: Path) -> Path:
    """Write a layer that is no classified grid."""
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer("points", None, ogr.wkbPolygon)
    layer.CreateFeature(ogr.Feature(layer.GetLayerDefn()))
    return path
