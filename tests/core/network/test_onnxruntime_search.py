# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from eurosat_plugin.core.network.classifier import open_classifier
from eurosat_plugin.core.network.onnxruntime_search import import_problem, loaded_onnxruntime, look_for_onnxruntime
from tests.core.network.onnx_writer import small_classifier
from tests.wheels import nothing_imported, working_code


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    with nothing_imported():
        yield
    look_for_onnxruntime(None)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    path = tmp_path / "small.onnx"
    path.write_bytes(small_classifier())
    return path


def package(folder: Path, code: str) -> Path:
    """Write a package onnxruntime below `folder`; return `folder`."""
    (folder / "onnxruntime" / "capi").mkdir(parents=True)
    (folder / "onnxruntime" / "__init__.py").write_text(code)
    (folder / "onnxruntime" / "capi" / "__init__.py").touch()
    return folder


def test_the_folder_comes_before_those_where_python_looks(small, tmp_path):
    folder = package(tmp_path / "own", working_code())
    look_for_onnxruntime(lambda: folder)

    assert open_classifier(small).backend == "onnxruntime"
    assert loaded_onnxruntime() == ("9.9.0", folder / "onnxruntime")
    assert import_problem() == ""


def test_the_folder_is_asked_for_when_a_classifier_is_opened(small, tmp_path):
    folders: list[Path] = []
    look_for_onnxruntime(lambda: folders[0] if folders else None)

    folders.append(package(tmp_path / "later", working_code()))
    open_classifier(small)

    assert loaded_onnxruntime() == ("9.9.0", folders[0] / "onnxruntime")


def test_the_search_path_stays_as_it_was(small, tmp_path):
    folder = package(tmp_path / "own", working_code())
    look_for_onnxruntime(lambda: folder)
    before = list(sys.path)

    open_classifier(small)

    assert sys.path == before


def test_with_numpy_alone_nobody_asks(small):
    asked: list[bool] = []
    look_for_onnxruntime(lambda: asked.append(True))

    open_classifier(small, "numpy")

    assert asked == []


def test_a_broken_package_in_the_folder_leaves_nothing_half_imported(small, tmp_path, monkeypatch):
    broken = package(tmp_path / "broken", "import onnxruntime.capi\nraise ImportError('DLL load failed')")
    look_for_onnxruntime(lambda: broken)
    system = package(tmp_path / "system", working_code("1.0.0"))
    monkeypatch.syspath_prepend(str(system))

    assert open_classifier(small).backend == "onnxruntime"
    assert loaded_onnxruntime() == ("1.0.0", system / "onnxruntime")
    assert import_problem() == "DLL load failed"
    assert all(str(broken) not in str(getattr(module, "__file__", "")) for module in list(sys.modules.values()))


def test_nothing_is_loaded_before_it_is_needed():
    assert loaded_onnxruntime() is None


def test_the_search_costs_no_numpy(project_folder):
    code = "import sys, eurosat_plugin.core.network.onnxruntime_search; sys.exit('numpy' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", code], cwd=project_folder, check=False).returncode == 0
