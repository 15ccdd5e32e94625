# SPDX-License-Identifier: GPL-2.0-or-later
"""How right a grid is, by a labelled sample of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from qgis.core import NULL, QgsFeature, QgsProject, QgsVectorLayer

from eurosat_plugin.adapters.grid.accuracy_tables import accuracy_columns, matrix_columns
from eurosat_plugin.core.classes import CLASS_KEYS
from tests.core.assessment.textbook import Unit, stehman_mean, stehman_ratio
from tests.grids import FIELDS, TILE_HA, memory_grid
from tests.processing.conftest import Log, Run
from tests.processing.runs import rows_of, run_algorithm, taken

TILES = [{"class_key": "Forest", "confidence": 0.95}] * 60 + [{"class_key": "River", "confidence": 0.70}] * 40
KINDS = {"row": "int", "col": "int", **FIELDS}


@pytest.fixture
def grid(provider: object, qgis_new_project: None) -> QgsVectorLayer:
    return memory_grid([{"row": 0, "col": number, **tile} for number, tile in enumerate(TILES)], KINDS)


def labelled(grid: QgsVectorLayer, labels: dict[int, str] | None = None, **values: Any) -> QgsVectorLayer:
    """Return a sample of 20 tiles of each class: every fifth is something else, or what `labels` say by number."""
    parameters = {"INPUT": grid, "SAMPLE_SIZE": 40, "ALLOCATION": "equal", "SEED": 3, "OUTPUT": "TEMPORARY_OUTPUT"}
    run = run_algorithm("sampletiles", {**parameters, **values})
    assert run.ok, run.sentence
    layer = run.layer
    layer.startEditing()
    for feature in layer.getFeatures():
        number, other = feature["sample"], "River" if feature["map_key"] == "Forest" else "Forest"
        usual = feature["map_key"] if number % 5 else other
        label(layer, feature, "label_1", (labels or {}).get(number, usual))
    assert layer.commitChanges()
    return layer


def label(layer: QgsVectorLayer, feature: QgsFeature, column: str, value: object) -> None:
    layer.changeAttributeValue(feature.id(), layer.fields().lookupField(column), value)


def assessed(grid: QgsVectorLayer, sample: QgsVectorLayer, feedback: Log | None = None, **values: Any) -> Run:
    parameters = {"INPUT": grid, "REFERENCE": sample, "OUTPUT": "TEMPORARY_OUTPUT", **values}
    return run_algorithm("accuracyassessment", parameters, feedback)


def table(run: Run) -> dict[str, dict[str, Any]]:
    assert run.ok, run.sentence
    return {row["class_key"]: row for row in rows_of(run.layer)}


def units_of(sample: QgsVectorLayer) -> list[Unit]:
    return [(f["stratum"], f["map_key"], f["label_1"]) for f in sample.getFeatures()]


def test_the_table_has_the_estimates_of_the_formulas_on_paper(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)

    run = assessed(grid, sample)

    units, tiles = units_of(sample), {"Forest": 60, "River": 40}
    forest = table(run)["Forest"]
    mean, error = stehman_mean(units, tiles, lambda m, r: r == "Forest")
    assert run.layer.fields().names() == [column.name for column in accuracy_columns()]
    assert (forest["tiles"], forest["mapped_ha"]) == (20, pytest.approx(60 * TILE_HA))
    assert (forest["area_ha"], forest["area_se"]) == pytest.approx((mean * 100 * TILE_HA, error * 100 * TILE_HA))
    for name, base in (("users", lambda m, r: m == "Forest"), ("producers", lambda m, r: r == "Forest")):
        wanted = stehman_ratio(units, tiles, lambda m, r: m == r == "Forest", base)
        assert (forest[name], forest[f"{name}_se"]) == pytest.approx(wanted)
        assert forest[f"{name}_low"] < forest[name] < forest[f"{name}_high"]
    overall = stehman_mean(units, tiles, lambda m, r: m == r)
    assert (run.outputs["OVERALL_ACCURACY"], run.outputs["OVERALL_ERROR"]) == pytest.approx(overall)
    assert run.outputs["OVERALL_LOW"] < run.outputs["OVERALL_ACCURACY"] < run.outputs["OVERALL_HIGH"]
    assert run.outputs["REFERENCE_COUNT"] == 40


def test_classes_that_are_nowhere_and_mixed_tiles_have_rows_without_values(grid: QgsVectorLayer) -> None:
    found = table(assessed(grid, labelled(grid)))

    assert list(found) == [*CLASS_KEYS, "mixed"]
    assert (found["Highway"]["tiles"], found["Highway"]["users"], found["Highway"]["area_ha"]) == (0, NULL, 0.0)
    assert (found["mixed"]["class_id"], found["mixed"]["mapped_ha"]) == (NULL, NULL)


def test_the_matrix_counts_tiles_and_shares_of_the_area(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)

    run = assessed(grid, sample, MATRIX="TEMPORARY_OUTPUT")

    matrix = taken(run.outputs["MATRIX"], run.context)
    assert matrix.fields().names() == [column.name for column in matrix_columns()]
    rows = {row["class_key"]: row for row in rows_of(matrix)}
    missed = sum(m == "Forest" and r == "River" for _, m, r in units_of(sample))
    assert rows["Forest"]["n_River"] == missed
    assert rows["Forest"]["share_River"] == pytest.approx(0.6 * missed / 20)
    assert sum(row[f"share_{key}"] for row in rows.values() for key in CLASS_KEYS) == pytest.approx(1.0)


def test_another_map_is_assessed_with_the_same_sample(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)
    other = memory_grid([{**tile, "row": 0, "col": n, "class_key": "Forest"} for n, tile in enumerate(TILES)], KINDS)

    run = assessed(other, sample)

    forests = stehman_mean(units_of(sample), {"Forest": 60, "River": 40}, lambda m, r: r == "Forest")
    assert run.outputs["OVERALL_ACCURACY"] == pytest.approx(forests[0])
    assert table(run)["Forest"]["mapped_ha"] == pytest.approx(100 * TILE_HA)


def test_tiles_without_a_label_and_unclear_ones_are_left_out_and_said(grid: QgsVectorLayer) -> None:
    run = assessed(grid, labelled(grid, {1: "unclear", 2: "", 3: ""}))

    counts = [run.outputs[name] for name in ("REFERENCE_COUNT", "UNCLEAR_COUNT", "UNLABELLED_COUNT")]
    assert counts == [37, 1, 2]
    assert any("without a label, left out: 2" in warning for warning in run.log.warnings)
    assert any("nobody can tell, left out: 1" in warning for warning in run.log.warnings)


def test_tiles_of_the_sample_that_were_deleted_are_told(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)
    assert sample.dataProvider().deleteFeatures([next(sample.getFeatures()).id()])

    run = assessed(grid, sample)

    assert any("The sample has 39 tiles, and 40 were drawn" in warning for warning in run.log.warnings)


def test_mixed_tiles_have_an_area(grid: QgsVectorLayer) -> None:
    sample = labelled(grid, {1: "mixed"})
    stratum = next(f["stratum"] for f in sample.getFeatures() if f["sample"] == 1)

    found = table(assessed(grid, sample))

    assert found["mixed"]["area_ha"] == pytest.approx({"Forest": 60, "River": 40}[stratum] * TILE_HA / 20)


def test_the_second_label_counts_where_that_is_asked_for(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)
    sample.startEditing()
    for feature in sample.getFeatures():
        label(sample, feature, "second_1", feature["map_key"])
    assert sample.commitChanges()

    first, either = (assessed(grid, sample, AGREEMENT=how) for how in ("first", "either"))

    assert first.outputs["OVERALL_ACCURACY"] == pytest.approx(0.8, abs=0.06)
    assert either.outputs["OVERALL_ACCURACY"] == 1.0


def test_two_interpreters_are_compared(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)
    sample.startEditing()
    for feature in sample.getFeatures():
        if feature["sample"] <= 10:
            label(sample, feature, "label_2", feature["label_1"] if feature["sample"] != 4 else "mixed")
    assert sample.commitChanges()

    run = assessed(grid, sample)

    assert any("agree on 90.0\u00a0% of the 10 tiles" in warning for warning in run.log.warnings)


def test_the_report_has_sentences_charts_and_all_that_the_log_says(grid: QgsVectorLayer, tmp_path: Path) -> None:
    path = tmp_path / "report.html"

    run = assessed(grid, labelled(grid), REPORT=str(path))

    page = path.read_text(encoding="utf-8")
    charts = re.findall(r"<svg.*?</svg>", page, re.DOTALL)
    assert [ElementTree.fromstring(chart).tag for chart in charts] == ["svg", "svg"]
    assert sum(info in page for info in run.log.infos) >= 3
    assert any(re.match(r"Forest covers [\d,]+ ± [\d,]+ ha \(95 %", info) for info in run.log.infos)
    assert "Error matrix" in page
    assert "Stehman (2014)" in page


def test_confidence_is_compared_with_how_often_tiles_are_right(grid: QgsVectorLayer) -> None:
    run = assessed(grid, labelled(grid))

    # Forest says 0.95 on 60 and River 0.7 on 40 of 100 tiles; about four of five are right in either.
    assert run.outputs["CALIBRATION_ERROR"] == pytest.approx(0.6 * 0.15 + 0.4 * 0.1, abs=0.06)
    assert run.outputs["TEMPERATURE"] > 0


def test_tables_are_written_as_csv(grid: QgsVectorLayer, tmp_path: Path) -> None:
    path = tmp_path / "accuracy.csv"

    run = assessed(grid, labelled(grid), OUTPUT=str(path))

    assert run.ok, run.sentence
    assert path.read_text(encoding="utf-8").startswith("class_id,class_key,class_name,tiles,mapped_ha,area_ha")


def test_points_that_are_no_sample_are_refused(grid: QgsVectorLayer) -> None:
    run = assessed(grid, memory_grid(TILES))

    assert not run.ok
    assert "has no column stratum. Accuracy and areas need a sample that Sample tiles drew" in run.sentence


def test_a_stratum_with_too_few_labels_is_refused(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)
    rivers = [f["sample"] for f in sample.getFeatures() if f["stratum"] == "River"]

    run = assessed(grid, labelled(grid, dict.fromkeys(rivers[1:], "unclear")))

    assert not run.ok
    assert "The stratum River has 1 reference tiles" in run.sentence


def test_a_sample_that_lost_a_stratum_is_refused(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)
    sample.setSubsetString("\"stratum\" = 'Forest'")

    run = assessed(grid, sample)

    assert not run.ok
    assert "2,457.6 ha, and Land cover has 4,096.0 ha" in run.sentence


def test_a_sample_of_another_place_is_refused(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)

    run = assessed(memory_grid(TILES[:90]), sample)

    assert not run.ok
    assert "lie where Land cover has no class" in run.sentence


def test_a_tile_that_is_there_twice_is_refused(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)
    sample.dataProvider().addFeatures([next(sample.getFeatures())])

    run = assessed(grid, sample)

    assert not run.ok
    assert "has 1 tiles more than once" in run.sentence


def test_a_label_that_is_no_class_is_refused(grid: QgsVectorLayer) -> None:
    run = assessed(grid, labelled(grid, {1: "Wald"}))

    assert not run.ok
    assert "holds 'Wald'; a label is one of AnnualCrop, Forest" in run.sentence


def test_no_label_at_all_is_refused(grid: QgsVectorLayer) -> None:
    run = assessed(grid, labelled(grid, dict.fromkeys(range(1, 41), "")))

    assert not run.ok
    assert run.sentence.startswith("No tile of the sample has a label yet")


def test_a_grid_whose_tiles_lie_on_each_other_is_refused(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)
    twice = memory_grid([{**tile, "area_ha": TILE_HA / 2} for tile in TILES])
    twice.dataProvider().addFeatures(list(twice.getFeatures()))

    run = assessed(twice, sample)

    assert not run.ok
    assert "lie on each other" in run.sentence


def test_a_cancelled_run_leaves_nothing(grid: QgsVectorLayer, tmp_path: Path) -> None:
    sample, log = labelled(grid), Log()
    log.cancel()

    run = assessed(grid, sample, log, OUTPUT=str(tmp_path / "a.csv"), REPORT=str(tmp_path / "r.html"))

    assert not run.ok
    assert list(tmp_path.iterdir()) == []


def test_the_project_keeps_its_layers(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)

    assessed(grid, sample)

    assert set(QgsProject.instance().mapLayers()) == {grid.id(), sample.id()}
