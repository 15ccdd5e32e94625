# SPDX-License-Identifier: GPL-2.0-or-later
"""Open what was written once more and count it, class by class: a full disk is noticed by nobody who only writes.

A shapefile may have all its tiles then, and nothing in their columns.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from pathlib import Path

from osgeo import gdal, ogr

from eurosat_plugin.adapters.output.table_copy import quoted
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal
from eurosat_plugin.core.errors import OutputError
from eurosat_plugin.core.translation import number, tr

CLASS = "class_key"
"""The column that tells whether a feature was written with what is in its columns."""


def check_complete(path: Path, shown: str, written: Counter[str], table: str = "") -> None:
    """Check that the features that were `written` are in the file, in its `table` if it is a GeoPackage.

    They are counted by their class, empty without one; `shown` is what people call the file.

    :raises OutputError: when it cannot be opened, or holds others.
    """
    found = count_classes(path, table)
    if found != written:
        sentence = tr(
            "{path} was not written completely: {found} of {wanted} features are in it; is the disk full? "
            "Nothing was put in its place."
        )
        whole = sum((found & written).values())
        raise OutputError(sentence.format(path=shown, found=number(whole), wanted=number(sum(written.values()))))


def count_classes(path: Path, table: str = "") -> Counter[str]:
    """Count the features by class that are in a file, not what it says is in it; none when it cannot be read."""
    return _rows(path, table) if table else _features(path)


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


def _rows(path: Path, table: str) -> Counter[str]:
    query = " ".join(["SELECT coalesce(", CLASS, ", ''), count(*) FROM", quoted(table), "GROUP", "BY", "1"])
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as database:
            damage = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            return Counter(dict(database.execute(query))) if damage == "ok" else Counter()
    except sqlite3.Error:
        return Counter()


def _features(path: Path) -> Counter[str]:
    dataset = call_gdal(ogr.Open, str(path))
    layer = dataset.GetLayer(0) if dataset is not None else None
    found: Counter[str] = Counter()
    if layer is None:
        return found
    column = layer.GetLayerDefn().GetFieldIndex(CLASS)
    while (feature := call_gdal(layer.GetNextFeature)) is not None:
        found[feature.GetFieldAsString(column) if column >= 0 else ""] += 1
    return found
