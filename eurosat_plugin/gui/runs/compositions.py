# SPDX-License-Identifier: GPL-2.0-or-later
"""The second result of a classification in several polygons: what each of them consists of."""

from __future__ import annotations

from typing import Any

from qgis.core import Qgis, QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject

from eurosat_plugin.adapters.grid.provenance import read_provenance
from eurosat_plugin.core.product.acquisition import dated_name
from eurosat_plugin.gui.runs.algorithm_run import AlgorithmRun
from eurosat_plugin.gui.runs.message_line import MessageLine
from eurosat_plugin.gui.runs.own_algorithm import find_algorithm
from eurosat_plugin.gui.runs.polygon_choice import ChosenPolygons
from eurosat_plugin.gui.runs.result_layer import add_composition
from eurosat_plugin.gui.runs.run_list import RunList

ALGORITHM_ID = "eurosat:composition"


class Compositions(QObject):
    """Makes them in the background, among `runs`, and says in `messages` what came of it."""

    def __init__(
        self, iface: QgisInterface, runs: RunList, messages: MessageLine, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._iface, self._runs, self._messages = iface, runs, messages

    def make(self, grid: QgsVectorLayer, polygons: ChosenPolygons, image: str) -> None:
        """Tell what `polygons` consist of by `grid`, a layer of the project that was made of `image`."""
        algorithm = find_algorithm(ALGORITHM_ID, self._messages)
        if self._messages.silent or algorithm is None:
            return
        dated = dated_name(image, read_provenance(grid).get("date", ""))
        parameters = {"INPUT": grid.id(), "POLYGONS": polygons.layer}
        run = AlgorithmRun(algorithm, parameters, QgsProject.instance())
        run.finished.connect(lambda outputs: self._add(run, outputs, polygons.name, dated))
        run.failed.connect(lambda sentence: self._messages.tell(sentence, Qgis.MessageLevel.Warning))
        self._runs.start(run)

    def _add(self, run: AlgorithmRun, outputs: dict[str, Any], polygons: str, image: str) -> None:
        layer = run.take_layer(str(outputs.get("OUTPUT", "")))
        if layer is None or self._messages.silent:
            return
        add_composition(layer, polygons, image)
        sentence = self.tr("{layer}: shares of the classes in {count} polygons.")
        self._messages.offer(
            sentence.format(count=layer.featureCount(), layer=layer.name()),
            self.tr("Open Table"),
            lambda: self._open_table(layer.id()),
            Qgis.MessageLevel.Success,
        )

    def _open_table(self, layer_id: str) -> None:
        layer = QgsProject.instance().mapLayer(layer_id)
        if isinstance(layer, QgsVectorLayer):
            self._iface.showAttributeTable(layer)
