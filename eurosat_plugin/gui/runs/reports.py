# SPDX-License-Identifier: GPL-2.0-or-later
"""The report about a classified layer: written by ``eurosat:classstatistics`` and opened in the browser."""

from __future__ import annotations

from collections.abc import Callable

from qgis.core import (
    Qgis,
    QgsProcessing,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, QUrl
from qgis.PyQt.QtGui import QDesktopServices

from eurosat_plugin.gui.runs.algorithm_run import AlgorithmRun
from eurosat_plugin.gui.runs.class_tables import ALGORITHM_ID
from eurosat_plugin.gui.runs.message_line import MessageLine
from eurosat_plugin.gui.runs.own_algorithm import find_algorithm
from eurosat_plugin.gui.runs.run_list import RunList


class Reports(QObject):
    """Writes them in the background, among `runs`; `show` gets the path of each and tells whether it could open it."""

    def __init__(
        self,
        iface: QgisInterface,
        runs: RunList,
        parent: QObject | None = None,
        show: Callable[[str], bool] | None = None,
    ) -> None:
        super().__init__(parent)
        self._runs, self._show = runs, show or open_file
        self._messages = MessageLine(iface, self)

    def open(self, grid: QgsVectorLayer) -> None:
        """Write the report about `grid`, about its selection if there is one, and open it."""
        algorithm = find_algorithm(ALGORITHM_ID, self._messages)
        if algorithm is None:
            return
        path = QgsProcessingUtils.generateTempFilename("report.html")
        parameters = {
            "INPUT": QgsProcessingFeatureSourceDefinition(grid.id(), grid.selectedFeatureCount() > 0),
            "OUTPUT": QgsProcessing.TEMPORARY_OUTPUT,
            "REPORT": path,
        }
        run = AlgorithmRun(algorithm, parameters, QgsProject.instance(), layers=())
        run.finished.connect(lambda outputs: self._open(path))
        run.failed.connect(self._warn)
        self._runs.start(run)

    def shut_down(self) -> None:
        """Say and open no more."""
        self._messages.be_silent()

    def _open(self, path: str) -> None:
        if not self._messages.silent and not self._show(path):
            self._warn(self.tr("No program opens {path}; open it in a browser.").format(path=path))

    def _warn(self, sentence: str) -> None:
        self._messages.tell(sentence, Qgis.MessageLevel.Warning)


def open_file(path: str) -> bool:
    """Open the file at `path` with the program that the system has for it; tell whether it has one."""
    return bool(QDesktopServices.openUrl(QUrl.fromLocalFile(path)))
