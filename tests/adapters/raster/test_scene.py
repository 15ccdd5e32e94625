# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import gc
import resource
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsProject,
    QgsRasterLayer,
    QgsRasterRange,
    QgsRectangle,
    QgsReferencedRectangle,
)

from eurosat_plugin.adapters.raster.georeference import rectangle_of
from eurosat_plugin.adapters.raster.layout import pixel_size_on_ground
from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.adapters.raster.scene import SceneRequest, prepare_scene
from eurosat_plugin.adapters.raster.zones import needs_resampling
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.readings import Reading
from tests.products import set_bands
from tests.rasters import UTM33, ground, watch_virtual_files, write_raster

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


def tilted(angle: float) -> tuple[float, ...]:
    """Return the geotransform of 10 m pixels whose rows run `angle` north of east."""
    cos, sin = 10 * np.cos(angle), 10 * np.sin(angle)
    return (500_000.0, cos, sin, 5_700_000.0, sin, -cos)


@pytest.mark.parametrize("dtype", ["uint16", "uint8"])
def test_a_tilted_raster_is_turned_and_what_lies_beside_is_nodata(tmp_path: Path, dtype: str) -> None:
    values = np.maximum(ground(300, 300) % 256, 1).astype(dtype)
    path = write_raster(tmp_path / "a.tif", values, geotransform=tilted(0.5))

    scene = prepare_scene(open_raster(None, str(path), []), replace(ALL, reading=Reading("display")))

    block = RasterPixelReader(scene.raster).read(scene.raster.box.area)
    assert any("Tilted pixels of 10.0 × 10.0 m" in finding for finding in scene.account.findings)
    assert block.valid.sum() == pytest.approx(300 * 300, rel=0.02)
    assert set(np.unique(block.values[block.valid])) <= set(np.unique(values))


def test_control_points_without_a_geotransform_will_do(tmp_path: Path) -> None:
    plain = gdal.Open(str(write_raster(tmp_path / "a.tif", ground(), crs=None)))
    system = osr.SpatialReference()
    system.ImportFromEPSG(32633)
    pointed = gdal.GetDriverByName("GTiff").Create(str(tmp_path / "b.tif"), 200, 200, 3, gdal.GDT_UInt16)
    pointed.WriteRaster(0, 0, 200, 200, plain.ReadRaster())
    corners = [(0, 0, 5e5, 5.7e6), (200, 0, 502e3, 5.7e6), (0, 200, 5e5, 5_698e3), (200, 200, 502e3, 5_698e3)]
    pointed.SetGCPs([gdal.GCP(x, y, 0, col, row) for col, row, x, y in corners], system.ExportToWkt())
    pointed = None

    scene = prepare_scene(open_raster(None, str(tmp_path / "b.tif"), []), ALL)

    block = RasterPixelReader(scene.raster).read(scene.raster.box.area)
    assert block.valid.mean() > 0.98


def test_the_scene_classification_is_resampled_to_classes_that_were_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = watch_virtual_files(monkeypatch)
    classes = np.kron(np.random.default_rng(0).choice([4, 9], (20, 20)), np.ones((10, 10)))[None]
    values = np.concatenate([ground(), classes.astype(np.uint16)])
    path = write_raster(tmp_path / "a.tif", values, names=["B04", "B03", "B02", "SCL"], pixel=13.0)

    scene = prepare_scene(open_raster(None, str(path), []), ALL)

    block = RasterPixelReader(scene.raster).read(scene.raster.box.area)
    assert block.scene_classes is not None
    assert set(np.unique(block.scene_classes[block.valid])) <= {4, 9}
    assert any("scene classification (SCL) is used" in finding for finding in scene.account.findings)
    scene.close()
    assert not left()


def test_near_infrared_is_resampled_beside_the_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = watch_virtual_files(monkeypatch)
    infrared = np.full((1, 200, 200), 2500, dtype=np.uint16)
    path = write_raster(
        tmp_path / "a.tif", np.concatenate([ground(), infrared]), names=["B04", "B03", "B02", "B08"], pixel=13.0
    )

    scene = prepare_scene(open_raster(None, str(path), []), ALL)

    block = RasterPixelReader(scene.raster).read(scene.raster.box.area)
    assert block.infrared is not None
    assert set(np.unique(block.infrared[block.valid])) == {2500}
    assert any("Near infrared is used" in finding for finding in scene.account.findings)
    scene.close()
    assert not left()


def test_scaled_numbers_survive_resampling(tmp_path: Path) -> None:
    path = set_bands(write_raster(tmp_path / "a.tif", ground(), pixel=13.0, nodata=0), scale=0.0001, shift=-0.1)

    scene = prepare_scene(open_raster(None, str(path), []), ALL)

    block = RasterPixelReader(scene.raster).read(scene.raster.box.area)
    assert scene.radiometry.key == "reflectance"
    assert np.median(block.values[block.valid]) == pytest.approx(np.median(ground()) * 0.0001 - 0.1, abs=0.005)


def test_the_bands_told_are_those_of_the_file_also_after_resampling(tmp_path: Path) -> None:
    path = write_raster(tmp_path / "a.tif", ground(bands=4), names=["B02", "B03", "B04", "B08"], pixel=20.0)

    raster = prepare_scene(open_raster(None, str(path), []), ALL).raster

    assert raster.bands.numbers == (3, 2, 1)
    assert raster.numbers == (1, 2, 3)
    assert raster.layer.bandCount() == 3 + 1  # what is valid comes along


