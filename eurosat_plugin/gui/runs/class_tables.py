# SPDX-License-Identifier: GPL-2.0-or-later
"""The table of the classes of a grid, a layer of the project, opened as soon as it is there."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsProcessingFeatureSourceDefinition, QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject

from eurosat_plugin.gui.runs.algorithm_run import AlgorithmRun
from eurosat_plugin.gui.runs.message_line import MessageLine
from eurosat_plugin.gui.runs.own_algorithm import find_algorithm
from eurosat_plugin.gui.runs.result_layer import add_table
from eurosat_plugin.gui.runs.run_list import RunList

ALGORITHM_ID = "eurosat:classstatistics"


class ClassTables(QObject):
    """Makes them in the background, among `runs`."""

    def __init__(self, iface: QgisInterface, runs: RunList, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._iface, self._runs = iface, runs
        self._messages = MessageLine(iface, self)

    def open(self, grid: QgsVectorLayer) -> None:
        """Sum up `grid`, or its selection if there is one, and open the table."""
        algorithm = find_algorithm(ALGORITHM_ID, self._messages)
        if algorithm is None:
            return
        selected = grid.selectedFeatureCount() > 0
        source = QgsProcessingFeatureSourceDefinition(grid.id(), selected)
        run, name = AlgorithmRun(algorithm, {"INPUT": source}, QgsProject.instance()), grid.name()
        run.finished.connect(lambda outputs: self._add(run, outputs, name, selected))
        run.failed.connect(lambda sentence: self._messages.tell(sentence, Qgis.MessageLevel.Warning))
        self._runs.start(run)

    def shut_down(self) -> None:
        """Say and add no more."""
        self._messages.be_silent()

    def _add(self, run: AlgorithmRun, outputs: dict[str, Any], grid: str, selected: bool) -> None:
        table = run.take_layer(str(outputs.get("OUTPUT", "")))
        if table is None or self._messages.silent:
            return
        add_table(table, grid, selected)
        self._iface.showAttributeTable(table)
