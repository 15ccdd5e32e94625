# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:searchscenes`` against a catalogue on this machine."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from qgis.core import (
    QgsProcessingContext,
    QgsProcessingModelAlgorithm,
    QgsProcessingModelChildAlgorithm,
    QgsProcessingModelChildParameterSource,
    QgsProcessingModelOutput,
    QgsProject,
    QgsVectorLayer,
)

from tests.catalogue_items import TILE, copernicus, earth_search, planetary_computer, write_bands
from tests.catalogue_server import catalogue_server
from tests.processing.conftest import Log
from tests.processing.search.searches import DAYS, PERIOD, SCENE, offer, rows


def test_the_clearest_scene_comes_first_with_all_that_is_known_of_it(find, server) -> None:
    clouds = (20.0, 4.0, 9.5, 28.0)
    offer(server, *(replace(SCENE, day=day, cloud=cloud) for day, cloud in zip(DAYS, clouds)))

    run = find(server)

    first, *others = rows(run)
    assert [row["cloud"] for row in (first, *others)] == [4.0, 9.5, 20.0, 28.0]
    assert (first["date"].toString("yyyy-MM-dd"), first["tile"], first["level"]) == ("2025-06-01", TILE, "L2A")
    assert (first["baseline"], first["offset"], first["orbit"]) == ("05.11", 0.0, 22)
    assert (first["covers"], first["crs"], first["platform"]) == (100.0, "EPSG:32633", "sentinel-2b")
    assert first["red"] == f"{server.files}/2025-06-01/B04.tif"
    assert run.outputs["SCENE_COUNT"] == len(DAYS)
    assert run.outputs["CLEAREST"] == first["item"] == server.item_address(1)


@pytest.mark.parametrize("shape", [earth_search, planetary_computer, copernicus])
def test_the_items_of_three_catalogues_say_the_same(find, server, shape) -> None:
    offer(server, replace(SCENE, applied=None), shape=shape)

    [row] = rows(find(server))

    told = (row["date"].toString("yyyy-MM-dd"), row["tile"], row["level"], row["baseline"], row["offset"], row["orbit"])
    assert told == (SCENE.day, TILE, "L2A", "05.11", -1000.0, 22)
    assert all(row[name] for name in ("red", "green", "blue", "infrared", "scl", "item"))


def test_scenes_outside_of_the_period_or_with_more_cloud_are_left_out(find, server) -> None:
    offer(
        server,
        replace(SCENE, day="2025-04-30", cloud=0.0),
        replace(SCENE, day="2025-05-01", cloud=31.0),
        replace(SCENE, day="2025-07-31", cloud=30.0),
    )

    run = find(server)

    assert [row["date"].toString("yyyy-MM-dd") for row in rows(run)] == ["2025-07-31"]
    assert any("more than 30 % under cloud that were left out: 1" in info for info in run.log.infos)


def test_a_scene_whose_image_ends_before_the_place_is_left_out(find, server) -> None:
    offer(server, SCENE, replace(SCENE, day="2025-06-11", cloud=0.0))
    # The swath ends within the tile: of its box, which catalogues go by, it shows the south-eastern corner alone.
    edge = server.items[1]
    west, south, east, north = edge["bbox"]
    corner = [[east, south], [east, south + 0.2 * (north - south)], [east - 0.2 * (east - west), south], [east, south]]
    edge["geometry"] = {"type": "Polygon", "coordinates": [corner]}

    run = find(server)

    assert [row["date"].toString("yyyy-MM-dd") for row in rows(run)] == [SCENE.day]
    assert run.outputs["SCENE_COUNT"] == 1


def test_all_pages_are_asked_for(find, server) -> None:
    server.page = 2
    offer(server, *(replace(SCENE, day=f"2025-06-{day:02d}") for day in range(1, 6)))

    run = find(server)

    assert len(rows(run)) == 5
    assert len(server.requests) == 3


def test_further_pages_may_be_asked_for_by_post(find, server) -> None:
    server.page, server.posts = 2, True
    offer(server, *(replace(SCENE, day=f"2025-06-{day:02d}") for day in range(1, 6)))

    run = find(server)

    assert len(rows(run)) == 5
    assert [request.partition(" ")[0] for request in server.requests] == ["GET", "POST", "POST"]


ZONE60 = replace(SCENE, crs="EPSG:32660", east=706_000.0)
"""Near 51° north the meridian of 180° is about 709 km east in this zone, and so goes through it."""


@pytest.mark.parametrize(
    "place",
    [
        ZONE60.place((100, 100), (400, 300)),
        "179.98,180.02,51.40,51.41 [EPSG:4326]",
        "-180.02,-179.98,51.40,51.41 [EPSG:4326]",
        "20035000,20039000,6691000,6693000 [EPSG:3857]",
    ],
    ids=["UTM", "degrees beyond 180", "degrees before -180", "web map"],
)
def test_a_place_on_both_sides_of_the_meridian_is_found(find, server, place) -> None:
    offer(server, ZONE60)

    run = find(server, EXTENT=place)

    [row] = rows(run)
    assert row["covers"] == 100.0
    asked = [parse_qs(urlsplit(request.split()[1]).query)["bbox"][0].split(",") for request in server.requests]
    assert [(box[0] == "-180.000000", box[2] == "180.000000") for box in asked] == [(False, True), (True, False)]
    box = next(run.layer.getFeatures()).geometry()
    # Two parts, one at each end of the map, and nothing between them.
    assert box.area() < 0.02
    assert len(box.asMultiPolygon()) == 2


