# SPDX-License-Identifier: GPL-2.0-or-later
"""Many scenes by a network with classes of its own: begun, interrupted, gone on with, summed up and opened."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from osgeo import gdal
from qgis.core import QgsVectorLayer

from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.grid.provenance import scheme_of
from eurosat_plugin.core.class_scheme import ClassScheme
from tests.coloured_scenes import EAST, FIRST, KEYS, LATER, TILES, write_network, write_scenes
from tests.core.network.foreign_networks import THREE, item
from tests.core.network.onnx_writer import scene_classifier
from tests.processing.conftest import Log, Run
from tests.processing.runs import rows_of, run_algorithm

SCHEME = ClassScheme.of(["reddish", "greenish", "bluish"])
AS_L1C = {"RADIOMETRY": "l1c", "OFFSET": 0.0}


class CancelsAtTheSecond(Log):
    """Cancels the run as soon as it says that it is at the second image."""

    def setProgressText(self, text: str) -> None:
        if text.startswith("Image 2 of 3"):
            self.cancel()


def classify(folder: Path, feedback: Log | None = None, **values: Any) -> Run:
    return run_algorithm("classifyscenes", {"FOLDER": str(folder), **values}, feedback)


def done(run: RunFolder) -> set[str]:
    return {scene.name for scene in run.plan().scenes if run.item(scene) is not None}


def table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


@pytest.fixture(scope="module")
def images(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_scenes(tmp_path_factory.mktemp("images"))


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_network(tmp_path_factory.mktemp("models") / "three.onnx")


@pytest.fixture(scope="module")
def run(provider: object, images: Path, network: Path, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """Classify the three scenes with all that can be written; cancel at the second, and go on with the folder alone."""
    found = RunFolder(tmp_path_factory.mktemp("runs") / "run")
    values = {"IMAGES": str(images), "MODEL_FILE": str(network), "RASTERS": True, "PROBABILITIES": True, **AS_L1C}
    first = classify(found.path, CancelsAtTheSecond(), **values)
    assert not first.ok
    assert len(done(found)) == 1

    second = classify(found.path)

    assert second.ok, second.sentence
    assert second.outputs["DONE_COUNT"] == 3
    return found


def areas(run: RunFolder) -> dict[tuple[str, str], float]:
    """Return the hectares of each class of each scene, added up tile by tile."""
    found = {(name, key): 0.0 for name in TILES for key in KEYS}
    for scene in run.plan().scenes:
        for tile in QgsVectorLayer(str(run.grid_file(scene)), "grid", "ogr").getFeatures():
            if tile["class_key"]:
                found[scene.name, tile["class_key"]] += tile["area_ha"]
    return found


def test_the_table_by_scene_has_the_classes_of_the_network(run: RunFolder) -> None:
    rows, hectares = table(run.scene_table.read_text(encoding="utf-8")), areas(run)

    assert [(row["scene"], row["class_key"], int(row["tiles"])) for row in rows] == [
        (scene.name, key, count) for scene in run.plan().scenes for key, count in zip(KEYS, TILES[scene.name])
    ]
    assert {(row["scene"], row["class_key"]): float(row["area_ha"]) for row in rows} == pytest.approx(
        hectares, abs=1e-4
    )


def test_the_table_by_day_counts_ground_once_in_the_classes_of_the_network(run: RunFolder) -> None:
    rows, hectares = table(run.day_table.read_text(encoding="utf-8")), areas(run)

    assert [(row["date"], row["images"], row["class_key"]) for row in rows] == [
        (day, images, key) for day, images in (("2024-05-01", "2"), ("2024-05-06", "1")) for key in KEYS
    ]
    reddish, greenish, bluish = (hectares[FIRST, key] for key in KEYS)
    expected = [reddish, greenish, bluish + hectares[EAST, "Bluish"], *(hectares[LATER, key] for key in KEYS)]
    assert [float(row["area_ha"]) for row in rows] == pytest.approx(expected, abs=2e-4)


def test_the_report_has_names_and_colours_of_the_network(run: RunFolder) -> None:
    html = run.report_file.read_text(encoding="utf-8")

    heads = [f'background: {c.color}"></span>{c.name}</th>' for c in SCHEME.classes]
    assert all(head in html for head in heads)
    assert all(f'fill="{c.color}"' in html for c in SCHEME.classes)
    assert not any(name in html for name in ("Forest", "Pasture", "urban"))


def test_index_and_items_tell_the_keys_of_the_network_and_nothing_urban(run: RunFolder) -> None:
    index = {row["scene"]: row for row in rows_of(QgsVectorLayer(str(run.index_file), "index", "ogr"))}

    assert {row["class_key"] for row in index.values()} <= set(KEYS)
    assert {name: row["tiles"] for name, row in index.items()} == {name: sum(of) for name, of in TILES.items()}
    for scene in run.plan().scenes:
        found = run.item(scene)
        assert found is not None
        assert [row["class_key"] for row in found["properties"]["eurosat:classes"]] == list(KEYS)
        assert "URBAN_PROBABILITY" not in found["properties"]["eurosat:outputs"]


def test_rasters_of_a_run_name_the_classes_of_the_network(run: RunFolder) -> None:
    for scene in run.plan().scenes:
        dataset = gdal.Open(str(run.raster_file(scene)))
        band = dataset.GetRasterBand(1)
        assert band.GetDescription() == "class_id"  # GDAL reads what lies beside the file when first asked for this
        assert band.GetCategoryNames()[:3] == [c.name for c in SCHEME.classes]


def test_the_layer_of_a_run_has_the_classes_of_the_network(run: RunFolder, tmp_path: Path) -> None:
    path = tmp_path / "all.gpkg"
    opened = run_algorithm("openrun", {"FOLDER": str(run.path), "OUTPUT": str(path)})
    assert opened.ok, opened.sentence

    layer = QgsVectorLayer(str(path), "all", "ogr")
    layer.loadDefaultStyle()
    rows = rows_of(layer)

    assert scheme_of(layer) == SCHEME
    assert [category.label() for category in layer.renderer().categories()[:3]] == [c.name for c in SCHEME.classes]
    assert {"p_Reddish", "p_Greenish", "p_Bluish"} <= set(rows[0])
    assert {"urban", "p_Forest"}.isdisjoint(rows[0])
    # Of the second image of the day only the column that the first does not show: two tiles.
    assert opened.outputs["TILE_COUNT"] == len(rows) == 6 + 2 + 5
    assert [row["class_key"] for row in rows if row["scene"] == EAST] == ["Bluish"] * 2


def test_the_layer_of_a_run_is_counted_in_its_own_classes(run: RunFolder, qgis_new_project: None) -> None:
    opened = run_algorithm("openrun", {"FOLDER": str(run.path), "OUTPUT": "TEMPORARY_OUTPUT"})

    counted = run_algorithm("classstatistics", {"INPUT": opened.layer, "OUTPUT": "TEMPORARY_OUTPUT"})

    assert counted.ok, counted.sentence
    assert [(row["class_key"], row["tiles"]) for row in rows_of(counted.layer)] == [  # type: ignore[arg-type]
        ("Reddish", 4),
        ("Greenish", 4),
        ("Bluish", 2 + 2 + 1),
    ]


def test_a_plan_says_the_classes_of_the_network_and_nothing_of_those_of_eurosat(
    run: RunFolder, images: Path, provider: object, tmp_path: Path
) -> None:
    classify(tmp_path / "run", IMAGES=str(images), PLAN_ONLY=True)
    bundled = json.loads((tmp_path / "run" / "plan.json").read_text(encoding="utf-8"))

    own = json.loads(run.plan_file.read_text(encoding="utf-8"))

    assert ClassScheme.from_text(own["classes"]) == run.plan().scheme == SCHEME
    assert set(own) - set(bundled) == {"classes"}
    assert RunFolder(tmp_path / "run").plan().scheme.is_eurosat


@pytest.mark.parametrize("names", ['{"0": "reddish", "1": "greenish", "2": "blue"}', ""])
def test_a_plan_does_not_go_on_with_another_network(names: str, images: Path, provider: object, tmp_path: Path) -> None:
    network, run = write_network(tmp_path / "three.onnx"), RunFolder(tmp_path / "run")
    classify(run.path, CancelsAtTheSecond(), IMAGES=str(images), MODEL_FILE=str(network), **AS_L1C)
    before, planned = done(run), network.read_bytes()
    write_network(network, class_names=names) if names else network.unlink()

    refused = classify(run.path)

    assert not refused.ok
    assert str(network) in refused.sentence
    assert ("put the former file back, or plan again" if names else "set MODEL or MODEL_FILE") in refused.sentence
    assert done(run) == before
    assert not any(run.receipt(scene) for scene in run.plan().scenes)
    network.write_bytes(planned)
    assert classify(run.path).outputs["DONE_COUNT"] == 3


def test_a_run_that_is_done_is_summed_up_whatever_has_become_of_its_network(
    images: Path, provider: object, tmp_path: Path
) -> None:
    network, run = write_network(tmp_path / "three.onnx"), RunFolder(tmp_path / "run")
    classify(run.path, IMAGES=str(images), MODEL_FILE=str(network), **AS_L1C)
    before = run.day_table.read_text(encoding="utf-8")
    run.day_table.unlink()
    network.unlink()

    again = classify(run.path)

    assert again.outputs["DONE_COUNT"] == 3, again.sentence
    assert run.day_table.read_text(encoding="utf-8") == before


def test_another_item_beside_the_same_file_is_another_network(images: Path, provider: object, tmp_path: Path) -> None:
    network, beside = tmp_path / "three.onnx", tmp_path / "three.mlm.json"
    network.write_bytes(scene_classifier(THREE, "NCHW", 32, last=""))
    plans = []
    for scale in (1000, 2000):
        described = item(bands=["B04", "B03", "B02"], value_scaling=[{"type": "scale", "value": scale}])
        described["properties"]["mlm:input"][0]["input"]["shape"] = [-1, 3, 32, 32]
        classes = [{"value": i, "name": c.name} for i, c in enumerate(SCHEME.classes)]
        described["properties"]["mlm:output"][0]["classification:classes"] = classes
        beside.write_text(json.dumps(described), encoding="utf-8")
        folder = tmp_path / f"run {scale}"
        planned = classify(folder, IMAGES=str(images), MODEL_FILE=str(network), PLAN_ONLY=True, **AS_L1C)
        assert planned.ok, planned.sentence
        plans.append(RunFolder(folder).plan())

    refused = classify(tmp_path / "run 1000")

    first, second = plans
    assert (first.model_sha256, first.scheme) == (second.model_sha256, second.scheme)
    assert {scene.key for scene in first.scenes}.isdisjoint(scene.key for scene in second.scenes)
    assert "The network" in refused.sentence
    assert "put the former file back, or plan again" in refused.sentence


def test_a_network_that_does_not_say_what_it_is_is_no_plan(images: Path, provider: object, tmp_path: Path) -> None:
    network = tmp_path / "three.onnx"
    network.write_bytes(scene_classifier(THREE, "NHWC", 32))

    refused = classify(tmp_path / "run", IMAGES=str(images), MODEL_FILE=str(network), PLAN_ONLY=True)

    assert not refused.ok
    assert "three.onnx does not describe itself" in refused.sentence
    assert not (tmp_path / "run").exists()
