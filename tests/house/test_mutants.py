# SPDX-License-Identifier: GPL-2.0-or-later
"""What mutmut has kept of one run is of use to the next one only where the same files are changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.mutants import forget_other_files, settings


@pytest.mark.parametrize(("files", "kept"), [(["a.py", "b.py"], True), (["a.py"], False), (["a.py", "c.py"], False)])
def test_what_is_kept_of_a_run_for_other_files_is_forgotten(tmp_path: Path, files: list[str], kept: bool) -> None:
    (tmp_path / "mutants").mkdir()
    (tmp_path / "pyproject.toml").write_text(settings("core", ["a.py", "b.py"], ["tests/core"]), encoding="utf-8")

    forget_other_files(tmp_path, files)

    assert (tmp_path / "mutants").exists() is kept


def test_of_a_first_run_there_is_nothing_to_forget(tmp_path: Path) -> None:
    forget_other_files(tmp_path, ["a.py"])

    assert list(tmp_path.iterdir()) == []
