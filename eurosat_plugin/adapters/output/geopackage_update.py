# SPDX-License-Identifier: GPL-2.0-or-later
"""Bring tables into a GeoPackage that is there already, in one transaction of SQLite.

The other way, a copy of the file that takes its place in the end, would be as safe from a killed run, but not from an
open QGIS: its connections would go on with the file that is gone, edits would vanish with it, its write-ahead log would
be taken for the new file's, and Windows replaces no open file at all. SQLite's journal outlives a killed process, and
connections notice a commit. No other table is touched.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from eurosat_plugin.adapters.output.sqlite_file import open_read_only
from eurosat_plugin.adapters.output.table_copy import copy_table
from eurosat_plugin.core.errors import InputError, OutputError
from eurosat_plugin.core.translation import tr

PATIENCE = 30.0
"""Seconds to wait for another program's transaction."""

_RESERVED = ("gpkg_", "rtree_", "sqlite_", "layer_styles")


def is_geopackage(path: Path) -> bool:
    """Tell whether `path` is a GeoPackage; :raises InputError: when it is a database of another kind."""
    if not path.is_file() or path.stat().st_size == 0:
        return False
    try:
        with closing(open_read_only(path, PATIENCE)) as database:
            names = {name for (name,) in database.execute("SELECT name FROM sqlite_master")}
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise InputError(_problem(path, error)) from None
        return False
    if names and "gpkg_contents" not in names:
        sentence = tr("The file {path} is a database, but not a GeoPackage; choose another file.")
        raise InputError(sentence.format(path=path))
    return bool(names)


def layer_names(path: Path) -> list[str]:
    """Return the names of the layers in a GeoPackage."""
    with closing(open_read_only(path, PATIENCE)) as database:
        found = database.execute(
            "SELECT table_name FROM gpkg_contents WHERE table_name <> 'layer_styles' ORDER BY rowid"
        )
        return [str(name) for (name,) in found]


def check_table(path: Path, table: str) -> None:
    """Check that `table` may be written into the GeoPackage `path`, and that nobody has it locked.

    :raises InputError: when it is a table that keeps the file together, a raster or a view, or the file is locked.
    """
    try:
        with closing(_connect(path)) as database:
            kind = _kind(database, table)
            database.execute("BEGIN IMMEDIATE")
            database.execute("ROLLBACK")
    except sqlite3.Error as error:
        raise InputError(_problem(path, error)) from None
    if table.casefold().startswith(_RESERVED) or kind not in ("", "table", "features", "attributes"):
        sentence = tr("{table} in {path} cannot be overwritten: it is not a layer of features; choose another name.")
        raise InputError(sentence.format(table=table, path=path))


class GeoPackageUpdate:
    """Tables of other GeoPackages that become tables of `path`: with :meth:`commit`, or not at all.

    :meth:`insert` and :meth:`commit` raise an OutputError when they fail; then the file is as it was.
    """

    def __init__(self, path: Path) -> None:
        self._path, self._database = path, _connect(path)

    def insert(self, sources: list[tuple[Path, str]]) -> None:
        """Replace tables by those of other files: ``(file, table)`` each; nobody sees it yet."""
        self._attempt(lambda: self._insert(sources))

    def commit(self) -> None:
        """Make it so."""
        self._attempt(lambda: self._database.execute("COMMIT"))
        self._database.close()

    def rollback(self) -> None:
        """Leave everything as it was."""
        self._database.close()

    def _insert(self, sources: list[tuple[Path, str]]) -> None:
        for i, (path, _) in enumerate(sources):
            self._database.execute("ATTACH ? AS " + _schema(i), (str(path),))
        self._database.execute("BEGIN IMMEDIATE")
        for i, (_, table) in enumerate(sources):
            copy_table(self._database, _schema(i), table)

    def _attempt(self, work: Callable[[], object]) -> None:
        problem = ""
        try:
            work()
        except sqlite3.Error as error:
            problem = _problem(self._path, error)
        if problem:
            self.rollback()
            raise OutputError(problem)


def _schema(i: int) -> str:
    """Return what the file number `i` is called inside the transaction."""
    return f"staged{i}"


def _connect(path: Path) -> sqlite3.Connection:
    """Open an existing database; transactions begin and end where it is said."""
    return sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=PATIENCE, isolation_level=None)


def _kind(database: sqlite3.Connection, table: str) -> str:
    """Return what a table is to a GeoPackage or to SQLite, empty where there is none."""
    where = "SELECT data_type FROM gpkg_contents WHERE lower(table_name) = lower(?)"
    found = database.execute(where, (table,)).fetchone()
    if found is None:
        found = database.execute("SELECT type FROM sqlite_master WHERE lower(name) = lower(?)", (table,)).fetchone()
    return "" if found is None else str(found[0])


def _problem(path: Path, error: sqlite3.Error) -> str:
    if "locked" in str(error):
        sentence = tr("The file {path} is in use by another program; wait until it has ended, or choose another file.")
        return sentence.format(path=path)
    sentence = tr("The file {path} cannot be written ({reason}); nothing in it was changed.")
    return sentence.format(path=path, reason=error)
