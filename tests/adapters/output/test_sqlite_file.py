# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from eurosat_plugin.adapters.output.sqlite_file import open_read_only, quoted

ODD = 'a "tile"; --'


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "100 % tiles?.gpkg"
    with closing(sqlite3.connect(path)) as made, made:
        made.execute(f"CREATE TABLE {quoted(ODD)} (row)")
        made.execute(f"INSERT INTO {quoted(ODD)} VALUES (7)")
    return path


def test_a_file_and_a_table_of_any_name_are_read(database: Path) -> None:
    with closing(open_read_only(database)) as opened:
        assert opened.execute(f"SELECT row FROM {quoted(ODD)}").fetchall() == [(7,)]


def test_a_path_may_begin_at_the_current_folder(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(database.parent)

    with closing(open_read_only(Path(database.name))) as opened:
        assert opened.execute(f"SELECT count(*) FROM {quoted(ODD)}").fetchone() == (1,)


def test_nothing_is_written(database: Path) -> None:
    with closing(open_read_only(database)) as opened, pytest.raises(sqlite3.OperationalError, match="readonly"):
        opened.execute(f"DELETE FROM {quoted(ODD)}")


def test_what_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError):
        open_read_only(tmp_path / "missing.gpkg")

    assert list(tmp_path.iterdir()) == []
