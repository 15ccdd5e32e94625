# SPDX-License-Identifier: GPL-2.0-or-later
"""What a new file replaces can be put back, and what belonged to the older one goes with it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from eurosat_plugin.adapters.output.file_place import FilePlace
from eurosat_plugin.adapters.output.placement import put_in_place
from eurosat_plugin.adapters.output.staged_file import StagedFile


def staged(path: Path, content: str = "new") -> StagedFile:
    file = StagedFile(FilePlace.of("OUTPUT", str(path)))
    file.open()
    file.path.write_text(content)
    return file


def contents(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.parametrize("suffix", ["shx", "dbf", "prj", "cpg", "qpj", "qix", "sbn", "sbx", "idm", "ind", "qmd"])
def test_what_belonged_to_an_older_shapefile_goes_with_it(tmp_path: Path, suffix: str) -> None:
    (tmp_path / "grid.shp").write_text("old")
    (tmp_path / f"grid.{suffix}").write_text("of the old")
    (tmp_path / f"other.{suffix}").write_text("of another")
    file = staged(tmp_path / "grid.shp")

    put_in_place([file])
    file.close()

    assert contents(tmp_path) == {"grid.shp": "new", f"other.{suffix}": "of another"}


@pytest.mark.parametrize("name", ["grid.gdb", "GRID.GDB"])
def test_a_format_that_is_a_folder_is_replaced_whole_and_can_be_put_back(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    (tmp_path / name / "a00000001.gdbtable").write_text("old")
    file = StagedFile(FilePlace.of("OUTPUT", str(tmp_path / name)))
    file.open()
    file.path.mkdir()
    (file.path / "a00000002.gdbtable").write_text("new")

    file.put()

    assert [path.name for path in (tmp_path / name).iterdir()] == ["a00000002.gdbtable"]
    file.take_back()
    file.close()
    assert contents(tmp_path) == {f"{name}/a00000001.gdbtable": "old"}


def test_an_older_file_is_put_back_where_somebody_has_removed_the_new_one(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    file = staged(tmp_path / "a.csv")
    file.put()
    (tmp_path / "a.csv").unlink()

    file.take_back()
    file.close()

    assert contents(tmp_path) == {"a.csv": "old"}


def test_an_older_file_that_was_put_back_stays_there(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    file = staged(tmp_path / "a.csv")
    file.put()

    for _ in range(2):
        file.take_back()
    file.close()

    assert contents(tmp_path) == {"a.csv": "old"}


def test_a_journal_that_the_new_file_has_got_goes_with_it(tmp_path: Path) -> None:
    (tmp_path / "a.gpkg-wal").write_text("old")
    file = staged(tmp_path / "a.gpkg")
    assert file.put_anew()
    (tmp_path / "a.gpkg-wal").write_text("of the new")

    file.take_back()
    file.close()

    assert contents(tmp_path) == {"a.gpkg-wal": "old"}


def test_what_cannot_be_removed_is_left_to_the_next_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file, unlink = staged(tmp_path / "a.csv"), os.unlink

    def unlink_some(path: str, **more: object) -> None:
        if Path(path).name == "a.csv":  # as on Windows, where a program reads it
            raise PermissionError(13, "Permission denied")
        unlink(path, **more)

    with monkeypatch.context() as broken:
        broken.setattr(os, "unlink", unlink_some)
        file.close()
    assert len(list(tmp_path.iterdir())) == 1

    staged(tmp_path / "b.csv").close()

    assert not list(tmp_path.iterdir())


def test_on_a_system_without_links_no_folder_is_in_the_way_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def rename_as_windows(path: Path, target: Path) -> None:
        if target.exists():
            raise FileExistsError(17, "File exists")
        rename(path, target)

    def link_nothing(*paths: Path) -> None:
        raise OSError(1, "Operation not permitted")

    monkeypatch.setattr(Path, "rename", rename_as_windows)
    monkeypatch.setattr(os, "link", link_nothing)
    (tmp_path / "a.csv").write_text("old")
    file = staged(tmp_path / "a.csv")

    put_in_place([file])
    file.close()

    assert contents(tmp_path) == {"a.csv": "new"}
