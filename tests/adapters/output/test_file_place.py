# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import os
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from eurosat_plugin.adapters.output.file_place import FilePlace, InputFile, check_places, check_room, is_virtual
from eurosat_plugin.core.errors import FailureKind, InputError

MEGABYTE = 1_000_000


@pytest.fixture
def ten_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave ten megabytes on every disk."""
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(total=100 * MEGABYTE, free=10 * MEGABYTE))


def test_room_that_is_just_enough_will_do(tmp_path: Path, ten_megabytes: None) -> None:
    check_room({tmp_path: 10 * MEGABYTE})


def test_folders_on_one_disk_share_its_room(tmp_path: Path, ten_megabytes: None) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()

    with pytest.raises(InputError, match=r"There are 10\.0 MB left in .*, and about 12\.0 MB are needed"):
        check_room({one: 6 * MEGABYTE, other: 6 * MEGABYTE})


def test_folders_on_two_disks_each_have_their_own_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    free = {tmp_path / "large": 10 * MEGABYTE, tmp_path / "small": 5 * MEGABYTE}
    devices, stat = {folder: number for number, folder in enumerate(free)}, os.stat
    for folder in free:
        folder.mkdir()
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(total=100 * MEGABYTE, free=free[folder]))
    monkeypatch.setattr(
        os,
        "stat",
        lambda path, **more: SimpleNamespace(st_dev=devices[path]) if path in devices else stat(path, **more),
    )

    check_room(free)

    with pytest.raises(InputError, match=r"There are 5\.0 MB left in .*small, and about 6\.0 MB are needed") as caught:
        check_room(dict.fromkeys(free, 6 * MEGABYTE))
    assert caught.value.kind == FailureKind.PASSING  # somebody may free some space meanwhile


def test_what_is_no_disk_has_room_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: SimpleNamespace(total=0, free=0))

    check_room({tmp_path: MEGABYTE})


@pytest.mark.parametrize(
    ("first", "second", "harm"),
    [("a", "b", False), ("a", "a", True), ("a", "A", True), ("a", "", True), ("", "b", True), ("", "", True)],
)
def test_two_outputs_harm_each_other_in_the_same_table_or_where_one_is_the_whole_file(
    tmp_path: Path, first: str, second: str, harm: bool
) -> None:
    path = str(tmp_path / "all.gpkg")
    places = [FilePlace.of("OUTPUT", path, first), FilePlace.of("STATISTICS", path, second)]

    try:
        check_places(places)
        refused = False
    except InputError as error:
        refused = "OUTPUT and STATISTICS cannot be the same file" in str(error)

    assert refused == harm


@pytest.mark.parametrize("first", ["one/grid.csv", "grid.csv"])
def test_files_of_one_name_in_two_folders_are_two_files(tmp_path: Path, first: str) -> None:
    for folder in ("one", "other"):
        (tmp_path / folder).mkdir()

    check_places([FilePlace.of("OUTPUT", str(tmp_path / name)) for name in (first, "other/grid.csv")])


def test_files_that_do_not_exist_yet_are_one_where_only_upper_and_lower_case_differ(tmp_path: Path) -> None:
    places = [FilePlace.of(name, str(tmp_path / file)) for name, file in (("OUTPUT", "a.csv"), ("REPORT", "A.CSV"))]

    sentence = f"OUTPUT and REPORT cannot be the same file {tmp_path / 'A.CSV'}; give each its own"
    with pytest.raises(InputError, match=sentence):
        check_places(places)


def test_a_folder_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=f"there is no folder {tmp_path / 'missing'}; make it"):
        check_places([FilePlace.of("OUTPUT", str(tmp_path / "missing" / "a.csv"))])


@pytest.mark.parametrize(("name", "refused"), [("grid.gdb", False), ("GRID.GDB", False), ("reports", True)])
def test_a_folder_is_written_over_only_where_it_is_a_format(tmp_path: Path, name: str, refused: bool) -> None:
    (tmp_path / name).mkdir()
    try:
        check_places([FilePlace.of("OUTPUT", str(tmp_path / name))])
        problem = ""
    except InputError as error:
        problem = str(error)

    assert ("it is a folder; add the name of a file" in problem) == refused
    assert bool(problem) == refused


@pytest.mark.parametrize(
    ("path", "virtual"),
    [
        ("/vsimem/grid.gpkg", True),
        ("/vsimem", True),
        ("/vsizip//tmp/all.zip/grid.csv", True),
        ("/vsis3/bucket/grid.gpkg", True),
        ("/vsicurl?url=https://example.org/a.gpkg", True),
        ("/visits/grid.gpkg", False),
        ("grid.gpkg", False),
        ("/maps/vsimem/grid.gpkg", False),
    ],
)
def test_files_on_no_disk_are_told_by_their_names(path: str, virtual: bool) -> None:
    assert is_virtual(path) == virtual


def test_a_folder_of_such_a_name_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os.path, "isdir", lambda path: path == "/vsidata")

    assert not is_virtual("/vsidata/grid.gpkg")


@pytest.mark.parametrize(
    ("suffix", "longest"),
    [(".html", 255), (".csv", 255), (".gpkg", 255 - len("-journal")), (".TIF", 255 - len(".aux.xml"))],
)
@pytest.mark.parametrize("letter", ["x", "ü"])
def test_a_name_is_too_long_by_its_bytes_and_those_of_what_comes_beside(
    tmp_path: Path, suffix: str, longest: int, letter: str
) -> None:
    bytes_left = longest - len(suffix)
    letters = bytes_left // len(letter.encode())
    names = [f"{letter * letters}{'x' * (bytes_left % len(letter.encode()) + more)}{suffix}" for more in (0, 1)]

    check_places([FilePlace.of("OUTPUT", str(tmp_path / names[0]))])
    with pytest.raises(InputError, match="its name is too long; choose a shorter one"):
        check_places([FilePlace.of("OUTPUT", str(tmp_path / names[1]))])


@pytest.mark.skipif(not hasattr(os, "pathconf"), reason="only such systems tell the longest path")
def test_a_path_may_be_too_long_for_the_system(tmp_path: Path) -> None:
    folder = "/x" * (os.pathconf(tmp_path, "PC_PATH_MAX") // 2)

    with pytest.raises(InputError, match="its name is too long; choose a shorter one"):
        check_places([FilePlace.of("REPORT", f"{tmp_path}{folder}/report.html")])


@pytest.mark.parametrize("forbidden", [os.W_OK, os.X_OK])
def test_a_folder_that_may_not_be_written_to_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, forbidden: int
) -> None:
    # Root may write everywhere, so the system's answer is taken for granted.
    monkeypatch.setattr(os, "access", lambda path, wanted: not (path == tmp_path and wanted & forbidden))

    with pytest.raises(InputError, match=f"the folder {tmp_path} cannot be written to; choose another"):
        check_places([FilePlace.of("OUTPUT", str(tmp_path / "a.csv"))])


@pytest.mark.parametrize("folder", ["images", "link"])
@pytest.mark.parametrize("name", ["IMAGE.TIF", "linked.tif"])
def test_an_input_by_another_name_is_not_written_over(tmp_path: Path, folder: str, name: str) -> None:
    images = tmp_path / "images"
    images.mkdir()
    (images / "image.tif").write_text("precious")
    os.link(images / "image.tif", images / "linked.tif")
    (tmp_path / "link").symlink_to(images)

    with pytest.raises(InputError, match="it is an input of this run"):
        check_places([FilePlace.of("RASTER", str(images / name))], [InputFile(tmp_path / folder / "image.tif")])


def test_an_input_of_that_name_in_an_archive_is_another_file(tmp_path: Path) -> None:
    check_places([FilePlace.of("RASTER", str(tmp_path / "b.tif"))], [InputFile(Path("/vsizip/scene.zip/b.tif"))])


def test_a_table_beside_the_one_that_is_read_may_be_written(tmp_path: Path) -> None:
    path = tmp_path / "all.gpkg"
    place = FilePlace.of("OUTPUT", str(path), "grid")

    check_places([place], [InputFile(path, "other")])

    with pytest.raises(InputError, match="it is an input of this run"):
        check_places([place], [InputFile(path, "Grid")])


@pytest.mark.parametrize("spelling", ["products", "link"])
def test_nothing_is_written_into_a_folder_that_is_an_input(tmp_path: Path, spelling: str) -> None:
    (tmp_path / "products" / "granule").mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "products")
    place = FilePlace.of("OUTPUT", str(tmp_path / spelling / "granule" / "grid.csv"))

    with pytest.raises(InputError, match="it is an input of this run"):
        check_places([place], [InputFile(tmp_path / "products")])
    check_places([place], [InputFile(tmp_path / "products" / "granule" / "other.csv")])
