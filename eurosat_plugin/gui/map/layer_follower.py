# SPDX-License-Identifier: GPL-2.0-or-later
"""Listening to one layer at a time, and letting go of it before it dies."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QObject, pyqtSignal

from eurosat_plugin.adapters.grid.classified_grid import is_classified_grid, missing_columns

CONTENTS = ("afterCommitChanges", "dataChanged", "updatedFields", "subsetStringChanged")
"""Signals of a vector layer after which all its tiles may be others."""
EDITS = ("attributeValueChanged", "featureAdded", "featureDeleted")
"""Signals after which one tile, the first argument, is another one; undoing and rolling back send them, too."""
MANY_EDITS = 2000
"""More tiles than that are not noted one by one: all are read again."""
LOOKS = ("nameChanged", "rendererChanged", "selectionChanged", "styleChanged")
"""Signals after which the same tiles are to be shown in another way."""


def replaces(layer: QgsMapLayer | None, shown: QgsMapLayer | None) -> bool:
    """Tell whether `layer`, which became current, is to be shown instead of `shown`.

    A grid gives way to another grid only: its figures are wanted while one looks for a place on its image, too.
    """
    return not is_classified_grid(shown) or is_classified_grid(layer) or bool(missing_columns(layer))


class LayerFollower(QObject):
    """Follows the classified grid it is given; any other layer counts as none."""

    changed = pyqtSignal()
    """The followed layer is another one, or its tiles are."""
    lost = pyqtSignal()
    """The followed layer is being deleted and must not be touched any more; `changed` follows."""
    edited = pyqtSignal()
    """Some of its tiles are others: see :meth:`take_edits`."""
    looks_changed = pyqtSignal()
    """Its name, its style or its selection is another one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._layer: QgsVectorLayer | None = None
        self._edits: set[int] = set()
        self._notes_edits = False

    @property
    def grid(self) -> QgsVectorLayer | None:
        """The followed layer while it has the fields of a classified grid."""
        return self._layer if is_classified_grid(self._layer) else None

    @property
    def missing(self) -> list[str]:
        """The columns that the followed layer lacks for the grid that it was."""
        return missing_columns(self._layer)

    @property
    def name(self) -> str:
        """What people know the followed layer as, empty without one."""
        return "" if self._layer is None else str(self._layer.name())

    def follow(self, layer: QgsMapLayer | None) -> None:
        """Follow `layer` instead of what was followed before."""
        if layer is self._layer:
            return
        self.let_go()
        if isinstance(layer, QgsVectorLayer):
            self._layer = layer
            for name in CONTENTS:
                getattr(layer, name).connect(self.changed)
            for name in LOOKS:
                getattr(layer, name).connect(self.looks_changed)
            self._note_edits(True)
            layer.willBeDeleted.connect(self._forget)
        self.changed.emit()

    def take_edits(self) -> set[int]:
        """Return the feature ids of the tiles that were edited since it was last asked."""
        edits, self._edits = self._edits, set()
        if self._layer is not None and not self._notes_edits:
            self._note_edits(True)
        return edits

    def let_go(self) -> None:
        """Follow nothing."""
        if self._layer is None:
            return
        self._note_edits(False)
        for name in CONTENTS:
            getattr(self._layer, name).disconnect(self.changed)
        for name in LOOKS:
            getattr(self._layer, name).disconnect(self.looks_changed)
        self._layer.willBeDeleted.disconnect(self._forget)
        self._layer = None
        self.changed.emit()

    def _forget(self) -> None:
        # A layer that is being deleted is past disconnecting, and disconnects itself.
        self._layer = None
        self._edits, self._notes_edits = set(), False
        self.lost.emit()
        self.changed.emit()

    def _note_edits(self, notes: bool) -> None:
        self._edits = set()
        if self._layer is None or notes == self._notes_edits:
            return
        self._notes_edits = notes
        for name in EDITS:
            signal = getattr(self._layer, name)
            signal.connect(self._note_edit) if notes else signal.disconnect(self._note_edit)

    def _note_edit(self, fid: int, *values: object) -> None:
        self._edits.add(fid)
        if len(self._edits) <= MANY_EDITS:
            self.edited.emit()
            return
        self._note_edits(False)
        self.changed.emit()
