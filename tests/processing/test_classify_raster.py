# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import math
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsNullSymbolRenderer,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
    QgsWkbTypes,
)

from eurosat_plugin.core.classes import CLASS_KEYS, CLASSES
from tests.processing.conftest import Log, Run
from tests.rasters import ORIGIN, ground, write_raster

FIELDS = [
    "row", "col", "class_id", "class_key", "class_name", "confidence", "second_key", "second_confidence",
    "margin", "entropy", "energy", "flag", "valid_share", "area_ha", "urban", "date", "scene",
]  # fmt: skip
Classify = Callable[..., Run]
BANDS = ["B04", "B03", "B02"]


def attributes(layer: QgsVectorLayer) -> list[list[object]]:
    """Return the attributes of all features without the key that a GeoPackage adds, and which image they are of."""
    names = [name for name in layer.fields().names() if name not in ("fid", "date", "scene")]
    return [[feature[name] for name in names] for feature in layer.getFeatures()]


def test_the_grid_covers_the_raster_without_overlap(classify: Classify, countryside: Path) -> None:
    run = classify(INPUT=str(countryside))

    assert run.ok, run.sentence
    assert run.layer.fields().names() == FIELDS
    assert run.layer.featureCount() == math.ceil(200 / 64) * math.ceil(300 / 64) == run.outputs["TILE_COUNT"]
    geometries = [feature.geometry() for feature in run.layer.getFeatures()]
    assert sum(geometry.area() for geometry in geometries) == pytest.approx(200 * 300 * 100)
    assert run.layer.wkbType() == QgsWkbTypes.Type.Polygon
    assert run.layer.extent().xMinimum() == ORIGIN[0]
    assert run.layer.extent().yMaximum() == ORIGIN[1]


def test_the_values_of_a_feature_agree_with_each_other(classify: Classify, countryside: Path) -> None:
    run = classify(INPUT=str(countryside), PROBABILITIES=True)

    for feature in run.layer.getFeatures():
        probabilities = [feature[f"p_{key}"] for key in CLASS_KEYS]
        first, second = sorted(probabilities, reverse=True)[:2]
        assert sum(probabilities) == pytest.approx(1.0, abs=1e-5)
        assert feature["confidence"] == first
        assert feature["class_key"] == CLASS_KEYS[feature["class_id"]] == CLASS_KEYS[probabilities.index(first)]
        assert feature["class_name"] == CLASSES[feature["class_id"]].name
        assert feature["second_confidence"] == second
        assert feature["margin"] == first - second
        assert 0 <= feature["entropy"] <= 1
        # UTM's scale is 0.9996 on the central meridian, where the raster lies.
        assert feature["area_ha"] == pytest.approx(feature.geometry().area() / 1e4 / 0.9996**2, rel=1e-3)


def test_the_outputs_sum_up_the_features(classify: Classify, countryside: Path) -> None:
    run = classify(INPUT=str(countryside), PROBABILITIES=True, MIN_CONFIDENCE=0.9)

    features = list(run.layer.getFeatures())
    areas: dict[str, float] = {}
    for feature in features:
        areas[feature["class_key"]] = areas.get(feature["class_key"], 0) + feature["area_ha"]
    dominant = max(areas, key=areas.__getitem__)
    urban = [sum(f[f"p_{key}"] for key in ("Residential", "Industrial", "Highway")) for f in features]
    assert run.outputs["DOMINANT_CLASS"] == dominant
    assert run.outputs["DOMINANT_SHARE"] == pytest.approx(areas[dominant] / sum(areas.values()))
    assert run.outputs["MEAN_CONFIDENCE"] == pytest.approx(np.mean([f["confidence"] for f in features]))
    assert run.outputs["URBAN_PROBABILITY"] == pytest.approx(np.mean(urban))
    assert run.outputs["UNCERTAIN_COUNT"] == sum(f["flag"] == "uncertain" for f in features)
    assert run.outputs["UNCERTAIN_COUNT"] == sum(f["confidence"] < 0.9 for f in features)
    assert run.outputs["SKIPPED_COUNT"] == 0
    assert run.outputs["MODEL_USED"] == "fast"
    assert (run.outputs["RADIOMETRY_USED"], run.outputs["OFFSET_USED"]) == ("unknown level", 0.0)


def test_both_backends_say_the_same(classify: Classify, countryside: Path) -> None:
    fast = classify(INPUT=str(countryside), BACKEND="onnxruntime", PROBABILITIES=True)
    plain = classify(INPUT=str(countryside), BACKEND="numpy", PROBABILITIES=True)

    assert (fast.outputs["BACKEND_USED"], plain.outputs["BACKEND_USED"]) == ("onnxruntime", "numpy")
    for one, other in zip(attributes(fast.layer), attributes(plain.layer)):
        assert one[len(FIELDS) :] == pytest.approx(other[len(FIELDS) :], abs=1e-4)


