# SPDX-License-Identifier: GPL-2.0-or-later
"""An alpha band may stand anywhere: what is read is the band that QGIS shows under the number."""

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
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tiling import Window
from tests.rasters import ORIGIN, ground, write_raster

SIZE = 128
GAP = np.s_[:, :40]
"""Where the rasters are transparent."""

SOUTH_UP = (ORIGIN[0], 10.0, 0.0, ORIGIN[1] - 10.0 * SIZE, 0.0, 10.0)


def with_alpha(folder: Path, place: int, further: str = "", **options: Any) -> Path:
    """Write red, green, blue and perhaps a `further` band, with an alpha band as number `place`."""
    names = ["B04", "B03", "B02", *([further] if further else [])]
    values = ground(SIZE, SIZE, len(names))
    alpha = np.full((1, SIZE, SIZE), 65535, np.uint16)
    alpha[0][GAP] = 0
    names.insert(place - 1, "")
    values = np.concatenate([values[: place - 1], alpha, values[place - 1 :]])
    path = write_raster(folder / "scene.tif", values, names=names, **options)
    dataset = gdal.Open(str(path), gdal.GA_Update)
    for number, name in enumerate(names, 1):
        meaning = {"": gdal.GCI_AlphaBand, "B04": gdal.GCI_RedBand, "B03": gdal.GCI_GreenBand, "B02": gdal.GCI_BlueBand}
        dataset.GetRasterBand(number).SetColorInterpretation(meaning.get(name, gdal.GCI_Undefined))
    return path


def read(raster: Raster) -> PixelBlock:
    """Read all of `raster`."""
    return RasterPixelReader(raster).read(Window(0, 0, SIZE, SIZE))


@pytest.mark.parametrize("picked", [False, True], ids=["by name", "by number"])
@pytest.mark.parametrize("place", [1, 2, 3, 4])
def test_colours_are_read_wherever_alpha_stands(tmp_path: Path, place: int, picked: bool) -> None:
    path = with_alpha(tmp_path, place)
    numbers = [number for number in (1, 2, 3, 4) if number != place]

    block = read(open_raster(None, str(path), numbers if picked else []))

    np.testing.assert_array_equal(block.values, np.moveaxis(ground(SIZE, SIZE), 0, -1))
    assert not block.valid[GAP].any()
    assert block.valid[:, 40:].all()


@pytest.mark.parametrize("further", ["SCL", "B08"])
def test_a_band_behind_alpha_is_read_as_itself(tmp_path: Path, further: str) -> None:
    path = with_alpha(tmp_path, 4, further)

    block = read(open_raster(None, str(path), []))

    extra = block.scene_classes if further == "SCL" else block.infrared
    np.testing.assert_array_equal(extra, ground(SIZE, SIZE, 4)[3])


@pytest.mark.parametrize("place", [1, 4])
def test_a_virtual_raster_of_it_is_read_alike(tmp_path: Path, place: int) -> None:
    path = with_alpha(tmp_path, place)
    gdal.Translate(str(tmp_path / "copy.vrt"), str(path), format="VRT")

    block = read(open_raster(None, str(tmp_path / "copy.vrt"), []))

    np.testing.assert_array_equal(block.values, np.moveaxis(ground(SIZE, SIZE), 0, -1))
    assert not block.valid[GAP].any()


def test_a_mosaic_of_two_has_the_names_of_its_files(tmp_path: Path) -> None:
    parts = []
    for name, west in (("a", ORIGIN[0]), ("b", ORIGIN[0] + 10.0 * SIZE)):
        (tmp_path / name).mkdir()
        place = (west, 10.0, 0.0, ORIGIN[1], 0.0, -10.0)
        parts.append(str(with_alpha(tmp_path / name, 1, "B08", geotransform=place)))
    gdal.BuildVRT(str(tmp_path / "mosaic.vrt"), parts).FlushCache()

    raster = open_raster(None, str(tmp_path / "mosaic.vrt"), [])

    assert (raster.numbers, raster.bands.infrared) == ((2, 3, 4), 5)


def test_what_qgis_turns_over_is_read_alike(tmp_path: Path) -> None:
    path = with_alpha(tmp_path, 1, geotransform=SOUTH_UP)

    block = read(open_raster(None, str(path), []))

    np.testing.assert_array_equal(block.values, np.moveaxis(ground(SIZE, SIZE)[:, ::-1], 0, -1))
    assert not block.valid[GAP].any()


@pytest.mark.parametrize("place", [1, 4])
def test_what_is_resampled_is_transparent_in_the_same_place(tmp_path: Path, place: int) -> None:
    path = with_alpha(tmp_path, place, pixel=20.0)
    request = SceneRequest(QgsRectangle(), Reading(offset=0.0), 64, "shift")

    scene = prepare_scene(open_raster(None, str(path), []), request)
    block = RasterPixelReader(scene.raster).read(Window(0, 0, 2 * SIZE, 2 * SIZE))
    scene.close()

    assert not block.valid[:, :80].any()
    assert block.valid[:, 80:].all()
    assert abs(block.values[:, 90:].mean(axis=(0, 1)) - ground(SIZE, SIZE)[:, :, 45:].mean(axis=(1, 2))).max() < 10
