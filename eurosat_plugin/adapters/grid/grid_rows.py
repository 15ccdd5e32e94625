# SPDX-License-Identifier: GPL-2.0-or-later
"""The tiles of a layer, part after part: from its file where that is faster, from QGIS's features otherwise."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsFeatureRequest,
    QgsFields,
    QgsProcessingFeatureSource,
    QgsVectorLayer,
    QgsVectorLayerFeatureSource,
    QgsWkbTypes,
)

from eurosat_plugin.adapters.grid.geopackage_rows import GeoPackageRows
from eurosat_plugin.adapters.grid.grid_fields import GridFields, Row
from eurosat_plugin.adapters.grid.hectares import Hectares
from eurosat_plugin.adapters.grid.provenance import scheme_of
from eurosat_plugin.core.class_scheme import EUROSAT, ClassScheme
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.summary.grid_counts import GridCounts
from eurosat_plugin.core.summary.tile_map import TileMap
from eurosat_plugin.core.summary.tile_table import TileTable
from eurosat_plugin.core.translation import tr

TILES_AT_ONCE = 1000
"""After so many tiles a map of them asks whether it is still wanted."""


class GridRows:
    """Made in the main thread, with the filter and the edits that a layer has then; read from any thread.

    `features` answers a request for the features, whose columns are `fields`.
    """

    def __init__(
        self,
        fields: GridFields,
        features: Callable[[QgsFeatureRequest], Iterator[QgsFeature]],
        file: GeoPackageRows | None = None,
    ) -> None:
        self.fields, self.features, self._file = fields, features, file

    @classmethod
    def of_layer(cls, layer: QgsVectorLayer, context: QgsCoordinateTransformContext) -> GridRows:
        """Return the tiles of `layer`, not weighted; :raises InputError: when it is no classified grid."""
        fields = _grid_fields(
            layer.fields(), layer.name(), layer.wkbType(), layer.crs(), context, False, scheme_of(layer)
        )
        return cls(fields, QgsVectorLayerFeatureSource(layer).getFeatures, GeoPackageRows.of(layer))

    @classmethod
    def of_source(
        cls,
        source: QgsProcessingFeatureSource,
        name: str,
        context: QgsCoordinateTransformContext,
        scheme: ClassScheme = EUROSAT,
    ) -> GridRows:
        """Return the tiles of the input `source`, weighted, in the classes of `scheme`.

        :raises InputError: when it is no classified grid.
        """
        fields = _grid_fields(source.fields(), name, source.wkbType(), source.sourceCrs(), context, True, scheme)
        unchecked = QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks  # type: ignore[attr-defined]
        return cls(fields, lambda request: source.getFeatures(request, unchecked))

    def tables(self) -> Iterator[TileTable]:
        """Yield all tiles, part after part.

        :raises InputError: when a number is no probability.
        """
        if self._file is not None:
            parts = self.fields.file_rows(self._file)
            try:
                first = next(parts, [])
            except (sqlite3.Error, ValueError):
                pass  # a view, a function of QGIS's own in the filter: QGIS reads it, if more slowly
            else:
                for rows in chain([first], parts):
                    yield from self._completed(rows)
                return
        yield from self.fields.tables(self.features(self.fields.request()))

    def _completed(self, rows: Sequence[Row]) -> Iterator[TileTable]:
        """Yield the tiles of `rows` of a file; QGIS reads those that lack something once more."""
        lacking = self.fields.lacking(rows)
        if lacking:
            yield from self.fields.tables(self.features(self.fields.request().setFilterFids(list(lacking))))
        yield self.fields.tiles([row for row in rows if row[0] not in lacking] if lacking else rows)

    def count(self, go_on: Callable[[GridCounts], bool] = lambda counts: True) -> GridCounts:
        """Count all tiles, or those until `go_on`, which gets the counts after every part, says no.

        :raises InputError: when a number is no probability.
        """
        counts = GridCounts.none(self.fields.weighted, self.fields.scheme)
        for table in self.tables():
            counts = counts + table.counts()
            if not go_on(counts):
                break
        return counts


def tile_map(
    source: QgsProcessingFeatureSource,
    go_on: Callable[[int], bool] = lambda number: True,
    scheme: ClassScheme = EUROSAT,
) -> TileMap:
    """Return a map of the tiles of `source`, empty where it has no rows and columns.

    It ends early when `go_on`, which gets the number of tiles so far every TILES_AT_ONCE of them, says no.
    """
    tiles, fields, wanted = TileMap(scheme), source.fields(), ("row", "col", "class_key", "flag")
    if min(map(fields.lookupField, wanted)) < 0:
        return tiles
    request = QgsFeatureRequest().setSubsetOfAttributes(wanted, fields)
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    for number, feature in enumerate(source.getFeatures(request), start=1):
        row, col, key, flag = (feature[name] for name in wanted)
        if isinstance(row, int) and isinstance(col, int):
            tiles.add(row, col, key or None, flag or None)
        if number % TILES_AT_ONCE == 0 and not go_on(number):
            break
    return tiles


def _grid_fields(
    fields: QgsFields,
    name: str,
    kind: QgsWkbTypes.Type,  # type: ignore[valid-type]
    crs: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
    weighted: bool,
    scheme: ClassScheme,
) -> GridFields:
    found = GridFields(fields, name, weighted, Hectares(crs, context), scheme)
    if found.area >= 0:
        return found
    if QgsWkbTypes.geometryType(kind) != QgsWkbTypes.GeometryType.PolygonGeometry:
        raise InputError(
            tr(
                "The areas of {layer} are not known: it has neither a column area_ha nor polygons; choose a "
                "layer that Classify raster made."
            ).format(layer=name)
        )
    if not crs.isValid():
        raise InputError(
            tr(
                "The areas of {layer} cannot be measured: it has no coordinate reference system; set it in the "
                "layer's properties."
            ).format(layer=name)
        )
    return found
