# SPDX-License-Identifier: GPL-2.0-or-later
"""Samples of grids with the classes of a model, and how right such a grid is by them."""

from __future__ import annotations

from math import sqrt
from pathlib import Path

import pytest
from qgis.core import NULL, QgsProject, QgsVectorLayer

from eurosat_plugin.adapters.grid.accuracy_tables import accuracy_columns, matrix_columns
from eurosat_plugin.adapters.grid.sample_columns import sample_columns
from eurosat_plugin.core.class_scheme import LONGEST_NAME, ClassScheme
from tests.core.assessment.textbook import Unit, stehman_mean, stehman_ratio
from tests.grids import TILE_HA, memory_grid
from tests.processing.own_models.own_samples import (
    BUILT,
    SCHEME,
    TILES,
    TREES,
    WATER,
    assessed,
    drawn,
    labelled,
    own_grid,
    table,
)
from tests.processing.runs import rows_of, run_algorithm, taken


def test_the_estimates_are_those_worked_out_by_hand(grid: QgsVectorLayer) -> None:
    found = table(run := assessed(grid, labelled(grid)))

    # Of 100 tiles 50 are mapped as water, of which 8 of 10 are and 2 are trees; 30 as trees, 9 of 10 right and 1 built
    # up; 20 as built up, all right.
    tiles = {WATER: 50 * 0.8, TREES: 50 * 0.2 + 30 * 0.9, BUILT: 30 * 0.1 + 20}
    assert {key: found[key]["area_ha"] for key in tiles} == pytest.approx({k: n * TILE_HA for k, n in tiles.items()})
    assert [found[key]["users"] for key in tiles] == pytest.approx([0.8, 0.9, 1.0])
    assert [found[key]["producers"] for key in tiles] == pytest.approx([1.0, 27 / 37, 20 / 23])
    assert [found[key]["tiles"] for key in tiles] == [10, 10, 10]
    assert [found[key]["mapped_ha"] for key in tiles] == pytest.approx([n * TILE_HA for n in TILES.values()])
    assert run.outputs["OVERALL_ACCURACY"] == pytest.approx(0.5 * 0.8 + 0.3 * 0.9 + 0.2)
    # Σ W² (1 - n / N) p (1 - p) / (n - 1), by stratum
    variance = 0.5**2 * (1 - 10 / 50) * 0.8 * 0.2 / 9 + 0.3**2 * (1 - 10 / 30) * 0.9 * 0.1 / 9
    assert run.outputs["OVERALL_ERROR"] == pytest.approx(sqrt(variance))
    assert run.outputs["OVERALL_LOW"] < 0.87 < run.outputs["OVERALL_HIGH"]


def test_the_estimates_are_those_of_the_formulas_on_paper(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)

    found = table(assessed(grid, sample))

    units: list[Unit] = [(f["stratum"], f["map_key"], f["label_1"]) for f in sample.getFeatures()]
    for key in SCHEME.keys:
        mean, error = stehman_mean(units, TILES, lambda m, r, key=key: r == key)
        row = found[key]
        assert (row["area_ha"], row["area_se"]) == pytest.approx((mean * 100 * TILE_HA, error * 100 * TILE_HA))
        for name, base in (("users", 0), ("producers", 1)):
            wanted = stehman_ratio(
                units, TILES, lambda m, r, k=key: m == r == k, lambda *both, k=key, i=base: both[i] == k
            )
            assert (row[name], row[f"{name}_se"]) == pytest.approx(wanted)
            assert row[f"{name}_low"] <= row[name] <= row[f"{name}_high"]


def test_tables_have_the_columns_and_rows_of_the_models_classes(grid: QgsVectorLayer) -> None:
    run = assessed(grid, labelled(grid), MATRIX="TEMPORARY_OUTPUT")

    assert run.layer.fields().names() == [column.name for column in accuracy_columns(SCHEME)]  # type: ignore[union-attr]
    assert [(row["class_id"], row["class_key"], row["class_name"]) for row in rows_of(run.layer)] == [  # type: ignore[arg-type]
        (0, WATER, "water"),
        (1, TREES, "trees & shrubs"),
        (2, BUILT, "built-up"),
        (NULL, "mixed", "Mixed"),
    ]
    matrix = taken(run.outputs["MATRIX"], run.context)
    assert matrix is not None
    assert matrix.fields().names() == [column.name for column in matrix_columns(SCHEME)]
    counts = [[row[f"n_{key}"] for key in (*SCHEME.keys, "mixed")] for row in rows_of(matrix)]
    assert counts == [[8, 2, 0, 0], [0, 9, 1, 0], [0, 0, 10, 0]]
    shares = [[row[f"share_{key}"] for key in SCHEME.keys] for row in rows_of(matrix)]
    assert shares == [pytest.approx(row) for row in ([0.4, 0.1, 0.0], [0.0, 0.27, 0.03], [0.0, 0.0, 0.2])]


def test_no_column_speaks_of_eurosat_and_the_longest_name_has_room() -> None:
    columns = (*accuracy_columns(SCHEME), *matrix_columns(SCHEME), *sample_columns(SCHEME))

    assert not any("EuroSAT" in column.title + column.meaning for column in columns)
    assert {column.length for column in columns if column.name == "class_name"} == {LONGEST_NAME}


