# SPDX-License-Identifier: GPL-2.0-or-later
"""Samples of tiles: whom they are drawn from, what is recorded of it, and what those who label see."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from qgis.core import NULL, QgsCoordinateReferenceSystem, QgsVectorLayer

from eurosat_plugin.adapters.grid.sample_columns import BLIND_COLUMNS, sample_columns
from tests.grids import FIELDS, TILE_HA, memory_grid
from tests.processing.conftest import Log, Run
from tests.processing.runs import rows_of, run_algorithm
from tests.processing.test_composition import box, polygons

TILES = (
    [{"class_key": "Forest", "confidence": 0.95}] * 40
    + [{"class_key": "Forest", "confidence": 0.60}] * 20
    + [{"class_key": "River", "confidence": 0.70}] * 10
    + [{"class_key": None, "flag": "nodata"}] * 5
)


@pytest.fixture
def grid(provider: object, qgis_new_project: None) -> QgsVectorLayer:
    kinds = {"row": "int", "col": "int", **FIELDS}
    return memory_grid([{"row": 0, "col": number, **tile} for number, tile in enumerate(TILES)], kinds)


def sample(grid: QgsVectorLayer, feedback: Log | None = None, **values: Any) -> Run:
    parameters = {"INPUT": grid, "OUTPUT": "TEMPORARY_OUTPUT", "MINIMUM": 2, "SEED": 1, **values}
    return run_algorithm("sampletiles", parameters, feedback)


def strata_of(run: Run) -> dict[str, int]:
    assert run.ok, run.sentence
    return dict(Counter(row["stratum"] for row in rows_of(run.layer)))


def test_a_sample_has_the_columns_that_its_estimates_need(grid: QgsVectorLayer) -> None:
    run = sample(grid, SAMPLE_SIZE=14)

    assert run.layer.fields().names() == [column.name for column in sample_columns()]
    assert run.outputs["SAMPLE_COUNT"] == 14
    assert (run.outputs["STRATUM_COUNT"], run.outputs["SEED_USED"]) == (2, 1)
    forest = next(row for row in rows_of(run.layer) if row["stratum"] == "Forest")
    assert (forest["map_key"], forest["stratum_tiles"]) == ("Forest", 60)
    assert forest["stratum_ha"] == pytest.approx(60 * TILE_HA)
    assert forest["inclusion"] == pytest.approx(12 / 60)
    assert forest["weight_ha"] == pytest.approx(60 * TILE_HA / 12)
    assert [forest[f"label_{person}"] for person in (1, 2)] == [NULL, NULL]


def test_each_tile_comes_once_where_it_lies_and_none_without_a_class(grid: QgsVectorLayer) -> None:
    run = sample(grid, SAMPLE_SIZE=70)

    rows = rows_of(run.layer)
    by_col = {feature["col"]: feature for feature in grid.getFeatures()}
    assert sorted(row["col"] for row in rows) == list(range(70))
    assert [row["sample"] for row in rows] == list(range(1, 71))
    for feature in run.layer.getFeatures():
        assert feature.geometry().equals(by_col[feature["col"]].geometry())
        assert feature["map_key"] == by_col[feature["col"]]["class_key"]


@pytest.mark.parametrize(
    ("allocation", "expected"),
    [
        ("proportional", {"Forest": 12, "River": 2}),
        ("equal", {"Forest": 7, "River": 7}),
        # 60 × √(0.8333 × 0.1667) = 22.4 and 10 × √(0.7 × 0.3) = 4.6, of 14: 11.6 and 2.4
        ("neyman", {"Forest": 12, "River": 2}),
    ],
)
def test_the_sample_is_shared_out_as_asked(grid: QgsVectorLayer, allocation: str, expected: dict[str, int]) -> None:
    assert strata_of(sample(grid, SAMPLE_SIZE=14, ALLOCATION=allocation)) == expected


def test_what_somebody_expects_shapes_the_sample(grid: QgsVectorLayer) -> None:
    # 60 × √(0.99 × 0.01) = 5.97 and 10 × √(0.5 × 0.5) = 5: of 14, 7.6 and 6.4.
    run = sample(grid, SAMPLE_SIZE=14, ALLOCATION="neyman", EXPECTED="Forest=0.99; River=0.5")

    assert strata_of(run) == {"Forest": 8, "River": 6}


def test_without_a_number_the_wanted_error_decides_and_the_log_explains(grid: QgsVectorLayer) -> None:
    run = sample(grid, STANDARD_ERROR=0.05, EXPECTED="Forest=0.8; River=0.8")

    # n = 0.16 / (0.05² + 0.16 / 70) = 33.4
    assert run.outputs["SAMPLE_COUNT"] == 34
    assert any("Olofsson" in info and "34" in info for info in run.log.infos)
    assert any(info.startswith("Forest: 29 of 60 tiles") for info in run.log.infos)


def test_more_tiles_than_asked_for_are_said(grid: QgsVectorLayer) -> None:
    run = sample(grid, SAMPLE_SIZE=10, MINIMUM=20)

    # River has ten tiles only.
    assert strata_of(run) == {"Forest": 20, "River": 10}
    assert any("has 30 tiles, and not 10: at least 20 of each stratum" in warning for warning in run.log.warnings)


def test_a_sample_of_the_wanted_size_is_not_warned_of(grid: QgsVectorLayer) -> None:
    assert sample(grid, SAMPLE_SIZE=14).log.warnings == []


def test_strata_by_class_and_confidence(grid: QgsVectorLayer) -> None:
    run = sample(grid, SAMPLE_SIZE=21, STRATA="class_confidence", CONFIDENCE_LIMIT=0.8)

    assert strata_of(run) == {"Forest >= 0.80": 12, "Forest < 0.80": 6, "River < 0.80": 3}


def test_strata_by_district_leave_no_tile_out(grid: QgsVectorLayer) -> None:
    districts = polygons(box(0, 30), box(30, 60), crs="EPSG:4326")

    run = sample(grid, SAMPLE_SIZE=21, STRATA="district", DISTRICTS=districts, DISTRICT_FIELD="name")

    assert strata_of(run) == {"district 0": 9, "district 1": 9, "outside": 3}


def test_the_same_seed_draws_the_same_tiles_and_is_recorded(grid: QgsVectorLayer) -> None:
    first, again, other = (sample(grid, SAMPLE_SIZE=14, SEED=seed) for seed in (7, 7, 8))

    cols = [[row["col"] for row in rows_of(run.layer)] for run in (first, again, other)]
    assert cols[0] == cols[1] != cols[2]
    assert {row["seed"] for row in rows_of(first.layer)} == {7}


def test_without_a_seed_each_run_has_its_own_and_tells_it(grid: QgsVectorLayer) -> None:
    first, second = (sample(grid, SAMPLE_SIZE=14, SEED=None) for _ in range(2))

    assert first.outputs["SEED_USED"] != second.outputs["SEED_USED"]
    again = sample(grid, SAMPLE_SIZE=14, SEED=first.outputs["SEED_USED"])
    assert [row["col"] for row in rows_of(again.layer)] == [row["col"] for row in rows_of(first.layer)]


def test_what_tells_the_class_on_the_map_is_hidden(grid: QgsVectorLayer) -> None:
    layer = sample(grid, SAMPLE_SIZE=14).layer

    shown = [column.name for column in layer.attributeTableConfig().columns() if not column.hidden]
    assert "label_1" in shown
    assert not set(shown) & set(BLIND_COLUMNS)
    for name in BLIND_COLUMNS:
        assert layer.editorWidgetSetup(layer.fields().lookupField(name)).type() == "Hidden"


def test_it_can_be_shown(grid: QgsVectorLayer) -> None:
    layer = sample(grid, SAMPLE_SIZE=14, BLIND=False).layer

    assert layer.editorWidgetSetup(layer.fields().lookupField("map_key")).type() != "Hidden"


def test_a_geopackage_is_blind_too(grid: QgsVectorLayer, tmp_path: Path) -> None:
    path = tmp_path / "sample.gpkg"

    run = sample(grid, SAMPLE_SIZE=14, OUTPUT=str(path))

    assert run.ok, run.sentence
    layer = QgsVectorLayer(str(path), "sample", "ogr")
    assert layer.featureCount() == 14
    assert layer.editorWidgetSetup(layer.fields().lookupField("map_key")).type() == "Hidden"
    assert layer.attributeDisplayName(layer.fields().lookupField("label_1")) == "Label 1"


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"EXPECTED": "Forest=1.5"}, "EXPECTED cannot be 'Forest=1.5'"),
        ({"EXPECTED": "Wood=0.9"}, "EXPECTED names Wood"),
        ({"SAMPLE_SIZE": 1}, "SAMPLE_SIZE needs a whole number from 2; 1 given."),
        ({"SEED": -1}, "SEED needs a whole number"),
        ({"STANDARD_ERROR": 0}, "STANDARD_ERROR needs a number"),
        ({"STRATA": "district"}, "Strata by district need DISTRICTS"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(grid: QgsVectorLayer, values: dict[str, Any], sentence: str) -> None:
    run = sample(grid, **{"SAMPLE_SIZE": 14, **values})

    assert not run.ok
    assert sentence in run.sentence


def test_districts_without_a_coordinate_system_are_refused(grid: QgsVectorLayer) -> None:
    districts = polygons(box(0, 30))
    districts.setCrs(QgsCoordinateReferenceSystem())

    run = sample(grid, STRATA="district", DISTRICTS=districts, DISTRICT_FIELD="name")

    assert not run.ok
    assert "DISTRICTS cannot be" in run.sentence
    assert "has no coordinate reference system" in run.sentence


def test_a_district_without_a_name_is_refused(grid: QgsVectorLayer) -> None:
    districts = polygons(box(0, 30), fields="field=name:string&field=number:integer")

    run = sample(grid, STRATA="district", DISTRICTS=districts, DISTRICT_FIELD="number")

    assert not run.ok
    assert "has no name in the column number" in run.sentence


def test_a_grid_without_any_class_is_refused(provider: object, qgis_new_project: None) -> None:
    run = sample(memory_grid([{"class_key": None}]))

    assert not run.ok
    assert "No tile of Land cover has a class" in run.sentence


def test_a_cancelled_run_leaves_nothing(grid: QgsVectorLayer, tmp_path: Path) -> None:
    log = Log()
    log.cancel()

    run = sample(grid, log, OUTPUT=str(tmp_path / "sample.gpkg"))

    assert not run.ok
    assert list(tmp_path.iterdir()) == []
