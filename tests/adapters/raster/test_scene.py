# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import gc
import resource
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsProject, QgsRectangle

from eurosat_plugin.adapters.raster.georeference import rectangle_of
from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.pixel_size import needs_resampling, pixel_size_on_ground
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.adapters.raster.scene import SceneRequest, prepare_scene
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.readings import Reading
from tests.rasters import ground, watch_virtual_files, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")

ALL = SceneRequest(QgsRectangle(), Reading(), 64, "shift")


def test_ten_metre_pixels_are_left_alone(tmp_path: Path) -> None:
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", ground())), [])

    scene = prepare_scene(raster, ALL)

    assert scene.raster.layer is raster.layer
    assert scene.grid.area == raster.box.area
    assert not scene.virtuals


@pytest.mark.parametrize(("size", "expected"), [(9.6, False), (10.4, False), (9.4, True), (20.0, True)])
def test_ten_metres_mean_within_five_per_cent(size: float, expected: bool) -> None:
    assert needs_resampling((size, 10.0)) is expected


def test_the_size_of_a_web_mercator_pixel_is_that_on_the_ground(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground(), crs="EPSG:3857", geotransform=(211_816, 10, 0, 6_621_902, 0, -10))
    raster = open_raster(None, str(path), [])

    size = pixel_size_on_ground(raster.box, raster.layer.extent().center(), QgsCoordinateReferenceSystem("EPSG:32631"))

    assert size is not None
    across, down = size

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
    assert any("resampled to 10 m in EPSG:32631" in finding for finding in scene.account.findings)
    values = RasterPixelReader(scene.raster).read(scene.raster.box.area)
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

    block = RasterPixelReader(scene.raster).read(scene.raster.box.area)
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
    got = rectangle_of(scene.raster.box.rectangle(scene.grid.area))
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

    assert any(f"columns {130 - 128}, rows {200 - 192}" in finding for finding in scene.account.findings)


def test_nothing_depends_on_gdal_s_exceptions_being_off(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground(300, 300), pixel=12.0)
    gdal.UseExceptions()
    try:
        scene = prepare_scene(open_raster(None, str(path), []), ALL)
        scene.close()
    finally:
        gdal.DontUseExceptions()

    assert gdal.VSIStatL(scene.virtuals[0]) is None


LON_PIXEL = 1e-4


@pytest.mark.parametrize(
    ("west", "north", "zone"),
    [
        (179.98, -17.0, "EPSG:32701"),  # over the antimeridian, with longitudes above 180
        (-180.02, -17.0, "EPSG:32701"),  # the same place with longitudes below -180
        (250.0, 40.0, "EPSG:32612"),  # 110 degrees west, counted from 0 to 360
        (10.0, 83.5, "EPSG:32632"),
        (10.0, 85.0, "EPSG:32661"),
        (10.0, -81.0, "EPSG:32761"),
    ],
)
def test_degrees_are_resampled_wherever_on_the_globe(tmp_path: Path, west: float, north: float, zone: str) -> None:
    lon = LON_PIXEL / np.cos(np.radians(north)) * 1.2
    path = write_raster(
        tmp_path / "a.tif", ground(400, 400), crs="EPSG:4326", geotransform=(west, lon, 0, north, 0, -LON_PIXEL)
    )

    scene = prepare_scene(open_raster(None, str(path), []), ALL)

    assert scene.raster.crs.authid() == zone
    valid = RasterPixelReader(scene.raster).read(scene.raster.box.area).valid
    ground_pixels = 400 * 400 * 1.2 * (LON_PIXEL * 111_000 / 10) ** 2
    assert valid.sum() == pytest.approx(ground_pixels, rel=0.02)


@pytest.mark.parametrize(
    "crs",
    [
        "EPSG:3413",
        "EPSG:32661",
        "+proj=tmerc +lat_0=0 +lon_0=13 +k=0.9999 +x_0=100000 +y_0=-5000000 +ellps=GRS80 +units=m +no_defs",
    ],
)
def test_ten_metre_pixels_of_other_projections_are_left_alone(tmp_path: Path, crs: str) -> None:
    corner = {"EPSG:3413": (0, -1.6e6), "EPSG:32661": (2e6, 1.6e6)}.get(crs, (1e5, 6e5))
    path = write_raster(tmp_path / "a.tif", ground(), crs=crs, geotransform=(corner[0], 10, 0, corner[1], 0, -10))
    raster = open_raster(None, str(path), [])

    assert prepare_scene(raster, ALL).raster.layer is raster.layer


