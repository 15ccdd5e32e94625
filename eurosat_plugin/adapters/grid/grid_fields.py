# SPDX-License-Identifier: GPL-2.0-or-later
"""Which columns of a layer are counted, and what their values mean: the same from a feature and from a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from math import inf, isfinite

import numpy as np
import numpy.typing as npt
from qgis.core import QgsFeature, QgsFeatureRequest, QgsFields

from eurosat_plugin.adapters.grid.geopackage_rows import GeoPackageRows
from eurosat_plugin.adapters.grid.grid_columns import probability_columns
from eurosat_plugin.adapters.grid.hectares import Hectares
from eurosat_plugin.core.class_scheme import EUROSAT, MOST, ClassScheme
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.summary.flags import FLAG_ORDER
from eurosat_plugin.core.summary.tile_table import TileColumns, TileTable
from eurosat_plugin.core.translation import tr

SHAPEFILE_NAME = 10
"""Characters of a column's name that a shapefile keeps."""
Row = Sequence[object]
"""Feature id, class, flag, confidence, hectares, urban, second class, its confidence, and all probabilities or none."""
FLAG = 2
"""Where the flag is in a row."""
CHUNK = 2000
"""Tiles that are read between two looks at whether to go on: some hundredths of a second."""

_TEXT, _NUMBER = (str,), (int, float)
_KINDS = (_TEXT, _TEXT, _NUMBER, _NUMBER, _NUMBER, _TEXT, *((1 + MOST) * [_NUMBER]))
_CLASS, _CONFIDENCE, _AREA, _URBAN, _SECOND_CONFIDENCE = 0, 2, 3, 4, 6
"""Where they are among the columns of a row."""
_NOT_KNOWN = frozenset((None, inf, -inf))
_Floats = npt.NDArray[np.float64]
_TOLERANCE = 1e-6
"""By which a probability may miss 0 or 1: it may have been written in single precision."""
_MOST_FLAGS = 255
"""So many different flags are told apart; further ones count together."""


