# SPDX-License-Identifier: GPL-2.0-or-later
"""The classes of a grid as a raster that other programs read."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsGeometry, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer

from eurosat_plugin.adapters.grid.grid_style import style_grid
from eurosat_plugin.core.classes import CLASSES
from eurosat_plugin.core.palettes import PALETTES
from tests.grids import memory_grid
from tests.processing.conftest import Log, Run
from tests.processing.runs import run_algorithm
from tests.rasters import ORIGIN

LEFT, TOP = ORIGIN
KEYS = ["Forest", "River", None, "SeaLake"]


@pytest.fixture
def grid(provider: object, qgis_new_project: None) -> QgsVectorLayer:
    """Return two tiles above two others, of which the lower left one has no class."""
    layer = memory_grid([{"class_key": key, "confidence": 0.9} for key in KEYS])
    layer.startEditing()
    for place, feature in enumerate(layer.getFeatures()):
        left, top = LEFT + 640.0 * (place % 2), TOP - 640.0 * (place // 2)
        layer.changeGeometry(feature.id(), QgsGeometry.fromRect(QgsRectangle(left, top - 640.0, left + 640.0, top)))
    assert layer.commitChanges()
    style_grid(layer, "colourblind")
    return layer


def export(grid: QgsVectorLayer, path: Path | str, feedback: Log | None = None) -> Run:
    return run_algorithm("gridtoraster", {"INPUT": grid, "OUTPUT": str(path)}, feedback)


def test_each_tile_is_a_pixel_with_the_number_of_its_class(grid: QgsVectorLayer, tmp_path: Path) -> None:
    path = tmp_path / "classes.tif"

    run = export(grid, path)

    assert run.ok, run.sentence
    dataset = gdal.Open(str(path))
    assert dataset.ReadAsArray().tolist() == [[1, 8], [255, 9]]
    assert dataset.GetGeoTransform() == (LEFT, 640.0, 0.0, TOP, 0.0, -640.0)
    assert dataset.GetSpatialRef().GetAuthorityCode(None) == "32633"
    assert run.outputs["TILE_COUNT"] == 3


def test_it_has_the_colours_of_the_layer_and_the_names_of_the_classes(grid: QgsVectorLayer, tmp_path: Path) -> None:
    path = tmp_path / "classes.tif"

    export(grid, path)

    dataset = gdal.Open(str(path))
    band = dataset.GetRasterBand(1)
    assert band.GetNoDataValue() == 255
    assert band.GetRasterCategoryNames()[:10] == [c.name for c in CLASSES]
    colors = ["#{:02x}{:02x}{:02x}".format(*band.GetColorTable().GetColorEntry(n)[:3]) for n in range(10)]
    assert colors == list(PALETTES["colourblind"])
    assert QgsRasterLayer(str(path), "classes").renderer().type() == "paletted"


def test_it_is_cloud_optimised_where_gdal_can(grid: QgsVectorLayer, tmp_path: Path) -> None:
    if gdal.GetDriverByName("COG") is None:
        pytest.skip("this GDAL has no driver for it")
    path = tmp_path / "classes.tif"

    export(grid, path)

    assert gdal.Open(str(path)).GetMetadata("IMAGE_STRUCTURE")["LAYOUT"] == "COG"


def test_what_a_grid_records_becomes_tags(grid: QgsVectorLayer, tmp_path: Path) -> None:
    grid.setCustomProperty("eurosat/model", "fast")
    grid.setCustomProperty("eurosat/date", "2022-06-01")
    path = tmp_path / "classes.tif"

    export(grid, path)

    tags = gdal.Open(str(path)).GetMetadata()
    assert (tags["EUROSAT_MODEL"], tags["EUROSAT_DATE"]) == ("fast", "2022-06-01")


def test_tiles_that_are_cut_off_at_the_edge_are_whole_pixels(grid: QgsVectorLayer, tmp_path: Path) -> None:
    grid.startEditing()
    last = list(grid.getFeatures())[1]
    grid.changeGeometry(last.id(), QgsGeometry.fromRect(QgsRectangle(LEFT + 640, TOP - 640, LEFT + 900, TOP)))
    grid.commitChanges()
    path = tmp_path / "classes.tif"

    run = export(grid, path)

    assert run.ok, run.sentence
    np.testing.assert_array_equal(gdal.Open(str(path)).ReadAsArray(), [[1, 8], [255, 9]])


def test_tiles_that_are_wider_than_high_are_such_pixels(grid: QgsVectorLayer, tmp_path: Path) -> None:
    # As in degrees, away from the equator.
    grid.startEditing()
    for place, feature in enumerate(grid.getFeatures()):
        left, top = LEFT + 640.0 * (place % 2), TOP - 400.0 * (place // 2)
        grid.changeGeometry(feature.id(), QgsGeometry.fromRect(QgsRectangle(left, top - 400.0, left + 640.0, top)))
    grid.commitChanges()
    path = tmp_path / "classes.tif"

    run = export(grid, path)

    assert run.ok, run.sentence
    assert gdal.Open(str(path)).GetGeoTransform() == (LEFT, 640.0, 0.0, TOP, 0.0, -400.0)


def test_an_older_file_stays_when_a_run_is_cancelled(grid: QgsVectorLayer, tmp_path: Path) -> None:
    path, log = tmp_path / "classes.tif", Log()
    path.write_text("older", encoding="utf-8")
    log.cancel()

    run = export(grid, path, log)

    assert not run.ok
    assert path.read_text(encoding="utf-8") == "older"
    assert list(tmp_path.iterdir()) == [path]


def test_merged_grids_are_refused(grid: QgsVectorLayer, tmp_path: Path) -> None:
    grid.dataProvider().addFeatures([next(grid.getFeatures())])

    run = export(grid, tmp_path / "classes.tif")

    assert not run.ok
    assert "lie on each other" in run.sentence


def test_tiles_off_the_raster_are_refused(grid: QgsVectorLayer, tmp_path: Path) -> None:
    grid.startEditing()
    last = list(grid.getFeatures())[3]
    grid.changeGeometry(last.id(), QgsGeometry.fromRect(QgsRectangle(LEFT + 900, TOP - 1280, LEFT + 1540, TOP - 640)))
    grid.commitChanges()

    run = export(grid, tmp_path / "classes.tif")

    assert not run.ok
    assert "do not lie on one raster" in run.sentence


def test_another_format_is_refused(grid: QgsVectorLayer, tmp_path: Path) -> None:
    run = export(grid, tmp_path / "classes.png")

    assert not run.ok
    assert "give the path of a GeoTIFF" in run.sentence


def test_a_grid_without_classes_is_refused(provider: object, qgis_new_project: None, tmp_path: Path) -> None:
    run = export(memory_grid([{"class_key": None}]), tmp_path / "classes.tif")

    assert not run.ok
    assert "there is nothing to export" in run.sentence
    assert QgsProject.instance().mapLayers()


def test_a_temporary_raster(grid: QgsVectorLayer) -> None:
    run = export(grid, "TEMPORARY_OUTPUT")

    assert run.ok, run.sentence
    assert gdal.Open(run.outputs["OUTPUT"]).RasterXSize == 2
