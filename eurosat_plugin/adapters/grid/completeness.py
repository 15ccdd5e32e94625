# SPDX-License-Identifier: GPL-2.0-or-later
"""Open what was written once more and count it: a full disk is noticed by nobody who only writes."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from osgeo import gdal, ogr

from eurosat_plugin.adapters.output.table_copy import quoted
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.core.errors import OutputError
from eurosat_plugin.core.translation import number, tr


def check_complete(path: Path, shown: str, features: int, table: str = "") -> None:
    """Check that so many features are in the file, in its `table` if it is a GeoPackage, or in its only layer.

    `shown` is what people call the file. :raises OutputError: when it cannot be opened, or holds another number.
    """
    found = _rows(path, table) if table else _features(path)
    if found != features:
        sentence = tr(
            "{path} was not written completely: {found} of {wanted} features are in it; is the disk full? "
            "Nothing was put in its place."
        )
        raise OutputError(sentence.format(path=shown, found=number(max(found, 0)), wanted=number(features)))


def check_described(path: Path, shown: str, table: str, styles: int, metadata: int) -> None:
    """Check that so many styles and metadata of a table are in a GeoPackage; :raises OutputError: when one is not."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            queries = (
                ("SELECT count(*) FROM layer_styles WHERE f_table_name = ?", styles),
                ("SELECT count(*) FROM gpkg_metadata_reference WHERE table_name = ?", metadata),
            )
            whole = all(database.execute(q, (table,)).fetchone()[0] >= wanted for q, wanted in queries if wanted)
    except sqlite3.Error:
        whole = False
    if not whole:
        sentence = tr("Styles and metadata could not be written to {path}; is the disk full? Nothing was put in place.")
        raise OutputError(sentence.format(path=shown))


def count_layers(path: Path) -> int:
    """Return the number of layers of features in a file, 0 where GDAL knows no such thing."""
    dataset = call_gdal(gdal.OpenEx, str(path), gdal.OF_VECTOR)
    return 0 if dataset is None else int(dataset.GetLayerCount())


def _rows(path: Path, table: str) -> int:
    """Count what is in the file, and not what the file says is in it; -1 when it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            damage = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            count = database.execute(" ".join(["SELECT count(*) FROM", quoted(table)])).fetchone()[0]
    except sqlite3.Error:
        return -1
    return int(count) if damage == "ok" else -1


def _features(path: Path) -> int:
    dataset = call_gdal(ogr.Open, str(path))
    layer = dataset.GetLayer(0) if dataset is not None else None
    if layer is None:
        return -1
    count = 0
    while call_gdal(layer.GetNextFeature) is not None:
        count += 1
    return count
