# SPDX-License-Identifier: GPL-2.0-or-later
"""An onnxruntime that Python has of its own, and that may take the program with it that imports it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsApplication

from eurosat_plugin.adapters.runtime import found_runtime
from eurosat_plugin.adapters.runtime.found_runtime import refusal_of_found
from eurosat_plugin.adapters.runtime.runtime_lookup import look_in_profile
from eurosat_plugin.core.errors import BackendError
from eurosat_plugin.core.network.classifier import open_classifier
from eurosat_plugin.core.network.onnxruntime_search import found_refusal, loaded_onnxruntime
from tests.core.network.onnx_writer import small_classifier
from tests.wheels import nothing_imported, working_code

pytestmark = pytest.mark.usefixtures("qgis_app")

SEGFAULT = "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n"


@pytest.fixture(autouse=True)
def forgetful(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Begin with an empty profile, in which look_in_profile has been called, and with nothing imported."""
    monkeypatch.setattr(QgsApplication, "qgisSettingsDirPath", lambda: str(tmp_path / "profile"))
    monkeypatch.setattr(found_runtime, "model_path", lambda name: tmp_path / "small.onnx")
    (tmp_path / "small.onnx").write_bytes(small_classifier())
    look_in_profile()
    with nothing_imported():
        yield


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return tmp_path / "small.onnx"


def place(folder: Path, code: str, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Put a package in the way of Python's search that notes each process which imports it; return its folder."""
    package = folder / "onnxruntime"
    (package / "capi").mkdir(parents=True)
    note = f"import os\nwith open({str(folder / 'imports')!r}, 'a') as file:\n    print(os.getpid(), file=file)\n"
    (package / "__init__.py").write_text(note + code)
    monkeypatch.syspath_prepend(str(folder))
    return package


def importing_processes(package: Path) -> list[int]:
    """Return the processes that have imported the package."""
    path = package.parent / "imports"
    return [int(line) for line in path.read_text().split()] if path.exists() else []


@pytest.mark.skipif(os.name == "nt", reason="needs a signal")
def test_one_that_crashes_is_tried_in_another_process_and_numpy_takes_over(small, tmp_path, monkeypatch):
    package = place(tmp_path / "system", SEGFAULT, monkeypatch)

    assert open_classifier(small).backend == "numpy"

    assert os.getpid() not in importing_processes(package)
    assert "crashed" in found_refusal()
    with pytest.raises(BackendError, match=r"cannot be imported \(it crashed"):
        open_classifier(small, "onnxruntime")


def test_one_that_failed_is_not_tried_again(small, tmp_path, monkeypatch):
    package = place(tmp_path / "system", "raise ImportError('DLL load failed')", monkeypatch)

    for _ in range(3):
        assert open_classifier(small).backend == "numpy"
        assert "DLL load failed" in found_refusal()

    assert len(importing_processes(package)) == 1


def test_one_that_works_is_tried_once_and_used(small, tmp_path, monkeypatch):
    package = place(tmp_path / "system", working_code(), monkeypatch)

    assert open_classifier(small).backend == "onnxruntime"
    assert loaded_onnxruntime() == ("9.9.0", package)
    with nothing_imported():
        assert open_classifier(small).backend == "onnxruntime"

    mine = os.getpid()
    assert [process == mine for process in importing_processes(package)] == [False, True, True]


@pytest.mark.parametrize("changed", ["__init__.py", "capi/library.so"])
def test_one_that_was_replaced_is_tried_again(tmp_path, monkeypatch, changed):
    package = place(tmp_path / "system", "raise ImportError('DLL load failed')", monkeypatch)
    refusal_of_found(package)

    (package / changed).touch()
    os.utime(package / changed, (4e9, 4e9))
    refusal_of_found(package)

    assert len(importing_processes(package)) == 2


def test_one_that_lies_in_the_current_folder_is_neither_tried_nor_imported(small, tmp_path, monkeypatch):
    package = place(tmp_path / "project", working_code(), monkeypatch)
    monkeypatch.chdir(package.parent)
    monkeypatch.setattr(sys, "path", ["", ".", *(entry for entry in sys.path if entry != str(package.parent))])

    open_classifier(small)

    assert importing_processes(package) == []


def test_an_absent_one_is_no_refusal(small, monkeypatch):
    monkeypatch.setattr(sys, "path", [entry for entry in sys.path if not (Path(entry) / "onnxruntime").exists()])

    assert open_classifier(small).backend == "numpy"
    assert found_refusal() == ""


def test_without_an_interpreter_a_crash_of_qgis_is_remembered(tmp_path, monkeypatch):
    package = place(tmp_path / "system", "raise SystemExit('QGIS is gone')", monkeypatch)
    monkeypatch.setattr(found_runtime, "find_interpreter", lambda feedback: "")

    with pytest.raises(SystemExit):
        refusal_of_found(package)

    assert refusal_of_found(package) == "QGIS closed while it was loaded"


def test_without_an_interpreter_one_that_works_is_used(small, tmp_path, monkeypatch):
    place(tmp_path / "system", working_code(), monkeypatch)
    monkeypatch.setattr(found_runtime, "find_interpreter", lambda feedback: "")

    assert open_classifier(small).backend == "onnxruntime"


@pytest.mark.parametrize("text", ["", "[]", "{", "[" * 100_000, '{"PACKAGE": 3}'])
def test_a_record_that_cannot_be_read_is_none(small, tmp_path, monkeypatch, text):
    package = place(tmp_path / "system", "raise ImportError('DLL load failed')", monkeypatch)
    record = tmp_path / "profile" / "eurosat_land_cover" / found_runtime.RECORD
    record.parent.mkdir(parents=True)
    record.write_text(text.replace("PACKAGE", str(package)))

    assert "DLL load failed" in refusal_of_found(package)
    assert len(importing_processes(package)) == 1


def test_a_profile_that_cannot_be_written_to_means_another_trial(tmp_path, monkeypatch):
    package = place(tmp_path / "system", "raise ImportError('DLL load failed')", monkeypatch)
    (tmp_path / "profile").touch()

    assert refusal_of_found(package)
    assert refusal_of_found(package)
    assert len(importing_processes(package)) == 2
