# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsMapSettings,
    QgsMarkerSymbol,
    QgsPointXY,
    QgsRasterRange,
    QgsSingleSymbolRenderer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QTimer

from eurosat_plugin.adapters.map import map_rendering
from eurosat_plugin.adapters.map.map_content import chosen_layers, copy_content
from eurosat_plugin.adapters.map.map_rendering import MapPicture
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import Window
from tests.adapters.map.drawn_layers import AREA, COLS, ROWS, Render, colours, image
from tests.rasters import ORIGIN, write_raster
from tests.temporary_folders import Leftovers

pytestmark = pytest.mark.usefixtures("no_layer_outlives_its_test")


def symbols(geometry: str, count: int = 60) -> QgsVectorLayer:
    """Return big markers or ragged polygons all over AREA."""
    layer = QgsVectorLayer(f"{geometry}?crs=EPSG:32633", geometry, "memory")
    rng = np.random.default_rng(5)
    features = []
    for x, y in zip(rng.uniform(0, COLS * 10, count), rng.uniform(0, ROWS * 10, count)):
        shape = QgsGeometry.fromPointXY(QgsPointXY(ORIGIN[0] + x, ORIGIN[1] - y))
        feature = QgsFeature()
        feature.setGeometry(shape if geometry == "Point" else shape.buffer(rng.uniform(20, 300), 7))
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    marker = {"size": "6", "color": "#c04020", "outline_color": "#ffffff"}
    symbol = QgsMarkerSymbol.createSimple(marker) if geometry == "Point" else QgsFillSymbol.createSimple(marker)
    layer.setRenderer(QgsSingleSymbolRenderer(symbol))
    return layer


def test_a_raster_in_the_zone_is_drawn_pixel_for_pixel(render: Render, noise: Path) -> None:
    block = render(image(noise))

    assert block.valid.all()
    assert (block.values == colours().transpose(1, 2, 0)).all()


def test_chunks_give_the_same_pixels_as_one_rendering(
    render: Render, noise: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layers = (symbols("Point"), symbols("Polygon"), image(noise))

    whole = render(*layers)
    monkeypatch.setattr(map_rendering, "CHUNK", 64)
    pieces = render(*layers)

    assert (pieces.values == whole.values).all()
    assert pieces.valid.all()
    assert (whole.values != colours().transpose(1, 2, 0)).any(axis=-1).mean() > 0.2


@pytest.mark.parametrize("crs", ["EPSG:3857", "EPSG:4326"])
def test_chunks_of_a_raster_in_another_system_fit(
    render: Render, noise: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, crs: str
) -> None:
    path = tmp_path / "warped.tif"
    gdal.Warp(str(path), str(noise), dstSRS=crs, resampleAlg="near", dstAlpha=True)

    whole = render(image(path))
    monkeypatch.setattr(map_rendering, "CHUNK", 64)
    pieces = render(image(path))

    assert (pieces.values == whole.values).all()
    assert (pieces.valid == whole.valid).all()
    assert whole.valid.mean() > 0.98


def test_a_symbol_on_the_border_of_two_chunks_is_whole(render: Render, monkeypatch: pytest.MonkeyPatch) -> None:
    layer = symbols("Point", count=0)
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromPointXY(QgsPointXY(ORIGIN[0] + 64 * 10 + 5, ORIGIN[1] - 64 * 10 - 5)))
    layer.dataProvider().addFeatures([feature])

    whole = render(layer)
    monkeypatch.setattr(map_rendering, "CHUNK", 64)
    pieces = render(layer)

    drawn = whole.valid
    assert drawn[:64].any()
    assert drawn[64:].any()
    assert (pieces.valid == drawn).all()


def test_where_nothing_is_drawn_pixels_are_not_valid(render: Render, noise: Path) -> None:
    wider = GeoBox("EPSG:32633", ORIGIN[0] - 500, ORIGIN[1], 10, 10, Window(0, 0, COLS + 50, ROWS))

    block = render(image(noise), area=wider)

    assert not block.valid[:, :50].any()
    assert block.valid[:, 50:].all()


def test_nodata_of_a_raster_is_not_valid(render: Render, tmp_path: Path) -> None:
    values = colours()
    values[:, 10:20, 30:50] = 0
    layer = image(write_raster(tmp_path / "holes.tif", values, nodata=0))

    block = render(layer)

    assert not block.valid[10:20, 30:50].any()
    assert block.valid.sum() == ROWS * COLS - 10 * 20


