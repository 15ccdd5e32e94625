# SPDX-License-Identifier: GPL-2.0-or-later
"""Counting a grid while it is written: what goes into the features is what counts."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qgis.core import QgsFields

from eurosat_plugin.adapters.grid.grid_fields import GridFields, Row
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.summary.grid_counts import GridCounts
from eurosat_plugin.core.translation import tr

TILES_AT_ONCE = 32
"""Tiles that are counted at once, or more: it takes as long as counting one of them."""


class TileCounter:
    """Counts features with `fields`; `publish` gets the counts so far, every few tiles and in the end."""

    def __init__(self, fields: QgsFields, publish: Callable[[GridCounts], None], scheme: ClassScheme = EUROSAT) -> None:
        self._fields = GridFields(fields, tr("Land cover"), weighted=True, scheme=scheme)
        self._publish = publish
        self._waiting: list[Row] = []
        self._counts = GridCounts.none(weighted=True, scheme=scheme)

    def add(self, columns: Sequence[Sequence[object]]) -> None:
        """Count tiles, of whose features all values are given, in the order of the fields."""
        self._waiting += self._fields.rows(columns, len(self._waiting))
        if len(self._waiting) >= TILES_AT_ONCE:
            self._count()

    def counts(self) -> GridCounts:
        """Return the counts of all tiles."""
        self._count()
        return self._counts

    def _count(self) -> None:
        self._counts = self._counts + self._fields.tiles(self._waiting).counts()
        self._waiting = []
        self._publish(self._counts)
