# SPDX-License-Identifier: GPL-2.0-or-later
"""The grid, and its table and report."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.gui.background_job import stop_jobs
from eurosat_plugin.processing.provider import EuroSatProvider
from tests.grids import memory_grid
from tests.plugin.counting.counted import COLUMNS, caught_reports, made_up_tiles, rows_of, saved


@pytest.fixture(scope="module", autouse=True)
def provider(qgis_processing: None) -> Iterator[None]:
    provider = EuroSatProvider()
    QgsApplication.processingRegistry().addProvider(provider)
    yield
    QgsApplication.processingRegistry().removeProvider(provider)


@pytest.fixture
def grid(qgis_new_project: None, tmp_path: Path) -> Callable[..., QgsVectorLayer]:
    """Return a maker of grids in the project: of some columns, in some format."""

    def make(columns: str = "all columns", kind: str = "memory") -> QgsVectorLayer:
        layer = memory_grid(made_up_tiles(), COLUMNS[columns])
        if kind != "memory":
            layer = saved(layer, tmp_path / f"grid.{kind}")
        QgsProject.instance().addMapLayer(layer)
        return layer

    return make


@pytest.fixture
def summed_up(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., tuple[GridFigures, dict, list]]:
    """Return what runs ``eurosat:classstatistics`` and returns the report's figures, outputs and table."""
    reported = caught_reports(monkeypatch)

    def run(layer: QgsVectorLayer) -> tuple[GridFigures, dict[str, Any], list[dict[str, Any]]]:
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        parameters = {
            "INPUT": QgsProcessingFeatureSourceDefinition(layer.id(), layer.selectedFeatureCount() > 0),
            "OUTPUT": "TEMPORARY_OUTPUT",
            "REPORT": str(tmp_path / "report.html"),
        }
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classstatistics")
        outputs, ok = algorithm.run(parameters, context, QgsProcessingFeedback())
        assert ok
        return reported[-1], outputs, rows_of(context.takeResultLayer(outputs["OUTPUT"]))

    return run


@pytest.fixture(autouse=True)
def no_jobs_left() -> Iterator[None]:
    yield
    stop_jobs()
