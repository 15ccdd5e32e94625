# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from eurosat_plugin.core.errors import BackendError
from eurosat_plugin.core.network.classifier import open_classifier
from eurosat_plugin.core.network.onnxruntime_search import (
    found_folder,
    found_refusal,
    import_problem,
    loaded_onnxruntime,
    look_for_onnxruntime,
    note_import,
)
from tests.wheels import nothing_imported, working_code


@pytest.fixture(autouse=True)
def forgetful() -> Iterator[None]:
    with nothing_imported():
        yield
    look_for_onnxruntime(None)


def package(folder: Path, code: str) -> Path:
    """Write a package onnxruntime below `folder`; return `folder`."""
    (folder / "onnxruntime" / "capi").mkdir(parents=True)
    (folder / "onnxruntime" / "__init__.py").write_text(code)
    (folder / "onnxruntime" / "capi" / "__init__.py").touch()
    (folder / "onnxruntime" / "capi" / "inner.py").touch()
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


def test_the_folder_is_not_asked_for_once_one_is_loaded(small, tmp_path):
    folder, asked = package(tmp_path / "own", working_code()), []
    look_for_onnxruntime(lambda: asked.append(folder) or folder)

    for _ in range(2):
        open_classifier(small)

    assert asked == [folder]


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
    broken = package(tmp_path / "broken", "import onnxruntime.capi.inner\nraise ImportError('DLL load failed')")
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


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the only folder in which Python looks for packages, beside that of the standard library."""
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.setattr(sys, "path", [str(folder), *(place for place in sys.path if "-packages" not in place)])
    return folder


def test_what_python_finds_is_asked_about_and_imported_from_where_it_lies(site: Path) -> None:
    package(site, working_code())
    asked: list[Path] = []
    look_for_onnxruntime(None, lambda folder: asked.append(folder) or "")

    assert found_folder() == site
    assert (asked, found_refusal()) == ([site / "onnxruntime"], "")


def test_what_is_refused_is_not_imported_and_why_is_remembered_until_the_next_attempt(small, site):
    package(site, working_code())
    answers = ["it crashes", "it crashes again", ""]
    look_for_onnxruntime(None, lambda folder: answers.pop(0))

    with pytest.raises(ImportError, match=r"^it crashes$"):
        found_folder()
    assert found_refusal() == "it crashes"

    with pytest.raises(BackendError, match=r"onnxruntime cannot be imported \(it crashes again\); install it"):
        open_classifier(small, "onnxruntime")
    assert (found_refusal(), import_problem(), loaded_onnxruntime()) == ("it crashes again", "it crashes again", None)

    assert open_classifier(small, "onnxruntime").backend == "onnxruntime"
    assert (found_refusal(), import_problem()) == ("", "")


def test_whoever_asks_anew_begins_without_a_refusal(site: Path) -> None:
    package(site, working_code())
    look_for_onnxruntime(None, lambda folder: "it crashes")
    with pytest.raises(ImportError):
        found_folder()

    look_for_onnxruntime(None)

    assert (found_refusal(), found_folder()) == ("", None)


def test_of_two_that_fail_the_own_one_is_told_by_the_way_and_the_other_to_who_asked(small, site, tmp_path):
    package(site, working_code())
    own = package(tmp_path / "own", "raise ImportError('DLL load failed')")
    look_for_onnxruntime(lambda: own, lambda folder: "it crashes")

    with pytest.raises(BackendError, match=r"cannot be imported \(it crashes\)"):
        open_classifier(small, "onnxruntime")
    assert import_problem() == "DLL load failed"


@pytest.mark.parametrize("remains", [(), ("onnxruntime",)], ids=["nothing", "a folder without a package"])
def test_what_is_not_installed_is_no_refusal(remains: tuple[str, ...], site: Path) -> None:
    for name in remains:
        (site / name).mkdir()
    look_for_onnxruntime(None, lambda folder: "it crashes")

    with pytest.raises(ImportError, match=r"^it is not installed$"):
        found_folder()
    assert found_refusal() == ""


def test_what_happens_to_lie_in_the_current_folder_is_not_meant(small, site, tmp_path, monkeypatch):
    monkeypatch.chdir(package(tmp_path / "here", working_code("1.0.0")))
    monkeypatch.setattr(sys, "path", ["", *sys.path])
    package(site, working_code("2.0.0"))
    look_for_onnxruntime(None, lambda folder: "")

    open_classifier(small, "onnxruntime")

    assert loaded_onnxruntime() == ("2.0.0", site / "onnxruntime")


def test_of_one_that_is_loaded_nobody_asks(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", SimpleNamespace(__file__=str(site / "onnxruntime" / "__init__.py")))
    asked: list[Path] = []
    look_for_onnxruntime(None, lambda folder: asked.append(folder) or "")

    assert (found_folder(), asked) == (None, [])
    assert loaded_onnxruntime() == ("?", site / "onnxruntime")


def test_what_has_no_file_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "onnxruntime", SimpleNamespace(__version__="1.0.0"))

    assert loaded_onnxruntime() is None


def test_an_import_that_works_forgets_the_problem_of_the_last_one(small, site):
    package(site, working_code())
    note_import("DLL load failed")

    open_classifier(small)

    assert import_problem() == ""
