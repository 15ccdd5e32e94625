# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of a layer that has been read: of its selection if there is one, and of all of it."""

from __future__ import annotations

from collections.abc import Collection

from qgis.core import QgsVectorLayer

from eurosat_plugin.gui.grid_figures import GridFigures
from eurosat_plugin.gui.grid_rows import GridRows
from eurosat_plugin.gui.tile_counts import TileCounts
from eurosat_plugin.gui.tile_table import TileTable


class LayerFigures:
    """Keeps what was read of a layer, and counts its tiles and its selected ones once."""

    def __init__(self, table: TileTable) -> None:
        self._table = table
        self._whole = table.counts()
        self._selected: TileCounts | None = None

    def forget_selection(self) -> None:
        """Take note that other tiles may be selected."""
        self._selected = None

    def ids_of_class(self, key: str, min_confidence: float) -> list[int]:
        """Return the features of class `key` whose confidence is not below `min_confidence`, in whole percent."""
        return self._table.ids_of_class(key, min_confidence)

    def read_again(self, layer: QgsVectorLayer, ids: Collection[int]) -> None:
        """Take over the tiles `ids`, which were edited, added or deleted in `layer`."""
        now = GridRows(layer).features(layer, ids)
        before = self._table.counts(self._table.rows_of(ids))
        self._table = self._table.replace(ids, now)
        self._whole = self._whole - before + now.counts()
        self._selected = None

    def figures(self, layer: QgsVectorLayer, min_confidence: float) -> tuple[GridFigures, GridFigures | None]:
        """Return the figures of the tiles that are selected in `layer`, and of all; without a selection of all only.

        :param min_confidence: tiles below it are left out; in whole percent (0..1).
        """
        whole = self._whole.figures(min_confidence)
        selected = layer.selectedFeatureCount()
        if not selected:
            return whole, None
        if selected == len(self._table):
            return whole, whole
        if self._selected is None:
            self._selected = self._table.counts(self._table.rows_of(layer.selectedFeatureIds()))
        return self._selected.figures(min_confidence), whole
