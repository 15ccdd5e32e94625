# SPDX-License-Identifier: GPL-2.0-or-later
"""One run of an algorithm in the background, from its parameters to its outputs."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QCoreApplication, QObject, pyqtSignal

from eurosat_plugin.gui.runs.logged_feedback import LoggedFeedback
from eurosat_plugin.gui.task_start import start_task


class AlgorithmRun(QObject):
    """A background run. Its task works with this object's context: hold the object until `ended`.

    `layers` are the outputs that become temporary layers, which name `project` as their destination: without one,
    Processing does not keep a layer's style.
    """

    progressed = pyqtSignal(float)
    """Percent of the work that is done."""
    finished = pyqtSignal(dict)
    """The algorithm's outputs; see :meth:`take_layer`."""
    failed = pyqtSignal(str)
    """Why there is no result, in a sentence."""
    cancelled = pyqtSignal()
    ended = pyqtSignal()
    """Sent last, whatever the end was."""

    def __init__(
        self,
        algorithm: QgsProcessingAlgorithm,
        parameters: dict[str, Any],
        project: QgsProject,
        layers: Sequence[str] = ("OUTPUT",),
    ) -> None:
        super().__init__()
        places = {name: QgsProcessingOutputLayerDefinition(QgsProcessing.TEMPORARY_OUTPUT, project) for name in layers}
        self.parameters = {**parameters, **places}
        self._algorithm, self._asked = algorithm, dict(parameters)
        self._project = project
        self._set_up()
        self._task: QgsProcessingAlgRunnerTask | None = None
        self._forgotten: list[tuple[QgsProcessingContext, LoggedFeedback]] = []
        self._begun = 0.0
        self._seconds = 0.0

    @property
    def progress(self) -> float:
        """Percent of the work that is done."""
        return float(self._feedback.progress())

    @property
    def doing(self) -> str:
        """What the algorithm says that it is doing, empty where it says nothing."""
        return self._feedback.doing

    @property
    def seconds(self) -> float:
        """How long the finished run worked, without the time it waited for its turn."""
        return self._seconds

    @property
    def log(self) -> str:
        """What the algorithm said, as the Processing dialog would have shown it."""
        return str(self._feedback.textLog())

    def start(self) -> None:
        """Check the parameters and hand the algorithm to QGIS's task manager."""
        refusal = self._refusal()
        if refusal:
            self._fail(refusal)
            return
        self._queue()

    def is_like(self, other: AlgorithmRun) -> bool:
        """Tell whether this run, unless it is being cancelled, will have the result that `other` would have."""
        same = self._algorithm.id() == other._algorithm.id() and self._asked == other._asked
        return same and not self._feedback.isCanceled()

    def cancel(self) -> None:
        """Ask the algorithm to stop; `cancelled` follows when it has."""
        self._feedback.cancel()
        if self._task is not None:
            self._task.cancel()

    def take_layer(self, reference: str) -> QgsVectorLayer | None:
        """Take a result out of the context, styled by the algorithm's own post-processor; None where it is none."""
        processor = None
        if self._context.willLoadLayerOnCompletion(reference):
            processor = self._context.layerToLoadOnCompletionDetails(reference).postProcessor()
        layer = self._context.takeResultLayer(reference)
        if layer is not None and processor is not None:
            processor.postProcessLayer(layer, self._context, self._feedback)
        return layer if isinstance(layer, QgsVectorLayer) else None

    def _refusal(self) -> str:
        """Return why the algorithm cannot run, empty when it can."""
        for accepted, reason in (
            self._algorithm.canExecute(),
            self._algorithm.checkParameterValues(self.parameters, self._context),
        ):
            if not accepted:
                return str(reason)
        return ""

    def _set_up(self) -> None:
        self._feedback = LoggedFeedback()
        self._feedback.progressChanged.connect(self.progressed)
        self._context = QgsProcessingContext()
        self._context.setProject(self._project)
        self._context.setFeedback(self._feedback)

    def _queue(self) -> None:
        task = QgsProcessingAlgRunnerTask(self._algorithm, self.parameters, self._context, self._feedback)
        # A task whose algorithm refused to prepare is cancelled before it is queued and would never report back.
        if task.isCanceled():
            self._fail(self._last_error())
            return
        self._task = task
        task.begun.connect(self._note_begin)
        task.executed.connect(self._finish)
        start_task(task, lambda: self._queue_again(task))

    def _queue_again(self, forgotten: QgsProcessingAlgRunnerTask) -> None:
        """Begin anew in place of a task that the task manager has forgotten, and whose context and feedback end."""
        forgotten.executed.disconnect(self._finish)
        self._forgotten.append((self._context, self._feedback))
        self._set_up()
        self._queue()

    def _note_begin(self) -> None:
        self._begun = time.monotonic()

    def _finish(self, successful: bool, outputs: dict[str, Any]) -> None:
        self._task = None
        self._seconds = time.monotonic() - self._begun if self._begun else 0.0
        if self._feedback.isCanceled():
            self.cancelled.emit()
            self.ended.emit()
        elif successful:
            self._succeed(outputs)
        else:
            self._fail(self._last_error())

    def _succeed(self, outputs: dict[str, Any]) -> None:
        self.finished.emit(outputs)
        self.ended.emit()

    def _fail(self, sentence: str) -> None:
        self.failed.emit(sentence)
        self.ended.emit()

    def _last_error(self) -> str:
        if self._feedback.errors:
            return self._feedback.errors[-1].strip()
        return QCoreApplication.translate(
            "AlgorithmRun", "The algorithm gave no result; the Processing tab of the log messages may say why."
        )
