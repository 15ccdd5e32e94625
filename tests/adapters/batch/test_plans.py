# SPDX-License-Identifier: GPL-2.0-or-later
"""What may be planned, in how many forms, and what is refused before anything is written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from osgeo import ogr

from eurosat_plugin.adapters.batch.plan import make_plan
from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.batch.scene_source import SceneSource, read_sources
from eurosat_plugin.adapters.batch.settings import read_settings
from eurosat_plugin.adapters.output.whole_file import read_json, write_json
from eurosat_plugin.core.errors import InputError

ADDRESS = "https://catalogue.example/collections/l2a/items/"
IMAGE = SceneSource("/images/a.tif", "a")


def item(name: str, *links: dict[str, str]) -> dict[str, Any]:
    return {"type": "Feature", "id": name, "assets": {}, "links": list(links)}


def itself(name: str) -> dict[str, str]:
    return {"rel": "self", "href": ADDRESS + name}


def footprints(path: Path, rows: Iterable[tuple[str, str]]) -> Path:
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer("my scenes", geom_type=ogr.wkbMultiPolygon)
    for name in ("rank", "scene", "item"):
        layer.CreateField(ogr.FieldDefn(name))
    for scene, address in rows:
        feature = ogr.Feature(layer.GetLayerDefn())
        feature["scene"], feature["item"] = scene, address
        layer.CreateFeature(feature)
    return path


def test_the_answer_of_a_catalogue_gives_the_addresses_of_its_items(tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    document = {
        "type": "FeatureCollection",
        "features": [item("b", itself("b")), item("a", {"rel": "root"}, itself("a"))],
    }
    answer.write_text(json.dumps(document))

    assert read_sources(str(answer)) == [SceneSource(ADDRESS + "b", "b"), SceneSource(ADDRESS + "a", "a")]


def test_an_item_that_does_not_tell_its_address_is_refused(tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text(json.dumps({"features": [item("a", {"rel": "self", "href": "./a.json"})]}))

    with pytest.raises(InputError, match="does not tell its address"):
        read_sources(str(answer))


def test_a_file_with_one_item_is_one_image(tmp_path: Path) -> None:
    file = tmp_path / "scene.json"
    file.write_text(json.dumps(item("a")))

    assert read_sources(str(file)) == [SceneSource(str(file), "scene")]


def test_a_file_that_is_no_json_is_told(tmp_path: Path) -> None:
    file = tmp_path / "scene.json"
    file.write_text("{")

    with pytest.raises(InputError, match="it is no JSON"):
        read_sources(str(file))


def test_a_layer_of_footprints_gives_its_items_in_the_order_of_its_rows(tmp_path: Path) -> None:
    layer = footprints(tmp_path / "scenes.gpkg", [("clear", ADDRESS + "2"), ("cloudy", ADDRESS + "1")])

    assert read_sources(str(layer)) == [SceneSource(ADDRESS + "2", "clear"), SceneSource(ADDRESS + "1", "cloudy")]


def test_another_geopackage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "roads.gpkg"
    dataset = ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    dataset.CreateLayer("roads", geom_type=ogr.wkbLineString)
    dataset = None

    with pytest.raises(InputError, match="Search Sentinel-2 scenes"):
        read_sources(str(path))


def test_a_list_may_name_files_beside_it_and_addresses(tmp_path: Path) -> None:
    (tmp_path / "a.tif").touch()
    (tmp_path / "list.txt").write_text(f"# two\na.tif\n{ADDRESS}b?key=1\n")

    assert read_sources(str(tmp_path / "list.txt")) == [
        SceneSource(str(tmp_path / "a.tif"), "a"),
        SceneSource(f"{ADDRESS}b?key=1", "b"),
    ]


def test_an_image_that_is_named_twice_is_one_scene() -> None:
    assert len(make_plan([IMAGE, SceneSource(IMAGE.text, "again")], {}).scenes) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"MODEL": "fast", "STRIDE": "64", "EDGE": "shift", "TTA": "false"}, {}),
        ({"MODEL": "fast-float32"}, {"MODEL": "fast"}),
        ({"TTA": "1"}, {"TTA": "True"}),
        ({"BANDS": "3,2,1"}, {"BANDS": "3; 2; 1"}),
        ({"BANDS": "3,2,1"}, {"BANDS": "03 2 1"}),
        ({"OFFSET": "-1000"}, {"OFFSET": " -1000.0"}),
    ],
)
def test_the_same_settings_in_other_words_are_the_same_scenes(one: dict[str, str], other: dict[str, str]) -> None:
    assert make_plan([IMAGE], one) == make_plan([IMAGE], other)


def test_what_is_written_is_part_of_the_key() -> None:
    plans = [make_plan([IMAGE], {}, **kind) for kind in ({}, {"format": "parquet"}, {"raster": True})]

    assert len({plan.scenes[0].key for plan in plans}) == 3


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"STRIDE": "33"}, "STRIDE cannot be '33'; choose one of 64, 32, 16"),
        ({"TTA": "perhaps"}, "choose true or false"),
        ({"BANDS": "4,3"}, "three band numbers"),
        ({"BANDS": "-3,2,1"}, "three band numbers"),
        ({"BANDS": "0,1,2"}, "three band numbers"),
        ({"BANDS": "3.5,2"}, "three band numbers"),
        ({"BANDS": "B04,B03,B02"}, "three band numbers"),
        ({"BANDS": "3,2,1,"}, "three band numbers"),
        ({"SCALE": "ten"}, "SCALE needs a number from 1e-09 to 1e\\+09; 'ten' given."),
        ({"SCALE": "0"}, "SCALE needs a number"),
        ({"SCALE": "nan"}, "SCALE needs a number"),
        ({"OFFSET": "1e7"}, "OFFSET needs a number from -1e\\+06 to 1e\\+06"),
        ({"OFFSET": "-inf"}, "OFFSET needs a number"),
        ({"MIN_CONFIDENCE": "2"}, "MIN_CONFIDENCE needs a number from 0 to 1; '2' given."),
        ({"MIN_CONFIDENCE": "-0.1"}, "MIN_CONFIDENCE needs a number from 0 to 1"),
        ({"EXTENT": "nan,3,48,49 [EPSG:4326]"}, "EXTENT cannot be"),
        ({"INPUT": "a.tif"}, "There is no setting INPUT"),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(settings: dict[str, str], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        read_settings(settings)


def test_a_folder_of_something_else_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").touch()

    with pytest.raises(InputError, match="holds other files"):
        RunFolder(tmp_path).begin(make_plan([IMAGE], {}))

    assert [path.name for path in tmp_path.iterdir()] == ["thesis.odt"]


def test_a_run_is_not_begun_where_no_disk_is() -> None:
    with pytest.raises(InputError, match="/vsimem/run is not on the disk, so the results would be lost; choose"):
        RunFolder(Path("/vsimem/run")).begin(make_plan([IMAGE], {}))

    assert not Path("/vsimem").exists()


@pytest.mark.parametrize("content", ["{}", "[]", '{"schema": 1, "tasks": []}', '{"schema": 99}', "no json"])
def test_a_plan_of_another_program_is_not_written_over(tmp_path: Path, content: str) -> None:
    (tmp_path / "plan.json").write_text(content)

    with pytest.raises(InputError, match="written by another version"):
        RunFolder(tmp_path).begin(make_plan([IMAGE], {}))

    assert (tmp_path / "plan.json").read_text() == content


def test_a_plan_is_read_as_it_was_written(tmp_path: Path) -> None:
    plan, run = make_plan([IMAGE], {"STRIDE": "32"}, raster=True), RunFolder(tmp_path / "run")

    run.begin(plan)

    assert run.plan() == plan


@pytest.mark.parametrize("classes", ["Forest", "[]", '[{"key": "A"}]'])
def test_a_plan_whose_classes_cannot_be_read_is_not_taken_for_one_of_eurosats(tmp_path: Path, classes: str) -> None:
    run = RunFolder(tmp_path / "run")
    run.begin(make_plan([IMAGE], {}))
    write_json(run.plan_file, {**read_json(run.plan_file), "classes": classes})

    with pytest.raises(InputError, match="written by another version"):
        run.plan()
