# SPDX-License-Identifier: GPL-2.0-or-later
"""Comparing two grids of one place: the dialog of the algorithm, filled in with both, the older one first."""

from __future__ import annotations

from qgis.core import Qgis, QgsLayerTreeGroup, QgsMapLayer, QgsProcessing, QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QObject, QTimer

from eurosat_plugin.adapters.grid.change_columns import has_changes
from eurosat_plugin.adapters.grid.provenance import read_provenance
from eurosat_plugin.gui.algorithm_dialog import open_algorithm_dialog
from eurosat_plugin.gui.map.grid_pair import GridPair
from eurosat_plugin.gui.runs.message_line import MessageLine
from eurosat_plugin.gui.runs.own_algorithm import find_algorithm
from eurosat_plugin.processing.compare_grids import AFTER, BEFORE, MATRIX

ALGORITHM_ID = "eurosat:compare"


class ComparisonDialogOpener(QObject):
    """Opens the dialog, or says in the message bar why there is none."""

    def __init__(self, iface: QgisInterface, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._messages = MessageLine(iface, self)

    def open(self, pair: GridPair | None) -> None:
        """Compare `pair`; None where what is selected is none."""
        if pair is None:
            sentence = self.tr("Select two classified layers of one place in the list of layers, and compare them.")
            self._messages.tell(sentence, Qgis.MessageLevel.Warning)
            return
        if find_algorithm(ALGORITHM_ID, self._messages) is None:
            return
        older, newer = by_date(pair)
        places = {BEFORE: older.id(), AFTER: newer.id(), MATRIX: QgsProcessing.TEMPORARY_OUTPUT}
        project = QgsProject.instance()
        project.layersAdded.connect(_raise_changes)
        try:
            open_algorithm_dialog(ALGORITHM_ID, places)
        finally:
            project.layersAdded.disconnect(_raise_changes)


def _raise_changes(layers: list[QgsMapLayer]) -> None:
    """Put changes above the grids that they are of, which would cover them, as soon as they are in the list."""
    changes = [layer.id() for layer in layers if isinstance(layer, QgsVectorLayer) and has_changes(layer)]
    if changes:
        QTimer.singleShot(0, lambda: list(map(_put_on_top, changes)))


def _put_on_top(layer_id: str) -> None:
    root = QgsProject.instance().layerTreeRoot()
    node = root.findLayer(layer_id)
    group = None if node is None else node.parent()
    if node is not None and isinstance(group, QgsLayerTreeGroup) and root.children()[0] is not node:
        root.insertChildNode(0, node.clone())
        group.removeChildNode(node)


def by_date(pair: GridPair) -> GridPair:
    """Return both, the older one first; as they are where they do not tell."""
    one, other = pair
    days = [read_provenance(grid).get("date", "") for grid in pair]
    return (other, one) if all(days) and days[1] < days[0] else (one, other)
