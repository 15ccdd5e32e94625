# SPDX-License-Identifier: GPL-2.0-or-later
"""Write small rasters for the tests; every raster is described by the call that makes it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from osgeo import gdal, osr

UTM33 = "EPSG:32633"
ORIGIN = (500_000.0, 5_700_000.0)


def ground(rows: int = 200, cols: int = 200, bands: int = 3, seed: int = 1) -> npt.NDArray[Any]:
    """Return digital numbers ``(bands, rows, cols)`` uint16 of a countryside: smooth patches with some noise."""
    return _ground(rows, cols, bands, seed).copy()


@lru_cache(maxsize=4)
def _ground(rows: int, cols: int, bands: int, seed: int) -> npt.NDArray[Any]:
    """Return the same array again to who asks again: many tests do, and the noise of a large one takes a second."""
    rng = np.random.default_rng(seed)
    patches = np.kron(rng.integers(400, 1900, (bands, rows // 50 + 1, cols // 50 + 1)), np.ones((50, 50)))
    noisy = patches[:, :rows, :cols] + rng.normal(0, 60, (bands, rows, cols))
    return np.asarray(np.clip(noisy, 1, 10_000), np.uint16)


def write_raster(
    path: Path,
    values: npt.NDArray[Any],
    *,
    names: Sequence[str] = (),
    crs: str | None = UTM33,
    geotransform: Sequence[float] | None = None,
    pixel: float = 10.0,
    nodata: float | None = None,
    metadata: dict[str, str] | None = None,
    options: Sequence[str] = (),
) -> Path:
    """Write `values` ``(bands, rows, cols)`` as GeoTIFF with square pixels from ORIGIN, and return `path`."""
    types = {"uint8": gdal.GDT_Byte, "uint16": gdal.GDT_UInt16, "int16": gdal.GDT_Int16, "float32": gdal.GDT_Float32}
    bands, rows, cols = values.shape
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path), cols, rows, bands, types[values.dtype.name], options=list(options)
    )
    dataset.SetGeoTransform(geotransform or (ORIGIN[0], pixel, 0.0, ORIGIN[1], 0.0, -pixel))
    if crs:
        system = osr.SpatialReference()
        system.SetFromUserInput(crs)
        dataset.SetProjection(system.ExportToWkt())
    if metadata:
        dataset.SetMetadata(metadata)
    for number in range(1, bands + 1):
        band = dataset.GetRasterBand(number)
        band.WriteArray(values[number - 1])
        if nodata is not None:
            band.SetNoDataValue(nodata)
        if names:
            band.SetDescription(names[number - 1])
    dataset.FlushCache()
    return path


def watch_virtual_files(monkeypatch: pytest.MonkeyPatch) -> Callable[[], list[str]]:
    """Return what tells the folders of virtual rasters that are made from now on and still there; some must be made.

    A look into ``/vsimem/`` would not do: before 3.10 GDAL lists a folder there only to who knows the name.
    """
    made: list[str] = []
    make = uuid.uuid4

    def note_made() -> uuid.UUID:
        number = make()
        made.append(f"/vsimem/eurosat_{number.hex}")
        return number

    def left() -> list[str]:
        assert made
        return [folder for folder in made if gdal.ReadDir(folder)]

    monkeypatch.setattr(uuid, "uuid4", note_made)
    return left
