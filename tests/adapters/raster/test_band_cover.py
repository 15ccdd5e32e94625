# SPDX-License-Identifier: GPL-2.0-or-later
"""Where one of the bands of an image ends, nothing is measured, and 0 is no reflectance."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsRectangle

from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.raster import Raster, open_raster
from eurosat_plugin.adapters.raster.scene import SceneRequest, prepare_scene
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.core.tiles.tiling import Window
from tests.rasters import ORIGIN, ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")

BANDS = ("B04", "B03", "B02")
SIZE = 200


def write_bands(folder: Path, cols: tuple[int, int, int], west: int = 0, **options: Any) -> list[str]:
    """Write red, green and blue with so many columns; green begins `west` columns later."""
    paths = []
    for band, count, values in zip(BANDS, cols, ground(SIZE, SIZE)):
        first = west if band == "B03" else 0
        pixel = options.get("pixel", 10.0)
        place = (ORIGIN[0] + first * pixel, pixel, 0.0, ORIGIN[1], 0.0, -pixel)
        path = folder / f"scene_{band}.tif"
        paths.append(str(write_raster(path, values[None, :, first : first + count], geotransform=place, **options)))
    return paths


def valid(raster: Raster) -> Any:
    """Return which pixels of `raster` are valid."""
    return RasterPixelReader(raster).read(raster.box.area).valid


@pytest.mark.parametrize(("cols", "west", "ends"), [((200, 90, 200), 0, (0, 90)), ((200, 110, 200), 90, (90, 200))])
@pytest.mark.parametrize("stacked", [False, True], ids=["beside it", "stacked"])
def test_what_one_band_does_not_show_is_missing(
    tmp_path: Path, cols: tuple[int, int, int], west: int, ends: tuple[int, int], stacked: bool
) -> None:
    paths = write_bands(tmp_path, cols, west)
    if stacked:
        gdal.BuildVRT(str(tmp_path / "stack.vrt"), paths, separate=True).FlushCache()

    raster = open_raster(None, str(tmp_path / "stack.vrt") if stacked else paths[0], [])

    assert (raster.box.area.width, raster.box.area.height) == (SIZE, SIZE)
    expected = np.zeros((SIZE, SIZE), bool)
    expected[:, slice(*ends)] = True
    np.testing.assert_array_equal(valid(raster), expected)
    assert any("the file of band 2 covers a part" in warning for warning in raster.bands.warnings)


def test_what_one_band_does_not_show_is_missing_where_it_is_resampled(tmp_path: Path) -> None:
    paths = write_bands(tmp_path, (SIZE, 100, SIZE), pixel=20.0)
    request = SceneRequest(QgsRectangle(), Reading(offset=0.0), 64, "shift")

    scene = prepare_scene(open_raster(None, paths[0], []), request)
    block = RasterPixelReader(scene.raster).read(Window(0, 0, 2 * SIZE, 2 * SIZE))
    scene.close()

    assert block.valid[:, :200].all()
    assert not block.valid[:, 200:].any()


@pytest.mark.parametrize("cols", [(SIZE, SIZE, SIZE), (90, 90, 90)])
def test_bands_that_end_together_are_read_without_a_word(tmp_path: Path, cols: tuple[int, int, int]) -> None:
    paths = write_bands(tmp_path, cols)

    raster = open_raster(None, paths[0], [])

    assert valid(raster).all()
    assert raster.bands.warnings == ()


def test_bands_that_all_end_before_their_stack_keep_a_0_of_one(tmp_path: Path) -> None:
    paths = write_bands(tmp_path, (90, 90, 90))
    dataset = gdal.Open(paths[1], gdal.GA_Update)
    dataset.GetRasterBand(1).WriteArray(np.zeros((5, 5)))
    dataset = None
    bounds = (ORIGIN[0], ORIGIN[1] - 2000.0, ORIGIN[0] + 2000.0, ORIGIN[1])
    gdal.BuildVRT(str(tmp_path / "s.vrt"), paths, separate=True, outputBounds=bounds).FlushCache()

    raster = open_raster(None, str(tmp_path / "s.vrt"), [])

    expected = np.zeros((SIZE, SIZE), bool)
    expected[:, :90] = True
    np.testing.assert_array_equal(valid(raster), expected)
    assert raster.bands.warnings == ()


def test_a_nodata_value_of_a_band_lies_beyond_it(tmp_path: Path) -> None:
    paths = write_bands(tmp_path, (SIZE, 90, SIZE), nodata=7.0)

    raster = open_raster(None, paths[0], [])

    assert not valid(raster)[:, 90:].any()
