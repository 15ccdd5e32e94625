# SPDX-License-Identifier: GPL-2.0-or-later
"""The real provider in the real registry, and one way to run its algorithm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from qgis.core import (
    QgsApplication,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)

from eurosat_plugin.adapters.batch import run_folder
from eurosat_plugin.adapters.batch.run_folder import TRIES
from eurosat_plugin.adapters.web import retries
from eurosat_plugin.core.network.numpy_network import NumpyNetwork
from eurosat_plugin.core.network.onnxruntime_session import OnnxruntimeSession
from eurosat_plugin.processing import failures
from eurosat_plugin.processing.provider import EuroSatProvider
from tests.provider import registered_provider
from tests.rasters import ground, write_raster


class Log(QgsProcessingFeedback):
    """Keeps what an algorithm says; cancels the run when its progress reaches `cancel_at` per cent."""

    def __init__(self, cancel_at: float = 101.0) -> None:
        super().__init__(False)
        self.infos: list[str] = []
        self.warnings: list[str] = []
        self.errors: list[str] = []
        self._cancel_at = cancel_at
        self.progressChanged.connect(self._on_progress)

    def pushInfo(self, info: str) -> None:
        self.infos.append(info)

    def pushWarning(self, warning: str) -> None:
        self.warnings.append(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.errors.append(error)

    def _on_progress(self, percent: float) -> None:
        if percent >= self._cancel_at:
            self.cancel()


class During(Log):
    """Does something when a run is half done."""

    def __init__(self, action: Callable[[], object]) -> None:
        super().__init__()
        self._action: Callable[[], object] | None = action

    def _on_progress(self, percent: float) -> None:
        if percent >= 50 and self._action is not None:
            action, self._action = self._action, None
            action()


@dataclass
class Run:
    """What came of a run; `made` is its layer where QGIS or the run has it open."""

    ok: bool
    outputs: dict[str, Any]
    made: QgsVectorLayer | None
    log: Log = field(default_factory=Log)
    context: QgsProcessingContext | None = None

    @cached_property
    def layer(self) -> QgsVectorLayer | None:
        """The layer of OUTPUT, None where the run failed; that of a file is opened only for who asks for it."""
        if self.ok and self.made is None and self.outputs.get("OUTPUT"):
            return QgsVectorLayer(self.outputs["OUTPUT"], "grid", "ogr")
        return self.made

    @property
    def sentence(self) -> str:
        """Everything that was said about the failure."""
        return "\n".join(self.log.errors)


Summarise = Callable[..., Run]

LOOK_UPS = (
    "parameterAsExtent", "parameterAsExtentCrs", "parameterAsLayer", "parameterAsLayerList", "parameterAsRasterLayer",
    "parameterAsSource", "parameterAsVectorLayer",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _layers_are_looked_up_before_the_run(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let runs fail that look up a layer of the project while they work, in a thread in which that may crash QGIS.

    Other runs may begin meanwhile: each works with a context of its own.
    """
    at_work: list[QgsProcessingContext] = []
    looked_up: list[str] = []
    run = failures._run

    def work(*arguments: Any) -> Any:
        at_work.append(arguments[3])
        try:
            return run(*arguments)
        finally:
            at_work.pop()

    def watched(owner: type, name: str, place: int) -> Callable[..., Any]:
        look = getattr(owner, name)

        def look_up(*arguments: Any, **named: Any) -> Any:
            if any(context is arguments[place] for context in at_work):
                looked_up.append(name)
                raise AssertionError(f"{name} looks a layer up while the run works")
            return look(*arguments, **named)

        return look_up

    monkeypatch.setattr(failures, "_run", work)
    for name in LOOK_UPS:
        monkeypatch.setattr(QgsProcessingAlgorithm, name, watched(QgsProcessingAlgorithm, name, 3))
    from_text = watched(QgsProcessingUtils, "mapLayerFromString", 1)
    monkeypatch.setattr(QgsProcessingUtils, "mapLayerFromString", staticmethod(from_text))
    yield
    assert looked_up == []


