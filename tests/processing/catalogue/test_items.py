# SPDX-License-Identifier: GPL-2.0-or-later
"""Items of a catalogue as INPUT: which images they are, what the grid tells of them, and which lead nowhere."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal
from qgis.core import QgsProcessingContext

from eurosat_plugin.core.catalogue import services
from tests.catalogue_items import copernicus, earth_search, planetary_computer
from tests.catalogue_server import Trouble
from tests.processing.catalogue.conftest import EXTENT, SCENE, TILES, attributes, use_catalogue
from tests.processing.conftest import Log, Run


@pytest.fixture(scope="module")
def right(classify, archive: Path) -> list[list[Any]]:
    """Return the attributes of the tiles as they are on the disk, read rightly."""
    path = archive / "plain" / "B04.tif"
    return attributes(classify(INPUT=str(path), EXTENT=EXTENT, PROBABILITIES=True, RADIOMETRY="l2a"))


def test_the_address_of_an_item_is_an_image(classify, server) -> None:
    run: Run = classify(INPUT=server.item_address(), EXTENT=EXTENT)

    assert run.ok, run.sentence
    assert run.outputs["TILE_COUNT"] == TILES
    assert (run.outputs["RADIOMETRY_USED"], run.outputs["OFFSET_USED"]) == ("l2a", 0.0)


def test_the_classes_are_those_of_the_files_on_a_disk(classify, server, right) -> None:
    remote = classify(INPUT=server.item_address(), EXTENT=EXTENT, PROBABILITIES=True)

    assert attributes(remote) == right


def test_the_grid_tells_day_scene_address_and_whom_to_name(classify, server) -> None:
    run = classify(INPUT=server.item_address(), EXTENT=EXTENT)

    feature = next(run.layer.getFeatures())
    assert feature["date"].toString("yyyy-MM-dd") == SCENE.day
    assert feature["scene"] == SCENE.id
    assert run.layer.customProperty("eurosat/source") == server.item_address()
    assert "contains modified Copernicus Sentinel data 2025" in run.layer.customProperty("eurosat/findings")


@pytest.mark.parametrize("like", services.CATALOGUES, ids=lambda like: like.key)
def test_layer_and_report_name_catalogue_and_terms(classify, server, monkeypatch, keys, folder: Path, like) -> None:
    use_catalogue(monkeypatch, server, like)
    item = server.items[0]
    item["links"].append({"rel": "parent", "href": f"{server.api}/collections/sentinel-2-l2a"})

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT, AUTH=keys, REPORT=str(folder / "report.html"))

    metadata = run.layer.metadata()
    assert metadata.rights() == ["Contains modified Copernicus Sentinel data 2025.", like.credit]
    assert metadata.licenses() == [like.terms]
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert all(text in report for text in ("contains modified Copernicus Sentinel data 2025", like.credit, like.terms))


def test_a_file_with_the_item_is_an_image(classify, server, tmp_path: Path) -> None:
    path = tmp_path / "item.json"
    path.write_text(json.dumps(server.items[0]))

    run = classify(INPUT=str(path), EXTENT=EXTENT)

    assert run.ok, run.sentence
    assert run.outputs["TILE_COUNT"] == TILES


def test_a_file_with_the_item_may_lie_beside_the_bands(classify, archive: Path, tmp_path: Path) -> None:
    path = shutil.copytree(archive / "plain", tmp_path / "scene") / "item.json"
    path.write_text(json.dumps(earth_search(SCENE, ".", "https://catalogue.example")))

    run = classify(INPUT=str(path), EXTENT=EXTENT)

    assert run.ok, run.sentence
    assert run.outputs["TILE_COUNT"] == TILES


def test_nothing_is_asked_of_a_server_before_the_run_works(classify, server, provider) -> None:
    algorithm, context = provider.algorithm("classifyraster").create(), QgsProcessingContext()
    parameters = {"INPUT": server.item_address(), "EXTENT": EXTENT, "OUTPUT": "TEMPORARY_OUTPUT"}

    assert algorithm.checkParameterValues(parameters, context) == (True, "")
    assert algorithm.prepare(parameters, context, Log())

    assert server.requests == []


@pytest.mark.parametrize("shape", [earth_search, planetary_computer, copernicus])
@pytest.mark.parametrize(
    ("folder", "told", "used"),
    [
        ("plain", {"applied": True}, 0.0),
        ("shifted", {"applied": False}, -1000.0),
        ("plain", {"applied": False}, 0.0),
        ("shifted", {"applied": True}, -1000.0),
    ],
    ids=["rightly applied", "rightly not applied", "wrongly not applied", "wrongly applied"],
)
def test_what_the_item_says_of_the_offset_is_held_against_the_pixels(
    classify, server, right, shape, folder, told, used
) -> None:
    # Other catalogues than Earth Search have no such word: there it is the baseline that says it.
    if shape is not earth_search:
        told = {"baseline": "03.01" if told["applied"] else "05.11"}
    item = shape(replace(SCENE, **told), f"{server.files}/{folder}", server.api)
    for asset in item["assets"].values():
        asset["href"] = asset["href"].replace(".jp2", ".tif")
    server.items[:] = [item]

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT, PROBABILITIES=True)

    assert run.ok, run.sentence
    assert run.outputs["OFFSET_USED"] == used
    lie = (folder == "plain") == (told in ({"applied": False}, {"baseline": "05.11"}))
    wrong = [warning for warning in run.log.warnings if "The numbers need" in warning]
    assert len(wrong) == lie
    assert attributes(run) == right


def test_a_scene_without_near_infrared_is_classified_without_it(classify, server) -> None:
    server.always = {"B8A.tif": Trouble(404)}
    gdal.VSICurlClearCache()

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT)

    assert run.ok, run.sentence
    assert not any("Near infrared is used" in info for info in run.log.infos)


def test_a_scene_without_a_band_is_refused(classify, server) -> None:
    del server.items[0]["assets"]["green"]

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT)

    assert not run.ok
    assert "has no file of green (B03)" in run.sentence


def test_an_address_without_an_item_is_told(classify, server) -> None:
    run = classify(INPUT=f"{server.api}/collections/sentinel-2-l2a/items/none", EXTENT=EXTENT)

    assert not run.ok
    assert "knows nothing at" in run.sentence


@pytest.mark.parametrize("address", ["http://catalogue.example/item", "https:///item"])
def test_an_address_that_is_not_safe_is_not_asked(classify, address) -> None:
    run = classify(INPUT=address, EXTENT=EXTENT)

    assert not run.ok
    assert "only addresses that begin with https:// are safe" in run.sentence


def test_files_on_a_server_that_is_not_safe_are_not_read(classify, server) -> None:
    server.items[:] = [earth_search(SCENE, "http://images.example/a", server.api)]

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT)

    assert not run.ok
    assert "only addresses that begin with https:// are safe" in run.sentence


@pytest.mark.parametrize(
    "leak", ["/etc/hostname", "file:///etc/hostname", "/vsistdin/", "/vsicurl/https://a.example/b"]
)
def test_an_item_of_a_server_does_not_lead_into_this_computer(classify, server, leak) -> None:
    server.items[0]["assets"]["green"]["href"] = leak

    run = classify(INPUT=server.item_address(), EXTENT=EXTENT)

    assert not run.ok
    assert "root:" not in run.sentence
