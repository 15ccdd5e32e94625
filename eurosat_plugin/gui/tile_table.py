# SPDX-License-Identifier: GPL-2.0-or-later
"""The tiles of a grid as columns: a million of them are looked through while a finger is on the mouse."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.gui.tile_counts import NO_CLASS, STEPS, TileCounts, cells_of, first_step

_COLUMNS = 6
"""Feature id, number of the class or nan, confidence, hectares, whether uncertain, urban probability."""


@dataclass(frozen=True)
class TileTable:
    """Columns ``(tiles,)`` in ascending order of `ids` (int64).

    `cells` are those of :func:`cells_of`; `confidence` (0..1), `area_ha` and `urban` (0..1) are float64, only the
    confidence may be nan; `uncertain` is bool. `urban` is the least it can be where `urban_is_least`.
    """

    ids: npt.NDArray[np.int64]
    cells: npt.NDArray[np.int16]
    area_ha: npt.NDArray[np.float64]
    confidence: npt.NDArray[np.float64]
    urban: npt.NDArray[np.float64]
    uncertain: npt.NDArray[np.bool_]
    urban_is_least: bool

    @classmethod
    def of_rows(cls, rows: Sequence[Sequence[float | None]], urban_is_least: bool) -> TileTable:
        """Make a table of `rows` of six numbers, in any order; None or nan is NULL.

        :raises ValueError: where a row has no feature id, or one beyond 2^53.
        """
        numbers = np.array(rows, dtype=np.float64).reshape(-1, _COLUMNS)
        ids, classes, confidence, area_ha, uncertain, urban = numbers.T
        if not (np.abs(ids) < 2**53).all():
            raise ValueError("a tile without a usable feature id")
        kinds = np.where(np.isnan(classes), NO_CLASS, classes).astype(np.int64)
        table = cls(
            ids.astype(np.int64),
            cells_of(kinds, confidence),
            np.nan_to_num(area_ha),
            confidence.copy(),
            np.nan_to_num(urban),
            (uncertain == 1) & (kinds < NO_CLASS),
            urban_is_least,
        )
        return table._sorted()

    @classmethod
    def joined(cls, tables: Sequence[TileTable], urban_is_least: bool) -> TileTable:
        """Return all tiles of `tables`, none of which is in two of them."""
        if not tables:
            return cls.of_rows([], urban_is_least)
        columns = zip(*(table._columns() for table in tables))
        return cls._of_columns(map(np.concatenate, columns), urban_is_least)._sorted()

    def __len__(self) -> int:
        return len(self.ids)

    def rows_of(self, ids: Collection[int]) -> npt.NDArray[np.intp]:
        """Return the row numbers of the features `ids`, those that are not there left out."""
        wanted = np.fromiter(ids, dtype=np.int64, count=len(ids))
        if not len(self):
            return np.empty(0, dtype=np.intp)
        if self.ids[-1] - self.ids[0] == len(self) - 1:  # without gaps: no need to search
            rows = wanted - self.ids[0]
            inside = (rows >= 0) & (rows < len(self))
            return rows if inside.all() else rows[inside]
        wanted.sort()
        found = np.minimum(np.searchsorted(self.ids, wanted), len(self) - 1)
        return found[self.ids[found] == wanted]

    def counts(self, rows: npt.NDArray[np.intp] | None = None) -> TileCounts:
        """Count the tiles in `rows` (default: all)."""
        columns = self._columns()[1:]
        cells, area_ha, confidence, urban, uncertain = columns if rows is None else [each[rows] for each in columns]
        return TileCounts.of(cells, area_ha, confidence, urban, uncertain, self.urban_is_least)

    def ids_of_class(self, key: str, min_confidence: float = 0.0) -> list[int]:
        """Return the feature ids of class `key` whose confidence is not below `min_confidence`, in whole percent."""
        first = CLASS_KEYS.index(key) * STEPS
        chosen = (self.cells >= first + first_step(min_confidence)) & (self.cells < first + STEPS)
        ids: list[int] = self.ids[chosen].tolist()
        return ids

    def replace(self, ids: Collection[int], now: TileTable) -> TileTable:
        """Return a table in which the tiles `ids` are as they are in `now`, and not there unless they are in `now`.

        This table must not be used any more: where no tile comes or goes, its columns are written into.
        """
        rows = self.rows_of(now.ids)
        if len(rows) == len(now) == len(ids):
            for column, new in zip(self._columns(), now._columns()):
                column[rows] = new
            return self
        kept = np.ones(len(self), dtype=np.bool_)
        kept[self.rows_of(ids)] = False
        rest = TileTable._of_columns((column[kept] for column in self._columns()), self.urban_is_least)
        return TileTable.joined([rest, now], self.urban_is_least)

    @classmethod
    def _of_columns(cls, columns: Iterable[npt.NDArray[Any]], urban_is_least: bool) -> TileTable:
        ids, cells, area_ha, confidence, urban, uncertain = columns
        return cls(ids, cells, area_ha, confidence, urban, uncertain, urban_is_least)

    def _columns(self) -> list[npt.NDArray[Any]]:
        return [self.ids, self.cells, self.area_ha, self.confidence, self.urban, self.uncertain]

    def _sorted(self) -> TileTable:
        if (self.ids[1:] > self.ids[:-1]).all():
            return self
        order = np.argsort(self.ids, kind="stable")
        return TileTable._of_columns((column[order] for column in self._columns()), self.urban_is_least)
