# SPDX-License-Identifier: GPL-2.0-or-later
"""What is read of a file that is opened and not drawn: nothing but what it says of itself."""

from __future__ import annotations

from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsError, QgsRasterLayer

from eurosat_plugin.adapters.raster.data_only_layer import open_layer, reason_of
from eurosat_plugin.adapters.raster.layer_copy import LayerCopy
from tests.rasters import ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")


@pytest.fixture
def image(tmp_path: Path) -> str:
    return str(write_raster(tmp_path / "image.tif", ground()))


def test_no_pixel_is_read(image: str) -> None:
    before = gdal.GetCacheUsed()

    layer = open_layer(image, "image")

    assert layer.isValid()
    assert gdal.GetCacheUsed() == before


def test_nor_for_a_copy(image: str) -> None:
    layer = open_layer(image, "image")
    before = gdal.GetCacheUsed()

    copy = LayerCopy.of(layer).open()

    assert copy.isValid()
    assert gdal.GetCacheUsed() == before


def test_the_layer_is_the_one_that_qgis_makes(image: str) -> None:
    drawn, layer = QgsRasterLayer(image, "image", "gdal"), open_layer(image, "image")

    for of in (drawn, layer):
        assert of.isValid()
    assert layer.name() == drawn.name()
    assert layer.source() == drawn.source()
    assert layer.crs() == drawn.crs()
    assert layer.extent() == drawn.extent()
    assert (layer.width(), layer.height(), layer.bandCount()) == (drawn.width(), drawn.height(), drawn.bandCount())


def test_a_copy_has_the_reference_system_that_was_set(image: str) -> None:
    layer = open_layer(image, "image")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32631"))

    assert LayerCopy.of(layer).open().crs().authid() == "EPSG:32631"


@pytest.mark.parametrize("name", ["none.tif", "a&b<c>.tif", ""])
def test_what_is_no_raster_is_no_layer_and_says_why(tmp_path: Path, name: str) -> None:
    path = str(tmp_path / name)

    layer = open_layer(path, "none")

    assert not layer.isValid()
    assert path in reason_of(layer.error())


def test_an_error_that_says_nothing_has_no_reason() -> None:
    assert reason_of(QgsError()) == ""
