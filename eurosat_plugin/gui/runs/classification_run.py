# SPDX-License-Identifier: GPL-2.0-or-later
"""One run of an algorithm that makes a classified grid, in the background, from its parameters to its layer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

from qgis.core import (
    QgsApplication,
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

from eurosat_plugin.gui.runs.logged_feedback import LoggedFeedback

if TYPE_CHECKING:
    from collections.abc import Callable

    from eurosat_plugin.core.product.account import Account
    from eurosat_plugin.core.product.readings import Reading
    from eurosat_plugin.core.summary.grid_counts import GridCounts


class ClassificationRun(QObject):
    """A background run. Its task works with this object's context: hold the object until `ended`.

    The result is a temporary layer that names `project` as its destination: without one, Processing does not keep
    the layer's style.
    """

    progressed = pyqtSignal(float)
    """Percent of the tiles that are done."""
    succeeded = pyqtSignal(QgsVectorLayer, dict)
    """The styled layer, which the receiver adds to a project, and the algorithm's outputs."""
    failed = pyqtSignal(str)
    """Why there is no layer, in a sentence."""
    cancelled = pyqtSignal()
    ended = pyqtSignal()
    """Sent last, whatever the end was."""

    def __init__(
        self, algorithm: QgsProcessingAlgorithm, parameters: dict[str, Any], project: QgsProject, name: str
    ) -> None:
        super().__init__()
        self.name = name
        self.repeat: Callable[[Reading], None] = lambda reading: None
        """Does the same once more, the image's numbers read otherwise; whoever starts the run sets it."""
        self.parameters = {
            **parameters,
            "OUTPUT": QgsProcessingOutputLayerDefinition(QgsProcessing.TEMPORARY_OUTPUT, project),
        }
        self._algorithm, self._asked = algorithm, dict(parameters)
        self._feedback = LoggedFeedback()
        self._feedback.progressChanged.connect(self.progressed)
        self._context = QgsProcessingContext()
        self._context.setProject(project)
        self._context.setFeedback(self._feedback)
        self._task: QgsProcessingAlgRunnerTask | None = None
        self._begun = 0.0
        self._seconds = 0.0

    @property
    def account(self) -> Account | None:
        """How the image is read, or might be where it was refused; None before that is known."""
        return self._feedback.account

    @property
    def counts(self) -> GridCounts | None:
        """The tiles so far, None before the first."""
        return self._feedback.counts

    @property
    def tiles(self) -> int:
        """How many tiles there will be, 0 before that is known."""
        return self._feedback.tiles

    @property
    def progress(self) -> float:
        """Percent of the tiles that are done."""
        return float(self._feedback.progress())

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
        task = QgsProcessingAlgRunnerTask(self._algorithm, self.parameters, self._context, self._feedback)
        # A task whose algorithm refused to prepare is cancelled before it is queued and would never report back.
        if task.isCanceled():
            self._fail(self._last_error())
            return
        self._task = task
        task.begun.connect(self._note_begin)
        task.executed.connect(self._finish)
        QgsApplication.taskManager().addTask(task)

    def is_like(self, other: ClassificationRun) -> bool:
        """Tell whether this run, unless it is being cancelled, will have the result that `other` would have."""
        same = self._algorithm.id() == other._algorithm.id() and self._asked == other._asked
        return same and not self._feedback.isCanceled()

    def cancel(self) -> None:
        """Ask the algorithm to stop; `cancelled` follows when it has."""
        self._feedback.cancel()
        if self._task is not None:
            self._task.cancel()

    def _refusal(self) -> str:
        """Return why the algorithm cannot run, empty when it can."""
        for accepted, reason in (
            self._algorithm.canExecute(),
            self._algorithm.checkParameterValues(self.parameters, self._context),
        ):
            if not accepted:
                return str(reason)
        return ""

    def _note_begin(self) -> None:
        self._begun = time.monotonic()

    def _finish(self, successful: bool, outputs: dict[str, Any]) -> None:
        self._task = None
        self._seconds = time.monotonic() - self._begun if self._begun else 0.0
        if self._feedback.isCanceled():
            self.cancelled.emit()
            self.ended.emit()
            return
        layer = self._take_layer(outputs) if successful else None
        if layer is None:
            self._fail(self._last_error())
            return
        self.succeeded.emit(layer, outputs)
        self.ended.emit()

    def _take_layer(self, outputs: dict[str, Any]) -> QgsVectorLayer | None:
        """Take the result out of the context, styled by the algorithm's own post-processor."""
        reference = outputs.get("OUTPUT", "")
        processor = None
        if self._context.willLoadLayerOnCompletion(reference):
            processor = self._context.layerToLoadOnCompletionDetails(reference).postProcessor()
        layer = self._context.takeResultLayer(reference)
        if layer is not None and processor is not None:
            processor.postProcessLayer(layer, self._context, self._feedback)
        return layer if isinstance(layer, QgsVectorLayer) else None

    def _fail(self, sentence: str) -> None:
        self.failed.emit(sentence)
        self.ended.emit()

    def _last_error(self) -> str:
        if self._feedback.errors:
            return self._feedback.errors[-1].strip()
        return self.tr("The algorithm gave no result; the Processing tab of the log messages may say why.")
