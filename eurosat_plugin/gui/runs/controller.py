# SPDX-License-Identifier: GPL-2.0-or-later
"""From "classify this" to a layer in the project, with a sentence in the message bar at every end."""

from __future__ import annotations

from typing import Any

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsGeometry,
    QgsProject,
    QgsReferencedRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QEventLoop, QObject, QTimer, pyqtSignal

from eurosat_plugin.adapters.grid.class_names import class_name
from eurosat_plugin.core.classes import CLASS_KEYS, class_by_key
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.summary.quantities import percent_text, tiles_text
from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from eurosat_plugin.gui.chart.layer_colors import palette_of, set_palette
from eurosat_plugin.gui.runs.classification_run import ClassificationRun
from eurosat_plugin.gui.runs.classification_target import CanvasTarget, RasterTarget, current_target, plan_tiles
from eurosat_plugin.gui.runs.last_run import LastRun
from eurosat_plugin.gui.runs.run_speed import remember_speed, views
from eurosat_plugin.gui.runs.tile_plan import TilePlan
from eurosat_plugin.gui.settings.preferences import Preferences, load_preferences
from eurosat_plugin.gui.tiles.tile_answer import TileAnswer, read_answer

SHUT_DOWN_MS = 30_000
"""How long a run that was told to stop may take: it looks up between two batches of tiles."""


