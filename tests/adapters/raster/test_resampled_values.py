# SPDX-License-Identifier: GPL-2.0-or-later
"""What becomes of numbers, classes and nodata when a scene is resampled."""

from __future__ import annotations

from dataclasses import replace
from math import pi
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import QgsRasterLayer, QgsRasterRange, QgsRectangle

from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.adapters.raster.scene import SceneRequest, prepare_scene
from eurosat_plugin.adapters.raster.virtual_raster import new_virtual
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.readings import Reading
from tests.products import Product, set_bands, write_product
from tests.rasters import ground, watch_virtual_files, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")

ALL = SceneRequest(QgsRectangle(), Reading(), 64, "shift")


def tilted(angle: float) -> tuple[float, ...]:
    """Return the geotransform of 10 m pixels whose rows run `angle` north of east."""
    cos, sin = 10 * np.cos(angle), 10 * np.sin(angle)
    return (500_000.0, cos, sin, 5_700_000.0, sin, -cos)


@pytest.mark.parametrize(("dtype", "angle"), [("uint16", 0.5), ("uint8", 0.5), ("uint16", pi / 4), ("uint16", -pi / 4)])
def test_a_tilted_raster_is_turned_and_what_lies_beside_is_nodata(tmp_path: Path, dtype: str, angle: float) -> None:
    values = np.maximum(ground(300, 300) % 256, 1).astype(dtype)
    path = write_raster(tmp_path / "a.tif", values, geotransform=tilted(angle))

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
    values[:, ::2] = 1600
    values[:, :, :150] = 9000
    path = write_raster(tmp_path / "a.tif", values, pixel=13.0)
    layer = QgsRasterLayer(str(path), "scene")
    layer.dataProvider().setUserNoDataValue(2, [QgsRasterRange(8999, 9001)])

    scene = prepare_scene(open_raster(layer, "", []), ALL)

    block = RasterPixelReader(scene.raster).read(scene.raster.box.area)
    assert block.values[block.valid].min() >= 1500
    assert block.values[block.valid].max() <= 1600
    assert block.valid.mean() == pytest.approx(0.5, abs=0.01)


def test_a_resampled_product_leaves_neither_of_its_virtual_rasters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = watch_virtual_files(monkeypatch)
    bands = dict(zip(("B02", "B03", "B04"), ground()))
    product = write_product(tmp_path, bands, Product(resolutions=(20,)))

    scene = prepare_scene(open_raster(None, str(product), []), ALL)
    made = len(left())
    scene.close()

    assert made == 2  # the bands stacked, and these resampled
    assert left() == []


def test_what_gdal_cannot_resample_leaves_no_virtual_raster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    left = watch_virtual_files(monkeypatch)
    path = write_raster(tmp_path / "a.tif", ground(), pixel=20.0)
    monkeypatch.setattr(gdal, "Warp", lambda *arguments, **options: None)

    with pytest.raises(InputError, match="cannot be resampled to 10 m"):
        prepare_scene(open_raster(None, str(path), []), ALL)

    new_virtual("the next one")  # removes what GDAL has written when the bands went
    assert left() == []
