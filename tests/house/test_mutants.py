# SPDX-License-Identifier: GPL-2.0-or-later
"""mutmut works on a copy in which the tests run, and keeps of a run what is of use where the same files are changed."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest

from scripts.mutants import COPIED, ROOT, TESTED_BY, forget_other_files, settings
from scripts.package import PACKAGE

IMPORT = re.compile(r"^\s*(?:from|import) (\w+)", re.MULTILINE)


@pytest.mark.parametrize(("files", "kept"), [(["a.py", "b.py"], True), (["a.py"], False), (["a.py", "c.py"], False)])
def test_what_is_kept_of_a_run_for_other_files_is_forgotten(tmp_path: Path, files: list[str], kept: bool) -> None:
    (tmp_path / "mutants").mkdir()
    (tmp_path / "pyproject.toml").write_text(settings("core", ["a.py", "b.py"], ["tests/core"]), encoding="utf-8")

    forget_other_files(tmp_path, files)

    assert (tmp_path / "mutants").exists() is kept


def test_of_a_first_run_there_is_nothing_to_forget(tmp_path: Path) -> None:
    forget_other_files(tmp_path, ["a.py"])

    assert list(tmp_path.iterdir()) == []


def test_the_copy_has_every_package_that_the_tests_import() -> None:
    there = {PACKAGE, "tests", *COPIED}
    folders = {*itertools.chain(*TESTED_BY.values()), *there - {"tests"}}
    files = [file for folder in folders for file in (ROOT / folder).rglob("*.py")]
    imported = {name for file in files for name in IMPORT.findall(file.read_text(encoding="utf-8"))}

    assert {name for name in imported if (ROOT / name).is_dir()} <= there
