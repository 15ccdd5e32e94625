# SPDX-License-Identifier: GPL-2.0-or-later
"""The tiles of a layer, part after part: from its file where that is faster, from QGIS's features otherwise."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterator
from itertools import islice
from math import nan

from qgis.core import QgsFeature, QgsFeatureRequest, QgsVectorLayer, QgsVectorLayerFeatureSource

from eurosat_plugin.core.classes import CLASS_KEYS, URBAN_KEYS
from eurosat_plugin.gui.grid_sql import GeoPackageTable
from eurosat_plugin.gui.tile_table import TileTable

CHUNK = 2000
"""Tiles that are read between two looks at whether to go on: some hundredths of a second."""
_FIELDS = ("class_key", "confidence", "area_ha", "flag")
_SECOND = ("second_key", "second_confidence")
_URBAN = tuple(f"p_{key}" for key in URBAN_KEYS)
_NUMBERS = {key: number for number, key in enumerate(CLASS_KEYS)}


class GridRows:
    """Made in the main thread, with the filter and the edits that the layer has then; read from any thread."""

    def __init__(self, layer: QgsVectorLayer) -> None:
        fields = layer.fields()
        self.urban_is_least = not all(fields.lookupField(name) >= 0 for name in _URBAN)
        wanted = (*_FIELDS, *(_SECOND if self.urban_is_least else _URBAN))
        self._indexes = [fields.lookupField(name) for name in wanted]
        self._names = ["" if index < 0 else fields.field(index).name() for index in self._indexes]
        self._request = QgsFeatureRequest()
        self._request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
        self._request.setSubsetOfAttributes([index for index in self._indexes if index >= 0])
        self._source = QgsVectorLayerFeatureSource(layer)
        self._file = GeoPackageTable.of(layer)

    def read(self, go_on: Callable[[TileTable], bool]) -> TileTable | None:
        """Return all tiles; `go_on` gets every part, and None is returned if it says no."""
        if self._file is not None:
            try:
                return self._joined(self._from_file(self._file), go_on)
            except (sqlite3.Error, ValueError):
                # A view, a function of QGIS's own in the filter: QGIS reads it, if more slowly.
                self._file = None
        return self._joined(self._from_features(self._source.getFeatures(self._request)), go_on)

    def features(self, layer: QgsVectorLayer, ids: Collection[int]) -> TileTable:
        """Return those of the tiles `ids` that are in `layer` now; called in the main thread."""
        request = QgsFeatureRequest(self._request).setFilterFids(list(ids))
        return TileTable.joined(list(self._from_features(layer.getFeatures(request))), self.urban_is_least)

    def _joined(self, parts: Iterator[TileTable], go_on: Callable[[TileTable], bool]) -> TileTable | None:
        read: list[TileTable] = []
        for part in parts:
            read.append(part)
            if not go_on(part):
                return None
        return TileTable.joined(read, self.urban_is_least)

    def _from_file(self, table: GeoPackageTable) -> Iterator[TileTable]:
        for rows in table.rows(self._names, CHUNK):
            yield TileTable.of_rows(rows, self.urban_is_least)

    def _from_features(self, features: Iterator[QgsFeature]) -> Iterator[TileTable]:
        while rows := [self._row(feature) for feature in islice(features, CHUNK)]:
            yield TileTable.of_rows(rows, self.urban_is_least)

    def _row(self, feature: QgsFeature) -> tuple[float, ...]:
        # One by one: to make Python's values of all the others takes longer than everything else here.
        key, sure, area, flag, *rest = [feature[index] if index >= 0 else None for index in self._indexes]
        confidence = _number(sure)
        if self.urban_is_least:
            urban = _number(sure, 0.0) if key in URBAN_KEYS else 0.0
            urban += _number(rest[1], 0.0) if rest[0] in URBAN_KEYS else 0.0
        else:
            urban = sum(_number(value, 0.0) for value in rest)
        number = _NUMBERS.get(key, nan) if isinstance(key, str) else nan
        return feature.id(), number, confidence, _number(area, 0.0), flag == "uncertain", urban


def _number(value: object, missing: float = nan) -> float:
    # NULL reaches Python as a QVariant or as None, depending on the QGIS version: only what is a number counts.
    return float(value) if isinstance(value, (int, float)) else missing
