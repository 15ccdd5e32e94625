# SPDX-License-Identifier: GPL-2.0-or-later
"""How runs end: each kind by name, with what makes it end so, and whether it did."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import numpy.typing as npt
from qgis.core import (
    QgsApplication,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsReferencedRectangle,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QEventLoop, QTimer

from eurosat_plugin.core.network import numpy_network
from eurosat_plugin.gui.runs.classification_run import ClassificationRun
from eurosat_plugin.gui.tiles.grid_reader import GridReader
from eurosat_plugin.gui.tiles.layer_tiles import LayerTiles
from eurosat_plugin.gui.tiles.tile_answer import read_answer
from scripts.soak.inputs import TILE, Inputs

RASTER, CANVAS, STATISTICS = "eurosat:classifyraster", "eurosat:classifycanvas", "eurosat:classstatistics"
FILE_SIZE = 100_000
"""Bytes that a file may have on the disk that is full: about what a GeoPackage has without a tile."""
LONGEST_MS = 60_000

Ending = Callable[[], bool]
"""Lets a run end in this way, and tells whether it did."""


class Feedback(QgsProcessingFeedback):
    """Cancels when the progress reaches `at` per cent; keeps what is said of errors."""

    def __init__(self, at: float = 101.0) -> None:
        super().__init__(False)
        self.errors: list[str] = []
        self._at = at
        self.progressChanged.connect(self._look)
        if at <= 0:
            self.cancel()

    def reportError(self, error: str, fatalError: bool = False) -> None:
        """Keep the sentence."""
        self.errors.append(error)

    def _look(self, percent: float) -> None:
        if percent >= self._at:
            self.cancel()


class Endings:
    """All endings by name, on `inputs`; a grid for the statistics is made here."""

    def __init__(self, inputs: Inputs) -> None:
        self._inputs = inputs
        self._grid = str(inputs.outputs.parent / "grid.gpkg")
        if not self._ends(RASTER, INPUT=str(inputs.image), OUTPUT=self._grid):
            raise RuntimeError("no grid can be made")

    def by_name(self) -> dict[str, Ending]:
        """Return all of them, in the order in which they take turns."""
        at, raster = self._inputs, partial(self._ends, RASTER)
        image: dict[str, Any] = {"INPUT": str(at.image)}
        large: dict[str, Any] = {"INPUT": str(at.large)}
        canvas = partial(self._canvas, at.image)
        statistics = partial(self._ends, STATISTICS, OUTPUT="TEMPORARY_OUTPUT")
        grid: dict[str, Any] = {"INPUT": self._grid}
        full = self._all_outputs("gpkg")
        return {
            "grid in memory": partial(raster, **image),
            "GeoPackage, table and report": partial(raster, **image, **full),
            "shapefile": partial(raster, **image, OUTPUT=str(at.outputs / "grid.shp")),
            "resampled, numpy": partial(raster, INPUT=str(at.coarse), BACKEND="numpy"),
            "product folder": partial(raster, INPUT=str(at.product), RADIOMETRY="l1c"),
            "refused: outside": partial(raster, "lies outside", **image, EXTENT="0,10,0,10 [EPSG:32633]"),
            "refused: no file": partial(raster, "There is no raster", INPUT=str(at.outputs / "none.tif")),
            "refused: nothing valid": partial(raster, "no valid pixel", INPUT=str(at.empty)),
            "refused: no folder": partial(raster, "no folder", **image, OUTPUT=str(at.outputs / "none" / "a.gpkg")),
            "damaged model": partial(raster, "damaged", **image, MODEL_FILE=str(at.damaged_model)),
            "network without numbers": self._without_numbers,
            "cancelled at once": partial(raster, "Cancelled", cancel_at=0.0, **large, **full),
            "cancelled early": partial(raster, "Cancelled", cancel_at=5.0, **large, **full),
            "cancelled late": partial(raster, "Cancelled", cancel_at=95.0, **large, **full),
            "cancelled while waiting": partial(self._prepared_only, str(at.coarse)),
            "product cancelled": partial(raster, "Cancelled", cancel_at=50.0, INPUT=str(at.product), RADIOMETRY="l1c"),
            "read error": partial(raster, "cannot be read", INPUT=str(at.cut_off), RADIOMETRY="l1c", **full),
            "disk full": partial(self._disk_full, self._all_outputs("gpkg")),
            "disk full, shapefile": partial(self._disk_full, {"OUTPUT": str(at.outputs / "full.shp")}),
            "click": self._click,
            "canvas": canvas,
            "canvas cancelled early": partial(canvas, "Cancelled", cancel_at=1.0),
            "canvas cancelled late": partial(canvas, "Cancelled", cancel_at=90.0),
            "canvas: nothing drawn": partial(canvas, "Nothing was drawn", EXTENT="0,1920,0,1920 [EPSG:32633]"),
            "statistics": partial(statistics, **grid),
            "statistics to files": partial(
                self._ends,
                STATISTICS,
                **grid,
                OUTPUT=str(at.outputs / "classes.gpkg"),
                REPORT=str(at.outputs / "classes.html"),
            ),
            "statistics cancelled": partial(statistics, "Cancelled", cancel_at=0.0, **grid),
            "statistics of no grid": partial(statistics, "not a classified grid", INPUT=str(at.points)),
            "statistics of no tile": self._no_tile,
            "layer read by the dock": self._read_layer,
        }

    def _ends(self, algorithm: str, sentence: str = "", *, cancel_at: float = 101.0, **parameters: Any) -> bool:
        """Tell whether a run succeeds, or fails with `sentence`."""
        feedback, context = Feedback(cancel_at), QgsProcessingContext()
        context.setProject(QgsProject.instance())
        context.setFeedback(feedback)
        parameters.setdefault("OUTPUT", "TEMPORARY_OUTPUT")
        run = QgsApplication.processingRegistry().createAlgorithmById(algorithm)
        if run is None:
            raise RuntimeError(f"there is no {algorithm}")
        acceptable, refusal = run.checkParameterValues(parameters, context)
        if not acceptable:
            return bool(sentence) and sentence in str(refusal)
        _, succeeded = run.run(parameters, context, feedback)
        if succeeded:
            return not sentence
        return bool(sentence) and any(sentence in error for error in feedback.errors)

    def _prepared_only(self, image: str) -> bool:
        """Prepare a run that no thread takes up."""
        run = QgsApplication.processingRegistry().createAlgorithmById(RASTER)
        parameters, context = {"INPUT": image, "OUTPUT": "TEMPORARY_OUTPUT"}, QgsProcessingContext()
        return run is not None and bool(run.prepare(parameters, context, Feedback()))

    def _all_outputs(self, suffix: str) -> dict[str, Any]:
        folder = self._inputs.outputs
        return {
            "OUTPUT": str(folder / f"grid.{suffix}"),
            "STATISTICS": str(folder / "table.csv"),
            "REPORT": str(folder / "report.html"),
        }

    def _without_numbers(self) -> bool:
        run = numpy_network.NumpyNetwork.run

        def without_numbers(network: Any, image: npt.NDArray[np.float32]) -> tuple[npt.NDArray[Any], ...]:
            probabilities, energy = run(network, image)
            return np.where(len(image) > 2, np.nan, probabilities), energy

        with patch.object(numpy_network.NumpyNetwork, "run", without_numbers):
            return self._ends(RASTER, "gives no numbers", INPUT=str(self._inputs.image), BACKEND="numpy")

    def _disk_full(self, outputs: dict[str, Any]) -> bool:
        large = str(self._inputs.large)
        with _small_files(), patch("eurosat_plugin.processing.outputs.check_room", lambda needed: None):
            return self._ends(RASTER, "is the disk full", INPUT=large, PROBABILITIES=True, **outputs)

    def _canvas(self, image: Path, *arguments: Any, **parameters: Any) -> bool:
        """Run on a map of one layer that is there for this run alone."""
        layer = QgsRasterLayer(str(image), "image")
        QgsProject.instance().addMapLayer(layer)
        try:
            wanted = {"EXTENT": self._inputs.extent, "LAYERS": [layer.id()], **parameters}
            return self._ends(CANVAS, *arguments, **wanted)
        finally:
            QgsProject.instance().removeMapLayer(layer.id())

    def _no_tile(self) -> bool:
        layer = QgsVectorLayer(self._grid, "grid", "ogr")
        QgsProject.instance().addMapLayer(layer)
        try:
            chosen = QgsProcessingFeatureSourceDefinition(layer.id(), True)
            return self._ends(STATISTICS, "There is no tile in", INPUT=chosen)
        finally:
            QgsProject.instance().removeMapLayer(layer.id())

    def _click(self) -> bool:
        """Classify one tile as a click does, in a thread of QGIS's."""
        project = QgsProject.instance()
        layer = QgsRasterLayer(str(self._inputs.image), "image")
        project.addMapLayer(layer)
        extent = layer.extent()
        extent.setXMaximum(extent.xMinimum() + 10 * TILE)
        extent.setYMinimum(extent.yMaximum() - 10 * TILE)
        place = QgsReferencedRectangle(extent, layer.crs())
        parameters = {"INPUT": layer.id(), "EXTENT": place, "STRIDE": "64", "PROBABILITIES": True}
        algorithm = QgsApplication.processingRegistry().algorithmById(RASTER)
        answers: list[bool] = []
        if algorithm is not None:
            run = ClassificationRun(algorithm, parameters, project, "image")
            run.succeeded.connect(
                lambda result, outputs: answers.append(len(read_answer(result, place, "image").probabilities) == 10)
            )
            loop = QEventLoop()
            run.ended.connect(loop.quit)
            QTimer.singleShot(0, run.start)
            QTimer.singleShot(LONGEST_MS, loop.quit)
            loop.exec()
            run.deleteLater()
        project.removeMapLayer(layer.id())
        QgsApplication.processEvents()
        return answers == [True]

    def _read_layer(self) -> bool:
        """Read a layer as the dock does."""
        layer, reader = QgsVectorLayer(self._grid, "grid", "ogr"), GridReader()
        read: list[LayerTiles] = []
        reader.finished.connect(read.append)
        reader.read(layer)
        return len(read) == 1


@contextmanager
def _small_files() -> Iterator[None]:
    """Let no file grow beyond FILE_SIZE, as on a disk that is full; nobody need be root for that."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_SIZE, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
