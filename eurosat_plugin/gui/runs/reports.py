# SPDX-License-Identifier: GPL-2.0-or-later
"""The report about a classified layer: written by ``eurosat:classstatistics`` and opened in the browser."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsProcessing,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, QObject, QUrl
from qgis.PyQt.QtGui import QDesktopServices

from eurosat_plugin.gui.runs.logged_feedback import LoggedFeedback

ALGORITHM_ID = "eurosat:classstatistics"
SHUT_DOWN_MS = 10_000


class Reports(QObject):
    """Writes reports in the background; `show` gets the path of each and tells whether it could open it."""

    def __init__(
        self, iface: QgisInterface, parent: QObject | None = None, show: Callable[[str], bool] | None = None
    ) -> None:
        super().__init__(parent)
        self._iface = iface
        self._show = show or open_file
        self._pending: list[tuple[QgsProcessingAlgRunnerTask, QgsProcessingContext, LoggedFeedback]] = []
        self._silent = False

    def open(self, layer: QgsVectorLayer) -> None:
        """Write the report about `layer`, about its selection if there is one, and open it."""
        algorithm = QgsApplication.processingRegistry().algorithmById(ALGORITHM_ID)
        if algorithm is None:
            self._warn(
                self.tr(
                    "The algorithms of the plugin are missing; switch it off and on again in Plugins, Manage and "
                    "Install Plugins."
                )
            )
            return
        context, feedback = QgsProcessingContext(), LoggedFeedback()
        context.setProject(QgsProject.instance())
        context.setFeedback(feedback)
        path = QgsProcessingUtils.generateTempFilename("report.html")
        parameters = {
            "INPUT": QgsProcessingFeatureSourceDefinition(layer.id(), layer.selectedFeatureCount() > 0),
            "OUTPUT": QgsProcessing.TEMPORARY_OUTPUT,
            "REPORT": path,
        }
        accepted, sentence = algorithm.checkParameterValues(parameters, context)
        if not accepted:
            self._warn(sentence or "")
            return
        task = QgsProcessingAlgRunnerTask(algorithm, parameters, context, feedback)
        if task.isCanceled():  # its algorithm refused to prepare
            self._warn(_last(feedback))
            return
        # The task works with context and feedback: they are held until it has ended.
        self._pending.append((task, context, feedback))
        task.executed.connect(lambda successful, outputs: self._finish(task, feedback, path if successful else ""))
        QgsApplication.taskManager().addTask(task)

    def shut_down(self) -> None:
        """Write no more, and return when nothing is written: its code is about to go."""
        self._silent = True
        for task, _, feedback in self._pending:
            feedback.cancel()
            task.cancel()
        # They stay in the list until they have said in the main thread that they ended: what they work with is in it.
        for task, _, _ in self._pending:
            task.waitForFinished(SHUT_DOWN_MS)

    def _finish(self, task: QgsProcessingAlgRunnerTask, feedback: LoggedFeedback, path: str) -> None:
        self._pending = [pending for pending in self._pending if pending[0] is not task]
        if self._silent:
            return
        if path:
            if not self._show(path):
                self._warn(self.tr("No program opens {path}; open it in a browser.").format(path=path))
        elif not feedback.isCanceled():
            self._warn(_last(feedback))

    def _warn(self, sentence: str) -> None:
        self._iface.messageBar().pushMessage(self.tr("EuroSAT Land Cover"), sentence, Qgis.MessageLevel.Warning)


def open_file(path: str) -> bool:
    """Open the file at `path` with the program that the system has for it; tell whether it has one."""
    return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(path)))


def _last(feedback: LoggedFeedback) -> str:
    sentence = QCoreApplication.translate("Reports", "The report could not be written.")
    return feedback.errors[-1].strip() if feedback.errors else sentence
