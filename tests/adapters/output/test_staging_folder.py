# SPDX-License-Identifier: GPL-2.0-or-later
"""Whose the folder is in which a file is being written."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from eurosat_plugin.adapters.output.file_place import FilePlace
from eurosat_plugin.adapters.output.staging_folder import StagingFolder
from eurosat_plugin.core.errors import InputError


def test_a_run_on_another_computer_keeps_its_folder_however_long_it_takes(tmp_path: Path) -> None:
    folder = StagingFolder(FilePlace.of("OUTPUT", str(tmp_path / "a.csv")))
    folder.path.mkdir()
    lock = folder.path / "lock"
    lock.write_text("4711\npython3\nelsewhere\n")  # as Qt writes it: process, program, computer
    hours_ago = lock.stat().st_mtime - 36_000
    os.utime(lock, (hours_ago, hours_ago))

    for ask in (folder.check_free, folder.acquire):
        with pytest.raises(InputError, match=r"another run \(process 4711 on elsewhere\) is writing it"):
            ask()

    assert lock.read_text() == "4711\npython3\nelsewhere\n"


def test_a_folder_that_somebody_has_removed_is_no_trouble_in_the_end(tmp_path: Path) -> None:
    folder = StagingFolder(FilePlace.of("OUTPUT", str(tmp_path / "a.csv")))
    folder.acquire()
    shutil.rmtree(folder.path)

    folder.release()

    assert not list(tmp_path.iterdir())


def test_a_folder_that_was_given_up_is_the_next_one_s_alone(tmp_path: Path) -> None:
    place = FilePlace.of("OUTPUT", str(tmp_path / "a.csv"))
    folder, next_one = StagingFolder(place), StagingFolder(place)
    folder.acquire()
    folder.release()
    next_one.acquire()

    folder.release()

    assert next_one.new.is_dir()
    next_one.release()


def test_a_folder_that_does_not_come_about_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = StagingFolder(FilePlace.of("OUTPUT", str(tmp_path / "a.csv")))
    monkeypatch.setattr(Path, "mkdir", lambda path, **more: None)

    with pytest.raises(InputError, match=r"a\.csv: the folder cannot be written to"):
        folder.acquire()
