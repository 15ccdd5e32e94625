# SPDX-License-Identifier: GPL-2.0-or-later
"""Only tiles inside polygons are classified."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsFeature,
    QgsFeatureRequest,
    QgsGeometry,
    QgsPointXY,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsRectangle,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.raster.virtual_raster import new_virtual
from tests.processing.conftest import Run
from tests.rasters import ORIGIN, UTM33, ground, watch_virtual_files, write_raster

Classify = Callable[..., Run]
TILE = 640.0
ROWS, COLS = 5, 6


@pytest.fixture(scope="module")
def image(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an image of whole tiles."""
    path = tmp_path_factory.mktemp("image") / "fields.tif"
    return write_raster(path, ground(64 * ROWS, 64 * COLS), names=["B04", "B03", "B02"])


def polygon(*corners: tuple[float, float]) -> QgsGeometry:
    """Return a polygon of `corners` (col, row), counted in tiles from the upper left."""
    points = [QgsPointXY(ORIGIN[0] + TILE * col, ORIGIN[1] - TILE * row) for col, row in corners]
    return QgsGeometry.fromPolygonXY([points])


def layer_of(*polygons: QgsGeometry, crs: str = UTM33) -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Polygon?crs={crs}", "places", "memory")
    transform = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(UTM33), QgsCoordinateReferenceSystem(crs), QgsProject.instance()
    )
    for shape in polygons:
        feature, moved = QgsFeature(), QgsGeometry(shape)
        moved.transform(transform)
        feature.setGeometry(moved)
        layer.dataProvider().addFeature(feature)
    return layer


