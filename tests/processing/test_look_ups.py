# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers of the project are looked up before a run works: a fixture of this folder lets any other run fail."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import (
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.catalogue.scene_layer import SCENE_COLUMNS
from eurosat_plugin.adapters.grid.column import fields_of
from tests.catalogue_items import Scene, earth_search, write_bands
from tests.catalogue_server import CatalogueServer, catalogue_server
from tests.processing.conftest import Log
from tests.processing.runs import run_algorithm
from tests.rasters import UTM33

SCENE = Scene()
TILE = 640.0
PLACE = QgsRectangle(SCENE.east + TILE, SCENE.north - 3 * TILE, SCENE.east + 3 * TILE, SCENE.north - TILE)
TILES = 4
TO_MEMORY = {"OUTPUT": "TEMPORARY_OUTPUT"}

pytestmark = [pytest.mark.usefixtures("provider", "qgis_new_project", "quick_network")]


@pytest.fixture(scope="module")
def bands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the bands of a scene."""
    folder = tmp_path_factory.mktemp("scene")
    write_bands(folder, SCENE)
    return folder


@pytest.fixture
def server(bands: Path) -> Iterator[CatalogueServer]:
    with catalogue_server(bands) as server:
        server.items.append(earth_search(SCENE, server.files, server.api))
        yield server


@pytest.fixture
def image(bands: Path) -> str:
    """Return the id of a layer of the project that shows the scene."""
    layer = QgsRasterLayer(str(bands / "B04.tif"), "red")
    QgsProject.instance().addMapLayer(layer)
    return str(layer.id())


@pytest.fixture
def square() -> str:
    """Return the id of a layer of the project with one polygon."""
    layer = QgsVectorLayer(f"Polygon?crs={UTM33}", "square", "memory")
    feature = QgsFeature()
    feature.setGeometry(QgsGeometry.fromRect(PLACE))
    layer.dataProvider().addFeature(feature)
    layer.updateExtents()
    QgsProject.instance().addMapLayer(layer)
    return str(layer.id())


def test_of_an_image_on_the_disk(image: str, square: str) -> None:
    run = run_algorithm(
        "classifyraster", {**TO_MEMORY, "INPUT": image, "EXTENT": square, "MASK": square, "RADIOMETRY": "l2a"}
    )

    assert run.ok, run.sentence
    assert run.outputs["TILE_COUNT"] == TILES


def test_of_a_scene_of_a_catalogue(server: CatalogueServer, square: str) -> None:
    run = run_algorithm(
        "classifyraster", {**TO_MEMORY, "INPUT": server.item_address(), "EXTENT": square, "MASK": square}
    )

    assert run.ok, run.sentence
    assert run.outputs["TILE_COUNT"] == TILES


def test_of_a_layer_on_a_server(server: CatalogueServer, square: str) -> None:
    layer = QgsRasterLayer(f"/vsicurl/{server.files}/B04.tif", "red")
    QgsProject.instance().addMapLayer(layer)

    run = run_algorithm("classifyraster", {**TO_MEMORY, "INPUT": layer.id(), "MASK": square, "RADIOMETRY": "l2a"})

    assert run.ok, run.sentence
    assert run.outputs["TILE_COUNT"] == TILES


def test_of_a_map(image: str, square: str) -> None:
    run = run_algorithm("classifycanvas", {**TO_MEMORY, "LAYERS": [image], "EXTENT": square})

    assert run.ok, run.sentence


def test_of_many_scenes(bands: Path, square: str, tmp_path: Path) -> None:
    scenes = QgsVectorLayer("Polygon?crs=EPSG:4326", "scenes", "memory")
    scenes.dataProvider().addAttributes(fields_of(SCENE_COLUMNS).toList())
    scenes.updateFields()
    feature = QgsFeature(scenes.fields())
    feature["scene"], feature["item"] = "one", str(bands / "B04.tif")
    scenes.dataProvider().addFeature(feature)

    run = run_algorithm(
        "classifyscenes", {"SCENES": scenes, "EXTENT": square, "RADIOMETRY": "l2a", "FOLDER": str(tmp_path / "run")}
    )

    assert run.ok, run.sentence
    assert run.outputs["DONE_COUNT"] == 1


def test_of_a_search(server: CatalogueServer, square: str) -> None:
    period = {"FIRST": "2025-05-01", "LAST": "2025-07-31"}

    run = run_algorithm("searchscenes", {**TO_MEMORY, "EXTENT": square, "ADDRESS": server.api, **period})

    assert run.ok, run.sentence
    assert run.outputs["SCENE_COUNT"] == 1


def test_polygons_that_were_removed_while_the_run_waited_are_told(image: str, square: str, provider) -> None:
    log, context = Log(), QgsProcessingContext()
    context.setProject(QgsProject.instance())
    parameters = {"INPUT": image, "MASK": square, "RADIOMETRY": "l2a", **TO_MEMORY}
    algorithm = provider.algorithm("classifyraster").create()
    assert algorithm.prepare(parameters, context, log)
    QgsProject.instance().removeMapLayer(square)

    with pytest.raises(Exception, match="was removed before the run began"):
        algorithm.runPrepared(parameters, context, log)


def test_an_image_that_was_removed_while_the_run_waited_is_classified(image: str, square: str, provider) -> None:
    log, context = Log(), QgsProcessingContext()
    context.setProject(QgsProject.instance())
    parameters = {"INPUT": image, "EXTENT": square, "RADIOMETRY": "l2a", **TO_MEMORY}
    algorithm = provider.algorithm("classifyraster").create()
    assert algorithm.prepare(parameters, context, log)
    QgsProject.instance().removeAllMapLayers()

    assert algorithm.runPrepared(parameters, context, log)["TILE_COUNT"] == TILES
