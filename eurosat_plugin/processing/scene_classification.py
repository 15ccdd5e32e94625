# SPDX-License-Identifier: GPL-2.0-or-later
"""One of many scenes, classified by ``eurosat:classifyraster`` as the toolbox runs it."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from qgis.core import (
    NULL,
    QgsApplication,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QDate, Qt

from eurosat_plugin.adapters.batch.grid_item import Classified
from eurosat_plugin.adapters.raster.cancelling import stop_if_cancelled
from eurosat_plugin.adapters.raster.zones import WGS84
from eurosat_plugin.core.choices import FLOAT
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.product.acquisition import acquisition_of
from eurosat_plugin.processing.run_feedback import RunFeedback

ALGORITHM = "eurosat:classifyraster"

_STEPS = 8
"""Points between two corners of a footprint: the edges of a UTM zone are curved in degrees."""


class _Log(RunFeedback):
    """Keeps the errors, and is cancelled when `whole`, the feedback of the whole run, is."""

    def __init__(self, whole: QgsProcessingFeedback | None) -> None:
        super().__init__(False)
        self._whole = whole
        self.errors: list[str] = []
        if whole is not None:
            # Direct: the thread that this lives in works, and hears of no signal meanwhile.
            self.progressChanged.connect(lambda percent: whole.setProgress(percent))
            whole.canceled.connect(self.cancel, Qt.ConnectionType.DirectConnection)  # type: ignore[call-arg]

    def reportError(self, error: str, fatalError: bool = False) -> None:
        self.errors.append(error.strip())

    def setProgressText(self, text: str) -> None:
        if self._whole is not None:
            self._whole.setProgressText(text)


def classify(
    source: str,
    settings: Mapping[str, str],
    files: Mapping[str, Path],
    auth: str = "",
    whole: QgsProcessingFeedback | None = None,
) -> Classified:
    """Classify `source` into `files`: those of OUTPUT, a GeoPackage, and perhaps of RASTER; all are whole, or none is.

    Needs QGIS, in any thread. `auth` is the sign-in of a catalogue, `whole` stops it when it is cancelled.

    :raises EuroSatError: in the words of the algorithm, when there is no grid; with its kind.
    :raises Cancelled: as soon as `whole` is cancelled.
    """
    stop_if_cancelled(whole)
    log, context = _Log(whole), QgsProcessingContext()
    context.setFeedback(log)
    places = {name: str(path) for name, path in files.items()}
    # A plan means one file, whichever is faster where a scene is settled.
    parameters: dict[str, Any] = {
        "MODEL": FLOAT,
        **settings,
        "INPUT": source,
        **places,
        "STATISTICS": "TEMPORARY_OUTPUT",
    }
    if auth:
        parameters["AUTH"] = auth
    algorithm = QgsApplication.processingRegistry().createAlgorithmById(ALGORITHM)
    if algorithm is None:
        raise LookupError(ALGORITHM)
    accepted, sentence = algorithm.checkParameterValues(parameters, context)
    if not accepted:
        raise EuroSatError(sentence or "", log.failure)
    outputs, ok = algorithm.run(parameters, context, log)
    stop_if_cancelled(whole)
    if not ok:
        raise EuroSatError(" ".join(log.errors), log.failure)
    table = context.takeResultLayer(outputs["STATISTICS"])
    if not isinstance(table, QgsVectorLayer):
        raise TypeError(outputs["STATISTICS"])
    classes = {row["class_key"]: (int(row["tiles"]), float(row["area_ha"])) for row in table.getFeatures()}
    grid = QgsVectorLayer(places["OUTPUT"], "grid", "ogr")
    footprint = _footprint(grid)
    box, first = footprint.boundingBox(), next(grid.getFeatures())
    named = {name: value for name, value in outputs.items() if name not in (*files, "STATISTICS")}
    scene = "" if first["scene"] == NULL else str(first["scene"])
    day = first["date"].toString(Qt.DateFormat.ISODate) if isinstance(first["date"], QDate) else ""
    tile = acquisition_of(scene).tile or acquisition_of(source.partition("?")[0]).tile
    bounds = (box.xMinimum(), box.yMinimum(), box.xMaximum(), box.yMaximum())
    return Classified(named, footprint.asJson(7), bounds, scene, day, tile, classes)


def _footprint(grid: QgsVectorLayer) -> QgsGeometry:
    degrees = QgsCoordinateReferenceSystem(WGS84)
    around = QgsGeometry.fromRect(grid.extent()).densifyByCount(_STEPS)
    around.transform(QgsCoordinateTransform(grid.crs(), degrees, QgsCoordinateTransformContext()))
    return around
