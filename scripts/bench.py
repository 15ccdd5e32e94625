# SPDX-License-Identifier: GPL-2.0-or-later
"""Compare what a tile costs: numpy, onnxruntime, and the whole algorithm with each of them.

The ways take turns, so that whatever else the machine does hits all of them alike; the fastest of the rounds
counts. Run from the root of the checkout: ``python -m scripts.bench``.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
from osgeo import gdal, osr
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback

from eurosat_plugin.core.choices import MODELS
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.network.classifier import open_classifier
from eurosat_plugin.core.product.radiometry import L1C
from eurosat_plugin.paths import model_path
from scripts.headless import headless_qgis

BACKENDS = ("numpy", "onnxruntime")
ROUNDS = 5
TILE = 64
ROWS, COLS = 8, 16
"""Tiles of the test raster: enough for several batches, few enough to wait for."""

Digits = npt.NDArray[np.uint16]


class BenchError(Exception):
    """A way to classify failed, so its time means nothing."""


def main() -> int:
    """Time all ways and print them side by side; return the exit status."""
    digits = np.random.default_rng(0).integers(1, 2750, (ROWS * TILE, COLS * TILE, 3), dtype=np.uint16)
    with tempfile.TemporaryDirectory() as folder, headless_qgis():
        raster = write_raster(digits, Path(folder) / "raster.tif")
        try:
            ways = {**classifier_ways(digits), **algorithm_ways(raster, Path(folder))}
            seconds = time_in_turns(ways)
        except (BenchError, EuroSatError) as error:
            print(error, file=sys.stderr)
            return 1
    print(f"{ROWS * COLS} tiles, network {MODELS[0]}, fastest of {ROUNDS} rounds")
    print(f"{'':28}{'ms a tile':>10}{'of numpy':>10}")
    for name, value in seconds.items():
        print(f"{name:28}{1000 * value / (ROWS * COLS):10.2f}{value / seconds['numpy']:10.2f}")
    return 0


def classifier_ways(digits: Digits) -> dict[str, Callable[[], object]]:
    """Return for each backend a function that classifies `digits` ``(rows, cols, 3)``, already cut into tiles."""
    grey = L1C.grey_levels(digits).reshape(ROWS, TILE, COLS, TILE, 3)
    tiles = np.ascontiguousarray(grey.swapaxes(1, 2).reshape(-1, TILE, TILE, 3))
    ways: dict[str, Callable[[], object]] = {}
    for backend in BACKENDS:
        classifier = open_classifier(model_path(MODELS[0]), backend)
        ways[backend] = partial(classifier.classify, tiles)
    return ways


def algorithm_ways(raster: Path, folder: Path) -> dict[str, Callable[[], object]]:
    """Return for each backend a function that runs the algorithm from the file `raster` to a GeoPackage."""

    def run(backend: str) -> None:
        parameters = {
            "INPUT": str(raster),
            "RADIOMETRY": "l1c",
            "BACKEND": backend,
            "OUTPUT": str(folder / f"{backend}.gpkg"),
        }
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")
        if algorithm is None:
            raise BenchError("The algorithm is not there.")
        feedback = QgsProcessingFeedback(False)
        results, succeeded = algorithm.run(parameters, QgsProcessingContext(), feedback)
        if not succeeded or results["TILE_COUNT"] != ROWS * COLS:
            raise BenchError(f"The algorithm failed:\n{feedback.textLog()}")

    return {f"whole algorithm, {backend}": partial(run, backend) for backend in BACKENDS}


def time_in_turns(ways: dict[str, Callable[[], object]]) -> dict[str, float]:
    """Return the shortest time in seconds of each of `ways`; a first turn is not counted."""
    best = dict.fromkeys(ways, float("inf"))
    for turn in range(ROUNDS + 1):
        for name, way in ways.items():
            start = time.perf_counter()
            way()
            if turn > 0:
                best[name] = min(best[name], time.perf_counter() - start)
    return best


def write_raster(digits: Digits, path: Path) -> Path:
    """Write `digits` ``(rows, cols, 3)`` as a tiled GeoTIFF of 10 m pixels; return its path."""
    rows, cols, bands = digits.shape
    target = gdal.GetDriverByName("GTiff").Create(str(path), cols, rows, bands, gdal.GDT_UInt16, ["TILED=YES"])
    target.SetGeoTransform((300000.0, 10.0, 0.0, 5000000.0, 0.0, -10.0))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    target.SetProjection(reference.ExportToWkt())
    for band in range(bands):
        target.GetRasterBand(band + 1).WriteArray(digits[..., band])
    target.FlushCache()
    return path


if __name__ == "__main__":
    raise SystemExit(main())
