# SPDX-License-Identifier: GPL-2.0-or-later
"""Coordinates of rows and columns that leave a gap: GDAL would stretch the image over it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest
from osgeo import gdal, osr

from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.core.errors import InputError
from tests.rasters import ORIGIN, ground

pytestmark = pytest.mark.usefixtures("qgis_app")

SIZE = 100
STEPS = np.arange(SIZE) * 10.0
BANDS = ("B04", "B03", "B02")

Axis = Callable[[npt.NDArray[np.float64]], npt.NDArray[np.float64]]


def even(steps: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return steps


def with_gap(steps: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.where(steps < 500, steps, steps + 640)


def without_a_row(steps: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.where(steps < 500, steps, steps + 10)


def ever_wider(steps: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return steps**1.3


def rounded(steps: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.where(steps == 300, steps + 1, steps)


def container(folder: Path, x: Axis = even, y: Axis = even, kind: int = gdal.GDT_Float64) -> str:
    """Write a NetCDF file with red, green and blue, and these coordinates of columns and rows."""
    path = folder / "cube.nc"
    root = gdal.GetDriverByName("netCDF").CreateMultiDimensional(str(path)).GetRootGroup()
    down = root.CreateDimension("y", gdal.DIM_TYPE_HORIZONTAL_Y, None, SIZE)
    across = root.CreateDimension("x", gdal.DIM_TYPE_HORIZONTAL_X, None, SIZE)
    number = gdal.ExtendedDataType.Create(kind)
    dtype = np.float32 if kind == gdal.GDT_Float32 else np.float64
    root.CreateMDArray("x", [across], number).Write((ORIGIN[0] + 5 + x(STEPS)).astype(dtype))
    root.CreateMDArray("y", [down], number).Write((ORIGIN[1] - 5 - y(STEPS)).astype(dtype))
    system = osr.SpatialReference()
    system.ImportFromEPSG(32633)
    for name, values in zip(BANDS, ground(SIZE, SIZE)):
        variable = root.CreateMDArray(name, [down, across], gdal.ExtendedDataType.Create(gdal.GDT_Int16))
        variable.SetSpatialRef(system)
        variable.Write(values.astype(np.int16))
    return str(path)


@pytest.mark.parametrize("uneven", [with_gap, without_a_row, ever_wider])
@pytest.mark.parametrize("axis", ["x", "y"])
def test_coordinates_with_a_gap_are_refused(tmp_path: Path, uneven: Axis, axis: str) -> None:
    path = container(tmp_path, **{axis: uneven})

    with pytest.raises(InputError, match=rf"^The coordinates {axis} of cube.nc are not evenly spaced, in steps of "):
        open_raster(None, path, [])


def test_the_steps_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"in steps of 10\.0 to 650\.0: rows or columns are missing"):
        open_raster(None, container(tmp_path, with_gap), [])


def test_one_variable_and_a_stack_of_variables_are_refused_alike(tmp_path: Path) -> None:
    path = container(tmp_path, with_gap)
    variables = [f'NETCDF:"{path}":{band}' for band in BANDS]
    gdal.BuildVRT(str(tmp_path / "stack.vrt"), variables, separate=True).FlushCache()

    for source in (str(tmp_path / "stack.vrt"), variables[0]):
        with pytest.raises(InputError, match="not evenly spaced"):
            open_raster(None, source, [1, 1, 1])


@pytest.mark.parametrize("kind", [gdal.GDT_Float64, gdal.GDT_Float32])
@pytest.mark.parametrize("axis", [even, rounded])
def test_even_and_rounded_coordinates_are_read(tmp_path: Path, axis: Axis, kind: int) -> None:
    assert open_raster(None, container(tmp_path, axis, axis, kind), []).numbers == (1, 2, 3)
