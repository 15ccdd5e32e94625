# SPDX-License-Identifier: GPL-2.0-or-later
"""The tiles of a GeoPackage straight from its file: SQLite is several times as fast as features in Python."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsProviderRegistry, QgsVectorLayer

from eurosat_plugin.core.classes import CLASS_KEYS, URBAN_KEYS

_CLASS_NUMBERS = " ".join(f"WHEN '{key}' THEN {number}" for number, key in enumerate(CLASS_KEYS))
_URBAN_LIST = ", ".join(f"'{key}'" for key in URBAN_KEYS)


@dataclass(frozen=True)
class GeoPackageTable:
    """The table `name` of the file at `path`, and what of it is shown: all, or what `condition` leaves."""

    path: str
    name: str
    condition: str

    @classmethod
    def of(cls, layer: QgsVectorLayer) -> GeoPackageTable | None:
        """Return what `layer` shows where that is a table of a GeoPackage as it is in the file."""
        if layer.providerType() != "ogr" or layer.isModified():
            return None
        parts = QgsProviderRegistry.instance().decodeUri("ogr", layer.source())
        path, name = str(parts.get("path") or ""), str(parts.get("layerName") or "")
        condition = layer.subsetString()
        if not path.lower().endswith(".gpkg") or parts.get("layerId") is not None:
            return None
        if condition.lstrip().lower().startswith("select"):
            return None
        return cls(path, name, condition)

    def rows(self, columns: Sequence[str], chunk: int) -> Iterator[list[tuple[float | None, ...]]]:
        """Return the rows of :meth:`TileTable.of_rows`, `chunk` at a time.

        :param columns: names, empty where there is none, of class, confidence, hectares, flag, and either of second
            class and its confidence or of the probabilities of the urban classes.
        :raises sqlite3.Error: for views, functions of QGIS's own, and files that cannot be opened twice.
        :raises ValueError: when it is not known which table of the file is meant.
        """
        database = sqlite3.connect(f"{Path(self.path).resolve().as_uri()}?mode=ro", uri=True)
        try:
            # Names cannot be parameters of a query; quoted, they cannot be anything but names.
            words = ["SELECT rowid,", ", ".join(_numbers(columns)), "FROM", _quoted(self.name or _only_table(database))]
            # A comment at its end must not reach the bracket.
            words += ["WHERE (", self.condition, "\n)"] if self.condition else []
            cursor = database.execute(" ".join(words))
            while rows := cursor.fetchmany(chunk):
                yield rows
        finally:
            database.close()


def _numbers(columns: Sequence[str]) -> list[str]:
    """Return what :meth:`TileTable.of_rows` needs after the feature id, as expressions of SQL."""
    key, confidence, area, flag, *rest = (_quoted(name) if name else "NULL" for name in columns)
    if len(rest) == len(URBAN_KEYS):
        urban = [f"coalesce({_number(each)}, 0)" for each in rest]
    else:
        pairs = ((key, confidence), (rest[0], rest[1]))
        urban = [f"CASE WHEN {name} IN ({_URBAN_LIST}) THEN coalesce({_number(p)}, 0) ELSE 0 END" for name, p in pairs]
    return [
        f"CASE {key} {_CLASS_NUMBERS} END",
        _number(confidence),
        _number(area),
        f"{flag} = 'uncertain'",
        " + ".join(urban),
    ]


def _number(column: str) -> str:
    # SQLite lets text stand in a column of numbers.
    return f"CASE WHEN typeof({column}) IN ('real', 'integer') THEN {column} END"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _only_table(database: sqlite3.Connection) -> str:
    found = database.execute("SELECT table_name FROM gpkg_contents WHERE data_type = 'features'").fetchall()
    if len(found) != 1:
        raise ValueError("several tables")
    return str(found[0][0])