def test_auto_prefers_onnxruntime_and_says_so(classify: Classify, countryside: Path) -> None:
    run = classify(INPUT=str(countryside))

    assert run.outputs["BACKEND_USED"] == "onnxruntime"
    assert any("backend onnxruntime" in info for info in run.log.infos)


@pytest.mark.parametrize(("backend", "told"), [("auto", True), ("numpy", False)])
def test_an_onnxruntime_that_is_refused_is_told_unless_numpy_was_asked_for(
    classify: Classify, countryside: Path, monkeypatch: pytest.MonkeyPatch, backend: str, told: bool
) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.setattr("eurosat_plugin.processing.grid_settings.found_refusal", lambda: "it crashed.")

    run = classify(INPUT=str(countryside), BACKEND=backend)

    sentence = "The onnxruntime of QGIS's Python does not work here (it crashed), so numpy is used."
    assert run.outputs["BACKEND_USED"] == "numpy"
    assert (sentence in run.log.infos) == told


def test_bands_may_stand_with_commas_between_them_as_in_a_plan(classify: Classify, countryside: Path) -> None:
    listed, told = (classify(INPUT=str(countryside), BANDS=bands) for bands in ([3, 2, 1], "3,2,1"))

    assert told.ok, told.sentence
    assert attributes(told.layer) == attributes(listed.layer)
    assert told.layer.customProperty("eurosat/bands") == "3, 2, 1"


def test_numbers_and_choices_arrive_as_text(classify: Classify, countryside: Path) -> None:
    typed = classify(INPUT=str(countryside), BANDS=[1, 2, 3], OFFSET=-100.0, MIN_CONFIDENCE=0.6, STRIDE="32", TTA=True)
    texts = classify(
        INPUT=str(countryside), BANDS="1;2;3", OFFSET="-100", MIN_CONFIDENCE="0.6", STRIDE="32", TTA="true"
    )

    assert texts.ok, texts.sentence
    assert attributes(texts.layer) == attributes(typed.layer)
    assert texts.outputs["OFFSET_USED"] == -100.0


@pytest.mark.parametrize("bands", ["3,2,1", "3;2;1", "3, 2, 1", "3 2 1", ["3", "2", "1"], (3.0, 2.0, 1.0)])
def test_band_numbers_are_separated_as_people_write_them(classify: Classify, countryside: Path, bands: object) -> None:
    run = classify(INPUT=str(countryside), BANDS=bands)

    assert "Bands 3, 2, 1 as set." in run.log.infos, run.sentence


def test_an_extent_limits_the_grid(classify: Classify, countryside: Path) -> None:
    x, y = ORIGIN
    extent = f"{x + 640},{x + 640 + 1280},{y - 1280},{y - 640} [EPSG:32633]"

    run = classify(INPUT=str(countryside), EXTENT=extent)

    assert run.outputs["TILE_COUNT"] == 2
    assert run.layer.extent().toString(0) == f"{x + 640:.0f},{y - 1280:.0f} : {x + 1920:.0f},{y - 640:.0f}"


def test_an_extent_in_another_crs_is_transformed(classify: Classify, countryside: Path) -> None:
    # The raster's upper left corner lies on the central meridian of zone 33, at 15 degrees east.
    run = classify(INPUT=str(countryside), EXTENT="15.001,15.02,51.44,51.45 [EPSG:4326]")

    assert run.ok, run.sentence
    assert 0 < run.outputs["TILE_COUNT"] < 20
    assert run.layer.crs().authid() == "EPSG:32633"


@pytest.mark.parametrize(("edge", "tiles"), [("shift", 4 * 5), ("pad", 4 * 5), ("skip", 3 * 4)])
def test_the_edge_policy_decides_over_the_last_tiles(
    classify: Classify, countryside: Path, edge: str, tiles: int
) -> None:
    assert classify(INPUT=str(countryside), EDGE=edge).outputs["TILE_COUNT"] == tiles


def test_a_smaller_stride_makes_smaller_cells(classify: Classify, countryside: Path) -> None:
    run = classify(INPUT=str(countryside), STRIDE="16")

    assert run.outputs["TILE_COUNT"] == math.ceil(200 / 16) * math.ceil(300 / 16)


def test_tiles_without_data_have_no_class_and_are_counted(classify: Classify, tmp_path: Path) -> None:
    values = ground(128, 192)
    values[:, :64, :64] = 0
    run = classify(INPUT=str(write_raster(tmp_path / "a.tif", values, nodata=0)))

    empty = [feature for feature in run.layer.getFeatures() if feature["flag"] == "nodata"]
    assert run.outputs["SKIPPED_COUNT"] == len(empty) == 1
    assert not empty[0]["class_key"]
    assert empty[0]["valid_share"] == 0
    assert any("Tiles with too few valid pixels, not classified: 1." in info for info in run.log.infos)


