# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsProject, QgsRasterLayer, QgsRectangle

from eurosat_plugin.gui.classification_target import CanvasTarget, RasterTarget, current_target, plan_tiles

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


def test_the_active_raster_is_the_target(iface, make_raster):
    make_raster("first")
    second = make_raster("second")
    iface.setActiveLayer(second)

    assert current_target(iface) == RasterTarget(second)


def test_the_only_raster_on_the_map_is_the_target_when_the_active_layer_is_a_vector(iface, make_raster, make_grid):
    raster, grid = make_raster(), make_grid([])
    iface.setActiveLayer(grid)
    iface.mapCanvas().setLayers([grid, raster])

    assert current_target(iface) == RasterTarget(raster)


def test_of_two_rasters_on_the_map_none_is_meant_so_the_map_is_the_target(iface, make_raster):
    layers = [make_raster("first"), make_raster("second")]
    iface.mapCanvas().setLayers(layers)

    assert current_target(iface) == CanvasTarget(tuple(layers))


def test_a_raster_of_one_band_is_classified_as_displayed(iface, one_band):
    iface.setActiveLayer(one_band)
    iface.mapCanvas().setLayers([one_band])

    assert current_target(iface) == CanvasTarget((one_band,))


def test_classified_grids_are_not_part_of_the_map_that_is_classified(iface, one_band, make_grid):
    iface.mapCanvas().setLayers([make_grid([]), one_band])

    assert current_target(iface) == CanvasTarget((one_band,))


def test_an_empty_map_is_no_target(iface):
    assert current_target(iface) is None


def test_a_map_of_grids_alone_is_no_target(iface, make_grid):
    iface.mapCanvas().setLayers([make_grid([])])

    assert current_target(iface) is None


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
    shape.transform(_transform(crs))

    plan = plan_tiles(RasterTarget(layer), shape, iface.mapCanvas(), 64, False)

    assert plan.lattice.rectangle(plan.window) == tile


def test_beside_the_raster_there_is_no_plan(iface, make_raster):
    shape = QgsGeometry.fromRect(QgsRectangle(600_000, 5_000_000, 600_640, 5_000_640))

    assert plan_tiles(RasterTarget(make_raster()), shape, iface.mapCanvas(), 64, False) is None


def test_a_raster_that_is_resampled_is_planned_on_the_utm_zone_of_the_place(iface, make_raster):
    layer = make_raster()
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    iface.mapCanvas().setDestinationCrs(layer.crs())

    plan = plan_tiles(RasterTarget(layer), QgsGeometry.fromRect(layer.extent()), iface.mapCanvas(), 64, False)

    assert plan.lattice.crs.authid() == "EPSG:32631"  # 500 km east of Greenwich


def test_the_map_is_planned_on_the_utm_zone_of_the_place(iface, one_band):
    shape = QgsGeometry.fromRect(QgsRectangle(500_100, 5_000_100, 500_200, 5_000_200))

    plan = plan_tiles(CanvasTarget((one_band,)), shape, iface.mapCanvas(), 64, False)

    assert plan.lattice.crs == UTM
    assert (plan.extent.width(), plan.extent.height()) == (640.0, 640.0)


def _transform(crs: str):
    from qgis.core import QgsCoordinateTransform, QgsCoordinateTransformContext

    return QgsCoordinateTransform(UTM, QgsCoordinateReferenceSystem(crs), QgsCoordinateTransformContext())
