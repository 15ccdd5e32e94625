# SPDX-License-Identifier: GPL-2.0-or-later
"""Ways to classify a raster, each in a process of its own: ``python -m scripts.bench.ways WAY RASTER``.

Prints what it cost as JSON. What is done once, such as starting QGIS, is not counted. `plugin` is ours; `read` and
`network` are the two halves of the floor that nobody can be below; the others are in others.py.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
from osgeo import gdal
from qgis.core import QgsApplication, QgsProcessingContext, QgsProcessingFeedback

from eurosat_plugin.core.network.onnx_file import read_model
from eurosat_plugin.core.network.onnxruntime_session import OnnxruntimeSession
from eurosat_plugin.paths import model_path
from scripts.bench.blocks import TILE, small_cache, strips
from scripts.bench.others import BATCH, BenchError, expert, loop, seed, seed_onnx
from scripts.bench.spending import Spending
from scripts.headless import headless_qgis


def main(arguments: list[str]) -> int:
    """Go one way over one raster; print what it cost."""
    name, raster, *options = arguments
    gdal.UseExceptions()
    gdal.SetConfigOption("GDAL_PAM_ENABLED", "NO")
    with headless_qgis(), tempfile.TemporaryDirectory(prefix="eurosat-bench-") as folder:
        way = WAYS[name]
        with Spending() as costs:
            tiles = way(raster, Path(folder), costs, dict(option.split("=") for option in options))
    print(json.dumps({"tiles": tiles, **costs.measured()}))
    return 0


def plugin(raster: str, folder: Path, costs: Spending, options: dict[str, str]) -> int:
    """Run the whole algorithm, from the file to the GeoPackage."""
    given = {"INPUT": raster, "RADIOMETRY": "l1c", "BACKEND": "onnxruntime", "OUTPUT": str(folder / "grid.gpkg")}
    # The file that the other ways have, whichever is faster here.
    given["MODEL"] = "fast-float32"
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")
    if algorithm is None:
        raise BenchError("The algorithm is not there.")
    feedback = QgsProcessingFeedback(False)
    feedback.progressChanged.connect(costs.note_progress)
    results, succeeded = algorithm.run({**given, **options}, QgsProcessingContext(), feedback)
    if not succeeded:
        raise BenchError(f"The algorithm failed:\n{feedback.textLog()}")
    return int(results["TILE_COUNT"])


def read(raster: str, folder: Path, costs: Spending, options: dict[str, str]) -> int:
    """Read every block once, and nothing else: one half of the floor."""
    dataset = gdal.Open(raster)
    with small_cache(dataset):
        pixels = [int(strip[0].size) for _, strip in strips(dataset)]
    return sum(pixels) // TILE**2


def network(raster: str, folder: Path, costs: Spending, options: dict[str, str]) -> int:
    """Run the network on as many tiles as there are, and nothing else: the other half of the floor."""
    dataset = gdal.Open(raster)
    tiles = int(-(-dataset.RasterXSize // TILE) * -(-dataset.RasterYSize // TILE))
    # As the plugin runs it: nobody has been found to be faster.
    run = OnnxruntimeSession(read_model(model_path("fast")), ("probabilities",)).run
    batch = np.full((BATCH, 3, TILE, TILE), 100, dtype=np.float32)
    batch += np.random.default_rng(0).integers(0, 100, batch.shape)
    for start in range(0, tiles, BATCH):
        run(batch[: min(BATCH, tiles - start)])
    return tiles


WAYS: dict[str, Callable[[str, Path, Spending, dict[str, str]], int]] = {
    "plugin": plugin,
    "read": read,
    "network": network,
    "expert": expert,
    "loop": loop,
    "seed": seed,
    "seed_onnx": seed_onnx,
}


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
