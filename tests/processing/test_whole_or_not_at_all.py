# SPDX-License-Identifier: GPL-2.0-or-later
"""Whatever goes wrong during a run: what was there stays, and nothing half made takes its place."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import ogr
from qgis.core import QgsProcessingOutputLayerDefinition, QgsRemappingSinkDefinition, QgsVectorLayer

from eurosat_plugin.core.network import numpy_network
from tests.output_folders import count, state, tables, write_foreign
from tests.processing.conftest import During, Log, Run
from tests.rasters import ground, write_raster

pytestmark = pytest.mark.usefixtures("quick_network")

Classify = Callable[..., Run]
NAMES = ["B04", "B03", "B02"]
TILES = 4 * 5
"""Tiles of the raster `countryside`: 200 rows and 300 columns of pixels."""

SUFFIXES = ["gpkg", "shp", "geojson", "fgb", "csv", "tab"]
"""Formats of one file and of several."""


@pytest.mark.parametrize("suffix", ["gpkg", "shp", "csv"])
def test_a_cancelled_run_leaves_the_older_grid_as_it_was(
    classify: Classify, countryside: Path, middling: Path, folder: Path, suffix: str
) -> None:
    output = folder / f"grid.{suffix}"
    assert classify(INPUT=str(countryside), OUTPUT=str(output)).ok
    before = state(folder)

    run = classify(Log(cancel_at=80), INPUT=str(middling), OUTPUT=str(output))

    assert not run.ok
    assert state(folder) == before


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_second_run_replaces_the_grid_and_leaves_nothing_else(
    classify: Classify, countryside: Path, tmp_path: Path, folder: Path, suffix: str
) -> None:
    small = write_raster(tmp_path / "small.tif", ground(64, 128), names=NAMES)
    output = folder / f"grid.{suffix}"
    assert classify(INPUT=str(countryside), OUTPUT=str(output)).ok
    files = set(state(folder))
    assert count(output) == TILES

    run = classify(INPUT=str(small), OUTPUT=str(output))

    assert run.ok, run.sentence
    assert run.outputs["OUTPUT"] == str(output)
    assert count(output) == 2
    assert set(state(folder)) == files
    assert [path.name for path in folder.iterdir() if path.name.startswith(".")] == []


@pytest.mark.parametrize("content", ["", "something else by that name"])
def test_a_file_that_is_no_geopackage_is_replaced_by_one(
    classify: Classify, countryside: Path, folder: Path, content: str
) -> None:
    path = folder / "grid.gpkg"
    path.write_text(content)

    run = classify(INPUT=str(countryside), OUTPUT=str(path))

    assert run.ok, run.sentence
    assert count(path) == TILES


def test_stale_companions_of_a_shapefile_go_with_it(classify: Classify, countryside: Path, folder: Path) -> None:
    for suffix in ("shp", "qix", "sbn"):
        (folder / f"grid.{suffix}").write_text("of an older grid")

    assert classify(INPUT=str(countryside), OUTPUT=str(folder / "grid.shp")).ok

    assert count(folder / "grid.shp") == TILES
    assert not {"grid.qix", "grid.sbn"} & set(state(folder))


@pytest.mark.parametrize("form", ["{path}", "ogr:dbname='{path}' table=\"grid\" (geom)"])
def test_layers_of_others_and_their_styles_survive_every_end(
    classify: Classify, countryside: Path, middling: Path, folder: Path, form: str
) -> None:
    path = folder / "grid.gpkg"
    write_foreign(path)
    foreign = tables(path)["fields"]
    before = state(folder)
    output = form.format(path=path)

    assert not classify(Log(cancel_at=50), INPUT=str(middling), OUTPUT=output).ok
    assert state(folder) == before

    for _ in range(2):
        run = classify(INPUT=str(countryside), OUTPUT=output)
        assert run.ok, run.sentence
        assert run.outputs["OUTPUT"] == f"{path}|layername=grid"
        assert run.layer.featureCount() == TILES
        after = tables(path)
        assert after["fields"] == foreign
        assert len(after["grid"]) == TILES
        assert [(table, style) for table, style, _ in after["layer_styles"]] == [
            ("fields", "style of fields"), ("grid", "EuroSAT classes"), ("grid", "EuroSAT, colour-blind safe"),
        ]  # fmt: skip


def test_grid_and_table_may_share_a_geopackage(classify: Classify, countryside: Path, folder: Path) -> None:
    path = folder / "all.gpkg"
    outputs = {name: f"ogr:dbname='{path}' table=\"{name.lower()}\"" for name in ("OUTPUT", "STATISTICS")}

    for _ in range(2):
        run = classify(INPUT=str(countryside), **outputs)
        assert run.ok, run.sentence
        assert run.outputs["STATISTICS"] == f"{path}|layername=statistics"
        assert (count(path, "output"), count(path, "statistics")) == (TILES, 10)
        assert list(state(folder)) == ["all.gpkg"]


def test_a_layer_that_qgis_shows_has_the_new_tiles(
    classify: Classify, countryside: Path, tmp_path: Path, folder: Path
) -> None:
    small = write_raster(tmp_path / "small.tif", ground(64, 128), names=NAMES)
    path = folder / "grid.gpkg"
    assert classify(INPUT=str(countryside), OUTPUT=str(path)).ok
    shown = QgsVectorLayer(str(path), "shown", "ogr")
    assert sum(1 for _ in shown.getFeatures()) == TILES
    features = shown.getFeatures()
    next(features)

    run = classify(INPUT=str(small), OUTPUT=str(path))

    assert run.ok, run.sentence
    features.close()
    shown.reload()
    assert sum(1 for _ in shown.getFeatures()) == 2


def test_every_end_leaves_no_handle_on_the_grid(classify: Classify, countryside: Path, folder: Path) -> None:
    path = folder / "grid.gpkg"
    for _ in range(2):
        assert classify(INPUT=str(countryside), OUTPUT=str(path)).ok

    links = [os.readlink(entry.path) for entry in os.scandir("/proc/self/fd") if os.path.islink(entry.path)]

    assert [link for link in links if str(folder) in link] == []


def test_a_grid_is_appended_to_a_layer_only_when_it_is_whole(
    classify: Classify, countryside: Path, middling: Path, folder: Path
) -> None:
    path = folder / "grid.gpkg"
    assert classify(INPUT=str(countryside), OUTPUT=str(path)).ok
    layer = QgsVectorLayer(str(path), "grid", "ogr")
    destination = QgsProcessingOutputLayerDefinition(str(path))
    remapping = QgsRemappingSinkDefinition()
    remapping.setDestinationFields(layer.fields())
    remapping.setDestinationCrs(layer.crs())
    remapping.setDestinationWkbType(layer.wkbType())
    destination.setRemappingDefinition(remapping)
    del layer

    assert not classify(Log(cancel_at=80), INPUT=str(middling), OUTPUT=destination).ok
    assert count(path) == TILES
    run = classify(INPUT=str(countryside), OUTPUT=destination)

    assert run.ok, run.sentence
    assert count(path) == 2 * TILES


@pytest.mark.parametrize("key", ["spatialite", "ogr"])
def test_a_database_gets_a_grid_only_when_it_is_whole(
    classify: Classify, countryside: Path, middling: Path, folder: Path, key: str
) -> None:
    path = folder / "grids.sqlite"
    ogr.GetDriverByName("SQLite").CreateDataSource(str(path), ["SPATIALITE=YES"])
    output = f"{key}:dbname='{path}' table=\"grid\" (geom)"
    first = classify(INPUT=str(countryside), OUTPUT=output)
    assert first.ok, first.sentence
    assert count(path, "grid") == TILES

    assert not classify(Log(cancel_at=80), INPUT=str(middling), OUTPUT=output).ok

    assert count(path, "grid") == TILES


@pytest.mark.parametrize("suffix", ["gpkg", "csv"])
def test_a_folder_that_is_deleted_on_the_way_is_a_failure(
    classify: Classify, middling: Path, folder: Path, suffix: str
) -> None:
    run = classify(During(lambda: shutil.rmtree(folder)), INPUT=str(middling), OUTPUT=str(folder / f"grid.{suffix}"))

    assert not run.ok
    assert f"grid.{suffix}" in run.sentence
    assert not folder.exists()


def test_a_source_that_is_overwritten_while_it_is_read_is_noticed(
    classify: Classify, tmp_path: Path, folder: Path
) -> None:
    scene = write_raster(tmp_path / "scene.tif", ground(64 * 20, 64 * 20), names=NAMES)
    other = write_raster(tmp_path / "other.tif", ground(64 * 20, 64 * 20, seed=2), names=NAMES).read_bytes()

    def overwrite() -> None:
        # In its place: a file that is shorter for a moment cannot be read, if that is when the run reads it.
        with scene.open("r+b") as file:
            file.write(other)

    run = classify(During(overwrite), INPUT=str(scene), OUTPUT=str(folder / "grid.gpkg"))

    assert not run.ok
    assert f"The file {scene} was changed while it was read" in run.sentence
    assert not list(folder.iterdir())


def test_a_source_that_is_cut_off_while_it_is_read_was_changed_and_was_not_incomplete(
    classify: Classify, tmp_path: Path, folder: Path
) -> None:
    scene = write_raster(tmp_path / "scene.tif", ground(64 * 20, 64 * 20), names=NAMES)

    run = classify(During(lambda: os.truncate(scene, 1000)), INPUT=str(scene), OUTPUT=str(folder / "grid.gpkg"))

    assert not run.ok
    assert run.sentence.startswith(f"The file {scene} was changed while it was read")
    assert not list(folder.iterdir())


@pytest.mark.parametrize("failing", ["write_bytes", "replace"])
def test_a_report_that_cannot_be_written_takes_everything_back(
    classify: Classify, countryside: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    names = {"OUTPUT": "grid.gpkg", "STATISTICS": "table.csv", "REPORT": "report.html"}
    outputs = {name: str(folder / file) for name, file in names.items()}
    assert classify(INPUT=str(countryside), **outputs).ok
    before = state(folder)
    if failing == "write_bytes":
        monkeypatch.setattr(Path, "write_bytes", full_disk)
    else:
        replace = os.replace
        target = folder / "report.html"
        monkeypatch.setattr(os, "replace", lambda a, b: full_disk() if Path(b) == target else replace(a, b))

    run = classify(INPUT=str(countryside), **outputs, MIN_CONFIDENCE=0.9)

    assert not run.ok
    assert "report.html" in run.sentence
    assert "(No space left on device)" in run.sentence
    assert state(folder) == before


def full_disk(*arguments: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_network_that_gives_no_numbers_is_told_as_such(
    classify: Classify, countryside: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_network = numpy_network.NumpyNetwork.run

    def without_numbers(self: Any, image: np.ndarray) -> tuple[np.ndarray, ...]:
        probabilities, energy = run_network(self, image)
        return np.where(len(image) > 2, np.nan, probabilities), energy

    monkeypatch.setattr(numpy_network.NumpyNetwork, "run", without_numbers)

    run = classify(INPUT=str(countryside), OUTPUT=str(folder / "grid.gpkg"), BACKEND="numpy")

    assert not run.ok
    assert "The model fast gives no numbers" in run.sentence
    assert not list(folder.iterdir())
