# SPDX-License-Identifier: GPL-2.0-or-later
"""The zip in a plugin folder of QGIS as it is installed: no virtual environment, no onnxruntime."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qgis.core import QgsVectorLayer

from tests.rasters import write_raster
from tests.stock_qgis import StockQgis

TILE = 64


@pytest.fixture(scope="module")
def raster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write 2 x 3 tiles of random Level-1C digital numbers; return the GeoTIFF."""
    numbers = np.random.default_rng(64).integers(1, 2750, (3, 2 * TILE, 3 * TILE), dtype=np.uint16)
    return write_raster(tmp_path_factory.mktemp("raster") / "scene.tif", numbers)


@pytest.fixture(scope="module")
def done(
    stock_qgis: StockQgis, raster: Path, tmp_path_factory: pytest.TempPathFactory
) -> subprocess.CompletedProcess[str]:
    """Classify the raster into all that a run writes."""
    folder = tmp_path_factory.mktemp("grid")
    outputs = (f"OUTPUT={folder}/grid.gpkg", f"STATISTICS={folder}/table.gpkg", f"REPORT={folder}/report.html")
    return stock_qgis.attempt("run", "eurosat:classifyraster", "--", f"INPUT={raster}", "RADIOMETRY=l1c", *outputs)


@pytest.fixture(scope="module")
def results(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stdout + done.stderr
    found: dict[str, Any] = json.loads(done.stdout)["results"]
    return found


def test_qgis_lists_the_algorithm(stock_qgis: StockQgis) -> None:
    providers = json.loads(stock_qgis("list"))["providers"]

    assert "eurosat:classifyraster" in providers["eurosat"]["algorithms"]


def test_a_raster_is_classified_with_numpy_alone(results: dict[str, Any]) -> None:
    assert results["BACKEND_USED"] == "numpy"


def test_the_table_and_the_report_are_where_they_were_wanted(results: dict[str, Any]) -> None:
    report = Path(results["REPORT"])

    assert report.name == "report.html"
    assert report.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert QgsVectorLayer(results["STATISTICS"], "table", "ogr").featureCount() == 10


def test_every_tile_of_the_raster_is_in_the_result(results: dict[str, Any]) -> None:
    assert results["TILE_COUNT"] == 2 * 3


def test_qgis_warns_of_nothing_in_its_code(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0
    assert [line for line in done.stderr.splitlines() if "eurosat_plugin" in line and "Warning" in line] == []
