# SPDX-License-Identifier: GPL-2.0-or-later
"""What is in a folder that runs write to, and what somebody else keeps there."""

from __future__ import annotations

import hashlib
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from osgeo import ogr
from qgis.core import QgsVectorLayer


def state(folder: Path) -> dict[str, str]:
    """Return the content of all files in a folder, also the hidden ones, without the figures that QGIS notes."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.endswith((".aux.xml", ".vrt"))
    }


def count(path: Path, table: str = "") -> int:
    """Return the number of features as GDAL finds them one by one."""
    dataset = ogr.Open(str(path))
    layer = dataset.GetLayerByName(table) if table else dataset.GetLayer(0)
    return sum(1 for _ in layer)


def write_foreign(path: Path, name: str = "fields", rows: int = 3) -> None:
    """Add a layer of somebody else's to a GeoPackage, with a style of its own."""
    driver = ogr.GetDriverByName("GPKG")
    dataset = ogr.Open(str(path), 1) if path.exists() else driver.CreateDataSource(str(path))
    layer = dataset.CreateLayer(name, None, ogr.wkbPoint)
    layer.CreateField(ogr.FieldDefn("note", ogr.OFTString))
    for i in range(rows):
        feature = ogr.Feature(layer.GetLayerDefn())
        feature.SetField("note", f"{name} {i}")
        feature.SetGeometry(ogr.CreateGeometryFromWkt(f"POINT ({i} {i})"))
        layer.CreateFeature(feature)
    feature = layer = dataset = None
    opened = QgsVectorLayer(f"{path}|layername={name}", name, "ogr")
    assert opened.saveStyleToDatabase(f"style of {name}", "", True, "") == ""


def tables(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of all layers of a GeoPackage, and of their styles without their ids."""
    with closing(sqlite3.connect(path)) as database, database:
        names = [name for (name,) in database.execute("SELECT table_name FROM gpkg_contents")]
        rows = {name: database.execute(f'SELECT * FROM "{name}"').fetchall() for name in names}
        if "layer_styles" in rows:
            columns = "f_table_name, styleName, useAsDefault"
            rows["layer_styles"] = sorted(database.execute(f"SELECT {columns} FROM layer_styles").fetchall())
    database.close()
    return rows
