# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import os
from pathlib import Path

import pytest

from eurosat_plugin.adapters.output.file_place import FilePlace, check_places
from eurosat_plugin.adapters.output.placement import put_in_place
from eurosat_plugin.adapters.output.staged_file import StagedFile
from eurosat_plugin.adapters.output.staging_folder import delete
from eurosat_plugin.core.errors import InputError, OutputError
from tests.adapters.output.staged_files import contents, staged


def test_a_file_is_put_in_its_place_and_nothing_else_is_left(tmp_path: Path) -> None:
    file = staged(tmp_path / "a.csv", "new")

    put_in_place([file])
    file.close()

    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
    assert contents(tmp_path) == {"a.csv": "new"}


def test_the_permissions_of_the_older_file_stay(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "a.csv").chmod(0o640)
    file = staged(tmp_path / "a.csv", "new")

    put_in_place([file])
    file.close()

    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o640


def new_geopackage(path: Path) -> StagedFile:
    grid = StagedFile(FilePlace.of("OUTPUT", str(path), "grid"))
    grid.open()
    grid.path.write_text("new")
    return grid


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("there", [True, False])
def test_a_new_file_takes_no_other_s_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool, there: bool
) -> None:
    if not links:  # as on FAT
        monkeypatch.setattr(os, "link", lambda *paths: (_ for _ in ()).throw(OSError(1, "Operation not permitted")))
    grid = new_geopackage(tmp_path / "a.gpkg")
    if there:
        (tmp_path / "a.gpkg").write_text("of another run")

    put = grid.put_anew()
    grid.close()

    assert put != there
    assert contents(tmp_path) == {"a.gpkg": "of another run" if there else "new"}


def test_a_new_file_is_on_the_disk_before_it_is_in_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    grid, steps, link = new_geopackage(tmp_path / "a.gpkg"), [], os.link
    monkeypatch.setattr(os, "fsync", lambda handle: steps.append("saved"))
    monkeypatch.setattr(os, "link", lambda a, b: steps.append("placed") or link(a, b))

    grid.put_anew()
    grid.close()

    assert steps == ["saved", "placed"]


@pytest.mark.parametrize("suffix", ["-wal", "-shm", "-journal"])
def test_the_journal_of_a_geopackage_that_is_gone_is_not_taken_for_the_new_one_s(tmp_path: Path, suffix: str) -> None:
    (tmp_path / f"a.gpkg{suffix}").write_text("of a file that is gone")
    grid = new_geopackage(tmp_path / "a.gpkg")

    put_in_place([grid])
    grid.close()

    assert contents(tmp_path) == {"a.gpkg": "new"}


def test_a_file_that_is_being_written_cannot_be_opened_twice(tmp_path: Path) -> None:
    first = staged(tmp_path / "a.csv")

    with pytest.raises(InputError, match="another run"):
        staged(tmp_path / "a.csv")

    first.close()
    staged(tmp_path / "a.csv").close()


def test_a_run_that_takes_hours_keeps_its_file(tmp_path: Path) -> None:
    first = staged(tmp_path / "a.csv")
    (lock,) = tmp_path.glob(".eurosat-*/lock")
    hours_ago = lock.stat().st_mtime - 36_000
    os.utime(lock, (hours_ago, hours_ago))

    with pytest.raises(InputError, match="another run"):
        staged(tmp_path / "a.csv")

    first.close()


def test_of_a_link_the_link_alone_is_removed(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "precious.txt").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")

    delete(tmp_path / "link")

    assert not os.path.lexists(tmp_path / "link")
    assert contents(tmp_path / "elsewhere") == {"precious.txt": "old"}


def test_a_place_that_cannot_be_made_is_told_and_nothing_is_left_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Path.mkdir

    def make_some(path: Path, *arguments: object, **more: object) -> None:
        if path.name == "new":
            raise OSError(28, "No space left on device")
        make(path, *arguments, **more)

    monkeypatch.setattr(Path, "mkdir", make_some)

    with pytest.raises(InputError, match=r"OUTPUT cannot be written to .*a\.csv: No space left on device"):
        staged(tmp_path / "a.csv")

    assert list(tmp_path.iterdir()) == []


def test_nothing_is_tidied_up_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "precious.txt").write_text("old")
    (tmp_path / ".eurosat-0123456789ab").symlink_to(tmp_path / "elsewhere")

    staged(tmp_path / "a.csv").close()

    assert contents(tmp_path / "elsewhere") == {"precious.txt": "old"}


def test_that_another_run_writes_a_file_is_known_before_the_work_begins(tmp_path: Path) -> None:
    place = FilePlace.of("OUTPUT", str(tmp_path / "a.csv"))
    StagedFile(place).check_free()
    first = staged(tmp_path / "a.csv")

    with pytest.raises(InputError, match="another run"):
        StagedFile(place).check_free()

    first.close()
    StagedFile(place).check_free()


def test_spellings_that_are_one_file_on_some_systems_are_not_written_at_once(tmp_path: Path) -> None:
    first = staged(tmp_path / "a.csv")

    with pytest.raises(InputError, match="another run"):
        staged(tmp_path / "A.csv")

    first.close()


def test_two_runs_may_write_two_tables_of_one_file(tmp_path: Path) -> None:
    files = [StagedFile(FilePlace.of("OUTPUT", str(tmp_path / "a.gpkg"), table)) for table in ("one", "other")]

    for file in files:
        file.open()

    assert len({file.path for file in files}) == 2
    for file in files:
        file.close()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_write_protected_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("old")
    (tmp_path / "a.csv").chmod(0o400)

    with pytest.raises(InputError, match="write-protected"):
        check_places([FilePlace.of("OUTPUT", str(tmp_path / "a.csv"))])


@pytest.mark.parametrize(
    ("output", "folder"), [("grid.csv", "grid.csv"), ("grid.shp", "grid.dbf"), ("a.gpkg", "a.gpkg")]
)
def test_a_folder_of_that_name_is_left_with_all_that_is_in_it(tmp_path: Path, output: str, folder: str) -> None:
    file = staged(tmp_path / output, "new")
    (tmp_path / folder).mkdir()
    (tmp_path / folder / "mine").write_text("somebody else's")

    with pytest.raises(OutputError, match=rf"\({folder} is a folder there\); nothing was written"):
        put_in_place([file])
    file.close()

    assert [path.name for path in tmp_path.iterdir()] == [folder]
    assert (tmp_path / folder / "mine").read_text() == "somebody else's"


@pytest.mark.parametrize("companion", ["a.gpkg-wal", "a.gpkg-journal"])
def test_so_is_one_with_the_name_of_a_companion_of_a_new_file(tmp_path: Path, companion: str) -> None:
    file = staged(tmp_path / "a.gpkg", "new")
    (tmp_path / companion).mkdir()

    with pytest.raises(OutputError, match="is a folder there"):
        file.put_anew()
    file.close()

    assert [path.name for path in tmp_path.iterdir()] == [companion]
