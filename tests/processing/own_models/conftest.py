# SPDX-License-Identifier: GPL-2.0-or-later
"""A network of three classes, a picture for it, and grids of its classes and of others."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from qgis.core import QgsVectorLayer

from tests.core.network.foreign_networks import DEEPNESS, THREE
from tests.core.network.onnx_writer import scene_classifier
from tests.processing.conftest import Run
from tests.processing.own_models.own_samples import own_grid
from tests.rasters import write_raster

AS_L1C = {"RADIOMETRY": "l1c", "OFFSET": 0.0}


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a network of three classes in tiles of 32 pixels, with the keys of Deepness."""
    path = tmp_path_factory.mktemp("models") / "three.onnx"
    path.write_bytes(scene_classifier(THREE, "NHWC", 32, DEEPNESS))
    return path


@pytest.fixture(scope="module")
def colours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a picture of two by three tiles of 32 pixels: red, green, blue, and the same again but for the last."""
    values = np.full((3, 64, 96), 300, np.uint16)
    for col in range(3):
        values[col, :, col * 32 : col * 32 + 32] = 2400
    values[:, 32:, 64:] = 0
    path = tmp_path_factory.mktemp("rasters") / "colours.tif"
    return write_raster(path, values, names=["B04", "B03", "B02"], nodata=0)


@pytest.fixture(scope="module")
def written(
    classify: Callable[..., Run], three: Path, colours: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Run, Path]:
    """Run the network of three classes with everything that can be written."""
    folder = tmp_path_factory.mktemp("written")
    run = classify(
        INPUT=str(colours), MODEL_FILE=str(three), PROBABILITIES=True, OUTPUT=str(folder / "grid.gpkg"),
        STATISTICS=str(folder / "table.gpkg"), REPORT=str(folder / "report.html"), RASTER=str(folder / "classes.tif"),
        **AS_L1C,
    )  # fmt: skip
    assert run.ok, run.sentence
    return run, folder


@pytest.fixture
def grid(provider: object, qgis_new_project: None) -> QgsVectorLayer:
    """Return a grid with three classes of one's own."""
    return own_grid()