def test_a_class_that_is_nowhere_has_a_row_without_accuracies(provider: object, qgis_new_project: None) -> None:
    grid = own_grid(ClassScheme.of(["water", "snow", "trees & shrubs", "built-up"]))

    run = assessed(grid, labelled(grid))

    found = table(run)
    assert list(found) == [WATER, "Snow", TREES, BUILT, "mixed"]
    snow = found["Snow"]
    assert (snow["tiles"], snow["mapped_ha"], snow["area_ha"]) == (0, 0.0, 0.0)
    assert [snow[name] for name in ("users", "producers", "f1")] == [NULL] * 3
    assert snow["area_high"] > 0
    assert not any(info.startswith("snow covers") for info in run.log.infos)
    assert found[TREES]["area_ha"] == pytest.approx(37 * TILE_HA)


def test_the_report_has_the_names_and_colours_of_the_model(grid: QgsVectorLayer, tmp_path: Path) -> None:
    path = tmp_path / "report.html"

    run = assessed(grid, labelled(grid), REPORT=str(path))

    page = path.read_text(encoding="utf-8")
    assert all(name in page for name in ("water", "trees &amp; shrubs", "built-up"))
    assert all(f'fill="{color}"' in page for color in SCHEME.colors)
    assert "Forest" not in page
    assert any(info.startswith("trees & shrubs covers 1,516 ± ") for info in run.log.infos)  # 37 × 40.96


def test_without_all_probabilities_no_temperature_is_suggested_and_that_is_said(
    grid: QgsVectorLayer, tmp_path: Path
) -> None:
    path = tmp_path / "report.html"

    run = assessed(grid, labelled(grid), REPORT=str(path))

    sentence = "No temperature is suggested: the grid does not hold the probabilities of all classes"
    assert "TEMPERATURE" not in run.outputs
    assert any(info.startswith(sentence) for info in run.log.infos)
    assert sentence in path.read_text(encoding="utf-8")
    assert not any("ten classes" in warning for warning in run.log.warnings)
    assert run.outputs["CALIBRATION_ERROR"] == pytest.approx(abs(0.87 - 0.8))


def test_with_all_probabilities_a_temperature_is_suggested(provider: object, qgis_new_project: None) -> None:
    chances = {f"p_{WATER}": 0.8, f"p_{TREES}": 0.1, f"p_{BUILT}": 0.1}
    grid = own_grid(tiles={WATER: 60, TREES: 0, BUILT: 0}, **chances)

    run = assessed(grid, labelled(grid, [*[WATER] * 24, *[TREES] * 6]))

    # 24 of 30 are water, as the probabilities say.
    assert run.outputs["TEMPERATURE"] == pytest.approx(1.0, abs=0.02)


def test_a_label_that_is_none_of_the_models_classes_is_refused(grid: QgsVectorLayer) -> None:
    run = assessed(grid, labelled(grid, ["Forest", *[WATER] * 29]))

    assert not run.ok
    assert f"holds 'Forest'; a label is one of {WATER}, {TREES}, {BUILT}, mixed, unclear." in run.sentence


def test_change_is_estimated_from_a_sample_in_the_models_classes(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)
    columns = [sample.fields().lookupField(f"label_{person}") for person in (1, 2)]
    after = {f.id(): {columns[1]: BUILT if f["map_key"] == BUILT else f["label_1"]} for f in sample.getFeatures()}
    changed = next(f.id() for f in sample.getFeatures() if f["map_key"] == BUILT)
    after[changed] = {columns[1]: WATER}
    assert sample.dataProvider().changeAttributeValues(after)

    run = run_algorithm(
        "compare", {"BEFORE": grid, "AFTER": own_grid(), "REFERENCE": sample, "OUTPUT": "TEMPORARY_OUTPUT"}
    )

    assert run.ok, run.sentence
    assert run.outputs["REFERENCE_CHANGE_HA"] == pytest.approx(20 / 10 * TILE_HA)


def test_change_is_not_estimated_from_labels_of_other_classes(grid: QgsVectorLayer) -> None:
    sample = drawn(memory_grid([{"class_key": "Forest", "confidence": 0.9}] * 100)).layer

    run = run_algorithm(
        "compare", {"BEFORE": grid, "AFTER": own_grid(), "REFERENCE": sample, "OUTPUT": "TEMPORARY_OUTPUT"}
    )

    assert not run.ok
    assert "have different classes (only one of them has Annual crop" in run.sentence


def test_a_hundred_classes_have_tables_and_a_report(provider: object, qgis_new_project: None, tmp_path: Path) -> None:
    scheme = ClassScheme.of([f"class number {number}" for number in range(100)])
    grid = own_grid(scheme, dict.fromkeys(scheme.keys, 3))
    sample = labelled(grid, SAMPLE_SIZE=200)
    paths = {name: str(tmp_path / f"{name}.{end}") for name, end in (("MATRIX", "gpkg"), ("REPORT", "html"))}

    run = assessed(grid, sample, **paths)

    assert run.ok, run.sentence
    assert run.outputs["OVERALL_ACCURACY"] == 1.0
    matrix = QgsVectorLayer(paths["MATRIX"], "matrix", "ogr")
    assert matrix.featureCount() == 100
    assert Path(paths["REPORT"]).stat().st_size < 1_500_000


def test_the_project_keeps_its_layers(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)

    assessed(grid, sample)

    assert set(QgsProject.instance().mapLayers()) == {grid.id(), sample.id()}
