# SPDX-License-Identifier: GPL-2.0-or-later
"""What a run leaves: the features of the algorithm, items with checksums, an index and a summary."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from pathlib import Path

import pytest
from qgis.core import QgsVectorLayer

from eurosat_batch.__main__ import ALL, main
from eurosat_batch.engine import Event
from eurosat_batch.local_engine import run_locally
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.core.classes import CLASS_KEYS
from tests.batch.conftest import Planner, run_serially
from tests.processing.runs import run_algorithm
from tests.processing.test_ways_to_run import contents
from tests.provider import registered_provider


def test_the_features_are_those_of_classify_raster(finished: RunFolder, qgis_processing: None) -> None:
    with registered_provider():
        alone = [
            contents(run_algorithm("classifyraster", {"INPUT": scene.source, "OUTPUT": "TEMPORARY_OUTPUT"}).layer)
            for scene in finished.plan().scenes
        ]

    grids = [QgsVectorLayer(str(finished.grid_file(scene)), "grid", "ogr") for scene in finished.plan().scenes]
    assert [contents(grid) for grid in grids] == alone
    assert [len(tiles) for tiles in alone] == [2 * 3] * 4


def test_an_item_tells_size_and_checksum_of_the_grid(finished: RunFolder) -> None:
    scene = finished.plan().scenes[0]

    content, item = finished.grid_file(scene).read_bytes(), finished.item(scene)

    assert item is not None
    asset = item["assets"]["landcover"]
    assert (asset["href"], asset["file:size"]) == ("./landcover.gpkg", len(content))
    assert asset["file:checksum"] == "1220" + hashlib.sha256(content).hexdigest()


def test_an_item_is_one_of_stac_even_without_a_date(finished: RunFolder) -> None:
    scene = finished.plan().scenes[0]

    item = finished.item(scene)

    assert item is not None
    assert (item["type"], item["stac_version"], item["id"]) == ("Feature", "1.1.0", scene.key)
    assert item["properties"]["datetime"] is None
    assert item["properties"]["start_datetime"] < item["properties"]["end_datetime"]
    west, south, east, north = item["bbox"]
    # The left edge of the rasters is the middle of zone 33, 15° E; 192 pixels of 10 m at 51° N are less than 0.03°.
    assert west == pytest.approx(15.0, abs=1e-6)
    assert 0.02 < east - west < 0.03
    assert 51 < south < north < 52


def test_a_second_run_does_nothing(finished: RunFolder, capsys: pytest.CaptureFixture[str]) -> None:
    before = {scene: finished.item_file(scene).stat().st_mtime_ns for scene in finished.plan().scenes}
    said: list[Event] = []

    run_locally(finished, 2, said.append)
    status = main(["run", str(finished.path)])

    assert said == []
    assert status == ALL
    assert {scene: finished.item_file(scene).stat().st_mtime_ns for scene in finished.plan().scenes} == before
    assert "0 of 4 scenes to do." in capsys.readouterr().out


def test_the_index_has_a_footprint_of_every_scene_that_is_done(finished: RunFolder) -> None:
    main(["run", str(finished.path)])

    index = QgsVectorLayer(str(finished.index_file), "index", "ogr")

    assert index.crs().authid() == "EPSG:4326"
    rows = {feature["scene"]: feature for feature in index.getFeatures()}
    assert sorted(rows) == ["scene1", "scene2", "scene3", "scene4"]
    assert {row["tiles"] for row in rows.values()} == {6}
    assert all((finished.path / row["grid"]).is_file() for row in rows.values())


def test_the_summary_has_the_hectares_of_every_class_of_every_scene(
    finished: RunFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["summary", str(finished.path)])

    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert [row["class_key"] for row in rows] == [*CLASS_KEYS] * 4
    for scene in finished.plan().scenes:
        grid = QgsVectorLayer(str(finished.grid_file(scene)), "grid", "ogr")
        hectares: Counter[str] = Counter()
        for feature in grid.getFeatures():
            hectares[feature["class_key"]] += feature["area_ha"]
        told = {row["class_key"]: float(row["area_ha"]) for row in rows if row["scene"] == scene.name}
        assert told == pytest.approx({key: hectares[key] for key in CLASS_KEYS}, abs=1e-4)


def test_the_settings_of_a_plan_reach_the_algorithm(
    images: Path, planned: Planner, qgis_processing: None, tmp_path: Path
) -> None:
    run = planned(tmp_path, images / "scene1.tif", STRIDE="32", PROBABILITIES="true", BANDS="3,2,1")

    run_serially(run)

    [scene] = run.plan().scenes
    item, grid = run.item(scene), QgsVectorLayer(str(run.grid_file(scene)), "grid", "ogr")
    # Windows of 64 pixels every 32 of 128 × 192 give cells of 32: 4 × 6.
    assert grid.featureCount() == 4 * 6
    assert "p_Forest" in grid.fields().names()
    assert item is not None
    assert item["properties"]["eurosat:settings"]["BANDS"] == "3,2,1"
