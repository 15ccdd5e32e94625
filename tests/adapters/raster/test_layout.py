# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsPointXY,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
)

from eurosat_plugin.adapters.raster.georeference import bounds_of, crs_of, extent_of, layer_box, rectangle_of
from eurosat_plugin.adapters.raster.layout import lay_out, pixels_around, zone_box
from eurosat_plugin.adapters.raster.zones import find_zone
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiles.tiling import Window
from tests.rasters import ORIGIN, ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")

WGS84 = QgsCoordinateReferenceSystem("EPSG:4326")
CUSTOM = "+proj=tmerc +lat_0=0 +lon_0=13 +k=0.9999 +x_0=100000 +y_0=-5000000 +ellps=GRS80 +units=m +no_defs"


def image(folder: Path, **how: object) -> QgsRasterLayer:
    return QgsRasterLayer(str(write_raster(folder / "a.tif", ground(), **how)), "scene")


def area(layer: QgsRasterLayer, extent: QgsRectangle) -> Window:
    return lay_out(layer, "scene", extent).box.area


def test_without_an_extent_all_pixels_of_the_raster_are_classified(tmp_path: Path) -> None:
    layer = image(tmp_path)

    found = lay_out(layer, "scene", QgsRectangle())

    assert found.box == layer_box(layer)
    assert rectangle_of(found.box.ground) == layer.extent()
    assert not found.resampled


def test_an_extent_on_pixel_borders_is_exactly_its_pixels(tmp_path: Path) -> None:
    layer, asked = image(tmp_path), Window(10, 20, 100, 70)

    assert area(layer, rectangle_of(layer_box(layer).rectangle(asked))) == asked


def test_an_extent_is_widened_to_the_pixels_it_touches(tmp_path: Path) -> None:
    x, y = ORIGIN

    assert area(image(tmp_path), QgsRectangle(x + 5, y - 1005, x + 1005, y - 5)) == Window(0, 0, 101, 101)


def test_an_extent_smaller_than_a_tile_grows_to_one(tmp_path: Path) -> None:
    layer = image(tmp_path)

    window = area(layer, rectangle_of(layer_box(layer).rectangle(Window(100, 100, 1, 1))))

    assert (window.width, window.height) == (64, 64)


@pytest.mark.parametrize(
    "extent",
    [
        QgsRectangle(0, 0, 10, 10),
        QgsRectangle(ORIGIN[0] - 100, ORIGIN[1] - 100, ORIGIN[0], ORIGIN[1]),
        QgsRectangle(-math.inf, -math.inf, math.inf, math.inf),
    ],
)
def test_an_extent_outside_is_refused(tmp_path: Path, extent: QgsRectangle) -> None:
    with pytest.raises(InputError, match="outside the raster scene"):
        lay_out(image(tmp_path), "scene", extent)


def test_pixels_that_are_resampled_lie_in_the_zone_of_the_place(tmp_path: Path) -> None:
    layer = image(tmp_path, crs="EPSG:3857")  # at 45° N a pixel is 7.1 m wide
    place = layer.extent().center()

    found = pixels_around(layer, place)

    assert found is not None
    assert found.resampled
    assert found.box == zone_box(find_zone(place, layer.crs()))


def test_pixels_of_a_tilted_raster_lie_in_the_zone_of_the_place(tmp_path: Path) -> None:
    layer = image(tmp_path, geotransform=(500_000.0, 9.998, 0.2, 5_700_000.0, 0.2, -9.998))

    found = pixels_around(layer, layer.extent().center())

    assert found is not None
    assert (found.tilted, found.resampled) == (True, True)


def test_a_file_that_is_no_longer_tilted_is_looked_at_again(tmp_path: Path) -> None:
    image(tmp_path, geotransform=(500_000.0, 9.998, 0.2, 5_700_000.0, 0.2, -9.998))
    tilted = QgsRasterLayer(str(tmp_path / "a.tif"), "scene")
    assert lay_out(tilted, "scene", QgsRectangle()).tilted

    straight = image(tmp_path)

    assert not lay_out(straight, "scene", QgsRectangle()).tilted


