# SPDX-License-Identifier: GPL-2.0-or-later
"""Which files are GeoPackages, and which tables of theirs may be written."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from osgeo import ogr

from eurosat_plugin.adapters.output import geopackage_update
from eurosat_plugin.adapters.output.geopackage_update import GeoPackageUpdate, check_table, is_geopackage, layer_names
from eurosat_plugin.core.errors import InputError
from tests.adapters.output.grid_files import change
from tests.output_folders import tables, write_foreign


def write_text(path: Path) -> None:
    path.write_text("no database, but some text that is longer than the head of one, and then some more of it")


def write_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE letters (text)")
    database.close()


def write_emptied(path: Path) -> None:
    write_database(path)
    change(path, "DROP TABLE letters")


@pytest.mark.parametrize(
    ("write", "answer"),
    [
        (write_text, False),
        (write_emptied, False),
        (lambda path: path.touch(), False),
        (lambda path: None, False),
        (write_foreign, True),
    ],
)
def test_a_geopackage_is_told_from_other_files(tmp_path: Path, write: Callable[[Path], Any], answer: bool) -> None:
    write(tmp_path / "a.gpkg")

    assert is_geopackage(tmp_path / "a.gpkg") is answer


def test_a_database_of_another_kind_is_refused(tmp_path: Path) -> None:
    write_database(tmp_path / "a.gpkg")

    with pytest.raises(InputError, match=f"The file {tmp_path / 'a.gpkg'} is a database, but not a GeoPackage"):
        is_geopackage(tmp_path / "a.gpkg")


@pytest.mark.parametrize(
    ("journal", "lock", "ask"),
    [
        ("WAL", "BEGIN IMMEDIATE", lambda path: check_table(path, "fields")),
        ("DELETE", "BEGIN EXCLUSIVE", lambda path: check_table(path, "fields")),
        ("DELETE", "BEGIN EXCLUSIVE", is_geopackage),  # nobody else may even read
    ],
)
def test_a_file_that_another_program_is_writing_is_told_to_be_in_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, journal: str, lock: str, ask: Callable[[Path], object]
) -> None:
    monkeypatch.setattr(geopackage_update, "PATIENCE", 0.1)
    write_foreign(tmp_path / "a.gpkg")

    with closing(sqlite3.connect(tmp_path / "a.gpkg", isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode = {journal}")
        other.execute(lock)
        with pytest.raises(InputError, match=f"The file {tmp_path / 'a.gpkg'} is in use by another program"):
            ask(tmp_path / "a.gpkg")

    ask(tmp_path / "a.gpkg")


@pytest.mark.parametrize(
    "ask", [is_geopackage, layer_names, lambda path: check_table(path, "fields"), GeoPackageUpdate]
)
def test_another_program_is_given_time_to_end_its_transaction(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ask: Callable[[Path], object]
) -> None:
    write_foreign(tmp_path / "a.gpkg")
    connect, seconds = sqlite3.connect, []
    monkeypatch.setattr(
        sqlite3, "connect", lambda *names, **more: seconds.append(more.get("timeout")) or connect(*names, **more)
    )

    ask(tmp_path / "a.gpkg")

    assert seconds == [geopackage_update.PATIENCE]


def test_the_table_of_styles_is_no_layer(tmp_path: Path) -> None:
    write_foreign(tmp_path / "a.gpkg", "fields")
    write_foreign(tmp_path / "a.gpkg", "woods")

    assert "layer_styles" in tables(tmp_path / "a.gpkg")
    assert layer_names(tmp_path / "a.gpkg") == ["fields", "woods"]


@pytest.mark.parametrize(
    "table", ["gpkg_contents", "GPKG_CONTENTS", "rtree_fields_geom", "sqlite_sequence", "layer_styles"]
)
def test_tables_that_keep_a_file_together_are_not_written_over(tmp_path: Path, table: str) -> None:
    write_foreign(tmp_path / "a.gpkg")

    with pytest.raises(InputError, match="it is not a layer of features; choose another name"):
        check_table(tmp_path / "a.gpkg", table)


@pytest.mark.parametrize("table", ["picture", "PICTURE", "view"])
def test_rasters_and_views_are_not_written_over(tmp_path: Path, table: str) -> None:
    write_foreign(tmp_path / "a.gpkg")
    change(tmp_path / "a.gpkg", "CREATE TABLE picture (id INTEGER)")
    change(tmp_path / "a.gpkg", "INSERT INTO gpkg_contents (table_name, data_type) VALUES ('picture', 'tiles')")
    change(tmp_path / "a.gpkg", "CREATE VIEW view AS SELECT * FROM fields")

    with pytest.raises(InputError, match=f"{table} in {tmp_path / 'a.gpkg'} cannot be overwritten"):
        check_table(tmp_path / "a.gpkg", table)


@pytest.mark.parametrize("table", ["fields", "notes", "unregistered", "a new one"])
def test_layers_tables_and_new_names_may_be_written(tmp_path: Path, table: str) -> None:
    write_foreign(tmp_path / "a.gpkg")
    dataset = ogr.Open(str(tmp_path / "a.gpkg"), 1)
    dataset.CreateLayer("notes", None, ogr.wkbNone)
    dataset = None
    change(tmp_path / "a.gpkg", "CREATE TABLE unregistered (id INTEGER)")

    check_table(tmp_path / "a.gpkg", table)
