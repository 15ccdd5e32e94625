# SPDX-License-Identifier: GPL-2.0-or-later
"""A process that dies among others is a failure, whenever it dies."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.parallel import LONGEST, pytest_collection_modifyitems

pytest.importorskip("xdist", reason="needs pytest-xdist")

DIE = "os.kill(os.getpid(), signal.SIGKILL)"


def run(project: Path, folder: Path, body: str) -> subprocess.CompletedProcess[str]:
    """Run three tests in two processes: one that passes, one with this `body`, one that passes."""
    (folder / "test_one.py").write_text(
        f"import atexit, os, signal\ndef test_a(): pass\ndef test_b(): {body}\ndef test_c(): pass\n"
    )
    outer = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    # No other plugin: to start with QGIS, and with all that is installed, takes longer than the tests.
    outer["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    plugins = ("-p", "xdist", "-p", "tests.parallel", "-p", "no:cacheprovider")
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "2", *plugins, str(folder)],
        cwd=folder,
        env={**outer, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        check=False,
        timeout=900,
    )


def test_a_run_without_a_crash_succeeds(project_folder: Path, tmp_path: Path) -> None:
    done = run(project_folder, tmp_path, "pass")

    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


def test_what_goes_wrong_before_and_after_a_test_is_told(project_folder: Path, tmp_path: Path) -> None:
    fixtures = (
        "def before(): assert False",
        "def after():\n yield\n assert False",
        "def absent(): pytest.skip('absent')",
    )
    (tmp_path / "conftest.py").write_text("import pytest\n@pytest.fixture\n" + "\n@pytest.fixture\n".join(fixtures))
    (tmp_path / "test_two.py").write_text("def test_d(before): 1\ndef test_e(after): 1\ndef test_f(absent): 1\n")

    done = run(project_folder, tmp_path, "assert False")

    assert "1 failed, 3 passed, 1 skipped, 2 errors" in done.stdout
    assert "ERROR test_two.py::test_d" in done.stdout
    assert "ERROR test_two.py::test_e" in done.stdout


def test_a_test_that_crashes_its_process_fails_alone(project_folder: Path, tmp_path: Path) -> None:
    done = run(project_folder, tmp_path, DIE)

    assert done.returncode != 0
    assert "1 failed, 2 passed" in done.stdout


def test_a_process_that_crashes_after_its_last_test_is_a_failure(project_folder: Path, tmp_path: Path) -> None:
    done = run(project_folder, tmp_path, f"atexit.register(lambda: {DIE})")

    assert "3 passed" in done.stdout
    assert done.returncode != 0


def test_what_takes_longest_is_still_there(project_folder: Path) -> None:
    assert [name for name in LONGEST if not (project_folder / name).exists()] == []


def test_what_takes_longest_begins_first_in_its_order_and_the_rest_stays_as_it_is() -> None:
    rest = ["tests/core/test_b.py::test", "tests/core/test_a.py::test"]
    longest = [name if name.endswith(".py") else f"{name}/test_some.py" for name in LONGEST]
    items: list[Any] = [SimpleNamespace(nodeid=name) for name in (*rest, *reversed(longest))]
    config: Any = SimpleNamespace(workerinput={})

    pytest_collection_modifyitems(config, items)

    assert [item.nodeid for item in items] == [*longest, *rest]
