# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    Qgis,
    QgsContrastEnhancement,
    QgsMapSettings,
    QgsPalettedRasterRenderer,
    QgsRasterLayer,
)
from qgis.PyQt.QtGui import QColor

from eurosat_plugin.adapters.map.map_content import chosen_layers, copy_content
from eurosat_plugin.adapters.map.map_rendering import MapPicture
from eurosat_plugin.adapters.map.warped_layer import warp_onto
from eurosat_plugin.adapters.raster.virtual_raster import remove_virtual
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.pixels import PixelBlock
from eurosat_plugin.core.tiles.tiling import Window
from tests.map_server import map_server
from tests.rasters import ORIGIN, watch_virtual_files, write_raster

AREA = GeoBox("EPSG:32633", *ORIGIN, 10, 10, Window(0, 0, 96, 80))

Drawn = Callable[[QgsRasterLayer], PixelBlock]


@pytest.fixture(autouse=True)
def no_layer_outlives_its_test() -> Iterator[None]:
    yield
    # An error that was caught holds its frames, and they hold layers, which must be gone before QGIS is.
    gc.collect()


@pytest.fixture
def drawn(qgis_app: object) -> Drawn:
    """Render one layer over AREA."""

    def draw(layer: QgsRasterLayer) -> PixelBlock:
        picture = MapPicture(copy_content(chosen_layers([layer]), AREA), AREA, QgsMapSettings())
        picture.render(lambda: False, lambda percent: None)
        block = picture.read(AREA.area)
        picture.close()
        return block

    return draw


def noise(rows: int, cols: int, bands: int = 3) -> np.ndarray:
    return np.random.default_rng(8).integers(1, 255, (bands, rows, cols)).astype(np.uint8)


def image(path: Path) -> QgsRasterLayer:
    return QgsRasterLayer(str(path), path.stem)


def test_a_raster_on_the_pixels_of_the_map_stays_as_it_is(qgis_app: object, tmp_path: Path) -> None:
    layer = image(write_raster(tmp_path / "a.tif", noise(80, 96)))

    assert warp_onto(layer, AREA) == ""
    assert layer.source() == str(tmp_path / "a.tif")


def test_pictures_from_a_server_stay_as_they_are(qgis_app: object) -> None:
    with map_server() as server:
        assert warp_onto(server.layer(), AREA) == ""


def test_a_raster_elsewhere_on_the_globe_draws_nothing(qgis_app: object, tmp_path: Path) -> None:
    layer = image(write_raster(tmp_path / "a.tif", noise(80, 96), crs="EPSG:32733"))

    virtual = warp_onto(layer, AREA)

    assert layer.isValid()
    remove_virtual(virtual)


def test_fine_pixels_are_averaged(drawn: Drawn, tmp_path: Path) -> None:
    values = noise(320, 384)
    layer = image(write_raster(tmp_path / "fine.tif", values, pixel=2.5))

    block = drawn(layer)

    means = values.reshape(3, 80, 4, 96, 4).mean(axis=(2, 4)).transpose(1, 2, 0)
    assert block.valid.all()
    assert np.abs(block.values - means).max() <= 1


def test_the_virtual_raster_is_removed_with_the_picture(
    drawn: Drawn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = watch_virtual_files(monkeypatch)

    drawn(image(write_raster(tmp_path / "fine.tif", noise(320, 384), pixel=2.5)))

    assert not left()


def test_classes_keep_their_colours(drawn: Drawn, tmp_path: Path) -> None:
    values = np.random.default_rng(8).choice([1, 9], (1, 320, 384)).astype(np.uint8)
    layer = image(write_raster(tmp_path / "classes.tif", values, pixel=2.5))
    colours = {1: QColor(10, 20, 30), 9: QColor(200, 100, 50), 5: QColor(255, 255, 255)}
    classes = [QgsPalettedRasterRenderer.Class(value, colour, "") for value, colour in colours.items()]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))

    block = drawn(layer)

    seen = {tuple(colour) for colour in block.values.reshape(-1, 3).tolist()}
    assert seen == {(10, 20, 30), (200, 100, 50)}


def test_a_stretched_raster_of_sixteen_bits_is_drawn_as_styled_and_clear_beside_it(
    drawn: Drawn, tmp_path: Path
) -> None:
    # Half as wide as the map, in pixels of 20 m, and all of one value.
    values = np.full((3, 40, 24), 1000, dtype=np.uint16)
    layer = image(write_raster(tmp_path / "deep.tif", values, pixel=20.0))
    renderer = layer.renderer()
    for set_stretch in (
        renderer.setRedContrastEnhancement,
        renderer.setGreenContrastEnhancement,
        renderer.setBlueContrastEnhancement,
    ):
        set_stretch(_stretch(0, 2550))

    block = drawn(layer)

    assert block.valid[:, :48].all()
    assert not block.valid[:, 49:].any()
    assert (block.values[:, :47] == 100).all()


def test_nodata_stays_clear(drawn: Drawn, tmp_path: Path) -> None:
    values = noise(40, 48)
    values[:, :20, :] = 0
    layer = image(write_raster(tmp_path / "holes.tif", values, pixel=20.0, nodata=0))

    block = drawn(layer)

    assert not block.valid[:38].any()
    assert block.valid[42:].all()


def _stretch(low: float, high: float) -> QgsContrastEnhancement:
    enhancement = QgsContrastEnhancement(Qgis.DataType.UInt16)
    enhancement.setMinimumValue(low)
    enhancement.setMaximumValue(high)
    algorithm = QgsContrastEnhancement.ContrastEnhancementAlgorithm.StretchToMinimumMaximum
    enhancement.setContrastEnhancementAlgorithm(algorithm)
    return enhancement
