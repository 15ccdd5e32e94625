# SPDX-License-Identifier: GPL-2.0-or-later
"""The tiles of a grid as columns: a million of them are summed up while a finger is on the slider."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from math import nan

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.classes import CLASS_KEYS, CLASSES, URBAN_KEYS
from eurosat_plugin.core.statistics import ClassShare
from eurosat_plugin.gui.grid_figures import GridFigures

Row = tuple[object, ...]
"""Feature id, class key, confidence, hectares, flag, then either second class and its confidence, or the
probabilities of the urban classes; anything that is no value of the right kind counts as NULL."""
CHUNK = 5000
_IDS = {key: i for i, key in enumerate(CLASS_KEYS)}
_URBAN = frozenset(URBAN_KEYS)


@dataclass(frozen=True)
class TileTable:
    """Columns ``(tiles,)`` in ascending order of `ids` (int64).

    `classes` int8 is −1 without a class; `confidence` and `urban` are float64 0..1 or nan; `uncertain` is bool.
    `urban` is the least it can be where `urban_is_least`.
    """

    ids: npt.NDArray[np.int64]
    classes: npt.NDArray[np.int8]
    confidence: npt.NDArray[np.float64]
    area_ha: npt.NDArray[np.float64]
    urban: npt.NDArray[np.float64]
    uncertain: npt.NDArray[np.bool_]
    urban_is_least: bool

    @classmethod
    def read(
        cls, rows: Iterable[Row], has_probabilities: bool, go_on: Callable[[int], bool] = lambda count: True
    ) -> TileTable | None:
        """Read `rows`; `go_on` hears the number of tiles after every chunk, and None is returned if it says no."""
        ids, classes, uncertain = array("q"), array("b"), array("b")
        confidence, area, urban = array("d"), array("d"), array("d")
        read_urban = _urban_probability if has_probabilities else _least_urban
        stream = iter(rows)
        while chunk := list(islice(stream, CHUNK)):
            for fid, key, sure, hectares, flag, *rest in chunk:
                number = _IDS.get(key, -1) if isinstance(key, str) else -1
                ids.append(int(fid))  # type: ignore[call-overload]
                classes.append(number)
                confidence.append(_number(sure))
                area.append(_number(hectares, 0.0))
                urban.append(read_urban(number, _number(sure), rest))
                uncertain.append(flag == "uncertain" and number >= 0)
            if not go_on(len(ids)):
                return None
        numbers = np.array(ids, dtype=np.int64)
        order = np.argsort(numbers, kind="stable")
        return cls(
            numbers[order],
            np.array(classes, dtype=np.int8)[order],
            np.array(confidence)[order],
            np.array(area)[order],
            np.array(urban)[order],
            np.array(uncertain, dtype=np.bool_)[order],
            urban_is_least=not has_probabilities,
        )

    def __len__(self) -> int:
        return len(self.ids)

    def rows_of(self, ids: Sequence[int]) -> npt.NDArray[np.intp]:
        """Return the row numbers of the features `ids`, those that are not there left out."""
        wanted = np.asarray(ids, dtype=np.int64)
        if not len(self):
            return np.empty(0, dtype=np.intp)
        if self.ids[-1] - self.ids[0] == len(self) - 1:  # without gaps: no need to search
            rows = wanted - self.ids[0]
            inside = (rows >= 0) & (rows < len(self))
            return rows if inside.all() else rows[inside]
        wanted.sort()
        found = np.minimum(np.searchsorted(self.ids, wanted), len(self) - 1)
        return found[self.ids[found] == wanted]

    def figures(self, min_confidence: float = 0.0, rows: npt.NDArray[np.intp] | None = None) -> GridFigures:
        """Sum up the tiles in `rows` (default: all) whose confidence (0..1) is not below `min_confidence`."""
        classes, confidence, area, urban, uncertain = (
            column if rows is None else column[rows]
            for column in (self.classes, self.confidence, self.area_ha, self.urban, self.uncertain)
        )
        classified = classes >= 0
        shown = classified & ~(confidence < min_confidence)
        kinds = classes[shown].astype(np.intp)
        tiles = np.bincount(kinds, minlength=len(CLASSES))
        hectares = np.bincount(kinds, area[shown], minlength=len(CLASSES))
        sure = np.bincount(kinds, confidence[shown], minlength=len(CLASSES))
        total = float(hectares.sum())
        shares = tuple(
            ClassShare(
                c,
                int(tiles[c.id]),
                float(hectares[c.id]),
                float(hectares[c.id]) / total if total else 0.0,
                float(sure[c.id] / tiles[c.id]) if tiles[c.id] else nan,
            )
            for c in CLASSES
        )
        return GridFigures(
            shares,
            urban_probability=float(urban[shown].mean()) if shown.any() else nan,
            urban_is_least=self.urban_is_least,
            uncertain=int(uncertain[shown].sum()),
            unclassified=int((~classified).sum()),
        )

    def ids_of_class(self, key: str, min_confidence: float = 0.0) -> list[int]:
        """Return the feature ids of the tiles of class `key` whose confidence is not below `min_confidence`."""
        chosen = (self.classes == _IDS[key]) & ~(self.confidence < min_confidence)
        ids: list[int] = self.ids[chosen].tolist()
        return ids


def _number(value: object, missing: float = nan) -> float:
    # NULL reaches Python as a QVariant or as None, depending on the QGIS version: only what is a number counts.
    return float(value) if isinstance(value, (int, float)) else missing


def _urban_probability(number: int, confidence: float, rest: Sequence[object]) -> float:
    return sum(_number(value, 0.0) for value in rest)


def _least_urban(number: int, confidence: float, rest: Sequence[object]) -> float:
    """Return the urban part of the two most probable classes."""
    urban = confidence if number >= 0 and CLASS_KEYS[number] in _URBAN else 0.0
    if len(rest) == 2 and rest[0] in _URBAN:
        urban += _number(rest[1], 0.0)
    return urban
