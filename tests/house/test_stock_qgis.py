# SPDX-License-Identifier: GPL-2.0-or-later
"""The zip in a plugin folder of QGIS as it is installed: no virtual environment, no onnxruntime."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from osgeo import gdal, osr

from scripts.package import write_zip

# Debian's wrapper qgis_process adds an option that the program refuses.
QGIS_PROCESS = shutil.which("qgis_process.bin") or shutil.which("qgis_process") or "qgis_process"
TILE = 64


class StockQgis:
    """QGIS's command line with a profile and a plugin folder of its own under `folder`."""

    def __init__(self, folder: Path) -> None:
        # What make and pytest set for this project must not help the plugin along.
        own = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "QGIS_PREFIX_PATH", "QGIS_OPTIONS_PATH")
        self._environment = {name: value for name, value in os.environ.items() if name not in own}
        self._environment |= {
            "HOME": str(folder),
            "PATH": "/usr/bin:/bin",
            "PYTHONNOUSERSITE": "1",
            "QT_QPA_PLATFORM": "offscreen",
            "QGIS_CUSTOM_CONFIG_PATH": str(folder / "profile"),
            "QGIS_PLUGINPATH": str(folder / "plugins"),
        }
        self._folder = folder

    def __call__(self, *arguments: str) -> str:
        """Return what ``qgis_process --json`` with `arguments` writes."""
        done = subprocess.run(
            [QGIS_PROCESS, "--json", *arguments],
            cwd=self._folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def qgis(tmp_path_factory: pytest.TempPathFactory) -> StockQgis:
    folder = tmp_path_factory.mktemp("stock")
    write_zip(folder / "eurosat_plugin.zip")
    with zipfile.ZipFile(folder / "eurosat_plugin.zip") as archive:
        archive.extractall(folder / "plugins")
    stock = StockQgis(folder)
    stock("plugins", "enable", "eurosat_plugin")
    return stock


@pytest.fixture(scope="module")
def raster(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write 2 x 3 tiles of random Level-1C digital numbers; return the GeoTIFF."""
    path = tmp_path_factory.mktemp("raster") / "scene.tif"
    numbers = np.random.default_rng(64).integers(1, 2750, (3, 2 * TILE, 3 * TILE), dtype=np.uint16)
    target = gdal.GetDriverByName("GTiff").Create(str(path), 3 * TILE, 2 * TILE, 3, gdal.GDT_UInt16)
    target.SetGeoTransform((300000.0, 10.0, 0.0, 5000000.0, 0.0, -10.0))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    target.SetProjection(reference.ExportToWkt())
    for band in range(3):
        target.GetRasterBand(band + 1).WriteArray(numbers[band])
    target.FlushCache()
    return path


@pytest.fixture(scope="module")
def results(qgis: StockQgis, raster: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    output = tmp_path_factory.mktemp("grid") / "grid.gpkg"
    arguments = (f"INPUT={raster}", "RADIOMETRY=l1c", f"OUTPUT={output}")
    answer = qgis("run", "eurosat:classifyraster", "--", *arguments)
    values: dict[str, Any] = json.loads(answer)["results"]
    return values


def test_qgis_lists_the_algorithm(qgis: StockQgis) -> None:
    providers = json.loads(qgis("list"))["providers"]

    assert "eurosat:classifyraster" in providers["eurosat"]["algorithms"]


def test_a_raster_is_classified_with_numpy_alone(results: dict[str, Any]) -> None:
    assert results["BACKEND_USED"] == "numpy"


def test_every_tile_of_the_raster_is_in_the_result(results: dict[str, Any]) -> None:
    assert results["TILE_COUNT"] == 2 * 3
