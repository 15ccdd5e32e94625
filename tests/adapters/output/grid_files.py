# SPDX-License-Identifier: GPL-2.0-or-later
"""Small grids in GeoPackages, how one is brought into another, and what is in them then."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from osgeo import ogr, osr

from eurosat_plugin.adapters.output.geopackage_update import GeoPackageUpdate


def write_grid(path: Path, rows: int, system: str = "EPSG:32633", name: str = "grid") -> Path:
    """Write squares of 640 m with a spatial index."""
    reference = osr.SpatialReference()
    reference.SetFromUserInput(system)
    dataset = ogr.Open(str(path), 1) if path.exists() else ogr.GetDriverByName("GPKG").CreateDataSource(str(path))
    layer = dataset.CreateLayer(name, reference, ogr.wkbPolygon, ["GEOMETRY_NAME=geom"])
    layer.CreateField(ogr.FieldDefn("row", ogr.OFTInteger))
    for i in range(rows):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("row", i)
        x = 640 * i
        square = f"POLYGON (({x} 0, {x} 640, {x + 640} 640, {x + 640} 0, {x} 0))"
        feature.SetGeometry(ogr.CreateGeometryFromWkt(square))
        layer.CreateFeature(feature)
    return path


def bring(path: Path, staged: Path, table: str = "grid") -> None:
    update = GeoPackageUpdate(path)
    update.insert([(staged, table)])
    update.commit()


def check_with_gdal(path: Path) -> None:
    """Let SQLite look for damage, and the spatial index find what it should."""
    with closing(sqlite3.connect(path)) as database, database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    database.close()


def made_of(path: Path, table: str = "grid") -> set[tuple[str, str, str]]:
    """Return kind, name and statement of all that makes up a table."""
    return set(
        rows_of(path, f"SELECT type, name, sql FROM sqlite_master WHERE tbl_name = '{table}' AND sql IS NOT NULL")
    )


def change(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute(statement)
    database.close()


def number_of_system(path: Path) -> list[tuple[int]]:
    return rows_of(path, "SELECT srs_id FROM gpkg_geometry_columns WHERE table_name = 'grid'")


def rows_of(path: Path, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as database, database:
        rows = database.execute(query).fetchall()
    database.close()
    return rows
