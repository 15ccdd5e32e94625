# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import QgsRasterLayer, QgsRasterRange

from eurosat_plugin.adapters.raster.gdal_cache import LEAST, CacheNeed
from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.adapters.raster.value_probe import measure_values
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiles.tiling import TileGrid, Window
from tests.products import set_bands, stack
from tests.rasters import ORIGIN, UTM33, ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")


def read_all(path: Path, picked: tuple[int, ...] = ()) -> tuple[np.ndarray, np.ndarray]:
    """Read a whole raster; return values and validity."""
    raster = open_raster(None, str(path), picked)
    block = RasterPixelReader(raster).read(raster.box.area)
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

    block = RasterPixelReader(raster).read(raster.box.area)

    assert np.argwhere(~block.valid).tolist() == [[3, 4]]


def test_nodata_that_the_user_added_is_in_numbers_as_they_are_read(tmp_path: Path) -> None:
    values = np.full((3, 80, 80), 1500, dtype=np.uint16)
    values[0, :20] = 2500
    path = set_bands(write_raster(tmp_path / "a.tif", values), scale=0.0001, shift=-0.1)
    layer = QgsRasterLayer(str(path), "scene")
    read = 2500 * 0.0001 - 0.1
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(read - 0.001, read + 0.001)])

    raster = open_raster(layer, "", [1, 2, 3])

    valid = RasterPixelReader(raster).read(raster.box.area).valid
    assert not valid[:20].any()
    assert valid[20:].all()


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


def test_a_truncated_file_is_told_and_not_read_as_nodata(tmp_path: Path) -> None:
    values = np.random.default_rng(0).integers(1, 3000, (3, 512, 512)).astype(np.uint16)
    path = write_raster(tmp_path / "a.tif", values, options=["TILED=YES", "COMPRESS=DEFLATE"])
    raster_size = path.stat().st_size
    with path.open("r+b") as file:
        file.truncate(raster_size // 2)
    raster = open_raster(None, str(path), [])

    with pytest.raises(InputError, match="check that the file is complete"):
        RasterPixelReader(raster).read(raster.box.area)


def test_what_is_not_a_number_is_invalid_and_no_measurement(tmp_path: Path) -> None:
    values = (ground() / 10_000).astype(np.float32)
    values[:, :, 150:] = np.nan
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", values)), [])
    reader = RasterPixelReader(raster)

    assert reader.read(raster.box.area).valid.sum() == 200 * 150
    assert np.isfinite(measure_values(raster, raster, raster.box.area).numbers.quantiles).all()


@pytest.mark.parametrize("fill", [-9999.0, -3.4e38, 1e20])
def test_undeclared_nodata_of_floating_point_numbers_is_invalid(tmp_path: Path, fill: float) -> None:
    values = (ground() / 10_000).astype(np.float32)
    values[:, 3, 4] = fill

    _, valid = read_all(write_raster(tmp_path / "a.tif", values))

    assert np.argwhere(~valid).tolist() == [[3, 4]]


def test_the_file_s_own_scale_and_offset_are_applied_once_and_told(tmp_path: Path) -> None:
    values = ground()
    values[:, 3, 4] = 0
    values[:, 5, 6] = 1000  # reflectance 0, and no nodata
    path = set_bands(write_raster(tmp_path / "a.tif", values, nodata=0), scale=0.0001, shift=-0.1)
    raster = open_raster(None, str(path), [])
    reader = RasterPixelReader(raster)

    block, facts = reader.read(raster.box.area), measure_values(raster, raster, raster.box.area)

    assert np.allclose(block.values, np.moveaxis(values, 0, -1) * 0.0001 - 0.1, atol=1e-6)
    assert np.argwhere(~block.valid).tolist() == [[3, 4]]
    assert (facts.scale, facts.shift) == (0.0001, -0.1)


def test_the_scene_classification_comes_with_the_pixels(tmp_path: Path) -> None:
    values = np.concatenate([ground(), np.full((1, 200, 200), 9, dtype=np.uint16)])
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", values, names=["B04", "B03", "B02", "SCL"])), [])

    block = RasterPixelReader(raster).read(Window(10, 20, 30, 40))

    assert block.scene_classes is not None
    assert block.scene_classes.shape == (40, 30)
    assert (block.scene_classes == 9).all()


def test_near_infrared_comes_with_the_pixels_in_their_units(tmp_path: Path) -> None:
    values = np.concatenate([ground(), np.full((1, 200, 200), 2500, dtype=np.uint16)])
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", values, names=["B04", "B03", "B02", "B08"])), [])

    block = RasterPixelReader(raster).read(Window(10, 20, 30, 40))

    assert block.infrared is not None
    assert block.infrared.shape == (40, 30)
    assert (block.infrared == 2500).all()
    assert block.scene_classes is None


def test_blocks_of_a_virtual_raster_are_those_of_its_files(tmp_path: Path) -> None:
    options = ["TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=512"]
    files = [
        write_raster(tmp_path / f"{band}.tif", ground(600, 600, bands=1), options=options)
        for band in ("B04", "B03", "B02")
    ]
    reader = RasterPixelReader(open_raster(None, str(stack(tmp_path / "stack.vrt", files)), []))

    assert (reader.block_width, reader.block_height) == (256, 512)


BLOCK_BYTES = 512 * 512 * 3 * 2
"""A block in three bands of uint16."""


def sparse(path: Path, side: int) -> Path:
    """Write a GeoTIFF in such blocks, of which none is on the disk."""
    options = ["SPARSE_OK=TRUE", "TILED=YES", "BLOCKXSIZE=512", "BLOCKYSIZE=512", "BIGTIFF=YES"]
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), side, side, 3, gdal.GDT_UInt16, options)
    dataset.SetGeoTransform((ORIGIN[0], 10.0, 0.0, ORIGIN[1], 0.0, -10.0))
    system = osr.SpatialReference()
    system.SetFromUserInput(UTM33)
    dataset.SetProjection(system.ExportToWkt())
    dataset.FlushCache()
    return path


