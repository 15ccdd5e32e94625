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
from eurosat_plugin.adapters.output.geopackage_update import check_table, is_geopackage, layer_names
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

    with pytest.raises(InputError, match="not a GeoPackage"):
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
        with pytest.raises(InputError, match="in use by another program"):
            ask(tmp_path / "a.gpkg")

    ask(tmp_path / "a.gpkg")


def test_the_table_of_styles_is_no_layer(tmp_path: Path) -> None:
    write_foreign(tmp_path / "a.gpkg", "fields")
    write_foreign(tmp_path / "a.gpkg", "woods")

    assert "layer_styles" in tables(tmp_path / "a.gpkg")
    assert layer_names(tmp_path / "a.gpkg") == ["fields", "woods"]


@pytest.mark.parametrize("table", ["gpkg_contents", "GPKG_CONTENTS", "rtree_fields_geom", "layer_styles"])
def test_tables_that_keep_a_file_together_are_not_written_over(tmp_path: Path, table: str) -> None:
    write_foreign(tmp_path / "a.gpkg")

    with pytest.raises(InputError, match="it is not a layer of features; choose another name"):
        check_table(tmp_path / "a.gpkg", table)


@pytest.mark.parametrize("table", ["fields", "notes", "a new one"])
def test_layers_tables_and_new_names_may_be_written(tmp_path: Path, table: str) -> None:
    write_foreign(tmp_path / "a.gpkg")
    dataset = ogr.Open(str(tmp_path / "a.gpkg"), 1)
    dataset.CreateLayer("notes", None, ogr.wkbNone)
    dataset = None

    check_table(tmp_path / "a.gpkg", table)