def test_coarse_pixels_are_warned_of_and_those_of_100_m_refused(tmp_path: Path) -> None:
    coarse = open_raster(None, str(write_raster(tmp_path / "a.tif", ground(), pixel=20.0)), [])
    useless = open_raster(None, str(write_raster(tmp_path / "b.tif", ground(), pixel=100.0)), [])

    assert any("Pixels of 20 m show less" in warning for warning in prepare_scene(coarse, ALL).account.warnings)
    with pytest.raises(InputError, match="too coarse"):
        prepare_scene(useless, ALL)


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


@pytest.mark.parametrize("fills", [(0, 0), (-9999, 0), (-9999, -10000), (32767, -32768)])
def test_nodata_that_nobody_declared_is_not_mixed_into_its_neighbours(tmp_path: Path, fills: tuple[int, int]) -> None:
    values = np.full((3, 300, 300), 1500, dtype=np.int16)
    values[:, :150, :150], values[:, 150:, :150] = fills[0], fills[1]
    values[0, :, 200:] = 0  # one dark band is no nodata
    path = write_raster(tmp_path / "a.tif", values, crs="EPSG:4326", geotransform=(15, 1.2e-4, 0, 50, 0, -9e-5))

    scene = prepare_scene(open_raster(None, str(path), []), ALL)

    block = RasterPixelReader(scene.raster).read(scene.raster.box.area)
    assert (block.values[block.valid][:, 1:] == 1500).all()
    # Half of the pixels are there; a degree is 71.7 km from west to east and 111.2 km from north to south.
    assert block.valid.sum() == pytest.approx(300 * 150 * 0.86 * 1.0008, rel=0.01)


def test_what_the_user_declares_is_not_mixed_into_its_neighbours(tmp_path: Path) -> None:
    values = np.full((3, 300, 300), 1500, dtype=np.uint16)
    values[:, :, :150] = 9000
    path = write_raster(tmp_path / "a.tif", values, pixel=13.0)
    layer = QgsRasterLayer(str(path), "scene")
    layer.dataProvider().setUserNoDataValue(2, [QgsRasterRange(8999, 9001)])

    scene = prepare_scene(open_raster(layer, "", []), ALL)

    block = RasterPixelReader(scene.raster).read(scene.raster.box.area)
    assert (block.values[block.valid] == 1500).all()
    assert block.valid.mean() == pytest.approx(0.5, abs=0.01)


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


def drawn_tiles(path: Path, west: float, south: float, east: float, north: float, zone: str) -> list[QgsRectangle]:
    """Return the ground of the cells of a scene whose extent was given in `zone`."""
    raster = open_raster(None, str(path), [])
    given = QgsReferencedRectangle(QgsRectangle(west, south, east, north), QgsCoordinateReferenceSystem(zone))
    transform = QgsCoordinateTransform(given.crs(), raster.crs, QgsCoordinateTransformContext())
    extent = transform.transformBoundingBox(given)
    scene = prepare_scene(raster, SceneRequest(extent, Reading("l1c"), 64, "shift", given))
    cells = [rectangle_of(scene.raster.box.rectangle(cell)) for cell in scene.grid.cells()]
    scene.close()
    return cells


TILTED = (500_000.0, 9.99, 0.4, 5_700_000.0, 0.4, -9.99)


@pytest.mark.parametrize(
    ("name", "geotransform"), [("tilted", TILTED), ("coarse", (500_000, 20, 0, 5_700_000, 0, -20))]
)
def test_of_a_raster_that_is_resampled_exactly_the_tiles_that_were_drawn_are_classified(tmp_path, name, geotransform):
    path = write_raster(tmp_path / f"{name}.tif", ground(400, 400), geotransform=geotransform)
    west, north = 781 * 640, 8905 * 640

    cells = drawn_tiles(path, west, north - 2 * 640, west + 3 * 640, north, UTM33)

    expected = [
        QgsRectangle(west + col * 640, north - (row + 1) * 640, west + (col + 1) * 640, north - row * 640)
        for row in range(2)
        for col in range(3)
    ]
    assert cells == expected


def test_a_click_on_a_raster_of_20_m_is_about_one_tile(tmp_path):
    path = write_raster(tmp_path / "coarse.tif", ground(400, 400), pixel=20.0)

    cells = drawn_tiles(path, 783 * 640, 8902 * 640, 784 * 640, 8903 * 640, UTM33)

    assert cells == [QgsRectangle(783 * 640, 8902 * 640, 784 * 640, 8903 * 640)]


def test_tiles_that_were_drawn_beside_the_raster_are_left_out(tmp_path):
    path = write_raster(tmp_path / "coarse.tif", ground(100, 100), pixel=20.0)  # 2 km from 500 000, 5 700 000
    west, south = 700 * 640, 8000 * 640

    cells = drawn_tiles(path, west, south, west + 300 * 640, south + 1000 * 640, UTM33)

    box = QgsRectangle(cells[0])
    for cell in cells:
        box.combineExtentWith(cell)
    # 500 000 / 640 = 781.25 and 502 000 / 640 = 784.4; 5 698 000 / 640 = 8903.1 and 5 700 000 / 640 = 8906.25
    assert box == QgsRectangle(781 * 640, 8903 * 640, 785 * 640, 8907 * 640)
