# SPDX-License-Identifier: GPL-2.0-or-later
"""The whole way on QGIS's own command line: sample, labels, assessment, comparison, raster."""

from __future__ import annotations

import json
from pathlib import Path

from osgeo import gdal
from qgis.core import QgsVectorLayer

from tests.grids import FIELDS, memory_grid
from tests.processing.test_grid_files import saved
from tests.stock_qgis import StockQgis

TILES = [{"class_key": "Forest", "confidence": 0.9}] * 20 + [{"class_key": "River", "confidence": 0.8}] * 20


def test_a_grid_is_sampled_assessed_compared_and_exported(
    stock_qgis: StockQgis, qgis_processing: None, tmp_path: Path
) -> None:
    kinds = {"row": "int", "col": "int", **FIELDS}
    grid = saved(memory_grid([{"row": 0, "col": n, **t} for n, t in enumerate(TILES)], kinds), tmp_path / "grid.gpkg")
    sample, report, raster = (str(tmp_path / name) for name in ("sample.gpkg", "report.html", "classes.tif"))

    def run(name: str, **values: str) -> dict[str, object]:
        said = stock_qgis("run", f"eurosat:{name}", "--", *(f"{key}={value}" for key, value in values.items()))
        results: dict[str, object] = json.loads(said)["results"]
        return results

    drawn = run("sampletiles", INPUT=grid, SAMPLE_SIZE="20", MINIMUM="2", SEED="7", OUTPUT=sample)
    layer = QgsVectorLayer(sample, "sample", "ogr")
    layer.startEditing()
    for feature in layer.getFeatures():
        layer.changeAttributeValue(feature.id(), layer.fields().lookupField("label_1"), feature["map_key"])
    assert layer.commitChanges()
    del layer
    found = run(
        "accuracyassessment", INPUT=grid, REFERENCE=sample, OUTPUT=str(tmp_path / "accuracy.csv"), REPORT=report
    )
    changes = run("compare", BEFORE=grid, AFTER=grid, OUTPUT=str(tmp_path / "changes.gpkg"))
    exported = run("gridtoraster", INPUT=grid, OUTPUT=raster)

    assert (drawn["SAMPLE_COUNT"], drawn["SEED_USED"]) == (20, 7)
    assert found["OVERALL_ACCURACY"] == 1
    assert "Sentences for the paper" in Path(report).read_text(encoding="utf-8")
    assert changes["DIFFERENT_HA"] == 0
    assert exported["TILE_COUNT"] == 40
    dataset = gdal.Open(raster)
    assert dataset.ReadAsArray().tolist() == [[1] * 20 + [8] * 20]
