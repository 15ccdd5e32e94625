# SPDX-License-Identifier: GPL-2.0-or-later
"""From "classify this" to a layer in the project, with a sentence in the message bar at every end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from qgis.core import (
    Qgis,
    QgsGeometry,
    QgsProject,
    QgsReferencedRectangle,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, pyqtSignal

from eurosat_plugin.adapters.grid.provenance import scheme_of
from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.core.tiles.tiling import TILE_SIZE
from eurosat_plugin.gui.readings.reading_window import ReadingWindow
from eurosat_plugin.gui.readings.remembered_reading import remember_reading
from eurosat_plugin.gui.runs.classification_run import ClassificationRun
from eurosat_plugin.gui.runs.classification_target import CanvasTarget, RasterTarget
from eurosat_plugin.gui.runs.compositions import Compositions
from eurosat_plugin.gui.runs.image_choice import ImageChoice
from eurosat_plugin.gui.runs.message_line import MessageLine
from eurosat_plugin.gui.runs.own_algorithm import find_algorithm
from eurosat_plugin.gui.runs.polygon_choice import ChosenPolygons, PolygonChoice, tiles_of
from eurosat_plugin.gui.runs.result_layer import add_result
from eurosat_plugin.gui.runs.result_sentence import is_doubtful, success_sentence
from eurosat_plugin.gui.runs.run_effort import effort_of
from eurosat_plugin.gui.runs.run_list import RunList
from eurosat_plugin.gui.runs.run_speed import remember_speed, views
from eurosat_plugin.gui.runs.scene_target import SceneTarget, remember_sign_in
from eurosat_plugin.gui.runs.tile_plan import NoPlan, TilePlan
from eurosat_plugin.gui.runs.tile_planner import TilePlanner
from eurosat_plugin.gui.settings.model_file import scheme_in
from eurosat_plugin.gui.settings.preferences import load_preferences
from eurosat_plugin.gui.tiles.tile_answer import TileAnswer, read_answer


class ClassificationController(QObject):
    """Starts runs on the image that is meant, or on the map if asked to, and brings their results into the project."""

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
        self._tile: TilePlan | None = None
        self._messages = MessageLine(iface, self)
        self._images = ImageChoice(iface, self)
        self._window = ReadingWindow(self)
        self.planner = TilePlanner(iface, self._images, self)
        self.runs = RunList(self)
        self._polygons = PolygonChoice(self)
        self._compositions = Compositions(iface, self.runs, self._messages, self)
        QgsProject.instance().cleared.connect(self.runs.cancel)
        QgsProject.instance().cleared.connect(self._images.forget)
        QgsProject.instance().cleared.connect(self._polygons.forget)

    def classify_rectangle(self, plan: TilePlan) -> None:
        """Classify what was planned."""
        if plan.target is not None:
            if plan.cut:
                sentence = self.tr("A part of the rectangle lies outside {layer}; nothing is classified there.")
                self._messages.tell(sentence.format(layer=plan.target.name))
            self._classify(plan.target, plan.extent)

    def classify_visible(self) -> None:
        """Classify the whole tiles of what the map canvas shows."""
        plan = self.planner.plan(self.planner.visible())
        if isinstance(plan, NoPlan):
            self.refuse(plan)
        elif plan.target is not None:
            self._classify(plan.target, plan.extent)

    def classify_polygons(self) -> None:
        """Classify the tiles in the selected polygons of the current layer."""
        polygons = self._polygons.choose(self._iface.activeLayer())
        if isinstance(polygons, str):
            self._messages.tell(polygons, Qgis.MessageLevel.Warning)
            return
        plan = self.planner.plan_inside(polygons)
        if isinstance(plan, NoPlan):
            self.refuse(plan)
        elif plan.target is not None:
            self._classify(plan.target, plan.extent, polygons)

    def classify_layer(self) -> None:
        """Classify the whole image; what would have to be fetched is asked about first."""
        target = self.planner.image(None)
        if isinstance(target, NoPlan):
            self.refuse(target)
        elif target.on_server:
            sentence = self.tr(
                "{layer} is on a server, and all of it may be hundreds of megabytes. Draw a rectangle to fetch and "
                "classify a part."
            )
            text = self.tr("Fetch All of It")
            self._messages.offer(sentence.format(layer=target.name), text, lambda: self._classify(target, target.whole))
        else:
            self._classify(target, None)

    def classify_scene(self, target: SceneTarget, extent: QgsReferencedRectangle) -> None:
        """Classify `extent` of a scene of a catalogue."""
        self._classify(target, extent)

    def classify_tile(self, plan: TilePlan) -> None:
        """Classify the one tile that was planned and tell its probabilities, without a layer."""
        self._tile = plan
        target, extent = plan.target, plan.extent
        run = self._make_run(target, extent, {"STRIDE": str(TILE_SIZE), "PROBABILITIES": True}) if target else None
        if run is None:
            return
        name = run.name
        run.repeat = self.classify_tile_again
        run.succeeded.connect(lambda result, outputs: self.answered.emit(read_answer(result, extent, name)))
        run.failed.connect(lambda sentence: self._fail(run, sentence, Qgis.MessageLevel.Warning))
        run.failed.connect(lambda sentence: self.unanswered.emit())
        run.cancelled.connect(self.unanswered)
        self.asked.emit(extent)
        self.runs.start(run)

    def classify_tile_again(self, reading: Reading) -> None:
        """Classify the tile that was classified last, its image read as `reading` from now on."""
        plan = self._tile
        if plan is not None:
            self._repeat(plan.target, reading, lambda _: self.classify_tile(plan))

    def refuse(self, refusal: NoPlan) -> None:
        """Say in the message bar why nothing is classified, and offer the displayed colours where there are any."""
        shape = refusal.displayed
        if shape is None:
            self._messages.tell(refusal.sentence, Qgis.MessageLevel.Warning)
            return
        text = self.tr("Classify Displayed Colours")
        self._messages.offer(refusal.sentence, text, lambda: self._classify_displayed(shape))

    def classify_again(self, grid: QgsVectorLayer, reading: Reading) -> None:
        """Classify the same tiles of the image of `grid`, read as `reading` from now on."""
        if not _has_the_classes_of_the_settings(grid):
            sentence = self.tr(
                "{layer} has the classes of another model; choose that in the settings, and then how to read the image."
            )
            self._messages.tell(sentence.format(layer=grid.name()), Qgis.MessageLevel.Warning)
            return
        target = self._images.of_grid(grid)
        if isinstance(target, str):
            self._messages.tell(target, Qgis.MessageLevel.Warning)
            return
        extent = QgsReferencedRectangle(grid.extent(), grid.crs())
        self._repeat(target, reading, lambda read: self._classify(read, extent, tiles_of(grid)))

    def shut_down(self) -> None:
        """Cancel what is running, in silence, and return when it has stopped: its code is about to go."""
        # The project outlives Python when QGIS quits: it must not call back then.
        QgsProject.instance().cleared.disconnect(self.runs.cancel)
        QgsProject.instance().cleared.disconnect(self._images.forget)
        QgsProject.instance().cleared.disconnect(self._polygons.forget)
        self._messages.be_silent()
        self._window.close()
        self.blockSignals(True)
        self.runs.stop()
        self._images.close()

    def _classify_displayed(self, shape: QgsGeometry) -> None:
        """Classify the displayed colours in `shape`; a point is about one tile."""
        plan = self.planner.plan_displayed(shape)
        if isinstance(plan, NoPlan):
            self.refuse(plan)
        elif shape.type() == QgsWkbTypes.GeometryType.PointGeometry:
            self.classify_tile(plan)
        else:
            self.classify_rectangle(plan)

    def _classify(
        self,
        target: RasterTarget | CanvasTarget | SceneTarget,
        extent: QgsReferencedRectangle | None,
        polygons: ChosenPolygons | None = None,
        twice: bool = False,
    ) -> None:
        """Classify `extent` of `target`, all of it without one, and of its tiles only those in `polygons`, if any.

        What is being done already is done once more only if `twice`.
        """
        run = self._make_run(target, extent, {} if polygons is None else {"MASK": polygons.layer})
        if run is None:
            return
        if not twice and self.runs.has_like(run):
            sentence = self.tr("{layer} is being classified already: the same extent with the same settings.")
            text = self.tr("Classify Twice")
            self._messages.offer(
                sentence.format(layer=run.name), text, lambda: self._classify(target, extent, polygons, twice=True)
            )
            return
        name, tta, effort = run.name, bool(run.parameters["TTA"]), effort_of(load_preferences())
        auth = str(run.parameters.get("AUTH") or "")
        run.succeeded.connect(lambda result, outputs: remember_sign_in(result, auth))
        run.succeeded.connect(lambda result, outputs: self._add(result, outputs, name))
        run.succeeded.connect(
            lambda result, outputs: remember_speed(views(int(outputs.get("TILE_COUNT", 0)), tta), run.seconds, effort)
        )
        if polygons is not None and polygons.told_apart:
            run.succeeded.connect(lambda result, outputs: self._compositions.make(result, polygons, name))
        run.repeat = lambda reading: self._repeat(target, reading, lambda read: self._classify(read, extent, polygons))
        run.failed.connect(lambda sentence: self._fail(run, sentence, Qgis.MessageLevel.Critical))
        run.cancelled.connect(
            lambda: self._messages.tell(self.tr("The classification of {layer} was cancelled.").format(layer=name))
        )
        self.started.emit(run)
        self.runs.start(run)

    def _repeat(
        self,
        target: RasterTarget | CanvasTarget | SceneTarget | None,
        reading: Reading,
        begin: Callable[[Any], None],
    ) -> None:
        """Let `begin` do the same once more with the target, its image read as `reading` from now on."""
        if isinstance(target, RasterTarget):
            remember_reading(target.layer, reading)
        elif isinstance(target, SceneTarget):
            target = replace(target, reading=reading)
        begin(target)

    def _fail(self, run: ClassificationRun, sentence: str, level: Qgis.MessageLevel) -> None:
        """Say why a run has failed, and offer the readings that its image may have."""
        account, name, repeat = run.account, run.name, run.repeat
        if account is None or not account.alternatives:
            self._messages.say_last(lambda: self._messages.tell(sentence, level))
            return
        main = self._iface.mainWindow()
        text = self.tr("Choose How to Read It…")
        self._messages.say_last(
            lambda: self._messages.offer(sentence, text, lambda: self._window.open(account, name, repeat, main))
        )

    def _make_run(
        self,
        target: RasterTarget | CanvasTarget | SceneTarget,
        extent: QgsReferencedRectangle | None,
        more_parameters: dict[str, Any],
    ) -> ClassificationRun | None:
        algorithm = find_algorithm(target.algorithm_id, self._messages)
        if algorithm is None:
            return None
        if isinstance(target, RasterTarget):
            self._images.remember(target)
        if target.note:
            self._messages.tell(target.note)
        parameters = {**target.parameters(extent), **load_preferences().parameters(), **more_parameters}
        return ClassificationRun(algorithm, parameters, QgsProject.instance(), target.name)

    def _add(self, result: QgsVectorLayer, outputs: dict[str, Any], source_name: str) -> None:
        if self._messages.silent:
            return
        add_result(result, source_name)
        self._iface.setActiveLayer(result)
        sentence = success_sentence(outputs, source_name, scheme_of(result))
        level = Qgis.MessageLevel.Warning if is_doubtful(outputs) else Qgis.MessageLevel.Success
        self._messages.say_last(lambda: self._messages.tell(sentence, level))
        self.classified.emit(result, outputs)


def _has_the_classes_of_the_settings(grid: QgsVectorLayer) -> bool:
    try:
        return scheme_of(grid) == scheme_in(load_preferences().model_file)
    except ModelError:
        return False