def places(run: Run) -> set[tuple[int, int]]:
    """Return (row, col) of the tiles of the image that were classified."""
    assert run.ok, run.sentence
    middles = (feature.geometry().centroid().asPoint() for feature in run.layer.getFeatures())
    return {(int((ORIGIN[1] - at.y()) // TILE), int((at.x() - ORIGIN[0]) // TILE)) for at in middles}


TRIANGLE = polygon((1.5, 0.5), (1.5, 3.5), (3.5, 3.5))
IN_TRIANGLE = {(0, 1), (1, 1), (2, 1), (3, 1), (1, 2), (2, 2), (3, 2), (2, 3), (3, 3)}


@pytest.mark.parametrize("crs", [UTM33, "EPSG:4326", "EPSG:3035"])
def test_tiles_that_share_ground_with_a_polygon_are_classified(classify: Classify, image: Path, crs: str) -> None:
    run = classify(
        INPUT=str(image), MASK=layer_of(TRIANGLE, crs=crs), EXTENT="500000,503840,5696800,5700000 [EPSG:32633]"
    )

    assert places(run) == IN_TRIANGLE
    assert run.outputs["TILE_COUNT"] == len(IN_TRIANGLE)
    assert f"Only tiles in the polygons are classified: {len(IN_TRIANGLE)} of {ROWS * COLS}." in run.log.infos


def test_a_tile_in_a_polygon_is_what_it_is_without_polygons(classify: Classify, image: Path) -> None:
    whole = {(tile["row"], tile["col"]): tile["confidence"] for tile in classify(INPUT=str(image)).layer.getFeatures()}
    extent = "500000,503840,5696800,5700000 [EPSG:32633]"

    run = classify(INPUT=str(image), MASK=layer_of(TRIANGLE), EXTENT=extent)

    found = {(tile["row"], tile["col"]): tile["confidence"] for tile in run.layer.getFeatures()}
    assert found == {place: confidence for place, confidence in whole.items() if place in IN_TRIANGLE}


def test_a_tile_that_a_polygon_only_touches_is_left_out(classify: Classify, image: Path) -> None:
    square = polygon((1, 1), (1, 3), (3, 3), (3, 1))

    assert places(classify(INPUT=str(image), MASK=layer_of(square))) == {(1, 1), (1, 2), (2, 1), (2, 2)}


def test_without_an_extent_it_is_that_of_the_polygons(classify: Classify, image: Path) -> None:
    corners = polygon((0, 0), (0, 1), (1, 1), (1, 0)), polygon((4, 3), (4, 4), (5, 4), (5, 3))

    run = classify(INPUT=str(image), MASK=layer_of(*corners))

    assert places(run) == {(0, 0), (3, 4)}
    assert "Only tiles in the polygons are classified: 2 of 20." in run.log.infos


def test_only_selected_polygons_count(classify: Classify, image: Path, qgis_new_project: None) -> None:
    layer = layer_of(polygon((0, 0), (0, 1), (1, 1), (1, 0)), polygon((4, 3), (4, 4), (5, 4), (5, 3)))
    QgsProject.instance().addMapLayer(layer)
    layer.selectByIds([2])

    run = classify(INPUT=str(image), MASK=QgsProcessingFeatureSourceDefinition(layer.id(), True))

    assert places(run) == {(3, 4)}


@pytest.mark.parametrize(
    ("polygons", "sentence"),
    [
        ([], "MASK holds no polygon"),
        ([polygon((90, 90), (90, 91), (91, 91))], "outside"),
    ],
)
def test_polygons_that_leave_no_tile_are_refused(
    classify: Classify, image: Path, polygons: list[QgsGeometry], sentence: str
) -> None:
    run = classify(INPUT=str(image), MASK=layer_of(*polygons))

    assert not run.ok
    assert sentence in run.sentence


def test_polygons_beside_the_extent_are_refused(classify: Classify, image: Path) -> None:
    extent = "500000,501280,5698720,5700000 [EPSG:32633]"

    run = classify(INPUT=str(image), EXTENT=extent, MASK=layer_of(polygon((4, 3), (4, 4), (5, 4), (5, 3))))

    assert not run.ok
    assert run.sentence.startswith("No tile lies in the polygons of MASK")


def test_polygons_beside_the_extent_of_a_resampled_image_leave_no_virtual_raster(
    classify: Classify, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = watch_virtual_files(monkeypatch)
    coarse = write_raster(tmp_path / "coarse.tif", ground(), names=["B04", "B03", "B02"], pixel=20.0)
    extent = "500000,501280,5698720,5700000 [EPSG:32633]"

    beside = layer_of(polygon((4, 3), (4, 4), (5, 4), (5, 3)))
    run = classify(INPUT=str(coarse), EXTENT=extent, MASK=beside, MODEL="fast")

    assert run.sentence.startswith("No tile lies in the polygons of MASK")
    new_virtual("the next one")  # removes what GDAL has written when the layer went
    assert left() == []


def test_polygons_without_a_coordinate_system_are_told_how_to_get_one(classify: Classify, image: Path) -> None:
    mask = layer_of(polygon((0, 0), (1, 0), (1, 1), (0, 1)))
    mask.setCrs(QgsCoordinateReferenceSystem())

    run = classify(INPUT=str(image), MASK=mask)

    assert not run.ok
    assert run.sentence == (
        "MASK cannot be places: the layer has no coordinate reference system; set it in the layer's context menu "
        "(Layer CRS, Set Layer CRS…)."
    )


def test_a_layer_that_is_not_there_is_named(classify: Classify, image: Path) -> None:
    run = classify(INPUT=str(image), MASK="nowhere.gpkg")

    assert not run.ok
    assert "nowhere.gpkg" in run.sentence


BOW_TIE = polygon((1, 1), (3, 3), (3, 1), (1, 3))


@pytest.mark.parametrize("invalid", [QgsFeatureRequest.GeometryAbortOnInvalid, QgsFeatureRequest.GeometryNoCheck])
def test_a_polygon_that_crosses_itself_is_refused_with_what_to_do(
    classify: Classify, image: Path, invalid: object
) -> None:
    run = classify(INPUT=str(image), MASK=layer_of(TRIANGLE, BOW_TIE), invalid=invalid)

    assert run.sentence == (
        "Polygon 2 of places is invalid (Self-intersection); mend it with the algorithm Fix geometries, or leave it "
        "out."
    )


def test_a_polygon_that_crosses_itself_is_left_out_where_qgis_is_to_do_so(classify: Classify, image: Path) -> None:
    extent = "500000,503840,5696800,5700000 [EPSG:32633]"
    skip = QgsFeatureRequest.GeometrySkipInvalid

    run = classify(INPUT=str(image), MASK=layer_of(BOW_TIE, TRIANGLE), EXTENT=extent, invalid=skip)

    assert places(run) == IN_TRIANGLE


def whole_earth(west: float, south: float, east: float, north: float, crs: str = "EPSG:4326") -> QgsVectorLayer:
    layer = QgsVectorLayer(f"Polygon?crs={crs}", "places", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(west, south, east, north)))
    layer.dataProvider().addFeature(feature)
    return layer


@pytest.mark.parametrize(
    "around",
    [
        (-10, 35, 40, 70),
        (-80, 0, 60, 60),
        (-10, 0, 180, 81),
        (-180, -90, 180, 90),
        (-2e7, -2e7, 2e7, 2e7, "EPSG:3857"),
    ],
    ids=["Europe", "the north of the Atlantic", "a quarter", "all", "all of Mercator's"],
)
@pytest.mark.parametrize("crs", [UTM33, "EPSG:3857"])
def test_a_polygon_as_large_as_the_earth_holds_all_tiles(
    classify: Classify, image: Path, tmp_path: Path, around: tuple[Any, ...], crs: str
) -> None:
    if crs != UTM33:
        image = Path(gdal.Warp(str(tmp_path / "warped.tif"), str(image), dstSRS=crs).GetDescription())

    run = classify(INPUT=str(image), MASK=whole_earth(*around))

    assert run.ok, run.sentence
    assert run.outputs["TILE_COUNT"] == classify(INPUT=str(image)).outputs["TILE_COUNT"]


def test_polygons_far_from_the_image_are_none_of_its_tiles(classify: Classify, image: Path) -> None:
    run = classify(INPUT=str(image), MASK=whole_earth(-80, 0, -60, 40))

    assert not run.ok
