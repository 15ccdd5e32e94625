# SPDX-License-Identifier: GPL-2.0-or-later
"""What the Makefile lists is there, and what is there is listed."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

PROMISED = (
    "help",
    "demo",
    "test",
    "test-plugin",
    "lint",
    "type",
    "bench",
    "train",
    "evaluate",
    "export",
    "install",
    "package",
    "mutants",
    "clean",
)


def _make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["make", "-C", str(folder), *arguments], capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def listed(project_folder: Path) -> list[str]:
    return re.findall(r"^  make (\S+) +\S", _make(project_folder, "help").stdout, re.MULTILINE)


def test_make_alone_shows_the_help(project_folder: Path, listed: list[str]) -> None:
    assert re.findall(r"^  make (\S+)", _make(project_folder).stdout, re.MULTILINE) == listed


@pytest.mark.parametrize("target", PROMISED)
def test_a_promised_target_is_listed(listed: list[str], target: str) -> None:
    assert target in listed


def test_every_target_is_listed(project_folder: Path, listed: list[str]) -> None:
    makefile = (project_folder / "Makefile").read_text(encoding="utf-8")

    targets = re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE)

    assert targets == listed


def test_no_target_can_be_hidden_by_a_file_of_its_name(project_folder: Path, listed: list[str]) -> None:
    makefile = (project_folder / "Makefile").read_text(encoding="utf-8")

    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)

    assert phony is not None
    assert set(phony[1].split()) == set(listed)


def _make_test(folder: Path, plugin: str, training: str) -> subprocess.CompletedProcess[str]:
    """Make the target ``test`` with other programs than Python, in environments that are taken as they are."""
    as_they_are = ("-o", ".venv/.ready", "-o", ".venv-train/.ready")
    return _make(folder, *as_they_are, "test", f"PYTHON={plugin}", f"TRAINING_PYTHON={training}")


@pytest.mark.parametrize(("plugin", "training"), [("false", "true"), ("true", "false"), ("false", "false")])
def test_the_tests_fail_when_one_of_their_two_parts_fails(project_folder: Path, plugin: str, training: str) -> None:
    assert _make_test(project_folder, plugin, training).returncode != 0


def test_the_tests_tell_what_both_parts_tell_one_after_the_other(project_folder: Path) -> None:
    done = _make_test(project_folder, "echo", "echo")

    told = [line for line in done.stdout.splitlines() if line.startswith("-m pytest")]
    assert done.returncode == 0, done.stderr
    assert [line.endswith("tests/training") and "--ignore" not in line for line in told] == [False, True]


def test_a_target_fails_when_its_work_fails(project_folder: Path, tmp_path: Path) -> None:
    in_the_way = tmp_path / "profile"
    in_the_way.touch()

    done = _make(project_folder, "install", f"PROFILE={in_the_way}")

    assert done.returncode != 0
