# SPDX-License-Identifier: GPL-2.0-or-later
"""Files that are put in their places together: all of them, or none."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from eurosat_plugin.adapters.output.file_place import FilePlace
from eurosat_plugin.adapters.output.placement import put_in_place
from eurosat_plugin.adapters.output.staged_file import StagedFile
from eurosat_plugin.core.errors import OutputError
from tests.adapters.output.staged_files import contents, staged

SET = ("grid.dbf", "grid.shp", "grid.shx")


def write(folder: Path, content: str) -> None:
    """Write a set of files that belong together."""
    for name in SET:
        (folder / name).write_text(f"{content} {name}")


def be_killed(work: Callable[[], object], steps: int) -> None:
    """Do some work in a process of its own, which dies before it moves a file after so many."""
    process = os.fork()
    if process:
        os.waitpid(process, 0)
        return
    replace, done = os.replace, []

    def replace_some(*paths: Path) -> None:
        done.append(paths)
        if len(done) > steps:
            os.kill(os.getpid(), signal.SIGKILL)
        replace(*paths)

    try:
        os.replace = replace_some
        work()
    finally:
        os._exit(0)


def put_a_set(path: Path) -> None:
    file = staged(path)
    write(file.path.parent, "new")
    file.put()


@pytest.mark.parametrize("links", [True, False])
def test_one_that_cannot_be_put_takes_the_others_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    if not links:  # as on FAT
        monkeypatch.setattr(os, "link", lambda *paths: (_ for _ in ()).throw(OSError(1, "Operation not permitted")))
    (tmp_path / "a.csv").write_text("old")
    files = [staged(tmp_path / name, "new") for name in ("a.csv", "b.csv", "c.csv")]
    files[2].path.unlink()

    with pytest.raises(OutputError, match=r"c\.csv \(it disappeared while it was being written\)"):
        put_in_place(files)
    for file in files:
        file.close()

    assert contents(tmp_path) == {"a.csv": "old"}


def test_a_new_geopackage_is_taken_back_with_the_others(tmp_path: Path) -> None:
    grid = StagedFile(FilePlace.of("OUTPUT", str(tmp_path / "a.gpkg"), "grid"))
    grid.open()
    grid.path.write_text("new")
    report = staged(tmp_path / "b.html", "new")
    report.path.unlink()

    with pytest.raises(OutputError, match=r"b\.html"):
        put_in_place([grid, report])
    for file in (grid, report):
        file.close()

    assert not list(tmp_path.iterdir())


def test_all_is_on_the_disk_before_anything_is_replaced_and_the_file_itself_comes_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, steps, replace = staged(tmp_path / "grid.shp"), [], os.replace
    write(file.path.parent, "new")
    monkeypatch.setattr(os, "fsync", lambda handle: steps.append("saved"))
    monkeypatch.setattr(os, "replace", lambda a, b: steps.append(Path(b).name) or replace(a, b))

    put_in_place([file])
    file.close()

    assert steps[:3] == ["saved"] * 3
    assert sorted(steps[3:]) == sorted(SET)
    assert steps[-1] == "grid.shp"


def test_a_set_of_which_one_file_cannot_be_put_is_taken_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "old")
    before, replace = contents(tmp_path), os.replace
    file = staged(tmp_path / "grid.shp")
    write(file.path.parent, "new")

    def replace_some(source: Path, target: Path) -> None:
        if source == file.path.parent / "grid.shx":
            raise OSError(13, "Permission denied")
        replace(source, target)

    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", replace_some)
        with pytest.raises(OutputError, match=r"grid\.shp \(Permission denied\); nothing was written"):
            put_in_place([file])

    assert contents(tmp_path) == before
    file.close()
    assert contents(tmp_path) == before


@pytest.mark.parametrize("name", ["grid.shp", "GRID.SHP"])
def test_an_index_of_the_older_shapefile_goes_with_it(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("old")
    (tmp_path / name).with_suffix(".qix").write_text("index of the old")
    file = staged(tmp_path / name, "new")

    put_in_place([file])
    file.close()

    assert contents(tmp_path) == {name: "new"}


@pytest.mark.parametrize("older", [(), ("grid.dbf",), SET, (*SET, "grid.qix")])
def test_a_set_of_files_that_was_put_by_half_is_taken_back_by_the_next_run(
    tmp_path: Path, older: Sequence[str]
) -> None:
    whole = {name: f"new {name}" for name in SET}
    # All of the older set is put aside, three are put: with all these steps done, the new set is there.
    for steps in range(len(older) + len(SET) + 1):
        folder = tmp_path / str(steps)
        folder.mkdir()
        for name in older:
            (folder / name).write_text(f"old {name}")
        before = contents(folder)
        be_killed(partial(put_a_set, folder / "grid.shp"), steps)

        other = staged(folder / "other.csv")
        other.close()

        assert contents(folder) == (whole if steps == len(older) + len(SET) else before)
        assert not list(folder.glob(".eurosat-*"))


def test_who_is_killed_while_tidying_up_leaves_the_rest_to_the_next_one(tmp_path: Path) -> None:
    write(tmp_path, "old")
    before = contents(tmp_path)
    be_killed(lambda: put_a_set(tmp_path / "grid.shp"), 5)
    assert contents(tmp_path) != before

    for steps in (0, 1, 1):
        be_killed(lambda: staged(tmp_path / "other.csv"), steps)
    staged(tmp_path / "other.csv").close()

    assert contents(tmp_path) == before
