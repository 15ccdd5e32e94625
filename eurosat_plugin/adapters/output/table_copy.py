# SPDX-License-Identifier: GPL-2.0-or-later
"""Copy a table of one GeoPackage into another, with all that both say of it: index, styles, metadata.

A GeoPackage is a SQLite database whose tables ``gpkg_…`` say what the others are (https://www.geopackage.org/spec130/).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

from eurosat_plugin.adapters.output.sqlite_file import quoted
from eurosat_plugin.core.translation import tr

_DESCRIPTIONS = {
    "gpkg_geometry_columns": "table_name",
    "gpkg_ogr_contents": "table_name",
    "gpkg_data_columns": "table_name",
    "gpkg_extensions": "table_name",
    "layer_styles": "f_table_name",
    "gpkg_contents": "table_name",
}
"""Tables that say something of others, and the column with their name."""

_METADATA, _REFERENCES, _SYSTEMS = "gpkg_metadata", "gpkg_metadata_reference", "gpkg_spatial_ref_sys"


def copy_table(database: sqlite3.Connection, schema: str, table: str) -> None:
    """Copy `table` from the attached `schema` into the main one, in the place of an older table of that name.

    :raises sqlite3.Error: when that fails; the transaction is the caller's.
    """
    here, there = _GeoPackage(database, "main"), _GeoPackage(database, schema)
    _drop(here, table)
    for name in (*_DESCRIPTIONS, _METADATA, _REFERENCES):
        _make(here, there, name)
    systems = _copy_systems(here, there)
    _copy_features(here, there, table, systems)
    for name, column in _DESCRIPTIONS.items():
        if there.has(name):
            for row in there.rows(name, column, table):
                row = {c: value for c, value in row.items() if not (name == "layer_styles" and c == "id")}
                here.insert(name, _with_system(row, systems))
    _copy_metadata(here, there, table)
    wanted, found = there.count(table), here.count(table)
    if wanted != found:
        raise sqlite3.OperationalError(tr("{found} of {wanted} rows").format(found=found, wanted=wanted))


class _GeoPackage:
    """One of the databases of a connection. Names cannot be parameters of SQL, so statements are made of words."""

    def __init__(self, database: sqlite3.Connection, schema: str) -> None:
        self.database, self._schema = database, schema

    def run(self, *words: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Execute a statement and return its rows."""
        return self.database.execute(" ".join(words), values).fetchall()

    def named(self, name: str) -> str:
        """Return the full name of a table."""
        return f"{self._schema}.{quoted(name)}"

    def has(self, name: str) -> bool:
        """Tell whether there is a table `name`."""
        return bool(self.run("SELECT 1 FROM", self.named("sqlite_master"), "WHERE name = ?", values=(name,)))

    def columns(self, name: str) -> list[str]:
        """Return the names of the columns of a table."""
        return [row[1] for row in self.run("PRAGMA", self._schema + ".table_info(", quoted(name), ")")]

    def count(self, name: str) -> int:
        """Return the number of rows."""
        return int(self.run("SELECT count(*) FROM", self.named(name))[0][0])

    def rows(self, name: str, column: str, value: object) -> list[dict[str, Any]]:
        """Return the rows whose `column` is `value`; names are the same in upper and lower case."""
        columns = self.columns(name)
        found = self.run(
            "SELECT", ", ".join(map(quoted, columns)), "FROM", self.named(name),
            "WHERE lower(", column, ") = lower(?)", values=(value,),
        )  # fmt: skip
        return [dict(zip(columns, row)) for row in found]

    def every(self, name: str) -> list[dict[str, Any]]:
        """Return all rows."""
        columns = self.columns(name)
        found = self.run("SELECT", ", ".join(map(quoted, columns)), "FROM", self.named(name))
        return [dict(zip(columns, row)) for row in found]

    def delete(self, name: str, column: str, value: object) -> None:
        """Delete those rows."""
        self.run("DELETE FROM", self.named(name), "WHERE lower(", column, ") = lower(?)", values=(value,))

    def insert(self, name: str, row: Mapping[str, object]) -> None:
        """Insert a row: what this table has columns for."""
        known = {column: row[column] for column in self.columns(name) if column in row}
        marks = ", ".join("?" * len(known))
        names = ", ".join(map(quoted, known))
        self.run("INSERT INTO", self.named(name), "(", names, ") VALUES (", marks, ")", values=tuple(known.values()))

    def scripts(self, table: str, kind: str) -> list[str]:
        """Return the statements that made a table, its indexes or its triggers."""
        where = "WHERE type = ? AND lower(tbl_name) = lower(?) AND sql IS NOT NULL"
        return [sql for (sql,) in self.run("SELECT sql FROM", self.named("sqlite_master"), where, values=(kind, table))]

    def indexes(self, table: str) -> list[str]:
        """Return the names of the spatial indexes of a table."""
        if not self.has("gpkg_geometry_columns"):
            return []
        named = [f"rtree_{row['table_name']}_{row['column_name']}" for row in self.geometry(table)]
        return [name for name in named if self.has(name)]

    def geometry(self, table: str) -> list[dict[str, Any]]:
        """Return what is said of the geometry column of a table; a table without one has none."""
        return self.rows("gpkg_geometry_columns", "table_name", table)