def test_the_offset_of_new_baselines_is_taken_off(classify: Classify, tmp_path: Path) -> None:
    old, name = ground(), "S2A_MSIL1C_20220301T102101_N0400_R065_T33UUU_20220301T112204"
    before = write_raster(tmp_path / "before.tif", old)
    after = write_raster(tmp_path / f"{name}.tif", (old + 1000).astype(np.uint16))

    first, second = classify(INPUT=str(before)), classify(INPUT=str(after))

    assert attributes(first.layer) == attributes(second.layer)
    assert second.outputs["OFFSET_USED"] == -1000.0
    assert "L1C, baseline 04.00: subtracting 1000 (from the product name)." in second.log.infos


def test_scale_and_offset_read_numbers_that_are_a_stretch(classify: Classify, tmp_path: Path) -> None:
    stretched = ground() // 2
    plain = write_raster(tmp_path / "plain.tif", (2 * stretched + 100).astype(np.uint16), names=BANDS)
    path = write_raster(tmp_path / "stretched.tif", stretched, names=BANDS)

    read = classify(INPUT=str(path), RADIOMETRY="l1c", SCALE=2, OFFSET=100)
    expected = classify(INPUT=str(plain), RADIOMETRY="l1c", OFFSET=0)

    assert read.ok, read.sentence
    assert attributes(read.layer) == attributes(expected.layer)


def test_a_geopackage_carries_style_and_provenance(classify: Classify, countryside: Path, tmp_path: Path) -> None:
    path = tmp_path / "grid.gpkg"
    run = classify(INPUT=str(countryside), OUTPUT=str(path))
    assert run.ok, run.sentence

    opened = QgsVectorLayer(str(path), "opened", "ogr")

    assert opened.renderer().type() == "categorizedSymbol"
    colours = {c.value(): c.symbol().color().name() for c in opened.renderer().categories()}
    assert all(colours[c.key] == c.color for c in CLASSES)
    with closing(sqlite3.connect(path)) as database, database:
        (metadata,) = database.execute("SELECT metadata FROM gpkg_metadata").fetchone()
    assert "model_sha256: " in metadata
    assert "stride: 64" in metadata


def test_a_loaded_layer_is_styled_and_described(provider: object, countryside: Path) -> None:
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")
    context, project = QgsProcessingContext(), QgsProject()
    context.setProject(project)
    destination = QgsProcessingOutputLayerDefinition("TEMPORARY_OUTPUT", project)

    outputs, ok = algorithm.run({"INPUT": str(countryside), "OUTPUT": destination}, context, Log())

    assert ok
    details = context.layerToLoadOnCompletionDetails(outputs["OUTPUT"])
    layer = context.takeResultLayer(outputs["OUTPUT"])
    layer.setRenderer(QgsNullSymbolRenderer())
    details.postProcessor().postProcessLayer(layer, context, Log())
    assert layer.renderer().type() == "categorizedSymbol"
    assert layer.customProperty("eurosat/model") == "fast"
    assert layer.customProperty("eurosat/bands") == "1, 2, 3"


@pytest.mark.usefixtures("quick_network")
@pytest.mark.parametrize("suffix", ["gpkg", "shp"])
def test_cancelling_leaves_no_output(classify: Classify, large: Path, folder: Path, suffix: str) -> None:
    run = classify(Log(cancel_at=70), INPUT=str(large), OUTPUT=str(folder / f"grid.{suffix}"))

    assert not run.ok
    assert "nothing was written" in run.sentence
    assert not list(folder.iterdir())


def test_a_raster_that_breaks_midway_leaves_no_output(classify: Classify, tmp_path: Path) -> None:
    noise = np.random.default_rng(0).integers(1, 3000, (3, 2560, 1920)).astype(np.uint16)
    path = write_raster(tmp_path / "a.tif", noise, options=["TILED=YES", "COMPRESS=DEFLATE", "INTERLEAVE=PIXEL"])
    with path.open("r+b") as file:
        file.truncate(int(path.stat().st_size * 0.8))
    output = tmp_path / "out" / "grid.gpkg"
    output.parent.mkdir()

    run = classify(INPUT=str(path), OUTPUT=str(output), RADIOMETRY="l1c")

    assert not run.ok
    assert "check that the file is complete" in run.sentence
    assert not list(output.parent.iterdir())


def test_a_layer_of_the_project_is_found_by_its_id(classify: Classify, countryside: Path) -> None:
    layer = QgsRasterLayer(str(countryside), "in the project")
    QgsProject.instance().addMapLayer(layer)

    by_id, by_path = classify(INPUT=layer.id()), classify(INPUT=str(countryside))

    assert attributes(by_id.layer) == attributes(by_path.layer)
