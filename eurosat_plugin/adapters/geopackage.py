# SPDX-License-Identifier: GPL-2.0-or-later
"""What travels inside a GeoPackage beside the features: styles, metadata, and what the columns mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress

from osgeo import ogr
from qgis.core import QgsProviderRegistry, QgsVectorLayer

from eurosat_plugin.adapters.columns import Column
from eurosat_plugin.adapters.gdal_calls import call_gdal
from eurosat_plugin.adapters.grid_layer import grid_columns
from eurosat_plugin.adapters.grid_style import STYLE_NAMES, style_grid

_SCHEMA_TABLE = """CREATE TABLE IF NOT EXISTS gpkg_data_columns (
 table_name TEXT NOT NULL, column_name TEXT NOT NULL, name TEXT, title TEXT, description TEXT, mime_type TEXT,
 constraint_name TEXT, CONSTRAINT pk_gdc PRIMARY KEY (table_name, column_name),
 CONSTRAINT gdc_tn UNIQUE (table_name, name))"""
_EXTENSIONS_TABLE = """CREATE TABLE IF NOT EXISTS gpkg_extensions (
 table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
 CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name))"""
_SCHEMA_EXTENSION = """INSERT INTO gpkg_extensions (table_name, column_name, extension_name, definition, scope)
 SELECT 'gpkg_data_columns', NULL, 'gpkg_schema', 'http://www.geopackage.org/spec121/#extension_schema', 'read-write'
 WHERE NOT EXISTS (SELECT 1 FROM gpkg_extensions WHERE extension_name = 'gpkg_schema')"""
_DESCRIBE = """INSERT OR REPLACE INTO gpkg_data_columns (table_name, column_name, title, description)
 VALUES (?, ?, ?, ?)"""


def save_grid(layer: QgsVectorLayer) -> bool:
    """Save the styles, metadata and descriptions of a classified grid in the GeoPackage that `layer` shows.

    Return False, having done nothing, for other formats.
    """
    place = _place(layer)
    if place is None:
        return False
    default, *others = STYLE_NAMES
    for palette in (*others, default):
        style_grid(layer, palette)
        layer.saveStyleToDatabase(STYLE_NAMES[palette], "EuroSAT land cover", palette == default, "")
    # Without the name of the table QGIS finds no place for metadata.
    QgsProviderRegistry.instance().saveLayerMetadata("ogr", "|layername=".join(place), layer.metadata())
    _save_descriptions(*place, grid_columns(probabilities=True))
    return True


def save_table(layer: QgsVectorLayer, columns: Sequence[Column]) -> bool:
    """Save the aliases of `layer` and the descriptions of its columns; False where it is in no GeoPackage."""
    place = _place(layer)
    if place is None:
        return False
    layer.saveStyleToDatabase("EuroSAT statistics", "Names of the columns", True, "")
    _save_descriptions(*place, columns)
    return True


def _place(layer: QgsVectorLayer) -> tuple[str, str] | None:
    """Return file and table of a layer in a GeoPackage, None for others."""
    if layer.providerType() != "ogr" or layer.dataProvider().storageType() != "GPKG":
        return None
    path, _, rest = layer.source().partition("|layername=")
    if rest:
        return path, rest.partition("|")[0]
    dataset = call_gdal(ogr.Open, path)  # owns the layer that is asked for its name
    return path, dataset.GetLayer(0).GetName()


def _save_descriptions(path: str, table: str, columns: Sequence[Column]) -> None:
    """Write aliases and descriptions where the standard has them (the Schema extension); newer GDAL reads them."""
    # Another program may hold the file locked; the grid is whole without this.
    with suppress(sqlite3.OperationalError), closing(sqlite3.connect(path)) as database, database:
        database.execute(_EXTENSIONS_TABLE)
        database.execute(_SCHEMA_TABLE)
        database.execute(_SCHEMA_EXTENSION)
        present = {name for (name,) in database.execute("SELECT name FROM pragma_table_info(?)", (table,))}
        rows = [(table, c.name, c.alias, c.description) for c in columns if c.name in present]
        database.executemany(_DESCRIBE, rows)
