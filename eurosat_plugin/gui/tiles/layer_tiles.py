# SPDX-License-Identifier: GPL-2.0-or-later
"""The tiles of a layer that has been read, and their counts: of its selection if there is one, and of all of it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from qgis.core import QgsVectorLayer

from eurosat_plugin.adapters.grid.grid_fields import GridFields
from eurosat_plugin.core.summary.grid_counts import GridCounts
from eurosat_plugin.core.summary.grid_figures import GridFigures
from eurosat_plugin.core.summary.tile_table import TileTable


class LayerTiles:
    """Counts the tiles of `tables`, read from `fields`, and the selected ones of them once."""

    def __init__(self, fields: GridFields, tables: Sequence[TileTable]) -> None:
        self._fields = fields
        self._table = TileTable.joined(tables or [fields.tiles([])])
        self._whole = self._table.counts()
        self._selected: GridCounts | None = None

    def forget_selection(self) -> None:
        """Take note that other tiles may be selected."""
        self._selected = None

    def ids_of_class(self, key: str, min_confidence: float = 0.0) -> list[int]:
        """Return the features of class `key` that are confident enough for `min_confidence`, in whole percent."""
        return self._table.ids_of_class(key, min_confidence)

    def left(self, min_confidence: float) -> tuple[int, int]:
        """Return how many tiles that have a class are confident enough for `min_confidence`, and how many there are."""
        return self._whole.figures(min_confidence).classified, self._whole.figures().classified

    def read_again(self, layer: QgsVectorLayer, ids: Collection[int]) -> None:
        """Take over the tiles `ids`, which were edited, added or deleted in `layer`.

        :raises InputError: when a number is no probability any more.
        """
        features = layer.getFeatures(self._fields.request().setFilterFids(list(ids)))
        now = TileTable.joined([self._fields.tiles([]), *self._fields.tables(features)])
        before = self._table.counts(self._table.rows_of(ids))
        self._table = self._table.replace(ids, now)
        self._whole = self._whole - before + now.counts()
        self._selected = None

    def figures(self, layer: QgsVectorLayer, min_confidence: float = 0.0) -> tuple[GridFigures, GridFigures | None]:
        """Return the figures of the tiles that are selected in `layer`, and of all; without a selection of all only.

        :param min_confidence: tiles that are not confident enough for it are left out; in whole percent (0..1).
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
