# SPDX-License-Identifier: GPL-2.0-or-later
"""Listening to one layer at a time, and letting go of it before it dies."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from eurosat_plugin.adapters.classified_grid import is_classified_grid

WATCHED = (
    "layerModified",
    "afterCommitChanges",
    "afterRollBack",
    "dataChanged",
    "updatedFields",
    "subsetStringChanged",
    "selectionChanged",
    "nameChanged",
)
"""Signals of a vector layer after which its figures, or the choice of its tiles, may be others."""


class LayerFollower(QObject):
    """Follows the classified grid it is given; any other layer counts as none."""

    changed = pyqtSignal()
    """The followed layer is another one, or its contents are."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layer: QgsVectorLayer | None = None

    @property
    def grid(self) -> QgsVectorLayer | None:
        """The followed layer while it has the fields of a classified grid."""
        return self._layer if is_classified_grid(self._layer) else None

    def follow(self, layer: QgsMapLayer | None) -> None:
        """Follow `layer` instead of what was followed before."""
        if layer is self._layer:
            return
        self.let_go()
        if isinstance(layer, QgsVectorLayer):
            self._layer = layer
            for name in WATCHED:
                getattr(layer, name).connect(self.changed)
            layer.willBeDeleted.connect(self._forget)
        self.changed.emit()

    def let_go(self) -> None:
        """Follow nothing."""
        if self._layer is None:
            return
        for name in WATCHED:
            getattr(self._layer, name).disconnect(self.changed)
        self._layer.willBeDeleted.disconnect(self._forget)
        self._forget()

    def _forget(self) -> None:
        # A layer that is being deleted is past disconnecting, and disconnects itself.
        self._layer = None
        self.changed.emit()
