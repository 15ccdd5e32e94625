# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import os
import time
from dataclasses import replace

import pytest

from eurosat_plugin.adapters.runtime.runtime_folder import ABANDONED_S, PENDING, RECEIPT, Receipt, RuntimeFolder
from eurosat_plugin.adapters.runtime.wheel_name import Interpreter
from eurosat_plugin.core.errors import InstallationError, StorageError

DEBIAN = Interpreter((3, 11), "cp311", "linux-x86_64", (2, 36))


@pytest.fixture
def place(tmp_path) -> RuntimeFolder:
    return RuntimeFolder(tmp_path, DEBIAN)


def install(place: RuntimeFolder, version: str = "1.31.1", proof: str = "process") -> Receipt:
    folder = place.new()
    (folder / "onnxruntime").mkdir(parents=True)
    receipt = Receipt(version, "a.whl", "ab", "https://pypi.org/simple/", folder.name, proof, 2.0)
    place.keep(receipt)
    return receipt


def test_the_folder_lies_in_the_profile_and_belongs_to_one_python_and_platform(place, tmp_path):
    assert place.path == tmp_path / "eurosat_land_cover" / "python" / "cp311-linux_x86_64"


def test_nothing_is_usable_before_an_installation(place):
    assert place.receipt() is None
    assert place.usable() is None


def test_what_was_installed_is_usable(place):
    receipt = install(place)

    assert place.receipt() == receipt
    assert place.usable() == place.path / receipt.folder


def test_another_python_does_not_see_it(place, tmp_path):
    install(place)

    assert RuntimeFolder(tmp_path, replace(DEBIAN, abi="cp312")).usable() is None


def test_what_crashed_qgis_when_it_was_tried_is_not_used(place):
    install(place, proof=PENDING)

    assert place.usable() is None


def test_a_receipt_whose_files_are_gone_makes_nothing_usable(place):
    receipt = install(place)
    os.rename(place.path / receipt.folder, place.path / "elsewhere")

    assert place.usable() is None


@pytest.mark.parametrize("text", ["", "[]", '{"version": "1"}', "not json"])
def test_a_damaged_receipt_counts_as_none(place, text):
    install(place)
    (place.path / RECEIPT).write_text(text)

    assert place.receipt() is None
    assert place.usable() is None


def test_an_update_counts_from_the_moment_it_is_kept(place):
    install(place, "1.30.0")

    newer = install(place, "1.31.1")

    assert place.usable() == place.path / newer.folder


def names(place: RuntimeFolder) -> list[str]:
    return sorted(path.name for path in place.path.iterdir())


def test_sweeping_removes_what_was_replaced(place):
    older = install(place, "1.30.0")
    newer = install(place, "1.31.1")

    place.sweep(older)

    assert names(place) == sorted([newer.folder, RECEIPT])


def test_sweeping_removes_what_an_interrupted_installation_left_behind_long_ago(place):
    receipt = install(place)
    left = [place.new(), place.path / f"{RECEIPT}.1a2b3c4d"]
    (left[0] / "onnxruntime").mkdir(parents=True)
    left[1].write_text("{")
    for path in (*left, place.path / receipt.folder):
        os.utime(path, (time.time() - 2 * ABANDONED_S,) * 2)

    place.sweep()

    assert names(place) == sorted([receipt.folder, RECEIPT])


def test_sweeping_spares_what_another_qgis_is_installing_now(place):
    install(place)
    other = place.new()
    other.mkdir()

    place.sweep()

    assert other.is_dir()


def test_undoing_spares_what_another_qgis_has_installed_meanwhile(place):
    failed = place.new()
    failed.mkdir(parents=True)
    other = install(place, "1.31.1")

    place.undo(failed, None)

    assert names(place) == sorted([other.folder, RECEIPT])
    assert place.usable() == place.path / other.folder


def test_undoing_the_only_installation_leaves_no_trace_in_the_profile(place, tmp_path):
    pending = install(place, proof=PENDING)

    place.undo(place.path / pending.folder, None)

    assert list(tmp_path.iterdir()) == []


def test_undoing_an_update_brings_back_what_counted_before(place):
    before = install(place, "1.30.0")
    pending = install(place, "1.31.1", proof=PENDING)

    place.undo(place.path / pending.folder, before)

    assert place.usable() == place.path / before.folder


def test_removing_leaves_nothing(place, tmp_path):
    install(place)

    assert place.remove() is True
    assert list(tmp_path.iterdir()) == []
    assert place.usable() is None


def test_removing_what_is_not_there_is_no_error(place):
    assert place.remove() is True


def test_files_in_use_stay_behind_but_are_not_used_any_more(place, monkeypatch):
    install(place)
    monkeypatch.setattr("shutil.rmtree", lambda *arguments, **options: None)

    assert place.remove() is False
    assert place.usable() is None


def test_a_receipt_that_cannot_be_written_is_told(place, monkeypatch):
    install(place)

    def locked(*arguments):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", locked)

    with pytest.raises(StorageError, match=r"cannot be written to .Permission denied"):
        install(place, "1.32.0")
    assert [path.name for path in place.path.glob(f"{RECEIPT}.*")] == []


def test_a_profile_that_may_not_be_written_to_is_told(tmp_path):
    (tmp_path / "eurosat_land_cover").touch()

    with pytest.raises(InstallationError, match="cannot be removed"):
        RuntimeFolder(tmp_path, DEBIAN).remove()
