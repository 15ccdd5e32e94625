# SPDX-License-Identifier: GPL-2.0-or-later
"""``eurosat:openrun``: grids of several days and zones as one layer."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from qgis.core import Qgis, QgsUnitTypes, QgsVectorLayer, QgsVectorLayerTemporalProperties
from qgis.PyQt.QtCore import QDate

from eurosat_plugin.adapters.batch.run_folder import RunFolder
from eurosat_plugin.adapters.grid.grid_style import STYLE_NAMES
from eurosat_plugin.processing import run_layer
from tests.output_folders import state
from tests.processing.conftest import Log, Run
from tests.processing.runs import run_algorithm
from tests.rasters import ORIGIN, ground, write_raster

NAMES = ["B04", "B03", "B02"]
FIRST, EAST, LATER = "S2A_33UVT_20240501_0_L2A", "S2B_33UVT_20240501_1_L2A", "S2A_33UVT_20240506_0_L2A"
ZONE32 = "S2A_32UQC_20240501_0_L2A"


def write_image(folder: Path, name: str, shift: int = 0, crs: str = "EPSG:32633") -> None:
    place = (ORIGIN[0] + 10.0 * shift, 10.0, 0.0, ORIGIN[1], 0.0, -10.0)
    write_raster(folder / f"{name}.tif", ground(128, 256), names=NAMES, geotransform=place, crs=crs)


@pytest.fixture(scope="module")
def run(provider: object, tmp_path_factory: pytest.TempPathFactory) -> RunFolder:
    """Classify two images of a day, the second two tiles to the east and a bit, and one of a later day."""
    folder = tmp_path_factory.mktemp("dated")
    for name, shift in ((FIRST, 0), (EAST, 144), (LATER, 0)):
        write_image(folder, name, shift)
    found = run_algorithm("classifyscenes", {"IMAGES": str(folder), "FOLDER": str(folder / "run")})
    assert found.outputs["DONE_COUNT"] == 3, found.sentence
    return RunFolder(folder / "run")


def open_run(run: RunFolder, feedback: Log | None = None, **values: Any) -> Run:
    return run_algorithm("openrun", {"FOLDER": str(run.path), "OUTPUT": "TEMPORARY_OUTPUT", **values}, feedback)


def layer_of(found: Run) -> QgsVectorLayer:
    assert found.layer is not None, found.sentence
    return found.layer


def test_tiles_of_all_images_are_in_the_layer_those_of_the_same_ground_on_a_day_once(run: RunFolder) -> None:
    found = open_run(run)

    # Of 2 × 4 tiles, the first column of the second image lies by three quarters on the first, the next by one.
    tiles = Counter(feature["scene"] for feature in layer_of(found).getFeatures())
    assert tiles == {FIRST: 8, EAST: 8 - 2, LATER: 8} or tiles == {FIRST: 8, EAST: 8 - 4, LATER: 8}
    assert found.outputs["TILE_COUNT"] == sum(tiles.values())
    assert found.outputs["SCENE_COUNT"] == 3
    assert any("shows their ground" in line for line in found.log.infos)


def test_the_layer_changes_along_the_days_of_its_images(run: RunFolder) -> None:
    layer = layer_of(open_run(run))

    properties = layer.temporalProperties()
    assert isinstance(properties, QgsVectorLayerTemporalProperties)
    assert properties.isActive()
    assert properties.mode() == Qgis.VectorTemporalMode.FeatureDateTimeInstantFromField
    assert properties.startField() == "date"
    day = properties.fixedDuration(), QgsUnitTypes.encodeUnit(properties.durationUnits())
    assert day == (1, QgsUnitTypes.encodeUnit(QgsUnitTypes.TemporalUnit.TemporalDays))
    days = layer.uniqueValues(layer.fields().indexOf("date"))
    assert days == {QDate(2024, 5, 1), QDate(2024, 5, 6)}


def test_the_layer_has_the_styles_of_a_grid(run: RunFolder) -> None:
    assert set(layer_of(open_run(run)).styleManager().styles()) == set(STYLE_NAMES.values())


def test_a_file_keeps_style_and_time(run: RunFolder, tmp_path: Path) -> None:
    path = tmp_path / "all.gpkg"
    found = open_run(run, OUTPUT=str(path))
    assert found.ok, found.sentence

    layer = QgsVectorLayer(str(path), "all", "ogr")
    layer.loadDefaultStyle()  # QGIS 3.22 forgets the time while it opens a file

    assert layer.temporalProperties().isActive()
    assert layer.renderer().type() == "categorizedSymbol"
    assert layer.featureCount() == found.outputs["TILE_COUNT"]


def test_images_of_several_zones_become_a_layer_in_degrees(provider: object, tmp_path: Path) -> None:
    write_image(tmp_path, FIRST)
    write_image(tmp_path, ZONE32, crs="EPSG:32632")
    run_algorithm("classifyscenes", {"IMAGES": str(tmp_path), "FOLDER": str(tmp_path / "run")})

    layer = layer_of(open_run(RunFolder(tmp_path / "run")))

    assert layer.crs().authid() == "EPSG:4326"
    assert layer.featureCount() == 16
    # Both lie on the middle of their zones, at 15 and at 9 degrees east.
    assert (layer.extent().xMinimum(), layer.extent().xMaximum()) == pytest.approx((9.0, 15.04), abs=0.01)


def test_a_cancelled_run_leaves_nothing(run: RunFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_layer, "_CHUNK", 1)

    found = open_run(run, Log(cancel_at=50), OUTPUT=str(tmp_path / "all.gpkg"))

    assert not found.ok
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "file",
    ["GRID", "LINK", "index.gpkg", "areas.csv", "landcover/all.gpkg", "ogr:dbname='GRID' table=\"all\""],
)
def test_what_the_run_has_written_is_not_written_over(run: RunFolder, tmp_path: Path, file: str) -> None:
    grid = run.grid_file(run.plan().scenes[1])
    run.parquet_folder.mkdir(exist_ok=True)
    (tmp_path / "link.gpkg").symlink_to(grid)
    known = {"GRID": str(grid), "LINK": str(tmp_path / "link.gpkg")}
    output = file.replace("GRID", str(grid)) if file.startswith("ogr") else known.get(file, str(run.path / file))
    before = state(run.path)

    found = open_run(run, OUTPUT=output)

    assert not found.ok
    assert "it is an input of this run; choose another file" in found.sentence
    assert state(run.path) == before


def test_a_file_of_ones_own_in_the_folder_of_the_run_may_be_written(run: RunFolder) -> None:
    found = open_run(run, OUTPUT=str(run.path / "all.gpkg"))

    assert found.ok, found.sentence
    (run.path / "all.gpkg").unlink()


def test_a_folder_that_is_no_run_is_told(provider: object, tmp_path: Path) -> None:
    found = open_run(RunFolder(tmp_path))

    assert not found.ok
    assert "There is no plan in" in found.sentence


def test_a_run_of_which_nothing_is_done_is_told(run: RunFolder, tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_bytes(run.plan_file.read_bytes())

    found = open_run(RunFolder(tmp_path))

    assert not found.ok
    assert "Nothing is done in" in found.sentence
