# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from math import ceil, floor

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.raster.image_source import name_product
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.gui.runs.classification_target import CanvasTarget, RasterTarget, displayed_map, plan_tiles
from tests.rasters import write_raster

UTM = QgsCoordinateReferenceSystem("EPSG:32633")


@pytest.fixture
def iface(qgis_iface, qgis_new_project):
    qgis_iface._active_layer_id = None
    qgis_iface.mapCanvas().setLayers([])
    qgis_iface.mapCanvas().setDestinationCrs(UTM)
    return qgis_iface


@pytest.fixture
def one_band(qgis_new_project, make_raster, tmp_path) -> QgsRasterLayer:
    source = make_raster("three bands").source()
    path = str(tmp_path / "elevation.tif")
    gdal.Translate(path, source, bandList=[1])
    layer = QgsRasterLayer(path, "elevation")
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_what_the_map_displays_is_its_layers_without_classified_grids(iface, one_band, make_grid):
    iface.mapCanvas().setLayers([make_grid([]), one_band])

    assert displayed_map(iface) == CanvasTarget((one_band,))


def test_a_map_of_vector_layers_alone_displays_no_picture(iface, make_grid):
    roads = QgsVectorLayer("LineString?crs=EPSG:32633", "roads", "memory")
    QgsProject.instance().addMapLayer(roads)
    iface.mapCanvas().setLayers([make_grid([]), roads])

    assert displayed_map(iface) is None


def test_the_map_is_classified_by_its_own_algorithm_with_its_layers(iface, one_band):
    target = CanvasTarget((one_band,))

    assert target.algorithm_id == "eurosat:classifycanvas"
    assert target.parameters(None)["LAYERS"] == [one_band.id()]


@pytest.mark.parametrize("crs", ["EPSG:32633", "EPSG:4326", "EPSG:3857", "EPSG:3035"])
def test_whatever_the_crs_of_the_project_a_point_in_a_tile_gives_that_tile(iface, make_raster, crs):
    layer = make_raster()
    iface.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem(crs))
    tile = QgsRectangle(500_000, 5_000_000, 500_640, 5_000_640)
    shape = QgsGeometry.fromPointXY(tile.center())
    shape.transform(_between("EPSG:32633", crs))

    plan = plan_tiles(RasterTarget(layer), shape, iface.mapCanvas(), 64, False)

    assert QgsRectangle(plan.extent) == tile


def test_a_plan_has_the_tiles_of_the_network(iface, make_raster):
    shape = QgsGeometry.fromRect(QgsRectangle(500_330, 5_000_010, 500_650, 5_000_300))

    plan = plan_tiles(RasterTarget(make_raster()), shape, iface.mapCanvas(), 32, False, 32)

    assert QgsRectangle(plan.extent) == QgsRectangle(500_320, 5_000_000, 500_960, 5_000_320)
    assert plan.tiles == 4 * 2


def test_beside_the_raster_there_is_no_plan(iface, make_raster):
    shape = QgsGeometry.fromRect(QgsRectangle(600_000, 5_000_000, 600_640, 5_000_640))

    assert plan_tiles(RasterTarget(make_raster()), shape, iface.mapCanvas(), 64, False) is None


def test_a_raster_that_is_resampled_is_planned_on_the_utm_zone_of_the_place(iface, make_raster):
    layer = make_raster()
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    iface.mapCanvas().setDestinationCrs(layer.crs())

    plan = plan_tiles(RasterTarget(layer), QgsGeometry.fromRect(layer.extent()), iface.mapCanvas(), 64, False)

    assert plan.box.crs == "EPSG:32631"  # 500 km east of Greenwich


def test_the_map_is_planned_on_the_utm_zone_of_the_place(iface, one_band):
    shape = QgsGeometry.fromRect(QgsRectangle(500_100, 5_000_100, 500_200, 5_000_200))

    plan = plan_tiles(CanvasTarget((one_band,)), shape, iface.mapCanvas(), 64, False)

    assert plan.extent.crs() == UTM
    assert (plan.extent.width(), plan.extent.height()) == (640.0, 640.0)