def test_nodata_set_in_the_layer_is_kept(render: Render, noise: Path) -> None:
    red = colours()[0]
    layer = image(noise)
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(float(red[0, 0]), float(red[0, 0]))])

    block = render(layer)

    assert (block.valid == (red != red[0, 0])).all()


def test_half_transparent_colours_are_those_of_the_layer(render: Render, tmp_path: Path) -> None:
    values = np.full((3, ROWS, COLS), 100, dtype=np.uint8)
    layer = image(write_raster(tmp_path / "plain.tif", values))
    layer.setOpacity(0.5)

    block = render(layer)

    assert block.valid.all()
    # Half of 100 is kept in whole numbers.
    assert np.abs(block.values.astype(int) - 100).max() <= 2


def test_the_first_layer_is_on_top(render: Render, noise: Path, tmp_path: Path) -> None:
    plain = image(write_raster(tmp_path / "plain.tif", np.full((3, ROWS, COLS), 77, dtype=np.uint8)))

    assert (render(plain, image(noise)).values == 77).all()
    assert (render(image(noise), plain).values != 77).any()


def test_a_window_is_read_where_it_lies(qgis_app: object, noise: Path) -> None:
    picture = MapPicture(copy_content(chosen_layers([image(noise)]), AREA), AREA, QgsMapSettings())
    picture.render(lambda: False, lambda percent: None)

    block = picture.read(next(iter(AREA.area.pieces(64))))
    picture.close()

    assert block.values.shape == (64, 64, 3)
    assert (block.values == colours()[:, :64, :64].transpose(1, 2, 0)).all()


def test_progress_runs_from_chunk_to_chunk_to_the_end(
    qgis_app: object, noise: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(map_rendering, "CHUNK", 100)
    picture = MapPicture(copy_content(chosen_layers([image(noise)]), AREA), AREA, QgsMapSettings())
    told: list[float] = []

    picture.render(lambda: False, told.append)
    picture.close()

    # Two chunks of 100 rows and two of 50, of 150 rows and 200 columns.
    assert told == pytest.approx([100 / 3, 200 / 3, 250 / 3, 100])


def test_a_layer_is_drawn_in_another_thread_while_events_are_handled(leftovers: Leftovers, noise: Path) -> None:
    picture = MapPicture(copy_content(chosen_layers([symbols("Point"), image(noise)]), AREA), AREA, QgsMapSettings())
    ticks: list[int] = []
    clock = QTimer()
    clock.timeout.connect(lambda: ticks.append(1))
    clock.start(1)

    _in_another_thread(lambda: picture.render(lambda: False, lambda percent: None))

    assert picture.read(AREA.area).valid.all()
    assert ticks
    picture.close()
    assert not leftovers()


def test_a_layer_that_does_not_cover_the_place_is_no_picture(render: Render, noise: Path) -> None:
    with pytest.raises(InputError) as caught:
        render(image(noise), area=GeoBox("EPSG:32633", ORIGIN[0] + 50_000, ORIGIN[1], 10, 10, Window(0, 0, 64, 64)))

    assert str(caught.value) == (
        "Nothing was drawn in the extent of the chosen layers (noise). Do the layers cover this place?"
    )


def test_layers_hidden_by_their_scale_range_are_known(qgis_app: object, noise: Path) -> None:
    near = image(noise)
    near.setName("near")
    near.setScaleBasedVisibility(True)
    near.setMaximumScale(1000)
    near.setMinimumScale(10_000)

    picture = MapPicture(copy_content(chosen_layers([near, image(noise)]), AREA), AREA, QgsMapSettings())

    # 10 m on the ground over one pixel of 1/96 inch.
    assert picture.scale == pytest.approx(10 / (0.0254 / 96), rel=1e-3)
    assert picture.hidden_by_scale == ["near"]
    picture.close()


def test_reading_before_anything_is_rendered_is_an_error(qgis_app: object, noise: Path) -> None:
    picture = MapPicture(copy_content(chosen_layers([image(noise)]), AREA), AREA, QgsMapSettings())

    with pytest.raises(InputError, match="has not been rendered"):
        picture.read(AREA.area)

    picture.close()


def _in_another_thread(work: Callable[[], object]) -> None:
    """Run `work` in a thread while this one handles events."""
    thread = threading.Thread(target=work)
    thread.start()
    while thread.is_alive():
        QCoreApplication.processEvents()
        thread.join(0.002)