def test_the_clearest_of_a_place_on_two_tiles_is_one_image_of_both(find, server) -> None:
    west, east = replace(SCENE, side=200), replace(SCENE, side=200, east=SCENE.east + 2000)
    offer(server, west, east, replace(west, day="2025-06-11", cloud=50.0))
    server.items[1]["id"] += "_east"
    server.items[1]["links"][0]["href"] += "_east"

    run = find(server, EXTENT=SCENE.place((100, 50), (300, 150)))

    assert sorted(run.outputs["CLEAREST"].split()) == [server.item_address(0), server.item_address(1)]


def test_no_more_than_the_limit_are_kept_and_that_is_said(find, server) -> None:
    server.page = 2
    offer(server, *(replace(SCENE, day=f"2025-06-{day:02d}") for day in range(1, 6)))

    run = find(server, LIMIT=3)

    assert len(rows(run)) == 3
    assert any("more than 3 scenes" in info for info in run.log.infos)


def test_a_scene_that_shows_a_part_alone_comes_after_cloudier_ones_that_show_all(find, server) -> None:
    beside = replace(SCENE, day="2025-06-11", east=SCENE.east + 2000, cloud=0.0)
    offer(server, beside, replace(SCENE, cloud=25.0))

    first, second = rows(find(server))

    assert (first["cloud"], first["covers"]) == (25.0, 100.0)
    # Of 2000 m, the eastern half is shown, but for the bend of the sides.
    assert second["covers"] == pytest.approx(50.0, abs=2.0)


def test_no_scene_is_a_layer_without_features_and_a_warning(find, server) -> None:
    run = find(server)

    assert rows(run) == []
    assert (run.outputs["SCENE_COUNT"], run.outputs["CLEAREST"]) == (0, "")
    assert any("has no such scene" in warning for warning in run.log.warnings)


def test_a_geopackage_keeps_columns_and_times(find, server, folder: Path) -> None:
    offer(server, *(replace(SCENE, day=day) for day in DAYS))

    find(server, OUTPUT=str(folder / "scenes.gpkg"))

    layer = QgsVectorLayer(str(folder / "scenes.gpkg"), "scenes", "ogr")
    layer.loadDefaultStyle()  # QGIS 3.22 forgets the times of a style while it opens a file
    assert layer.featureCount() == len(DAYS)
    assert layer.temporalProperties().isActive()
    assert layer.temporalProperties().startField() == "datetime"
    assert layer.attributeAlias(layer.fields().lookupField("covers")) == "Covers (%)"


def test_on_the_command_line_a_search_leads_to_a_classification(stock_qgis, tmp_path: Path, folder: Path) -> None:
    write_bands(tmp_path / SCENE.day, SCENE)
    place = f"EXTENT={SCENE.place((100, 100), (300, 300))}"
    with catalogue_server(tmp_path) as server:
        offer(server, SCENE)

        asked = (place, f"ADDRESS={server.api}", "FIRST=2025-05-01", "LAST=2025-07-31", "OUTPUT=TEMPORARY_OUTPUT")
        found = json.loads(stock_qgis("run", "eurosat:searchscenes", "--", *asked))["results"]
        stock_qgis.classify(f"INPUT={found['CLEAREST']}", place, f"OUTPUT={folder / 'grid.gpkg'}")

    grid = QgsVectorLayer(str(folder / "grid.gpkg"), "grid", "ogr")
    # 200 pixels are three tiles and a rest, which a window that is moved back covers.
    assert grid.featureCount() == 4 * 4


def test_in_a_model_a_search_leads_to_a_classification(provider, tmp_path: Path) -> None:
    write_bands(tmp_path / SCENE.day, SCENE)
    place = SCENE.place((100, 100), (300, 300))
    with catalogue_server(tmp_path) as server:
        offer(server, SCENE)
        search = QgsProcessingModelChildAlgorithm("eurosat:searchscenes")
        search.setChildId("search")
        for name, value in {"EXTENT": place, "ADDRESS": server.api, **PERIOD}.items():
            search.addParameterSources(name, [QgsProcessingModelChildParameterSource.fromStaticValue(value)])
        classify = QgsProcessingModelChildAlgorithm("eurosat:classifyraster")
        classify.setChildId("classify")
        found = QgsProcessingModelChildParameterSource.fromChildOutput("search", "CLEAREST")
        classify.addParameterSources("INPUT", [found])
        classify.addParameterSources("EXTENT", [QgsProcessingModelChildParameterSource.fromStaticValue(place)])
        grid = QgsProcessingModelOutput("grid", "grid")
        grid.setChildId("classify")
        grid.setChildOutputName("OUTPUT")
        classify.setModelOutputs({"grid": grid})
        model = QgsProcessingModelAlgorithm("place", "place")
        for child in (search, classify):
            model.addChildAlgorithm(child)
        model.updateDestinationParameters()
        context, log = QgsProcessingContext(), Log()
        context.setProject(QgsProject.instance())

        # QGIS names it by child and output, newer ones by the output alone.
        [written] = model.destinationParameterDefinitions()

        outputs, ok = model.run({written.name(): str(tmp_path / "grid.gpkg")}, context, log)

    assert ok, log.errors
    assert QgsVectorLayer(outputs[written.name()], "grid", "ogr").featureCount() == 4 * 4