@pytest.mark.parametrize(
    ("crs", "geotransform", "place"),
    [
        # On the border between zones 32 and 33.
        ("EPSG:4326", (-180, 0.00013, 0, 90, 0, -0.00009), (12.0, 50.0)),
        # Mercator's metre is cos(latitude): 10 m at 45 degrees, 9.5 m at 47.81, from where it is resampled.
        ("EPSG:3857", (-20_000_000, 14.142, 0, 20_000_000, 0, -14.142), (10.0, 47.81)),
        ("EPSG:3857", (-20_000_000, 14.142, 0, 20_000_000, 0, -14.142), (12.0, 47.81)),
        ("EPSG:32633", (400_000, 20, 0, 5_600_000, 0, -20), (15.0, 50.0)),
        ("EPSG:32633", (400_000, 9.99, 0.4, 5_600_000, 0.4, -9.99), (15.0, 50.0)),
    ],
)
@pytest.mark.parametrize("canvas_crs", ["EPSG:3857", "EPSG:4326"])
def test_what_is_shown_is_what_a_run_classifies(iface, tmp_path, crs, geotransform, place, canvas_crs):
    bands = "".join(f'<VRTRasterBand dataType="UInt16" band="{number}"/>' for number in (1, 2, 3))
    numbers, side = ", ".join(map(str, geotransform)), 20_000 if crs == "EPSG:32633" else 3_000_000
    (tmp_path / "image.vrt").write_text(
        f'<VRTDataset rasterXSize="{side}" rasterYSize="{side}"><SRS>{crs}</SRS>'
        f"<GeoTransform>{numbers}</GeoTransform>{bands}</VRTDataset>"
    )
    target = RasterTarget(QgsRasterLayer(str(tmp_path / "image.vrt"), "image"))
    iface.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem(canvas_crs))
    random = np.random.default_rng(5)

    for _ in range(40):
        middle = np.array(place) + random.normal(0, 0.02, 2)
        half = random.choice([0.001, 0.01, 0.1]) * random.uniform(0.5, 1, 2)
        shape = QgsGeometry.fromRect(QgsRectangle(*(middle - half), *(middle + half)))
        shape.transform(_between("EPSG:4326", canvas_crs))

        plan = plan_tiles(target, shape, iface.mapCanvas(), 64, False)

        assert target.lay_out(plan.extent) == plan.box
        shape.transform(_between(canvas_crs, plan.box.crs))
        assert plan.extent.buffered(0.1).contains(shape.boundingBox())


def test_a_long_rectangle_whose_tiles_have_their_middle_in_the_next_zone_is_planned_on_the_tiles_there(iface):
    iface.mapCanvas().setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:4326"))
    # Its middle is 36 m west of the border between zones 32 and 33.
    shape = QgsGeometry.fromRect(QgsRectangle(11.4995, 50.0, 12.4995, 50.01))

    plan = plan_tiles(CanvasTarget(()), shape, iface.mapCanvas(), 64, False)

    there = shape.densifyByDistance(0.001)
    there.transform(_between("EPSG:4326", "EPSG:32633"))
    box = there.boundingBox()
    south_west = (640 * floor(edge / 640) for edge in (box.xMinimum(), box.yMinimum()))
    north_east = (640 * ceil(edge / 640) for edge in (box.xMaximum(), box.yMaximum()))
    assert plan.box.crs == "EPSG:32633"
    assert QgsRectangle(plan.extent) == QgsRectangle(*south_west, *north_east)


def test_what_a_run_would_refuse_is_not_planned(iface, tmp_path):
    path = write_raster(tmp_path / "a.tif", np.ones((3, 200, 200), np.uint16), pixel=100.0)
    layer = QgsRasterLayer(str(path), "coarse")

    with pytest.raises(InputError, match="too coarse"):
        plan_tiles(RasterTarget(layer), QgsGeometry.fromRect(layer.extent()), iface.mapCanvas(), 64, False)


def _between(source: str, target: str) -> QgsCoordinateTransform:
    systems = (QgsCoordinateReferenceSystem(crs) for crs in (source, target))
    return QgsCoordinateTransform(*systems, QgsCoordinateTransformContext())


def test_a_scene_of_a_catalogue_is_fetched_by_its_address(make_raster):
    layer = make_raster()
    name_product(layer, "https://catalogue.example/items/one")

    assert RasterTarget(layer).parameters(None)["INPUT"] == "https://catalogue.example/items/one"


def test_a_product_on_the_disk_is_the_layer_that_shows_it(make_raster):
    layer = make_raster()
    name_product(layer, "/data/S2B.SAFE")

    assert RasterTarget(layer).parameters(None)["INPUT"] == layer.id()
