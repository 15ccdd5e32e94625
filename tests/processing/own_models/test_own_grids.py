# SPDX-License-Identifier: GPL-2.0-or-later
"""A grid of a model of one's own, read again by every other algorithm."""

from __future__ import annotations

from pathlib import Path

import pytest
from osgeo import gdal
from qgis.core import QgsVectorLayer

from eurosat_plugin.adapters.grid.provenance import scheme_of
from eurosat_plugin.core.class_scheme import ClassScheme
from tests.processing.conftest import Run
from tests.processing.runs import rows_of, run_algorithm, taken


def test_a_grid_read_again_is_counted_in_its_own_classes(written: tuple[Run, Path], qgis_new_project: None) -> None:
    layer = QgsVectorLayer(str(written[1] / "grid.gpkg"), "own grid", "ogr")
    layer.loadDefaultStyle()

    run = run_algorithm("classstatistics", {"INPUT": layer, "OUTPUT": "TEMPORARY_OUTPUT"})

    assert run.ok, run.sentence
    assert [(row["class_name"], row["tiles"]) for row in rows_of(run.layer)] == [  # type: ignore[arg-type]
        ("reddish", 2),
        ("greenish", 2),
        ("bluish", 1),
    ]


def test_a_file_of_a_grid_tells_its_classes_without_a_layer(written: tuple[Run, Path], qgis_new_project: None) -> None:
    run = run_algorithm("classstatistics", {"INPUT": str(written[1] / "grid.gpkg"), "OUTPUT": "TEMPORARY_OUTPUT"})

    assert run.ok, run.sentence
    assert [row["tiles"] for row in rows_of(run.layer)] == [2, 2, 1]  # type: ignore[arg-type]


def test_a_grid_read_again_becomes_a_raster_of_its_own_classes(
    written: tuple[Run, Path], tmp_path: Path, qgis_new_project: None
) -> None:
    layer = QgsVectorLayer(str(written[1] / "grid.gpkg"), "own grid", "ogr")
    layer.loadDefaultStyle()

    run = run_algorithm("gridtoraster", {"INPUT": layer, "OUTPUT": str(tmp_path / "again.tif")})

    assert run.ok, run.sentence
    dataset = gdal.Open(str(tmp_path / "again.tif"))
    band = dataset.GetRasterBand(1)
    assert band.ReadAsArray().tolist() == [[0, 1, 2], [0, 1, 255]]
    assert band.GetDescription() == "class_id"  # GDAL reads what lies beside the file when first asked for this
    assert band.GetCategoryNames()[:3] == ["reddish", "greenish", "bluish"]


def test_a_sample_is_drawn_from_the_file_of_a_grid_in_the_classes_of_the_model(
    written: tuple[Run, Path], qgis_new_project: None
) -> None:
    run = run_algorithm(
        "sampletiles",
        {"INPUT": str(written[1] / "grid.gpkg"), "SAMPLE_SIZE": 5, "MINIMUM": 2, "OUTPUT": "TEMPORARY_OUTPUT"},
    )

    assert run.ok, run.sentence
    rows = rows_of(run.layer)  # type: ignore[arg-type]
    assert sorted(row["stratum"] for row in rows) == ["Bluish", "Greenish", "Greenish", "Reddish", "Reddish"]
    assert scheme_of(run.layer) == ClassScheme.of(["reddish", "greenish", "bluish"])  # type: ignore[arg-type]


def test_polygons_consist_of_the_classes_of_the_model(written: tuple[Run, Path], qgis_new_project: None) -> None:
    layer = QgsVectorLayer(str(written[1] / "grid.gpkg"), "own grid", "ogr")
    layer.loadDefaultStyle()

    run = run_algorithm("composition", {"INPUT": layer, "POLYGONS": layer, "OUTPUT": "TEMPORARY_OUTPUT"})

    assert run.ok, run.sentence
    rows = rows_of(run.layer)  # type: ignore[arg-type]
    keys = ("Reddish", "Greenish", "Bluish")
    assert [[row[f"share_{key}"] for key in keys] for row in rows[:3]] == [
        pytest.approx(shares, abs=1e-3) for shares in ([1, 0, 0], [0, 1, 0], [0, 0, 1])
    ]
    assert [row["polygon_class_key"] for row in rows[:3]] == [row["class_key"] for row in rows[:3]] == list(keys)
    assert all(sum(row[f"probable_ha_{key}"] for key in keys) == pytest.approx(row["area_ha"]) for row in rows[:3])
    assert not any(name.endswith("Forest") for name in rows[0])


def test_two_grids_of_one_model_are_compared_in_its_classes(written: tuple[Run, Path], qgis_new_project: None) -> None:
    layers = [QgsVectorLayer(str(written[1] / "grid.gpkg"), name, "ogr") for name in ("before", "after")]
    for layer in layers:
        layer.loadDefaultStyle()

    run = run_algorithm(
        "compare",
        {"BEFORE": layers[0], "AFTER": layers[1], "OUTPUT": "TEMPORARY_OUTPUT", "MATRIX": "TEMPORARY_OUTPUT"},
    )

    assert run.ok, run.sentence
    rows = rows_of(run.layer)  # type: ignore[arg-type]
    assert [(row["before_key"], row["after_key"], row["change"]) for row in rows[:3]] == [
        (key, key, "same") for key in ("Reddish", "Greenish", "Bluish")
    ]
    table = rows_of(taken(run.outputs["MATRIX"], run.context))  # type: ignore[arg-type]
    hectares = [[row[f"to_{key}"] for key in ("Reddish", "Greenish", "Bluish")] for row in table]
    assert hectares == [pytest.approx(cells, rel=1e-2) for cells in ([20.48, 0, 0], [0, 20.48, 0], [0, 0, 10.24])]


def test_grids_of_different_classes_are_not_compared(written: tuple[Run, Path], qgis_new_project: None) -> None:
    layers = [QgsVectorLayer(str(written[1] / "grid.gpkg"), name, "ogr") for name in ("own", "other")]
    layers[0].loadDefaultStyle()
    layers[1].setCustomProperty("eurosat/classes", ClassScheme.of(["reddish", "greenish", "blue"]).to_text())

    differing = run_algorithm("compare", {"BEFORE": layers[0], "AFTER": layers[1], "OUTPUT": "TEMPORARY_OUTPUT"})

    assert "own and other have different classes, so they cannot be compared" in differing.sentence
