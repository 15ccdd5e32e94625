# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsPointXY,
    QgsRectangle,
)

from eurosat_plugin.adapters.map.map_area import MAX_PIXELS, map_area, utm_zone
from eurosat_plugin.adapters.raster.georeference import rectangle_of
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import Window

UTM33 = QgsCoordinateReferenceSystem("EPSG:32633")
DEGREES = QgsCoordinateReferenceSystem("EPSG:4326")
CONTEXT = QgsCoordinateTransformContext()
WEST, NORTH = 500_000.0, 5_700_000.0


def utm_extent(width: float, height: float) -> QgsRectangle:
    """Return a rectangle of so many metres with its upper left corner at WEST, NORTH."""
    return QgsRectangle(WEST, NORTH - height, WEST + width, NORTH)


def test_an_extent_on_the_pixel_grid_is_taken_as_it_is() -> None:
    area = map_area(utm_extent(6400, 1280), UTM33, CONTEXT)

    assert area == GeoBox("EPSG:32633", WEST, NORTH, 10, 10, Window(0, 0, 640, 128))


def test_a_corner_that_misses_the_grid_by_rounding_gains_no_pixel() -> None:
    extent = utm_extent(6400, 1280)
    extent.grow(1e-4)

    area = map_area(extent, UTM33, CONTEXT)

    assert area == GeoBox("EPSG:32633", WEST, NORTH, 10, 10, Window(0, 0, 640, 128))


def test_pixels_that_an_extent_cuts_are_in() -> None:
    extent = utm_extent(6400, 1280)
    extent.grow(1.0)

    area = map_area(extent, UTM33, CONTEXT)

    assert area == GeoBox("EPSG:32633", WEST - 10, NORTH + 10, 10, 10, Window(0, 0, 642, 130))


def test_an_extent_in_degrees_lies_inside_of_its_area() -> None:
    extent = QgsRectangle(15.0, 51.4, 15.1, 51.5)

    area = map_area(extent, DEGREES, CONTEXT)

    box = QgsCoordinateTransform(DEGREES, UTM33, CONTEXT).transformBoundingBox(extent)
    covered = rectangle_of(area.ground)
    assert covered.contains(box)
    assert covered.width() - box.width() < 20
    assert area.west % 10 == area.north % 10 == 0


@pytest.mark.parametrize(
    ("longitude", "latitude", "zone"),
    [
        (15.0, 51.4, "EPSG:32633"),
        (11.999, 51.4, "EPSG:32632"),
        (12.001, 51.4, "EPSG:32633"),
        (-70.7, -33.4, "EPSG:32719"),
        (-180.0, 10.0, "EPSG:32601"),
        (179.999, -10.0, "EPSG:32760"),
        (181.0, 10.0, "EPSG:32601"),
        (0.0, 0.0, "EPSG:32631"),
        (15.0, 84.5, "EPSG:32661"),
        (15.0, -80.5, "EPSG:32761"),
    ],
)
def test_the_zone_is_that_of_the_place(longitude: float, latitude: float, zone: str) -> None:
    assert utm_zone(QgsPointXY(longitude, latitude), DEGREES, CONTEXT).authid() == zone


def test_an_extent_across_the_antimeridian_is_as_small_as_it_is() -> None:
    area = map_area(QgsRectangle(179.9, 10.0, 180.1, 10.2), DEGREES, CONTEXT)

    # 0.2 degrees are 22 km here.
    assert 2100 < area.area.width < 2300
    assert 2100 < area.area.height < 2300


@pytest.mark.parametrize(
    ("extent", "crs", "sentence"),
    [
        (QgsRectangle(), "EPSG:32633", "The extent is empty"),
        (QgsRectangle(5.0, 5.0, 5.0, 6.0), "EPSG:4326", "The extent is empty"),
        (utm_extent(float("nan"), 900), "EPSG:32633", "The extent is empty"),
        (utm_extent(6400, 6400), "", "The extent has no coordinate reference system"),
        (utm_extent(6400, 630), "EPSG:32633", "The extent is 6400 × 630 m, less than one tile of 640 × 640 m"),
        (
            utm_extent(100_010, 100_000),
            "EPSG:32633",
            "100.0 × 100.0 km, 100,010,000 pixels of 10 m; at most 100,000,000",
        ),
        (utm_extent(300_000, 200_000), "EPSG:32633", "The extent is 300.0 × 200.0 km, 600,000,000 pixels"),
        (QgsRectangle(10.0, 200.0, 20.0, 300.0), "EPSG:4326", "The extent lies off the globe in EPSG:4326"),
        (QgsRectangle(1e9, 1e9, 2e9, 2e9), "EPSG:3857", "choose a smaller one on the globe"),
        (QgsRectangle(1e9, 1e9, 2e9, 2e9), "EPSG:32633", "The extent lies off the globe in EPSG:32633"),
        (QgsRectangle(-180.0, -90.0, 180.0, 90.0), "EPSG:4326", "Choose a smaller one, or classify it in parts"),
    ],
)
def test_what_cannot_be_rendered_is_refused(extent: QgsRectangle, crs: str, sentence: str) -> None:
    with pytest.raises(InputError) as caught:
        map_area(extent, QgsCoordinateReferenceSystem(crs), CONTEXT)

    assert sentence in str(caught.value)
    assert str(caught.value).endswith(".")


def test_the_largest_extent_is_accepted() -> None:
    area = map_area(utm_extent(100_000, 100_000), UTM33, CONTEXT)

    assert area.area.width * area.area.height == MAX_PIXELS
