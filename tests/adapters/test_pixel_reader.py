# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsRasterLayer, QgsRasterRange

from eurosat_plugin.adapters.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster import open_raster
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiling import Window
from tests.rasters import ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")


def read_all(path: Path, picked: tuple[int, ...] = ()) -> tuple[np.ndarray, np.ndarray]:
    """Read a whole raster; return values and validity."""
    raster = open_raster(None, str(path), picked)
    block = RasterPixelReader(raster).read(raster.bounds)
    return block.values, block.valid


@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16", "float32"])
def test_pixels_are_those_of_the_file_in_the_order_red_green_blue(tmp_path: Path, dtype: str) -> None:
    values = (ground(rows=90, cols=130) % 250).astype(dtype)
    path = write_raster(tmp_path / "a.tif", values, names=["B02", "B03", "B04"])

    read, valid = read_all(path)

    assert read.dtype == dtype
    assert np.array_equal(read, np.moveaxis(values[::-1], 0, -1))
    assert valid.all()


@pytest.mark.parametrize("options", [(), ("TILED=YES", "BLOCKXSIZE=128", "BLOCKYSIZE=128", "COMPRESS=DEFLATE")])
def test_a_window_is_read_pixel_for_pixel(tmp_path: Path, options: tuple[str, ...]) -> None:
    values = ground(rows=300, cols=300)
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", values, options=options)), [])
    window = Window(101, 57, 150, 200)

    block = RasterPixelReader(raster).read(window)

    expected = values[:, window.row : window.bottom, window.col : window.right]
    assert np.array_equal(block.values, np.moveaxis(expected, 0, -1))


def test_declared_nodata_is_invalid(tmp_path: Path) -> None:
    values = ground()
    values[1, 3, 4] = 7

    _, valid = read_all(write_raster(tmp_path / "a.tif", values, nodata=7))

    assert np.argwhere(~valid).tolist() == [[3, 4]]


def test_undeclared_nodata_of_int16_is_invalid(tmp_path: Path) -> None:
    values = ground().astype(np.int16)
    values[:, 3, 4] = 32767

    _, valid = read_all(write_raster(tmp_path / "a.tif", values))

    assert np.argwhere(~valid).tolist() == [[3, 4]]


def test_nodata_that_the_user_added_is_invalid(tmp_path: Path) -> None:
    values = ground()
    values[:, 3, 4] = 9000
    layer = QgsRasterLayer(str(write_raster(tmp_path / "a.tif", values)), "scene")
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(8999, 9001)])
    raster = open_raster(layer, "", [])

    block = RasterPixelReader(raster).read(raster.bounds)

    assert np.argwhere(~block.valid).tolist() == [[3, 4]]


def test_transparent_pixels_are_invalid(tmp_path: Path) -> None:
    values = np.full((4, 100, 100), 200, dtype=np.uint8)
    values[3, 10, 20] = 0
    path = write_raster(tmp_path / "a.tif", values, options=["ALPHA=YES", "PHOTOMETRIC=RGB"])

    _, valid = read_all(path, (1, 2, 3))

    assert np.argwhere(~valid).tolist() == [[10, 20]]


def test_a_mask_makes_pixels_invalid(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground())
    dataset = gdal.Open(str(path), gdal.GA_Update)
    dataset.CreateMaskBand(gdal.GMF_PER_DATASET)
    mask = np.full((200, 200), 255, dtype=np.uint8)
    mask[10, 20] = 0
    dataset.GetRasterBand(1).GetMaskBand().WriteArray(mask)
    dataset = None

    _, valid = read_all(path, (1, 2, 3))

    assert np.argwhere(~valid).tolist() == [[10, 20]]


def test_a_sample_tells_darkest_median_and_brightest(tmp_path: Path) -> None:
    values = ground(rows=100, cols=100)
    values[:, :50] = 0  # nodata
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", values)), [])

    facts = RasterPixelReader(raster).sample(raster.bounds)

    measured = values[:, 50:]
    assert facts.dtype == "uint16"
    assert facts.median == np.median(measured)
    assert facts.darkest == tuple(np.percentile(band, 0.1) for band in measured.reshape(3, -1))


def test_a_sample_without_a_valid_pixel_is_refused(tmp_path: Path) -> None:
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", np.zeros((3, 100, 100), dtype=np.uint16))), [])

    with pytest.raises(InputError, match="all of it is nodata"):
        RasterPixelReader(raster).sample(raster.bounds)


def test_a_truncated_file_is_told_and_not_read_as_nodata(tmp_path: Path) -> None:
    values = np.random.default_rng(0).integers(1, 3000, (3, 512, 512)).astype(np.uint16)
    path = write_raster(tmp_path / "a.tif", values, options=["TILED=YES", "COMPRESS=DEFLATE"])
    raster_size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(raster_size // 2)
    raster = open_raster(None, str(path), [])

    with pytest.raises(InputError, match="check that the file is complete"):
        RasterPixelReader(raster).read(raster.bounds)
