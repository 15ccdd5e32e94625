# SPDX-License-Identifier: GPL-2.0-or-later
"""Networks with classes, bands and tiles of their own, from the file to all that a run writes, and back from it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsCategorizedSymbolRenderer, QgsRasterLayer, QgsVectorLayer

from eurosat_plugin.adapters.grid.class_raster_style import style_class_raster
from eurosat_plugin.adapters.grid.provenance import scheme_of
from eurosat_plugin.core.class_scheme import ClassScheme
from tests.core.network.foreign_networks import NAMES, item
from tests.core.network.onnx_writer import scene_classifier
from tests.processing.conftest import Run
from tests.processing.own_models.conftest import AS_L1C
from tests.processing.runs import rows_of, run_algorithm
from tests.products import Product, write_product
from tests.rasters import ORIGIN, ground, write_raster

WEIGHTS = np.random.default_rng(1).normal(size=(4, 12))


@pytest.fixture(scope="module")
def twelve(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a network of twelve classes in tiles of 128 pixels, with an item that names B08 among its bands."""
    path = tmp_path_factory.mktemp("models") / "cover.onnx"
    path.write_bytes(scene_classifier(WEIGHTS, "NCHW", 128, last=""))
    path.with_name("cover.mlm.json").write_text(json.dumps(item()), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def four_bands(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rasters") / "four.tif"
    return write_raster(path, ground(256, 384, bands=4, seed=5), names=["B02", "B03", "B04", "B08"])


def expected_class(values: np.ndarray) -> np.ndarray:
    """Return the probabilities of the twelve classes for digital numbers ``(bands, rows, cols)`` of a tile."""
    scores = ((values.mean(axis=(1, 2)) - [100, 200, 300, 400]) / 1000) @ WEIGHTS
    odds: np.ndarray = np.exp(scores - scores.max())
    return odds / odds.sum()


def legend(layer: QgsVectorLayer) -> dict[str, str]:
    renderer = layer.renderer()
    assert isinstance(renderer, QgsCategorizedSymbolRenderer)
    classes = [category for category in renderer.categories() if category.value() not in (None, "doubtful")]
    return {str(c.label()): c.symbol().color().name() for c in classes if c.value()}


def test_a_grid_has_the_classes_of_its_model(written: tuple[Run, Path]) -> None:
    rows = rows_of(written[0].layer)  # type: ignore[arg-type]

    keys = ["Reddish", "Greenish", "Bluish"]
    assert [row["class_name"] for row in rows[:5]] == ["reddish", "greenish", "bluish", "reddish", "greenish"]
    assert [(row["class_id"], row["class_key"]) for row in rows[:3]] == list(enumerate(keys))
    assert rows[5]["flag"] == "nodata"
    assert all(sum(row[f"p_{key}"] for key in keys) == pytest.approx(1) for row in rows[:5])
    assert all(row["area_ha"] == pytest.approx(10.24, rel=1e-2) for row in rows[:5])
    assert {"urban", "p_Forest"}.isdisjoint(rows[0])
    assert not any(row["flag"] for row in rows[:5])
    assert not rows[0]["energy"]


def test_a_network_answers_in_a_run_as_by_hand(written: tuple[Run, Path]) -> None:
    first = rows_of(written[0].layer)[0]  # type: ignore[arg-type]

    levels = np.rint(1 + np.array([2400, 300, 300]) * 254 / 2750)
    scores = 3 * (levels / 255 - 0.5) / [0.25, 0.25, 0.5]
    assert first["confidence"] == pytest.approx(np.exp(scores[0]) / np.exp(scores).sum(), abs=1e-5)


def test_the_legend_has_its_names_and_its_colours(written: tuple[Run, Path]) -> None:
    layer = QgsVectorLayer(str(written[1] / "grid.gpkg"), "grid", "ogr")
    layer.loadDefaultStyle()
    scheme = ClassScheme.of(["reddish", "greenish", "bluish"])

    assert scheme_of(layer) == scheme
    assert legend(layer) == {c.name: c.color for c in scheme.classes}


def test_raster_table_and_report_have_them_too(written: tuple[Run, Path]) -> None:
    folder = written[1]
    raster = gdal.Open(str(folder / "classes.tif"))
    band = raster.GetRasterBand(1)
    table = rows_of(QgsVectorLayer(str(folder / "table.gpkg"), "table", "ogr"))
    report = (folder / "report.html").read_text(encoding="utf-8")

    assert band.ReadAsArray().tolist() == [[0, 1, 2], [0, 1, 255]]
    assert band.GetDescription() == "class_id"  # GDAL reads what lies beside the file when first asked for this
    assert band.GetCategoryNames()[:3] == ["reddish", "greenish", "bluish"]
    assert [raster.GetRasterBand(i).GetDescription() for i in (3, 4, 5)] == ["p_Reddish", "p_Greenish", "p_Bluish"]
    assert [(row["class_key"], row["tiles"]) for row in table] == [("Reddish", 2), ("Greenish", 2), ("Bluish", 1)]
    assert all(name in report for name in ("reddish", "greenish", "bluish"))
    assert "EuroSAT (Helber" not in report
    assert "Forest" not in report
    assert "URBAN_PROBABILITY" not in written[0].outputs
    assert written[0].outputs["DOMINANT_CLASS"] == "Reddish"


def test_a_raster_that_is_loaded_shows_the_classes_of_the_model(written: tuple[Run, Path]) -> None:
    layer = QgsRasterLayer(str(written[1] / "classes.tif"), "classes")
    style_class_raster(layer)

    assert [(c.value, c.label) for c in layer.renderer().classes()] == [(0, "reddish"), (1, "greenish"), (2, "bluish")]


def test_twelve_classes_by_four_bands_in_tiles_of_128_pixels(
    classify: Callable[..., Run], twelve: Path, four_bands: Path
) -> None:
    run = classify(INPUT=str(four_bands), MODEL_FILE=str(twelve), PROBABILITIES=True, **AS_L1C)

    assert run.ok, run.sentence
    values = ground(256, 384, bands=4, seed=5).astype(float)
    rows = rows_of(run.layer)  # type: ignore[arg-type]
    assert len(rows) == 6
    for row in rows:
        top, left = 128 * row["row"], 128 * row["col"]
        expected = expected_class(values[:, top : top + 128, left : left + 128])
        assert row["class_name"] == NAMES[int(expected.argmax())]
        assert [row[f"p_Cover{letter}"] for letter in "ABCDEFGHIJKL"] == pytest.approx(expected, abs=1e-4)
    assert list(legend(run.layer).values())[10] == "#00000a"  # type: ignore[arg-type]


def test_cells_are_halves_of_tiles_of_any_size(classify: Callable[..., Run], twelve: Path, four_bands: Path) -> None:
    run = classify(INPUT=str(four_bands), MODEL_FILE=str(twelve), STRIDE="32", **AS_L1C)

    assert run.ok, run.sentence
    boxes = [feature.geometry().boundingBox() for feature in run.layer.getFeatures()]  # type: ignore[union-attr]
    assert len(boxes) == 4 * 6
    assert {(box.width(), box.height()) for box in boxes} == {(640.0, 640.0)}
    assert run.layer.customProperty("eurosat/stride") == 64  # type: ignore[union-attr]


def test_bands_that_are_resampled_reach_the_network(classify: Callable[..., Run], twelve: Path, tmp_path: Path) -> None:
    values = np.broadcast_to(np.array([500, 900, 1300, 3000], np.uint16)[:, None, None], (4, 90, 90)).copy()
    values[:, ::2] += 1  # one number all over is no image
    path = write_raster(tmp_path / "coarse.tif", values, names=["B02", "B03", "B04", "B08"], pixel=20.0)

    run = classify(INPUT=str(path), MODEL_FILE=str(twelve), PROBABILITIES=True, EDGE="skip", **AS_L1C)

    assert run.ok, run.sentence
    first = rows_of(run.layer)[0]  # type: ignore[arg-type]
    expected = expected_class(values.astype(float))
    assert [first[f"p_Cover{letter}"] for letter in "ABCDEFGHIJKL"] == pytest.approx(expected, abs=1e-3)


@pytest.mark.parametrize(
    ("names", "shape", "parameters", "sentence"),
    [
        (["B02", "B03", "B04"], (3, 256, 256), {}, "The model needs B08 as well"),
        (["B02", "B03", "B04", "B08"], (4, 100, 256), {}, "less than one tile of this model, 128 × 128"),
        (["B02", "B03", "B04", "B08"], (4, 256, 256), {"RADIOMETRY": "display"}, "The model needs reflectance"),
    ],
)
def test_what_an_image_lacks_for_a_model_is_said(
    classify: Callable[..., Run],
    twelve: Path,
    tmp_path: Path,
    names: list[str],
    shape: tuple[int, int, int],
    parameters: dict[str, Any],
    sentence: str,
) -> None:
    values = (ground(shape[1], shape[2], bands=shape[0]) // 10).astype(np.uint8)
    path = write_raster(tmp_path / "image.tif", values, names=names)

    run = classify(INPUT=str(path), MODEL_FILE=str(twelve), **parameters)

    assert not run.ok
    assert sentence in run.sentence


def test_a_map_as_displayed_has_no_reflectance(
    twelve: Path, three: Path, colours: Path, qgis_new_project: None, provider: object
) -> None:
    extent = f"{ORIGIN[0]},{ORIGIN[0] + 960},{ORIGIN[1] - 640},{ORIGIN[1]} [EPSG:32633]"
    values = {"EXTENT": extent, "LAYERS": [str(colours)], "OUTPUT": "TEMPORARY_OUTPUT"}
    large = f"{ORIGIN[0]},{ORIGIN[0] + 1920},{ORIGIN[1] - 1920},{ORIGIN[1]} [EPSG:32633]"

    refused = run_algorithm("classifycanvas", {**values, "EXTENT": large, "MODEL_FILE": str(twelve)})
    small = run_algorithm("classifycanvas", {**values, "MODEL_FILE": str(twelve)})
    run = run_algorithm("classifycanvas", {**values, "MODEL_FILE": str(three)})

    assert "a map as displayed has colours alone" in refused.sentence
    assert "less than one tile of this model, 1280 × 1280 m" in small.sentence
    assert run.ok, run.sentence
    assert {row["class_name"] for row in rows_of(run.layer) if row["class_name"]} <= {  # type: ignore[arg-type]
        "reddish",
        "greenish",
        "bluish",
    }
    assert len(rows_of(run.layer)) == 6  # type: ignore[arg-type]


@pytest.mark.parametrize("level", ["L1C", "L2A"])
def test_a_product_gives_the_bands_that_a_network_asks_for_without_its_offset(
    classify: Callable[..., Run], tmp_path: Path, level: str
) -> None:
    dn = {band: np.full((128, 128), 500 + 300 * i, np.uint16) for i, band in enumerate(("B02", "B03", "B04", "B08"))}
    dn["B11"] = np.full((128, 128), 2500, np.uint16)
    product = write_product(tmp_path, dn, Product(level))
    weights = np.array([[0.4, 0.0, -0.5], [-0.2, 0.3, 0.0]])
    path = tmp_path / "swir.onnx"
    path.write_bytes(scene_classifier(weights, size=64, last=""))
    described = item(bands=["swir16", "B08"], value_scaling=[{"type": "scale", "value": 1000}])
    described["properties"]["mlm:input"][0]["input"]["shape"] = [-1, 2, 64, 64]
    classes = [{"value": i, "name": name} for i, name in enumerate(("dry", "moist", "wet"))]
    described["properties"]["mlm:output"][0]["classification:classes"] = classes
    path.with_name("swir.mlm.json").write_text(json.dumps(described), encoding="utf-8")

    run = classify(INPUT=str(product), MODEL_FILE=str(path), PROBABILITIES=True)

    assert run.ok, run.sentence
    odds = np.exp([2.5, 1.4] @ weights)
    for row in rows_of(run.layer):  # type: ignore[arg-type]
        assert [row["p_Dry"], row["p_Moist"], row["p_Wet"]] == pytest.approx(odds / odds.sum(), abs=1e-5)
