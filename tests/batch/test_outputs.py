# SPDX-License-Identifier: GPL-2.0-or-later
"""What a run over dated scenes, two of which overlap, writes beside the grids: rasters, collection, tables, report."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal

from eurosat_batch.__main__ import ALL, SOME, main
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.core.classes import CLASS_KEYS, CLASSES
from tests.batch.conftest import run_serially
from tests.rasters import ORIGIN, ground, write_raster

ROWS, COLS = 128, 256
FIRST = "S2A_33UVT_20240501_0_L2A"
EAST = "S2B_33UVT_20240501_1_L2A"
LATER = "S2A_33UVT_20240506_0_L2A"
GONE = "S2A_33UVT_20240511_0_L2A"


@pytest.fixture(scope="module")
def run(qgis_processing: None, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """Run four scenes: two of a day, of which the second lies two tiles to the east, a later one, and one that goes."""
    folder = tmp_path_factory.mktemp("dated")
    for name, shift in ((FIRST, 0), (EAST, 128), (LATER, 0), (GONE, 0)):
        place = (ORIGIN[0] + 10.0 * shift, 10.0, 0.0, ORIGIN[1], 0.0, -10.0)
        write_raster(folder / f"{name}.tif", ground(ROWS, COLS), names=["B04", "B03", "B02"], geotransform=place)
    found = RunFolder(folder / "run")
    assert main(["plan", str(found.path), str(folder), "--raster", "--set", "MIN_CONFIDENCE=0.2"]) == ALL
    (folder / f"{GONE}.tif").unlink()
    run_serially(found)
    assert main(["run", str(found.path)]) == SOME
    return found


def items(run: RunFolder) -> dict[str, dict]:
    found = {scene.name: run.item(scene) for scene in run.plan().scenes}
    return {name: item for name, item in found.items() if item is not None}


def test_a_scene_whose_file_has_vanished_is_refused_and_the_others_are_done(run: RunFolder) -> None:
    [gone] = [scene for scene in run.plan().scenes if scene.name == GONE]

    receipt = run.receipt(gone)

    assert receipt is not None
    assert f"{GONE}.tif is gone" in receipt["sentence"]
    assert sorted(items(run)) == sorted([FIRST, EAST, LATER])


def test_an_item_tells_day_and_tile(run: RunFolder) -> None:
    item = items(run)[FIRST]

    assert item["properties"]["datetime"] == "2024-05-01T00:00:00Z"
    assert item["properties"]["grid:code"] == "MGRS-33UVT"


def test_an_item_has_checksums_of_all_files(run: RunFolder) -> None:
    for scene in run.plan().scenes:
        item = run.item(scene)
        if item is None:
            continue
        there = {path.name for path in run.scene_folder(scene).iterdir()} - {"item.json"}
        assert {asset["href"] for asset in item["assets"].values()} == {f"./{name}" for name in there}
        for asset in item["assets"].values():
            content = (run.scene_folder(scene) / asset["href"]).read_bytes()
            assert asset["file:checksum"] == "1220" + hashlib.sha256(content).hexdigest()


def test_the_raster_has_the_classes_of_the_grid_with_colours_and_names(run: RunFolder) -> None:
    scene = run.plan().scenes[0]

    raster = gdal.Open(str(run.raster_file(scene)))

    raster.GetMetadata()  # without it GDAL 3.6 has not read the names of a band yet
    classes = raster.GetRasterBand(1)
    assert classes.ReadAsArray().shape == (ROWS // 64, COLS // 64)
    assert classes.GetCategoryNames() == [c.name for c in CLASSES]
    assert classes.GetColorTable().GetColorEntry(1)[:3] == tuple(bytes.fromhex(CLASSES[1].color[1:]))
    counted = Counter(CLASS_KEYS[number] for number in np.ravel(classes.ReadAsArray()))
    item = run.item(scene)
    assert item is not None
    told = {row["class_key"]: row["tiles"] for row in item["properties"]["eurosat:classes"] if row["tiles"]}
    assert told == counted


def test_the_collection_holds_all_items_and_their_time(run: RunFolder) -> None:
    collection = json.loads(run.collection_file.read_text())

    links = [link["href"] for link in collection["links"] if link["rel"] == "item"]
    found = [json.loads((run.path / href).read_text()) for href in links]
    assert [item["id"] for item in found] == [item["id"] for item in items(run).values()]
    assert {item["collection"] for item in found} == {collection["id"]}
    assert collection["extent"]["temporal"]["interval"] == [["2024-05-01T00:00:00Z", "2024-05-06T23:59:59Z"]]
    [box] = collection["extent"]["spatial"]["bbox"]
    assert box[0] == min(item["bbox"][0] for item in found)
    assert box[2] == max(item["bbox"][2] for item in found)
    own = {link["rel"]: link["href"] for link in found[0]["links"]}
    assert (run.scene_folder(run.plan().scenes[0]) / own["collection"]).resolve() == run.collection_file.resolve()


def test_the_areas_of_a_day_count_what_both_scenes_show_once(
    run: RunFolder, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["summary", str(run.path), "--by", "day"])

    told = capsys.readouterr().out
    assert told == run.day_table.read_text()
    sums: Counter[str] = Counter()
    for row in csv.DictReader(io.StringIO(told)):
        sums[row["date"]] += float(row["area_ha"])
    # Of two times eight tiles of a day, two columns of two lie on each other: twelve; the later scene has eight.
    assert sums["2024-05-01"] / sums["2024-05-06"] == pytest.approx(12 / 8, rel=1e-4)


def test_areas_by_scene_count_all_that_a_scene_shows(run: RunFolder) -> None:
    sums: Counter[str] = Counter()
    for row in csv.DictReader(io.StringIO(run.scene_table.read_text())):
        sums[row["scene"]] += float(row["area_ha"])

    assert sums[FIRST] == pytest.approx(sums[LATER])
    assert sums[EAST] == pytest.approx(sums[FIRST], rel=1e-3)


def test_the_report_has_a_chart_of_the_days_and_the_refusal(run: RunFolder) -> None:
    page = run.report_file.read_text(encoding="utf-8")

    assert "From 2024-05-01 to 2024-05-06" in page
    assert page.count("<title>2024-05") == 2
    assert f"<b>{GONE}</b>" in page
    assert "MIN_CONFIDENCE" in page


def test_a_plan_into_the_folder_of_the_images_is_refused(
    images: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["plan", str(images), str(images)])

    assert status == 1
    assert "holds other files" in capsys.readouterr().err
    assert not (images / "plan.json").exists()
