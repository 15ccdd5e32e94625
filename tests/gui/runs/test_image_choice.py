# SPDX-License-Identifier: GPL-2.0-or-later
"""Which image is meant, by what is current, what was made of it, what was used last, and what lies on top."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsGeometry, QgsPointXY, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer

from eurosat_plugin.adapters.raster.product_layer import product_layer, read_product
from eurosat_plugin.gui.runs.classification_target import RasterTarget
from tests.gui.runs.images import HERE, UTM, show
from tests.rasters import write_raster


def write_image(path: Path, west: float = 500_000.0) -> Path:
    geotransform = (west, 10.0, 0.0, 5_001_280.0, 0.0, -10.0)
    return write_raster(path, np.full((3, 128, 128), 500, np.uint16), geotransform=geotransform)


def test_the_current_image_is_meant_wherever_one_points(iface, images, make_raster):
    first, second = make_raster("first"), make_raster("second")
    show(iface, first, second)
    iface.setActiveLayer(second)
    elsewhere = QgsGeometry.fromPointXY(QgsPointXY(0, 0))

    assert images.choose(HERE) == images.choose(elsewhere) == RasterTarget(second)


def test_of_two_images_the_source_of_the_current_grid_is_meant(iface, images, make_raster, grid_of):
    bottom, top = make_raster("bottom"), make_raster("top")
    show(iface, grid_of(bottom.source()), top, bottom)

    assert images.choose(HERE) == RasterTarget(bottom)


def test_the_source_of_the_current_grid_is_meant_also_where_it_is_hidden(iface, images, make_raster, grid_of):
    hidden, top = make_raster("hidden"), make_raster("top")
    show(iface, grid_of(hidden.source()), top)

    assert images.choose(HERE) == RasterTarget(hidden)


def test_beside_the_source_of_the_grid_the_image_that_lies_there_is_meant(
    iface, images, make_raster, grid_of, tmp_path
):
    source = make_raster("source")
    other = QgsRasterLayer(str(write_image(tmp_path / "other.tif", west=600_000)), "other")
    QgsProject.instance().addMapLayer(other)
    show(iface, grid_of(source.source()), other, source)

    assert images.choose(QgsGeometry.fromPointXY(QgsPointXY(600_320, 5_000_320))) == RasterTarget(other)


def test_a_source_that_is_no_layer_any_more_is_read_from_its_file(iface, images, make_raster, grid_of, tmp_path):
    show(iface, grid_of(str(write_image(tmp_path / "scene.tif"))), make_raster("other"))

    target = images.choose(HERE)

    assert target.parameters(None) == {"INPUT": str(tmp_path / "scene.tif")}
    assert target.name == "scene.tif"
    assert target.note == "The image scene.tif, from which the grid was made, is no layer any more; its file is read."
    assert target.pixels(HERE, UTM) is not None


def test_the_grid_of_a_product_that_was_opened_as_a_layer_leads_back_to_it(
    iface, images, make_bands, make_raster, grid_of, tmp_path
):
    layers = make_bands()
    red = layers["B04"].source()
    QgsProject.instance().clear()
    product = product_layer(read_product(Path(red), lambda: False))
    QgsProject.instance().addMapLayer(product)

    show(iface, grid_of(RasterTarget(product).source), make_raster("other"))
    product_id, there = product.id(), images.choose(HERE).parameters(None)
    QgsProject.instance().removeMapLayer(product_id)
    gone = images.choose(HERE)

    assert there == {"INPUT": product_id}
    assert gone.parameters(None) == {"INPUT": red}
    assert gone.layer.bandCount() == 3


def test_where_the_source_has_gone_the_topmost_image_is_meant_and_it_is_said(
    iface, images, make_raster, grid_of, tmp_path
):
    other = make_raster("other")
    show(iface, grid_of(str(tmp_path / "gone.tif")), other)

    target = images.choose(HERE)

    assert (target.layer, target.name) == (other, "other")
    assert target.note == ("The image gone.tif, from which the grid was made, is no longer there. other is classified.")


def test_where_the_source_has_gone_and_no_image_is_there_both_are_said(iface, images, grid_of, tmp_path):
    show(iface, grid_of(str(tmp_path / "gone.tif")))

    assert images.choose(HERE).startswith(
        "The image gone.tif, from which the grid was made, is no longer there. No Sentinel-2 image is on "
    )


def test_a_grid_of_displayed_colours_has_no_source(iface, images, make_raster, grid_of):
    other = make_raster("other")
    called = "colours as displayed of the chosen layers"
    grid = grid_of(called, radiometry="display", scene=called)
    show(iface, grid, other)

    assert images.choose(HERE) == RasterTarget(other)
    assert images.of_grid(grid) == "the grid does not tell from which image it was made."


def test_a_grid_of_a_picture_read_as_displayed_has_that_picture(iface, images, make_raster, grid_of):
    picture, other = make_raster("picture"), make_raster("other")
    grid = grid_of(picture.source(), radiometry="display", scene="picture")
    show(iface, grid, other, picture)
    images.remember(RasterTarget(other))

    assert images.choose(HERE) == RasterTarget(picture)
    assert images.of_grid(grid) == RasterTarget(picture)


def test_without_a_grid_the_image_used_last_is_meant(iface, images, make_raster):
    bottom, top = make_raster("bottom"), make_raster("top")
    show(iface, top, bottom)
    images.remember(RasterTarget(bottom))

    assert images.choose(HERE) == RasterTarget(bottom)


def test_an_image_used_last_that_is_hidden_is_not_meant(iface, images, make_raster):
    hidden, shown = make_raster("hidden"), make_raster("shown")
    show(iface, shown)
    images.remember(RasterTarget(hidden))

    assert images.choose(HERE) == RasterTarget(shown)


def test_otherwise_the_topmost_image_under_the_place_is_meant(iface, images, make_raster, elevation, tmp_path):
    elsewhere = QgsRasterLayer(str(write_image(tmp_path / "elsewhere.tif", west=600_000)), "elsewhere")
    top, bottom = make_raster("top"), make_raster("bottom")
    base_map = QgsRasterLayer("type=xyz&url=http://127.0.0.1:9/%7Bz%7D/%7Bx%7D/%7By%7D.png", "base map", "wms")
    show(iface, base_map, elevation, elsewhere, top, bottom)

    assert images.choose(HERE) == RasterTarget(top)


@pytest.mark.parametrize("bands", [["NDVI", "B08", "B11"], ["a", "b", "c", "d"]])
def test_an_image_without_red_green_and_blue_is_passed_over(iface, images, make_raster, tmp_path, bands):
    path = write_raster(tmp_path / "indices.tif", np.ones((len(bands), 128, 128), np.uint16), names=bands)
    shown = make_raster("shown")
    show(iface, QgsRasterLayer(str(path), "indices"), shown)

    assert images.choose(None) == RasterTarget(shown)


def test_vector_layers_alone_are_refused_with_what_to_do(iface, images):
    roads = QgsVectorLayer("LineString?crs=EPSG:32633", "roads", "memory")
    QgsProject.instance().addMapLayer(roads)
    show(iface, roads)

    assert "No Sentinel-2 image is on the map" in images.choose(HERE)


def test_an_empty_map_is_told_to_get_an_image(images):
    assert images.choose(HERE) == "Add a Sentinel-2 image to the map first; there is nothing to classify."


def test_a_file_is_looked_into_once(iface, images, make_raster, monkeypatch):
    looked: list[str] = []
    monkeypatch.setattr(
        "eurosat_plugin.gui.runs.opened_images.is_image", lambda layer: looked.append(layer.name()) or True
    )
    show(iface, make_raster("scene"))

    for _ in range(3):
        images.choose(HERE)

    assert looked == ["scene"]


def test_a_rectangle_that_only_touches_an_image_is_about_it(iface, images, make_raster):
    scene = make_raster("scene")
    show(iface, scene)

    assert images.choose(QgsGeometry.fromRect(QgsRectangle(499_000, 5_000_100, 500_100, 5_000_200))) == RasterTarget(
        scene
    )