class GridFields:
    """Finds the columns of a classified grid in `fields` of a layer that people know as `name`.

    Needs ``class_key`` and ``confidence``; what else is missing is made up for, see :meth:`TileTable.of`. Where the
    tiles are not `weighted` with all their probabilities, only those columns of them are read that are needed.
    `measure` tells the areas that the layer does not say. The classes are those of `scheme`.

    :raises InputError: when this is no classified grid, with the column that is missing or of the wrong type.
    """

    def __init__(
        self,
        fields: QgsFields,
        name: str,
        weighted: bool,
        measure: Hectares | None = None,
        scheme: ClassScheme = EUROSAT,
    ) -> None:
        self.scheme = scheme
        self._fields, self._name, self.weighted, self._measure = fields, name, weighted, measure
        self._flag_names = list(FLAG_ORDER)
        self._flag_numbers: dict[object, int] = {flag: number for number, flag in enumerate(FLAG_ORDER)}
        # The order is that of a row.
        self.area, self.urban = self._number("area_ha"), self._number("urban")
        self._valid_share = self._number("valid_share")
        self._columns = [
            self._text("class_key", required=True),
            self._text("flag"),
            self._number("confidence", required=True),
            self.area,
            self.urban,
            self._text("second_key"),
            self._number("second_confidence"),
            *self._probabilities(),
        ]

    def request(self) -> QgsFeatureRequest:
        """Return what asks a layer for its tiles: with geometry, which is measured where there is no area."""
        request = QgsFeatureRequest()
        request.setSubsetOfAttributes([index for index in (*self._columns, self._valid_share) if index >= 0])
        return request

    def row(self, feature: QgsFeature) -> Row:
        """Return what `feature` holds."""
        # One by one: to make Python's values of all the others takes longer than everything else here. NULL reaches
        # Python as a QVariant or as None, depending on the QGIS version: only what is a value counts.
        values = [feature[index] if index >= 0 else None for index in self._columns]
        row = [feature.id(), *(v if isinstance(v, kind) else None for v, kind in zip(values, _KINDS))]
        if self._measure is not None and not _is_number(row[1 + _AREA]):
            row[1 + _AREA] = self._measure.of(feature.geometry()) * self._share_of(feature)
        return row

    def rows(self, columns: Sequence[Sequence[object]], first_id: int) -> list[Row]:
        """Return what features hold that are not in their layer yet, numbered from `first_id`.

        `columns` are all their values, in the order of the fields.
        """
        ids = range(first_id, first_id + len(columns[0]))
        nothing = [None] * len(ids)
        values = (
            [v if isinstance(v, kind) else None for v in columns[index]] if index >= 0 else nothing
            for index, kind in zip(self._columns, _KINDS)
        )
        return list(zip(ids, *values))

    def part(self, feature: QgsFeature, share: float) -> Row:
        """Return what `feature` holds, of whose area only `share` (0 to 1) counts."""
        row = list(self.row(feature))
        area = row[1 + _AREA]
        row[1 + _AREA] = area * share if isinstance(area, (int, float)) else area
        return row

    def tables(self, features: Iterator[QgsFeature]) -> Iterator[TileTable]:
        """Yield the tiles of `features`, CHUNK at a time; see :meth:`tiles`."""
        while rows := [self.row(feature) for feature in islice(features, CHUNK)]:
            yield self.tiles(rows)

    def file_rows(self, file: GeoPackageRows) -> Iterator[Sequence[Row]]:
        """Yield the same tiles as rows of their file, without what only those need that are :meth:`lacking` something.

        :raises sqlite3.Error, ValueError: when the file alone does not do.
        """
        read = [*self._columns[:5], -1, -1] if self.urban >= 0 and not self.weighted else self._columns
        yield from file.read(self._fields, read, CHUNK)

    def lacking(self, rows: Sequence[Row]) -> set[object]:
        """Return the ids of those of the rows of a file that have a class, but not all that their file may hold."""
        known = self.scheme.numbers
        needed = (1 + _AREA, 1 + _URBAN) if self.urban >= 0 else (1 + _AREA,)
        return {row[0] for place in needed for row in rows if row[place] in _NOT_KNOWN and row[1 + _CLASS] in known}

    def tiles(self, rows: Sequence[Row]) -> TileTable:
        """Return the tiles of `rows`, in ascending order of the features' ids; see :meth:`columns`."""
        return TileTable.of(self.columns(rows), self.weighted)

    def columns(self, rows: Sequence[Row]) -> TileColumns:
        """Return what `rows` say, in their order.

        :raises InputError: when a number is no probability.
        :raises ValueError: where a row has no feature id, or one beyond 2^53.
        """
        columns = list(zip(*rows)) if rows else [()] * (1 + len(self._columns))
        ids, keys, flags, _, area, _, second, _, *_ = columns
        numbers = _floats(ids)
        if not (np.abs(numbers) < 2**53).all():
            raise ValueError("a tile without a usable feature id")
        classes = self._classes(keys)
        confidence, urban, second_confidence, *probabilities = (
            self._checked(_floats(columns[1 + place]), place, classes < len(self.scheme))
            for place in (_CONFIDENCE, _URBAN, *range(_SECOND_CONFIDENCE, len(columns) - 1))
        )
        return TileColumns(
            ids=numbers.astype(np.int64),
            classes=classes,
            confidence=confidence,
            area_ha=_floats(area),
            flags=self._numbered_flags(flags),
            urban=urban,
            second=self._classes(second),
            second_confidence=second_confidence,
            probabilities=np.stack(probabilities, axis=1) if probabilities else None,
            flag_names=self._flag_names,
            scheme=self.scheme,
        )

    def _share_of(self, feature: QgsFeature) -> float:
        """Return the part of the tile that its area counts: all of it where nothing is said of valid pixels."""
        share = feature[self._valid_share] if self._valid_share >= 0 else 1.0
        return min(1.0, max(0.0, share)) if _is_number(share) else 1.0

    def _probabilities(self) -> list[int]:
        """Return the indexes of the columns of the classes, or nothing where none of them is of use."""
        columns = [self._number(column.name) for column in probability_columns(self.scheme)]
        urban_ids = self.scheme.urban_ids
        if self.weighted and min(columns) >= 0 and len(set(columns)) == len(columns):
            return columns
        if urban_ids and min(columns[number] for number in urban_ids) >= 0:
            return [index if number in urban_ids else -1 for number, index in enumerate(columns)]
        return []

    def _classes(self, keys: Sequence[object]) -> npt.NDArray[np.int64]:
        known, nothing = self.scheme.numbers, len(self.scheme)
        return np.array([known.get(key, nothing) for key in keys], dtype=np.int64)

    def _numbered_flags(self, flags: Sequence[object]) -> npt.NDArray[np.int64]:
        known = self._flag_numbers
        for flag in set(flags).difference(known):
            if flag is None:
                known[flag] = 0
                continue
            if len(self._flag_names) <= _MOST_FLAGS:
                self._flag_names.append(str(flag) if len(self._flag_names) < _MOST_FLAGS else "…")
            known[flag] = len(self._flag_names) - 1
        return np.array([known[flag] for flag in flags], dtype=np.int64)

    def _checked(self, values: _Floats, place: int, used: npt.NDArray[np.bool_]) -> _Floats:
        wrong = used & ((values < -_TOLERANCE) | (values > 1 + _TOLERANCE))
        if wrong.any():
            raise InputError(
                tr("The column {column} of {layer} holds {value:g}; a probability is from 0 to 1.").format(
                    column=self._fields.at(self._columns[place]).name(),
                    layer=self._name,
                    value=float(values[wrong][0]),
                )
            )
        return np.clip(values, 0.0, 1.0)

    def _text(self, name: str, required: bool = False) -> int:
        index = self._find(name, required)
        if index >= 0 and self._fields.at(index).isNumeric():
            raise InputError(
                tr(
                    "The column {column} of {layer} holds numbers ({type}), but text is needed; choose the layer "
                    "that Classify raster made."
                ).format(column=name, layer=self._name, type=self._fields.at(index).typeName())
            )
        return index

    def _number(self, name: str, required: bool = False) -> int:
        index = self._find(name, required)
        if index >= 0 and not self._fields.at(index).isNumeric():
            raise InputError(
                tr(
                    "The column {column} of {layer} holds text ({type}), but numbers are needed; convert it with "
                    "Refactor fields."
                ).format(column=name, layer=self._name, type=self._fields.at(index).typeName())
            )
        return index

    def _find(self, name: str, required: bool) -> int:
        """Return the index of a column, also under the short name that a shapefile gives it; -1 without."""
        index = self._fields.lookupField(name)
        if index < 0:
            index = self._fields.lookupField(name[:SHAPEFILE_NAME])
        if index < 0 and required:
            raise InputError(
                tr(
                    "The layer {layer} is not a classified grid: it has no column {column}; choose a layer that "
                    "Classify raster made."
                ).format(layer=self._name, column=name)
            )
        return index


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and isfinite(value)


def _floats(values: Sequence[object]) -> _Floats:
    return np.array(values, dtype=np.float64)  # None becomes nan
