# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsRectangle

from eurosat_plugin.adapters.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster import open_raster
from eurosat_plugin.adapters.resampling import needs_resampling, pixel_size_on_ground
from eurosat_plugin.adapters.scene import Wish, prepare_scene
from eurosat_plugin.core.errors import InputError
from tests.rasters import ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")

ALL = Wish(QgsRectangle(), "auto", None, 64, "shift")


def test_ten_metre_pixels_are_left_alone(tmp_path: Path) -> None:
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", ground())), [])

    scene = prepare_scene(raster, ALL)

    assert scene.raster is raster
    assert scene.grid.area == raster.bounds
    assert not scene.virtuals


@pytest.mark.parametrize(("size", "expected"), [(9.6, False), (10.4, False), (9.4, True), (20.0, True)])
def test_ten_metres_mean_within_five_per_cent(size: float, expected: bool) -> None:
    assert needs_resampling((size, 10.0)) is expected


def test_the_size_of_a_web_mercator_pixel_is_that_on_the_ground(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground(), crs="EPSG:3857", geotransform=(211_816, 10, 0, 6_621_902, 0, -10))
    raster = open_raster(None, str(path), [])

    across, down = pixel_size_on_ground(raster, raster.layer.extent())

    latitude = 50.99  # of the middle
    assert across == pytest.approx(10 * np.cos(np.radians(latitude)), rel=0.01)
    assert down == pytest.approx(across, rel=0.01)


@pytest.mark.parametrize(
    ("crs", "geotransform"),
    [
        ("EPSG:4326", (1.9, 0.0001, 0, 51.0, 0, -0.0001)),
        ("EPSG:3857", (211_816, 9.55, 0, 6_621_902, 0, -9.55)),
        ("EPSG:32631", (400_000, 20, 0, 5_650_000, 0, -20)),
        ("EPSG:2154", (620_000, 5, 0, 7_090_000, 0, -5)),
    ],
)
def test_other_pixels_are_resampled_to_ten_metres_in_the_utm_zone(
    tmp_path: Path, crs: str, geotransform: tuple[float, ...]
) -> None:
    path = write_raster(tmp_path / "a.tif", ground(300, 300), crs=crs, geotransform=geotransform)

    scene = prepare_scene(open_raster(None, str(path), []), ALL)

    assert scene.raster.crs.authid() == "EPSG:32631"
    assert scene.raster.layer.rasterUnitsPerPixelX() == 10.0
    assert any("resampled to 10 m in EPSG:32631" in finding for finding in scene.findings)
    values = RasterPixelReader(scene.raster).read(scene.raster.bounds)
    assert values.valid.mean() > 0.9
    (virtual,) = scene.virtuals
    scene.close()
    assert gdal.VSIStatL(virtual) is None


def test_the_south_has_zones_of_its_own(tmp_path: Path) -> None:
    path = write_raster(
        tmp_path / "a.tif", ground(300, 300), crs="EPSG:4326", geotransform=(18.4, 0.0001, 0, -33.9, 0, -0.0001)
    )

    scene = prepare_scene(open_raster(None, str(path), []), ALL)

    assert scene.raster.crs.authid() == "EPSG:32734"


def test_a_south_up_raster_is_turned(tmp_path: Path) -> None:
    values = ground()
    path = write_raster(tmp_path / "a.tif", values[:, ::-1], geotransform=(500_000, 10, 0, 5_698_000, 0, 10))

    scene = prepare_scene(open_raster(None, str(path), []), ALL)

    block = RasterPixelReader(scene.raster).read(scene.raster.bounds)
    assert np.array_equal(block.values, np.moveaxis(values, 0, -1))


def test_an_extent_in_the_raster_s_crs_limits_the_grid(tmp_path: Path) -> None:
    path = write_raster(
        tmp_path / "a.tif", ground(300, 300), crs="EPSG:4326", geotransform=(1.9, 1e-4, 0, 51, 0, -1e-4)
    )
    raster = open_raster(None, str(path), [])
    part = QgsRectangle(1.905, 50.98, 1.915, 50.99)

    scene = prepare_scene(raster, replace(ALL, extent=part))

    to_zone = QgsCoordinateTransform(QgsCoordinateReferenceSystem("EPSG:4326"), scene.raster.crs, QgsProject.instance())
    expected = to_zone.transformBoundingBox(part)
    got = scene.raster.rectangle(scene.grid.area)
    assert got.xMinimum() == pytest.approx(expected.xMinimum(), abs=10)
    assert got.yMaximum() == pytest.approx(expected.yMaximum(), abs=10)


@pytest.mark.parametrize(
    ("rows", "cols", "pixel", "sentence"),
    [(58, 73, 10.0, "has 73 × 58 pixels, less"), (100, 100, 5.0, "has 50 × 50 pixels at 10 m")],
)
def test_a_raster_smaller_than_a_tile_is_refused(
    tmp_path: Path, rows: int, cols: int, pixel: float, sentence: str
) -> None:
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", ground(rows, cols), pixel=pixel)), [])

    with pytest.raises(InputError, match=sentence):
        prepare_scene(raster, ALL)


def test_a_raster_off_the_globe_is_refused(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground(), geotransform=(5e8, 10, 0, 5e9, 0, -10))

    with pytest.raises(InputError, match="check the CRS"):
        prepare_scene(open_raster(None, str(path), []), ALL)


def test_skip_says_how_much_is_left_out(tmp_path: Path) -> None:
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", ground(200, 130))), [])

    scene = prepare_scene(raster, replace(ALL, edge="skip"))

    assert any(f"leaves {130 - 128} columns and {200 - 192} rows" in finding for finding in scene.findings)


def test_nothing_depends_on_gdal_s_exceptions_being_off(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground(300, 300), pixel=12.0)
    gdal.UseExceptions()
    try:
        scene = prepare_scene(open_raster(None, str(path), []), ALL)
        scene.close()
    finally:
        gdal.DontUseExceptions()

    assert gdal.VSIStatL(scene.virtuals[0]) is None
