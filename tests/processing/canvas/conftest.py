# SPDX-License-Identifier: GPL-2.0-or-later
"""A project, a picture in the network's own colours, and a server of maps."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qgis.core import QgsApplication, QgsProcessingContext, QgsProject

from demo.scene import Scene
from eurosat_plugin.core.product.radiometry import stretch
from eurosat_plugin.processing.provider import EuroSatProvider
from tests.map_server import MapServer, map_server
from tests.processing.canvas.displayed import ALGORITHM, COLS, ROWS, Classify
from tests.processing.conftest import Log, Run
from tests.rasters import write_raster
from tests.temporary_folders import new_folders


@pytest.fixture
def project(provider: EuroSatProvider) -> Iterator[QgsProject]:
    project = QgsProject()
    yield project
    project.clear()


@pytest.fixture
def classify_map(project: QgsProject) -> Iterator[Classify]:
    """Run the algorithm on `project`, as Processing does; no temporary file is left afterwards."""

    def run(feedback: Log | None = None, **parameters: Any) -> Run:
        log, context = feedback or Log(), QgsProcessingContext()
        context.setProject(project)
        context.setFeedback(log)
        parameters.setdefault("OUTPUT", "TEMPORARY_OUTPUT")
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
        acceptable, sentence = algorithm.checkParameterValues(parameters, context)
        if not acceptable:
            log.reportError(sentence)
            return Run(False, {}, None, log, context)
        outputs, ok = algorithm.run(parameters, context, log)
        return Run(ok, outputs, context.takeResultLayer(outputs["OUTPUT"]) if ok else None, log, context)

    leftovers = new_folders()
    yield run
    assert not leftovers()


@pytest.fixture(scope="session")
def picture(generated_scene: Callable[..., Scene], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a generated scene in the network's own colours, in UTM zone 33."""
    red_green_blue = generated_scene((ROWS, COLS)).dn[[2, 1, 0]].astype(np.float32)
    folder = tmp_path_factory.mktemp("picture")
    return write_raster(folder / "picture.tif", stretch(red_green_blue), names=["B04", "B03", "B02"])


@pytest.fixture
def server() -> Iterator[MapServer]:
    with map_server() as running:
        yield running
