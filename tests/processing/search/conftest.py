# SPDX-License-Identifier: GPL-2.0-or-later
"""A catalogue on this machine, and a search in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProject,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.web import retries
from tests.catalogue_server import CatalogueServer, catalogue_server
from tests.processing.conftest import Log, Run
from tests.processing.search.searches import PERIOD, SCENE


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CatalogueServer]:
    monkeypatch.setattr(retries, "FIRST_WAIT_S", 0.01)
    with catalogue_server(tmp_path) as server:
        yield server


@pytest.fixture(scope="module")
def find(provider: object) -> Callable[..., Run]:
    """Run ``eurosat:searchscenes`` for the place of SCENE, as Processing does."""

    def run(server: CatalogueServer, feedback: Log | None = None, **parameters: Any) -> Run:
        log, context = feedback or Log(), QgsProcessingContext()
        context.setProject(QgsProject.instance())
        place = SCENE.place((100, 100), (300, 300))
        asked = {"EXTENT": place, "ADDRESS": server.api, "OUTPUT": "TEMPORARY_OUTPUT", **PERIOD, **parameters}
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:searchscenes")
        acceptable, sentence = algorithm.checkParameterValues(asked, context)
        if not acceptable:
            log.reportError(sentence)
            return Run(False, {}, None, log, context)
        outputs, ok = algorithm.run(asked, context, log)
        layer = None
        if ok:
            layer = context.takeResultLayer(outputs["OUTPUT"]) or QgsVectorLayer(outputs["OUTPUT"], "scenes", "ogr")
        return Run(ok, outputs, layer, log, context)

    return run