class ClassificationController(QObject):
    """Starts runs on the current raster layer, or on the map, and brings their results into the project."""

    started = pyqtSignal(ClassificationRun)
    """A run whose result will come into the project."""
    classified = pyqtSignal(QgsVectorLayer, dict)
    """A result has been added to the project and made the current layer; with the algorithm's outputs."""
    asked = pyqtSignal(QgsReferencedRectangle)
    """A single tile is being classified."""
    answered = pyqtSignal(TileAnswer)
    """A single tile has been classified."""
    unanswered = pyqtSignal()
    """A single tile could not be classified; the message bar says why."""

    def __init__(self, iface: QgisInterface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._iface = iface
        self._runs: list[ClassificationRun] = []
        self._silent = False
        self.last_run: LastRun | None = None
        QgsProject.instance().cleared.connect(self.cancel)

    @property
    def running(self) -> int:
        """Number of runs that have not ended."""
        return len(self._runs)

    def plan(self, shape: QgsGeometry) -> TilePlan | str:
        """Return the tiles that `shape` (in the CRS of the canvas) is about, or a sentence why there are none."""
        target = current_target(self._iface)
        if target is None:
            return self._nothing_to_classify()
        preferences = load_preferences()
        try:
            plan = plan_tiles(target, shape, self._iface.mapCanvas(), preferences.stride, preferences.tta)
        except InputError as error:
            return str(error)
        if plan is None:
            return self.tr("{layer} does not reach this place; draw the rectangle over it.").format(layer=target.name)
        return plan

    def classify_rectangle(self, extent: QgsReferencedRectangle) -> None:
        """Classify what lies inside `extent`."""
        target = self._target()
        if target is not None:
            self._classify(target, extent)

    def classify_visible(self) -> None:
        """Classify the whole tiles of what the map canvas shows."""
        target = self._target()
        if target is None:
            return
        canvas = self._iface.mapCanvas()
        plan = self.plan(QgsGeometry.fromQPolygonF(canvas.mapSettings().visiblePolygon()))
        if isinstance(plan, str):
            self.refuse(plan)
        else:
            self._classify(target, plan.extent)

    def classify_layer(self) -> None:
        """Classify the whole current raster layer."""
        target = current_target(self._iface)
        if isinstance(target, RasterTarget):
            self._classify(target, None)
        else:
            self.refuse(self.tr("Select a raster layer with at least three bands in the layer panel first."))

    def classify_tile(self, extent: QgsReferencedRectangle) -> None:
        """Classify the one tile inside `extent` and tell its probabilities, without a layer."""
        target = self._target()
        run = self._make_run(target, extent, {"STRIDE": str(TILE_SIZE), "PROBABILITIES": True}) if target else None
        if run is None:
            return
        name = run.name
        run.succeeded.connect(lambda result, outputs: self.answered.emit(read_answer(result, extent, name)))
        run.failed.connect(self.refuse)
        run.failed.connect(lambda sentence: self.unanswered.emit())
        run.cancelled.connect(self.unanswered)
        self.asked.emit(extent)
        self._start(run)

    def refuse(self, sentence: str) -> None:
        """Say in the message bar why nothing is classified."""
        self._tell(sentence, Qgis.MessageLevel.Warning)

    def cancel(self) -> None:
        """Cancel what is running, as when the project is closed that the results were meant for."""
        for run in list(self._runs):  # a run that had not begun yet ends, and leaves the list, at once
            run.cancel()

    def shut_down(self) -> None:
        """Cancel what is running, in silence, and return when it has stopped: its code is about to go."""
        # The project outlives Python when QGIS quits: it must not call back then.
        QgsProject.instance().cleared.disconnect(self.cancel)
        loop = QEventLoop()
        self._silent = True
        self.blockSignals(True)
        for run in list(self._runs):
            run.ended.connect(lambda: None if self._runs else loop.quit())
            run.cancel()
        if self._runs:
            QTimer.singleShot(SHUT_DOWN_MS, loop.quit)
            loop.exec(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents)

    def _target(self) -> RasterTarget | CanvasTarget | None:
        target = current_target(self._iface)
        if target is None:
            self.refuse(self._nothing_to_classify())
        return target

    def _nothing_to_classify(self) -> str:
        return self.tr("Add a Sentinel-2 image to the map first; there is nothing to classify.")

    def _classify(self, target: RasterTarget | CanvasTarget, extent: QgsReferencedRectangle | None) -> None:
        run = self._make_run(target, extent, {})
        if run is None:
            return
        name, tta = run.name, bool(run.parameters["TTA"])
        run.succeeded.connect(lambda result, outputs: self._add(result, outputs, name))
        run.succeeded.connect(
            lambda result, outputs: remember_speed(views(int(outputs.get("TILE_COUNT", 0)), tta), run.seconds)
        )
        run.failed.connect(lambda sentence: self._tell(sentence, Qgis.MessageLevel.Critical))
        run.cancelled.connect(
            lambda: self._tell(self.tr("The classification of {layer} was cancelled.").format(layer=name))
        )
        if isinstance(target, CanvasTarget):
            self._tell(
                self.tr(
                    "No Sentinel-2 image is the current layer: the colours that the map displays are classified, "
                    "which is less reliable."
                )
            )
        self.started.emit(run)
        self._start(run)

    def _make_run(
        self,
        target: RasterTarget | CanvasTarget,
        extent: QgsReferencedRectangle | None,
        more_parameters: dict[str, Any],
    ) -> ClassificationRun | None:
        algorithm = QgsApplication.processingRegistry().algorithmById(target.algorithm_id)
        if algorithm is None:
            self._tell(
                self.tr(
                    "The algorithms of the plugin are missing; switch it off and on again in Plugins, Manage and "
                    "Install Plugins."
                ),
                Qgis.MessageLevel.Critical,
            )
            return None
        parameters = {**target.parameters(extent), **preferred_parameters(load_preferences()), **more_parameters}
        return ClassificationRun(algorithm, parameters, QgsProject.instance(), target.name)

    def _start(self, run: ClassificationRun) -> None:
        run.succeeded.connect(lambda result, outputs: self._remember(run, "succeeded", outputs))
        run.failed.connect(lambda sentence: self._remember(run, f"failed: {sentence}", {}))
        run.cancelled.connect(lambda: self._remember(run, "cancelled", {}))
        run.ended.connect(lambda: self._drop(run))
        self._runs.append(run)
        run.start()

    def _remember(self, run: ClassificationRun, ended: str, outputs: dict[str, Any]) -> None:
        self.last_run = LastRun(ended, dict(run.parameters), dict(outputs), run.log)

    def _drop(self, run: ClassificationRun) -> None:
        self._runs.remove(run)
        # Its slots hold it, and it holds its slots: only its end on Qt's side frees both.
        run.deleteLater()

    def _add(self, result: QgsVectorLayer, outputs: dict[str, Any], source_name: str) -> None:
        if self._silent:
            return
        result.setName(self.tr("Land cover of {layer}").format(layer=source_name))
        palette = load_preferences().palette
        if palette_of(result) not in ("", palette):
            set_palette(result, palette)
        QgsProject.instance().addMapLayer(result)
        self._iface.setActiveLayer(result)
        self._tell(self._success_sentence(outputs, source_name), Qgis.MessageLevel.Success)
        self.classified.emit(result, outputs)

    def _success_sentence(self, outputs: dict[str, Any], source_name: str) -> str:
        dominant = str(outputs.get("DOMINANT_CLASS") or "")
        if dominant not in CLASS_KEYS:
            return self.tr("No tile of {layer} could be classified.").format(layer=source_name)
        sentence = self.tr("Classified {tiles} of {layer}; the largest class is {land_cover} ({share}).")
        return sentence.format(
            tiles=tiles_text(int(outputs["TILE_COUNT"]) - int(outputs["SKIPPED_COUNT"])),
            layer=source_name,
            land_cover=class_name(class_by_key(dominant)).lower(),
            share=percent_text(float(outputs["DOMINANT_SHARE"])),
        )

    def _tell(self, sentence: str, level: Qgis.MessageLevel = Qgis.MessageLevel.Info) -> None:
        if not self._silent:
            self._iface.messageBar().pushMessage(self.tr("EuroSAT Land Cover"), sentence, level)


def preferred_parameters(preferences: Preferences) -> dict[str, Any]:
    """Return `preferences` as parameters of the algorithms."""
    parameters: dict[str, Any] = {
        "BACKEND": preferences.backend,
        "MODEL": preferences.model,
        "STRIDE": str(preferences.stride),
        "TTA": preferences.tta,
    }
    if preferences.min_confidence is not None:
        parameters["MIN_CONFIDENCE"] = preferences.min_confidence
    return parameters
