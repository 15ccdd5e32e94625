# SPDX-License-Identifier: GPL-2.0-or-later
"""Open what was written once more and count it, class by class: a full disk is noticed by nobody who only writes.

A shapefile may have all its tiles then, and nothing in their columns.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from osgeo import ogr

from eurosat_plugin.adapters.grid.column import TEXT, Column
from eurosat_plugin.adapters.output.sqlite_file import open_read_only, quoted
from eurosat_plugin.adapters.raster.gdal_calls import call_gdal, open_vector_file
from eurosat_plugin.core.errors import OutputError
from eurosat_plugin.core.translation import number, tr

CLASS = "class_key"


def telling_column(columns: Sequence[Column]) -> str:
    """Return the name of the column that tells whether features were written with what is in their columns.

    It is that of the class, or else the first of text.
    """
    names = [column.name for column in columns]
    return CLASS if CLASS in names else next(column.name for column in columns if column.kind == TEXT)


def check_complete(path: Path, shown: str, written: Counter[str], table: str = "", column: str = CLASS) -> None:
    """Check that the features that were `written` are in the file, in its `table` if it is a GeoPackage.

    They are counted by the text in `column`, empty without one; `shown` is what people call the file.

    :raises OutputError: when it cannot be opened, or holds others.
    """
    found = count_texts(path, table, column)
    if found != written:
        sentence = tr(
            "{path} was not written completely: {found} of {wanted} features are in it; is the disk full? "
            "Nothing was put in its place."
        )
        whole = sum((found & written).values())
        raise OutputError(sentence.format(path=shown, found=number(whole), wanted=number(sum(written.values()))))


def check_count(shown: str, found: int, wanted: int) -> None:
    """Check that `wanted` features have arrived where there is no file; :raises OutputError: when they have not."""
    if found != wanted:
        sentence = tr("{path} was not written completely: {found} of {wanted} features are in it.")
        raise OutputError(sentence.format(path=shown, found=number(found), wanted=number(wanted)))


def count_texts(path: Path, table: str = "", column: str = CLASS) -> Counter[str]:
    """Count the features that are in a file by the text in `column`; none when it cannot be read."""
    return _rows(path, table, column) if table else _features(path, column)


def check_described(path: Path, shown: str, table: str, styles: int, metadata: int) -> None:
    """Check that so many styles and metadata of a table are in a GeoPackage; :raises OutputError: when one is not."""
    try:
        with closing(open_read_only(path)) as database:
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
    dataset = open_vector_file(str(path))
    return 0 if dataset is None else int(dataset.GetLayerCount())


def has_shapes(path: Path) -> bool:
    """Tell whether the features in a file have geometries: tables such as CSV have none."""
    dataset = open_vector_file(str(path))
    return dataset is not None and dataset.GetLayer(0).GetGeomType() != ogr.wkbNone


def _rows(path: Path, table: str, column: str) -> Counter[str]:
    query = " ".join(["SELECT coalesce(", quoted(column), ", ''), count(*) FROM", quoted(table), "GROUP", "BY", "1"])
    try:
        with closing(open_read_only(path)) as database:
            damage = database.execute("PRAGMA quick_check(1)").fetchone()[0]
            return Counter(dict(database.execute(query))) if damage == "ok" else Counter()
    except sqlite3.Error:
        return Counter()


def _features(path: Path, name: str) -> Counter[str]:
    dataset = open_vector_file(str(path))
    layer = dataset.GetLayer(0) if dataset is not None else None
    found: Counter[str] = Counter()
    if layer is None:
        return found
    column = layer.GetLayerDefn().GetFieldIndex(name)
    while (feature := call_gdal(layer.GetNextFeature)) is not None:
        found[feature.GetFieldAsString(column) if column >= 0 else ""] += 1
    return found
