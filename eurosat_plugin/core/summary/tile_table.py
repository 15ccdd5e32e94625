# SPDX-License-Identifier: GPL-2.0-or-later
"""The tiles of a grid as columns: a million of them are counted, and looked through, faster than anyone notices."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.summary.confidence import STEPS, confidence_steps, first_step
from eurosat_plugin.core.summary.flags import FLAG_ORDER, UNCERTAIN
from eurosat_plugin.core.summary.grid_counts import SUMS, UNITS_PER_HECTARE, UNITS_PER_ONE, GridCounts
from eurosat_plugin.core.summary.probabilities import estimated_probabilities, urban_probability

_Floats = npt.NDArray[np.float64]
_Numbers = npt.NDArray[np.int64]
_Mask = npt.NDArray[np.bool_]

_UNCERTAIN = FLAG_ORDER.index(UNCERTAIN)


@dataclass(frozen=True)
class TileColumns:
    """What a grid says of its tiles, each column ``(tiles,)``; nan where it does not say.

    `classes` and `second` are class numbers of `scheme`, or as many as it has; `flags` are numbers in `flag_names`,
    which begins with FLAG_ORDER. `probabilities` ``(tiles, classes)`` is None where they were not read.
    """

    ids: _Numbers
    classes: _Numbers
    confidence: _Floats
    area_ha: _Floats
    flags: _Numbers
    urban: _Floats
    second: _Numbers
    second_confidence: _Floats
    probabilities: _Floats | None
    flag_names: Sequence[str] = FLAG_ORDER
    scheme: ClassScheme = EUROSAT


def all_probabilities(columns: TileColumns) -> tuple[_Floats, _Mask]:
    """Return the probabilities of all classes ``(tiles, classes)``, and which tiles have estimates in their place.

    They mean nothing for a tile without a class.
    """
    probabilities, incomplete = _told(columns)
    if incomplete.any():
        probabilities = np.where(incomplete[:, None], _estimates(columns), probabilities)
    return probabilities, incomplete


def _told(columns: TileColumns) -> tuple[_Floats, _Mask]:
    """Return the probabilities ``(tiles, classes)`` that a grid tells, and of which tiles with a class not all."""
    count = len(columns.scheme)
    unknown = np.full((len(columns.classes), count), np.nan)
    probabilities = unknown if columns.probabilities is None else columns.probabilities
    return probabilities, (columns.classes < count) & np.isnan(probabilities).any(axis=1)


def _estimates(columns: TileColumns) -> _Floats:
    """Return estimates of the probabilities ``(tiles, classes)``."""
    ranks = columns.classes, columns.confidence, columns.second, columns.second_confidence
    return estimated_probabilities(*ranks, len(columns.scheme))


@dataclass(frozen=True)
class TileTable:
    """Columns ``(tiles,)`` in ascending order of `ids`, which are those of the features.

    `cells` hold class and step of confidence in one number. `area`, `confidence` (nan without), `urban` and
    `probable_area` ``(tiles, classes)`` are whole numbers of the units of
    :mod:`~eurosat_plugin.core.summary.grid_counts`, in float64; the last is None in a table that was not
    `weighted`. `flags` are numbers in `flag_names`, a list that its reader may still lengthen.
    """

    ids: _Numbers
    cells: npt.NDArray[np.int16]
    area: _Floats
    confidence: _Floats
    urban: _Floats
    urban_estimated: _Mask
    flags: npt.NDArray[np.uint8]
    probable_area: _Floats | None
    probable_estimated: _Mask
    flag_names: Sequence[str] = FLAG_ORDER
    scheme: ClassScheme = EUROSAT

    @classmethod
    def of(cls, columns: TileColumns, weighted: bool) -> TileTable:
        """Make a table of tiles in any order; `weighted` with the probabilities of all classes.

        The one place that says what counts: a tile's urban probability is that of the column ``urban``, else the sum
        of the three classes' columns, else an estimate; its probabilities are those of their columns, else an
        estimate.
        """
        scheme = columns.scheme
        classified = columns.classes < len(scheme)
        area_ha = np.where(classified & np.isfinite(columns.area_ha), columns.area_ha, 0.0)
        probabilities, incomplete = _told(columns)
        urban = np.where(np.isnan(columns.urban), urban_probability(probabilities, scheme), columns.urban)
        if not scheme.urban_ids:
            urban = np.zeros(len(classified))
        urban_estimated = classified & np.isnan(urban)
        probable_estimated = incomplete & weighted
        if urban_estimated.any() or probable_estimated.any():
            estimate = _estimates(columns)
            urban = np.where(urban_estimated, urban_probability(estimate, scheme), urban)
            probabilities = np.where(probable_estimated[:, None], estimate, probabilities)
        weights = np.where(classified[:, None], probabilities, 0.0)
        return cls(
            columns.ids,
            (columns.classes * STEPS + confidence_steps(columns.confidence)).astype(np.int16),
            np.rint(area_ha * UNITS_PER_HECTARE),
            np.rint(columns.confidence * UNITS_PER_ONE),
            np.rint(np.where(classified, urban, 0.0) * UNITS_PER_ONE),
            urban_estimated,
            columns.flags.astype(np.uint8),
            np.rint(weights * area_ha[:, None] * UNITS_PER_HECTARE) if weighted else None,
            probable_estimated,
            columns.flag_names,
            scheme,
        )._sorted()

    @classmethod
    def joined(cls, tables: Sequence[TileTable]) -> TileTable:
        """Return all tiles of `tables`: at least one, of the same `flag_names`, and no tile in two of them."""
        columns = zip(*(table._columns() for table in tables))
        return tables[0]._made_of(np.concatenate(column) for column in columns)._sorted()

    def __len__(self) -> int:
        return len(self.ids)

    def rows_of(self, ids: Collection[int]) -> npt.NDArray[np.intp]:
        """Return the row numbers of the features `ids`, those that are not there left out."""
        wanted = np.fromiter(ids, dtype=np.int64, count=len(ids))
        if not len(self):
            return np.empty(0, dtype=np.intp)
        if self.ids[-1] - self.ids[0] == len(self) - 1:  # without gaps: no need to search
            rows: npt.NDArray[np.intp] = wanted - self.ids[0]
            inside = (rows >= 0) & (rows < len(self))
            return rows if inside.all() else rows[inside]
        wanted.sort()
        found: npt.NDArray[np.intp] = np.minimum(np.searchsorted(self.ids, wanted), len(self) - 1)
        present: npt.NDArray[np.intp] = found[self.ids[found] == wanted]
        return present

    def counts(self, rows: npt.NDArray[np.intp] | None = None) -> GridCounts:
        """Count the tiles in `rows` (default: all)."""
        if rows is not None:
            return self._taken(rows).counts()
        places = self.cells.astype(np.intp)
        rated = ~np.isnan(self.confidence)
        weights: dict[str, npt.NDArray[Any] | None] = {
            "tiles": None,
            "area": self.area,
            "uncertain_area": np.where(self.flags == _UNCERTAIN, self.area, 0.0),
            "rated": rated,
            "confidence": np.where(rated, self.confidence, 0.0),
            "urban": self.urban,
        }
        if self.urban_estimated.any():
            weights["urban_estimated"] = self.urban_estimated
        if self.probable_estimated.any():
            weights["probable_estimated"] = self.probable_estimated
            weights["unrated"] = self.probable_estimated & ~rated
        counts = GridCounts.none(self.probable_area is not None, self.scheme)
        size = (len(self.scheme) + 1) * STEPS
        for name, weight in weights.items():
            # Exact in spite of float64: whole numbers whose sums stay below 2^53.
            counts.sums[SUMS.index(name)] = np.bincount(places, weight, minlength=size).reshape(-1, STEPS)
        steps = places % STEPS
        if self.probable_area is not None:
            for number, area in enumerate(self.probable_area.T):
                counts.sums[SUMS.index("probable_area"), number] = np.bincount(steps, area, minlength=STEPS)
        return replace(counts, flags=self._flag_counts(steps))

    def ids_of_class(self, key: str, min_confidence: float = 0.0) -> list[int]:
        """Return the features of class `key` that are confident enough for `min_confidence`, in whole percent."""
        first = self.scheme.keys.index(key) * STEPS
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
        return TileTable.joined([self._taken(kept), now])

    def _flag_counts(self, steps: npt.NDArray[np.intp]) -> dict[str, _Numbers]:
        size = len(self.flag_names) * STEPS
        counts = np.bincount(self.flags.astype(np.intp) * STEPS + steps, minlength=size).reshape(-1, STEPS)
        return {name: row for name, row in zip(self.flag_names, counts) if name and row.any()}

    def _columns(self) -> list[npt.NDArray[Any]]:
        values = (getattr(self, each.name) for each in fields(self))
        return [value for value in values if isinstance(value, np.ndarray)]

    def _made_of(self, columns: Iterable[npt.NDArray[Any]]) -> TileTable:
        names = (each.name for each in fields(self) if isinstance(getattr(self, each.name), np.ndarray))
        values: dict[str, Any] = dict(zip(names, columns))
        return replace(self, **values)

    def _taken(self, rows: npt.NDArray[Any]) -> TileTable:
        return self._made_of(column[rows] for column in self._columns())

    def _sorted(self) -> TileTable:
        if (self.ids[1:] > self.ids[:-1]).all():
            return self
        return self._taken(np.argsort(self.ids, kind="stable"))