@pytest.mark.parametrize(
    ("top", "stride", "at_once", "between"),
    [
        # Read at once are eight blocks, and parts of a ninth where they do not begin with one.
        (0, 64, 9, 9),
        # A strip of 512 rows lies in two rows of blocks, each of 22, and so does the one below it.
        (100, 64, 2 * 9, 2 * 22),
        # The lowest windows of a strip begin in it and end below it.
        (0, 32, 2 * 9, 2 * 22),
    ],
)
def test_gdal_needs_to_keep_what_strips_share(
    tmp_path: Path, top: int, stride: int, at_once: int, between: int
) -> None:
    reader = RasterPixelReader(open_raster(None, str(sparse(tmp_path / "a.tif", 10_980)), [1, 2, 3]))

    need = reader.cache_need(TileGrid(Window(0, top, 10_980, 10_980 - top), stride))

    assert need == CacheNeed(at_once * BLOCK_BYTES, between * BLOCK_BYTES)


def test_files_of_a_virtual_raster_may_begin_anywhere(tmp_path: Path) -> None:
    virtual = str(tmp_path / "a.vrt")
    gdal.BuildVRT(virtual, str(sparse(tmp_path / "a.tif", 2048))).FlushCache()
    reader = RasterPixelReader(open_raster(None, virtual, [1, 2, 3]))

    need = reader.cache_need(TileGrid(reader._raster.box.area))

    # All four columns of blocks are read at once.
    assert need == CacheNeed(2 * 4 * BLOCK_BYTES, 2 * 4 * BLOCK_BYTES)


@pytest.mark.parametrize("top", [0, 100])
def test_a_mosaic_of_many_granules_is_read_with_the_cache_of_one(tmp_path: Path, top: int) -> None:
    limits = []
    for side in (10_980, 54_900):
        reader = RasterPixelReader(open_raster(None, str(sparse(tmp_path / f"{side}.tif", side)), [1, 2, 3]))
        need = reader.cache_need(TileGrid(Window(0, top, side, side - top)))
        limits.append(need.limit)

    assert limits == [LEAST, LEAST]


def test_what_is_no_file_needs_no_cache(tmp_path: Path) -> None:
    raster = replace(open_raster(None, str(sparse(tmp_path / "a.tif", 512)), [1, 2, 3]), dataset=None)

    assert RasterPixelReader(raster).cache_need(TileGrid(Window(0, 0, 512, 512))) is None
