# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of a layer that has been read: of its selection if there is one, and of all of it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from qgis.core import QgsVectorLayer

from eurosat_plugin.gui.grid_figures import GridFigures
from eurosat_plugin.gui.tile_table import TileTable


class LayerFigures:
    """Keeps what was read of a layer, and where its selected tiles are in it."""

    def __init__(self, table: TileTable) -> None:
        self._table = table
        self._selected: npt.NDArray[np.intp] | None = None

    def forget_selection(self) -> None:
        """Take note that other tiles may be selected."""
        self._selected = None

    def ids_of_class(self, key: str, min_confidence: float) -> list[int]:
        """Return the features of class `key` whose confidence is not below `min_confidence`."""
        return self._table.ids_of_class(key, min_confidence)

    def figures(self, layer: QgsVectorLayer, min_confidence: float) -> tuple[GridFigures, GridFigures | None]:
        """Return the figures of the tiles that are selected in `layer`, and of all; without a selection of all only."""
        whole = self._table.figures(min_confidence)
        if not layer.selectedFeatureCount():
            return whole, None
        if self._selected is None:
            self._selected = self._table.rows_of(layer.selectedFeatureIds())
        if len(self._selected) == len(self._table):
            return whole, whole
        return self._table.figures(min_confidence, self._selected), whole
