# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsMapLayer, QgsMapSettings

from eurosat_plugin.adapters.map.map_content import chosen_layers, copy_content
from eurosat_plugin.adapters.map.map_rendering import MapPicture
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.pixels import PixelBlock
from tests.adapters.map.drawn_layers import AREA, Render, colours
from tests.rasters import write_raster
from tests.temporary_folders import Leftovers, new_folders


@pytest.fixture
def leftovers(qgis_app: object) -> Leftovers:
    """Return what tells the folders that the test has left."""
    return new_folders()


@pytest.fixture
def no_layer_outlives_its_test() -> Iterator[None]:
    """Let go of layers before QGIS ends: an error that was caught holds its frames, and they hold layers."""
    yield
    gc.collect()


@pytest.fixture
def render(leftovers: Leftovers) -> Iterator[Render]:
    """Render layers over AREA, or `area`, and return all pixels; the temporary file is gone afterwards."""

    def run(*layers: QgsMapLayer, area: GeoBox = AREA) -> PixelBlock:
        picture = MapPicture(copy_content(chosen_layers(layers), area), area, QgsMapSettings())
        try:
            picture.render(lambda: False, lambda percent: None)
            return picture.read(area.area)
        finally:
            picture.close()

    yield run
    assert not leftovers()


@pytest.fixture
def noise(tmp_path: Path) -> Path:
    """Write a raster of noise."""
    return write_raster(tmp_path / "noise.tif", colours())
