# SPDX-License-Identifier: GPL-2.0-or-later
"""A sample of a grid with classes of one's own: its strata, its labels, and what it does not fit."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import QgsVectorLayer

from eurosat_plugin.adapters.grid.classified_grid import missing_columns
from eurosat_plugin.adapters.grid.provenance import scheme_of
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from tests.grids import memory_grid
from tests.processing.own_models.own_samples import (
    BUILT,
    SCHEME,
    TILES,
    TREES,
    WATER,
    assessed,
    drawn,
    label,
    labelled,
    own_grid,
    table,
)
from tests.processing.runs import rows_of, run_algorithm


def words_of(layer: QgsVectorLayer, column: str) -> dict[str, str]:
    """Return what people can choose in a column, by value."""
    setup = layer.editorWidgetSetup(layer.fields().lookupField(column))
    return {value: word for each in setup.config()["map"] for word, value in each.items()}


def test_a_sample_has_the_strata_and_the_labels_of_the_models_classes(grid: QgsVectorLayer) -> None:
    layer = drawn(grid).layer
    assert layer is not None

    rows = rows_of(layer)
    assert {row["stratum"]: row["stratum_tiles"] for row in rows} == TILES
    assert all(row["map_key"] == row["stratum"] for row in rows)
    assert scheme_of(layer) == SCHEME
    chosen = words_of(layer, "label_1")
    assert {key: chosen[key] for key in (*SCHEME.keys, "mixed", "unclear")} == {
        WATER: "water",
        TREES: "trees & shrubs",
        BUILT: "built-up",
        "mixed": "Mixed",
        "unclear": "Can't tell",
    }
    assert "Forest" not in chosen
    assert missing_columns(layer) == []


def test_a_sample_of_eurosats_classes_says_no_more_than_it_did(grid: QgsVectorLayer) -> None:
    usual = drawn(memory_grid([{"class_key": "Forest", "confidence": 0.9}] * 40)).layer
    assert usual is not None

    assert [key for key in usual.customPropertyKeys() if key.startswith("eurosat/")] == []
    assert usual.metadata().history() == []


def test_strata_by_confidence_and_expected_accuracies_know_the_models_classes(grid: QgsVectorLayer) -> None:
    run = drawn(grid, STRATA="class_confidence", EXPECTED=f"{WATER}=0.9", CONFIDENCE_LIMIT=0.5)

    assert {row["stratum"] for row in rows_of(run.layer)} == {f"{key} >= 0.50" for key in SCHEME.keys}  # type: ignore[arg-type]
    assert any(info.startswith(f"{WATER} >= 0.50: 10 of 50 tiles") and "0.90" in info for info in run.log.infos)


def test_a_class_of_eurosats_is_none_of_the_models(grid: QgsVectorLayer) -> None:
    run = run_algorithm("sampletiles", {"INPUT": grid, "EXPECTED": "Forest=0.9", "OUTPUT": "TEMPORARY_OUTPUT"})

    assert "EXPECTED names Forest, which is neither a stratum nor a class; the strata are" in run.sentence


@pytest.mark.parametrize("other", [EUROSAT, ClassScheme.of(["water", "trees & shrubs", "built-up", "snow"])])
def test_a_sample_of_other_classes_is_refused(grid: QgsVectorLayer, other: ClassScheme) -> None:
    sample = labelled(grid)
    grid.setCustomProperty("eurosat/classes", other.to_text())
    grid.setName("the map")
    sample.setName("the sample")

    run = assessed(grid, sample)

    assert not run.ok
    assert "the sample and the map have different classes (only one of them has " in run.sentence
    assert run.sentence.endswith("choose the grid that the sample was drawn from, or another with its classes.")


def test_a_sample_of_eurosats_classes_is_refused_for_a_grid_of_others(grid: QgsVectorLayer) -> None:
    usual = memory_grid([{"class_key": "Forest", "confidence": 0.9}] * 100)
    sample = drawn(usual).layer
    assert sample is not None

    run = assessed(grid, sample)

    assert not run.ok
    assert "(only one of them has Annual crop, Forest, Herbaceous vegetation …)" in run.sentence


def test_a_map_with_the_same_classes_in_another_order_is_assessed_with_the_sample(grid: QgsVectorLayer) -> None:
    sample = labelled(grid)
    other = own_grid(ClassScheme.of(["Built-up", "water", "trees & shrubs"], ["#000001", "#000002", "#000003"]))

    found = table(assessed(other, sample))

    assert [(row["class_id"], row["class_key"]) for row in list(found.values())[:3]] == [
        (0, BUILT),
        (1, WATER),
        (2, TREES),
    ]
    assert [found[key]["users"] for key in SCHEME.keys] == pytest.approx([0.8, 0.9, 1.0])


def test_a_geopackage_of_a_sample_tells_its_classes_wherever_it_is_opened(grid: QgsVectorLayer, tmp_path: Path) -> None:
    path = tmp_path / "sample.gpkg"
    drawn(grid, OUTPUT=str(path))
    layer = QgsVectorLayer(str(path), "sample", "ogr")
    label(layer)
    assert scheme_of(layer) == SCHEME
    assert "Forest" not in words_of(layer, "label_1")
    del layer

    run = assessed(grid, str(path))  # Processing loads the file without its style

    assert run.outputs["OVERALL_ACCURACY"] == pytest.approx(0.87)