@pytest.fixture(scope="module")
def provider(qgis_processing: None) -> Iterator[EuroSatProvider]:
    with registered_provider() as provider:
        yield provider


@pytest.fixture(scope="module")
def classify(provider: EuroSatProvider) -> Callable[..., Run]:
    """Run ``eurosat:classifyraster`` with the given parameters, as Processing does."""

    def run(feedback: Log | None = None, invalid: Any = None, **parameters: Any) -> Run:
        log = feedback or Log()
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        context.setFeedback(log)
        if invalid is not None:
            context.setInvalidGeometryCheck(invalid)
        parameters.setdefault("OUTPUT", "TEMPORARY_OUTPUT")
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")
        acceptable, sentence = algorithm.checkParameterValues(parameters, context)
        if not acceptable:
            log.reportError(sentence)
            return Run(False, {}, None, log, context)
        outputs, ok = algorithm.run(parameters, context, log)
        return Run(ok, outputs, context.takeResultLayer(outputs["OUTPUT"]) if ok else None, log, context)

    return run


@pytest.fixture
def summarise(provider: object, qgis_new_project: None) -> Summarise:
    """Run ``eurosat:classstatistics`` with the given parameters, as Processing does; layers join the project."""

    def run(grid: Any, **parameters: Any) -> Run:
        if isinstance(grid, QgsVectorLayer):
            QgsProject.instance().addMapLayer(grid)
            grid = grid.id()
        log, context = Log(), QgsProcessingContext()
        context.setProject(QgsProject.instance())
        context.setFeedback(log)
        parameters = {"INPUT": grid, "OUTPUT": "TEMPORARY_OUTPUT", **parameters}
        algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classstatistics")
        acceptable, sentence = algorithm.checkParameterValues(parameters, context)
        if not acceptable:
            log.reportError(sentence)
            return Run(False, {}, None, log, context)
        outputs, ok = algorithm.run(parameters, context, log)
        layer = None
        if ok:
            layer = context.takeResultLayer(outputs["OUTPUT"]) or QgsVectorLayer(outputs["OUTPUT"], "table", "ogr")
        return Run(ok, outputs, layer, log, context)

    return run


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait hardly at all before another try."""
    monkeypatch.setattr(run_folder, "PAUSES_S", (0.1,) * (TRIES - 1))
    monkeypatch.setattr(retries, "FIRST_WAIT_S", 0.01)


@pytest.fixture
def quick_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let networks answer at once, by the first numbers of a tile: for tests of what becomes of their answers."""

    def answer(self: object, image: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        logits = image.reshape(len(image), -1)[:, :10] / 64
        odds = np.exp(logits)
        return odds / odds.sum(axis=1, keepdims=True), -np.log(odds.sum(axis=1))

    for network in (OnnxruntimeSession, NumpyNetwork):
        monkeypatch.setattr(network, "run", answer)


@pytest.fixture(scope="session")
def countryside(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a raster of 200 rows and 300 columns, bands named, and return its path."""
    path = tmp_path_factory.mktemp("raster") / "countryside.tif"
    return write_raster(path, ground(200, 300), names=["B04", "B03", "B02"])


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a raster of 33 × 33 tiles, of which a run can be cancelled on its way."""
    path = tmp_path_factory.mktemp("large") / "large.tif"
    return write_raster(path, ground(64 * 33, 64 * 33), names=["B04", "B03", "B02"])


@pytest.fixture(scope="session")
def middling(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a raster of 20 × 20 tiles, which is enough to be cancelled on the way where sizes do not matter."""
    path = tmp_path_factory.mktemp("middling") / "middling.tif"
    return write_raster(path, ground(64 * 20, 64 * 20), names=["B04", "B03", "B02"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return an empty folder for outputs."""
    path = tmp_path / "out"
    path.mkdir()
    return path