def _drop(here: _GeoPackage, table: str) -> None:
    """Remove a table and what is said of it."""
    for name in here.indexes(table):
        here.run("DROP TABLE", here.named(name))
    here.run("DROP TABLE IF EXISTS", here.named(table))
    if here.has(_REFERENCES):
        numbers = [row["md_file_id"] for row in here.rows(_REFERENCES, "table_name", table)]
        here.delete(_REFERENCES, "table_name", table)
        for number in numbers:
            if not any(here.rows(_REFERENCES, column, number) for column in ("md_file_id", "md_parent_id")):
                here.delete(_METADATA, "id", number)
    for name, column in _DESCRIPTIONS.items():
        if here.has(name):
            here.delete(name, column, table)


def _make(here: _GeoPackage, there: _GeoPackage, name: str) -> None:
    """Make a table that says something of others where there is none yet, and say what it is."""
    if here.has(name) or not there.has(name):
        return
    for kind in ("table", "index", "trigger"):
        for sql in there.scripts(name, kind):
            here.run(sql)
    for register in ("gpkg_contents", "gpkg_extensions"):
        if here.has(register) and there.has(register):
            here.delete(register, "table_name", name)
            for row in there.rows(register, "table_name", name):
                here.insert(register, row)


def _copy_systems(here: _GeoPackage, there: _GeoPackage) -> dict[int, int]:
    """Copy the coordinate systems that are missing; return the new numbers of those whose number is taken."""
    changed: dict[int, int] = {}
    known = {row["srs_id"]: _identity(row) for row in here.every(_SYSTEMS)}
    for row in there.every(_SYSTEMS):
        number, identity = row["srs_id"], _identity(row)
        same = [other for other, identity_here in known.items() if identity_here == identity]
        if same and number not in same:
            changed[number] = same[0]
        elif not same:
            if number in known:
                changed[number] = 1 + max(known)
            known[changed.get(number, number)] = identity
            here.insert(_SYSTEMS, _with_system(row, changed))
    return changed


def _identity(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what makes a coordinate system the same: its number at EPSG, or else its definition."""
    authority, number = str(row["organization"]).lower(), row["organization_coordsys_id"]
    return (authority, number) if authority == "epsg" or row["srs_id"] < 1 else (authority, number, row["definition"])


def _with_system(row: Mapping[str, Any], changed: Mapping[int, int]) -> dict[str, Any]:
    """Return a row with the number that its coordinate system has here."""
    number = row.get("srs_id")
    return dict(row) if number is None else {**row, "srs_id": changed.get(number, number)}


def _copy_features(here: _GeoPackage, there: _GeoPackage, table: str, systems: Mapping[int, int]) -> None:
    """Copy structure and rows; triggers come last, since they would run for every row."""
    for sql in there.scripts(table, "table"):
        here.run(sql)
    columns = there.columns(table)
    geometry = [row["column_name"] for row in there.geometry(table) if row["srs_id"] in systems]
    here.database.create_function("renumbered", 1, lambda blob: _renumbered(blob, systems))
    values = [f"renumbered({quoted(name)})" if name in geometry else quoted(name) for name in columns]
    here.run(
        "INSERT INTO", here.named(table), "(", ", ".join(map(quoted, columns)), ") SELECT", ", ".join(values),
        "FROM", there.named(table),
    )  # fmt: skip
    for name in there.indexes(table):
        for sql in there.scripts(name, "table"):
            here.run(sql)
        here.run("INSERT INTO", here.named(name), "SELECT * FROM", there.named(name))
    for kind in ("index", "trigger"):
        for sql in there.scripts(table, kind):
            here.run(sql)


def _copy_metadata(here: _GeoPackage, there: _GeoPackage, table: str) -> None:
    if not there.has(_REFERENCES):
        return
    for reference in there.rows(_REFERENCES, "table_name", table):
        for row in there.rows(_METADATA, "id", reference["md_file_id"]):
            ((number,),) = here.run("SELECT coalesce(max(id), 0) + 1 FROM", here.named(_METADATA))
            here.insert(_METADATA, {**row, "id": number})
            here.insert(_REFERENCES, {**reference, "md_file_id": number, "md_parent_id": None})


def _renumbered(blob: bytes | None, systems: Mapping[int, int]) -> bytes | None:
    """Return a geometry with the number that its coordinate system has here: bytes 4 to 7 of its head."""
    if blob is None:
        return None
    order = "little" if blob[3] & 1 else "big"
    number = int.from_bytes(blob[4:8], order, signed=True)  # type: ignore[arg-type]
    return blob[:4] + systems.get(number, number).to_bytes(4, order, signed=True) + blob[8:]  # type: ignore[arg-type]