def test_coarse_pixels_are_warned_of_and_those_of_100_m_refused(tmp_path: Path) -> None:
    coarse = open_raster(None, str(write_raster(tmp_path / "a.tif", ground(), pixel=20.0)), [])
    useless = open_raster(None, str(write_raster(tmp_path / "b.tif", ground(), pixel=100.0)), [])

    assert any("Pixels of 20 m show less" in warning for warning in prepare_scene(coarse, ALL).account.warnings)
    with pytest.raises(InputError, match="too coarse"):
        prepare_scene(useless, ALL)


@pytest.mark.parametrize(("size", "told"), [(9.0, ""), (10.4, ""), (10.6, "10.6 m"), (13.0, "13 m")])
def test_pixels_that_are_coarser_than_ten_metres_are_warned_of(tmp_path: Path, size: float, told: str) -> None:
    raster = open_raster(None, str(write_raster(tmp_path / "a.tif", ground(), pixel=size)), [])

    warnings = [text for text in prepare_scene(raster, ALL).account.warnings if "show less than the network" in text]

    assert [text.split(" show")[0] for text in warnings] == [f"Pixels of {told}"] * bool(told)


def test_a_piece_of_a_huge_virtual_raster_is_read_without_the_rest(tmp_path: Path) -> None:
    write_raster(tmp_path / "a.tif", ground())
    bands = "".join(
        f'<VRTRasterBand dataType="UInt16" band="{number}"><SimpleSource>'
        f'<SourceFilename relativeToVRT="1">a.tif</SourceFilename><SourceBand>{number}</SourceBand>'
        '<SrcRect xOff="0" yOff="0" xSize="200" ySize="200"/>'
        '<DstRect xOff="50000" yOff="50000" xSize="200" ySize="200"/></SimpleSource></VRTRasterBand>'
        for number in (1, 2, 3)
    )
    (tmp_path / "huge.vrt").write_text(
        '<VRTDataset rasterXSize="100000" rasterYSize="100000"><SRS>EPSG:32633</SRS>'
        f"<GeoTransform>0,10,0,6200000,0,-10</GeoTransform>{bands}</VRTDataset>"
    )
    raster = open_raster(None, str(tmp_path / "huge.vrt"), [])
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    scene = prepare_scene(raster, replace(ALL, extent=QgsRectangle(500_000, 5_698_000, 502_000, 5_700_000)))

    assert RasterPixelReader(scene.raster).read(scene.grid.area).valid.all()
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes


def test_an_extent_that_spans_continents_is_refused(tmp_path: Path) -> None:
    (tmp_path / "world.vrt").write_text(
        '<VRTDataset rasterXSize="1440000" rasterYSize="720000"><SRS>EPSG:4326</SRS>'
        "<GeoTransform>-180,0.00025,0,90,0,-0.00025</GeoTransform>"
        + "".join(f'<VRTRasterBand dataType="UInt16" band="{number}"/>' for number in (1, 2, 3))
        + "</VRTDataset>"
    )

    with pytest.raises(InputError, match="choose a smaller one in EXTENT"):
        prepare_scene(open_raster(None, str(tmp_path / "world.vrt"), []), ALL)


def test_refusals_after_resampling_leave_no_more_in_memory_than_the_last_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = watch_virtual_files(monkeypatch)
    path = write_raster(tmp_path / "a.tif", 29_000 + ground(), pixel=13.0)

    for _ in range(3):
        with pytest.raises(InputError, match="set RADIOMETRY"):
            prepare_scene(open_raster(None, str(path), []), ALL)

    assert len(left()) <= 1


def test_what_gdal_writes_when_a_layer_has_gone_is_removed_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = watch_virtual_files(monkeypatch)
    path = write_raster(tmp_path / "a.tif", ground(), pixel=13.0)

    for _ in range(3):
        scene = prepare_scene(open_raster(None, str(path), []), ALL)
        scene.close()
        del scene
        gc.collect()

    assert len(left()) <= 1