def test_whether_pixels_are_resampled_is_asked_at_the_place(tmp_path: Path) -> None:
    # 10 m at 45° N on a sphere; a tenth less at 51°, where the cosine is 0.63 instead of 0.71.
    side = 10 / math.cos(math.radians(45))
    north = 6_378_137 * math.log(math.tan(math.radians(45 + 51 / 2)))
    layer = image(tmp_path, crs="EPSG:3857", geotransform=(0, side, 0, north, 0, -side))
    at_45 = QgsPointXY(0, 6_378_137 * math.log(math.tan(math.radians(67.5))))

    there, here = pixels_around(layer, QgsPointXY(0, north)), pixels_around(layer, at_45)

    assert there is not None
    assert here is not None
    assert (there.box.crs, here.box.crs) == ("EPSG:32631", "EPSG:3857")


def test_off_the_globe_there_are_no_pixels(tmp_path: Path) -> None:
    layer = image(tmp_path, crs="EPSG:4326", geotransform=(10, 1e-4, 0, 95, 0, -1e-4))

    assert pixels_around(layer, layer.extent().center()) is None
    with pytest.raises(InputError, match="does not lie where its coordinate reference system"):
        lay_out(layer, "scene", QgsRectangle())


def test_a_reference_system_without_an_identifier_is_kept(tmp_path: Path) -> None:
    layer = image(tmp_path, crs=CUSTOM, geotransform=(1e5, 10, 0, 6e5, 0, -10))

    box = lay_out(layer, "scene", QgsRectangle()).box

    assert crs_of(box) == layer.crs()


@pytest.mark.parametrize(
    ("longitude", "latitude", "zone"),
    [
        (15.0, 47.0, 32633),
        (-179.9, 10.0, 32601),
        (179.9, 10.0, 32660),
        (18.4, -33.9, 32734),
        (180.0, 0.0, 32601),
        (15.0, 84.0, 32633),
        (15.0, -80.0, 32733),
    ],
)
def test_the_utm_zone_is_that_of_the_place(longitude: float, latitude: float, zone: int) -> None:
    assert find_zone(QgsPointXY(longitude, latitude), WGS84).postgisSrid() == zone


def test_off_the_globe_there_is_no_zone() -> None:
    assert find_zone(QgsPointXY(10.0, 95.0), WGS84) is None


def test_tiles_of_a_zone_have_their_corners_at_multiples_of_640_m() -> None:
    zone = find_zone(QgsPointXY(15.0, 47.0), WGS84)
    box = zone_box(zone)
    place = QgsCoordinateTransform(WGS84, zone, QgsCoordinateTransformContext()).transform(QgsPointXY(15.0, 47.0))

    tile = box.rectangle(box.tiles(bounds_of(QgsRectangle(place, place))))

    assert (tile.xmin % 640, tile.ymin % 640) == (0, 0)
    assert (tile.xmax - tile.xmin, tile.ymax - tile.ymin) == (640, 640)


def test_a_given_extent_in_its_own_zone_is_laid_out_as_it_is(tmp_path: Path) -> None:
    layer = image(tmp_path, pixel=20.0)
    drawn = QgsReferencedRectangle(QgsRectangle(500_640, 5_696_640, 501_920, 5_697_920), layer.crs())

    found = lay_out(layer, "scene", drawn, drawn)

    assert extent_of(found.box) == drawn
    assert found.resampled


def test_what_is_laid_out_stays_when_it_is_laid_out_again(tmp_path: Path) -> None:
    layer = image(tmp_path, crs="EPSG:3857", geotransform=(1_670_000, 13, 0, 6_621_902, 0, -13))
    zone = QgsCoordinateReferenceSystem("EPSG:32633")
    transform = QgsCoordinateTransform(zone, layer.crs(), QgsCoordinateTransformContext())
    for seed in range(20):
        corner = np.random.default_rng(seed).uniform(0, 1000, 2)
        part = QgsRectangle(1_670_100 + corner[0], 6_619_500, 1_671_500, 6_620_000 + corner[1])
        first = lay_out(layer, "scene", part)

        again = lay_out(layer, "scene", transform.transformBoundingBox(extent_of(first.box)), extent_of(first.box))

        assert again.box == first.box
