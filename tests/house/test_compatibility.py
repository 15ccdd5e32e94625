# SPDX-License-Identifier: GPL-2.0-or-later
"""What `make compat` counts, and the page that it writes."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.compat import page
from scripts.compat.places import Place, requirements
from scripts.compat.suite import Count, count

REPORT = '<testsuites><testsuite tests="9" errors="1" failures="2" skipped="3"/></testsuites>'
PASSED = '<testsuites><testsuite tests="9" errors="0" failures="0" skipped="3"/></testsuites>'


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return tmp_path / "count.xml"


def test_tests_are_counted(report: Path) -> None:
    report.write_text(REPORT)

    assert count(report, 1) == Count(passed=9 - 1 - 2 - 3, failed=1 + 2, skipped=3)


def test_a_run_without_report_has_crashed(report: Path) -> None:
    assert count(report, -11) == Count(crashed=True)


def test_a_run_that_passes_and_then_crashes_is_not_good(report: Path) -> None:
    report.write_text(PASSED)

    assert count(report, 0).good
    assert not count(report, -11).good


def test_a_run_without_a_test_is_not_good() -> None:
    assert not Count(skipped=3).good


def test_a_row_takes_the_place_of_that_of_the_same_release() -> None:
    before = "| in | passed |\n|---|---|\n| Debian one | 1 |\n| Debian two | 2 |\n"

    after = page.update(before, [["Debian two", "3"]])

    assert after == before.replace("| Debian two | 2 |", "| Debian two | 3 |")


def test_a_row_that_the_page_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="0 rows"):
        page.update("| Debian one | 1 |\n", [["Debian two", "3"]])


def test_a_crash_is_written_in_place_of_numbers() -> None:
    assert page.qt_row("Widgets", "PyQt", Count(passed=3, crashed=True))[2:5] == ["crashed"] * 3


def test_what_belongs_to_the_system_is_not_installed_in_another() -> None:
    names = [line.partition("==")[0] for line in requirements().splitlines()]

    assert "pytest" in names
    assert "pillow" not in names


def test_a_command_is_run_in_the_project(tmp_path: Path) -> None:
    done = Place("here").run(tmp_path, "pwd", capture_output=True)

    assert done.stdout.strip() == str(tmp_path)
