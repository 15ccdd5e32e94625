# SPDX-License-Identifier: GPL-2.0-or-later
"""Of a raster that is resampled, the very tiles that were drawn on the map are classified."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsRectangle,
    QgsReferencedRectangle,
)

from eurosat_plugin.adapters.raster.georeference import rectangle_of
from eurosat_plugin.adapters.raster.raster import open_raster
from eurosat_plugin.adapters.raster.scene import SceneRequest, prepare_scene
from eurosat_plugin.core.product.readings import Reading
from tests.rasters import UTM33, ground, write_raster

pytestmark = pytest.mark.usefixtures("qgis_app")


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
