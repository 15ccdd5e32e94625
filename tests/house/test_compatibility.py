# SPDX-License-Identifier: GPL-2.0-or-later
"""What `make compat` counts, and the page that it writes."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from scripts.compat import page, places
from scripts.compat.counts import Count, count, count_files
from scripts.compat.places import Place, requirements
from scripts.compat.results import Results, files_of_tests
from scripts.compat.suite import LIKE_MAKE

VERSIONS = {"QGIS": "3.44"}
DAY = "2026-11-29"
REPORT = '<testsuites><testsuite tests="9" errors="1" failures="2" skipped="3"/></testsuites>'
PASSED = '<testsuites><testsuite tests="9" errors="0" failures="0" skipped="3"/></testsuites>'


NAMED = re.compile(r"[0-9a-f]{7,}(?: \(\d+ files\))?(?:, [0-9a-f]{7,} \(\d+ files\))*")


def rows() -> list[list[str]]:
    """Return the cells of what was run, of both tables of the page."""
    lines = page.PAGE.read_text(encoding="utf-8").splitlines()
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [row for row in cells if row[0].startswith("Debian ") or row[0] in ("Widgets", "Migration checker")]


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


def test_each_file_is_counted_by_itself(report: Path) -> None:
    report.write_text(
        "<testsuites><testsuite>"
        '<testcase classname="tests.a.test_one" name="test_x"/>'
        '<testcase classname="tests.a.test_one" name="test_y"><skipped/></testcase>'
        '<testcase classname="tests.a.test_one" name="test_z"><error/></testcase>'
        '<testcase classname="tests.test_two" name="test_x"><failure/></testcase>'
        '<testcase classname="" name="tests.test_broken"><error/></testcase>'
        "</testsuite></testsuites>"
    )

    assert count_files(report) == {
        "tests/a/test_one.py": Count(passed=1, failed=1, skipped=1),
        "tests/test_two.py": Count(failed=1),
        "tests/test_broken.py": Count(failed=1),
    }


def test_parts_add_up_and_each_commit_is_named(tmp_path: Path) -> None:
    stored = tmp_path / "forky.json"
    Results(stored, VERSIONS).keep(["a", "b", "c"], {"a": Count(1), "b": Count(2, 1), "c": Count(4)}, DAY, "0aa")
    Results(stored, VERSIONS).keep(["b"], {"b": Count(3, 0, 1)}, "2026-11-30", "1bb")

    kept = Results(stored, VERSIONS)

    assert not kept.bad("abc")
    assert kept.sum("abc") == (Count(1 + 3 + 4, 0, 1), "2026-11-30", "0aa (2 files), 1bb (1 files)")
    assert kept.sum("ac") == (Count(1 + 4), DAY, "0aa")


def test_a_file_that_was_run_and_not_counted_is_forgotten(tmp_path: Path) -> None:
    kept = Results(tmp_path / "forky.json", VERSIONS)
    kept.keep(["a", "b"], {"a": Count(1), "b": Count(1)}, DAY, "0aa")

    kept.keep(["b"], {}, DAY, "1bb")

    assert kept.missing("ab") == ["b"]
    assert kept.bad("ab") == ["b"]
    with pytest.raises(KeyError):
        kept.sum("ab")


def test_what_another_version_of_qgis_gave_is_forgotten(tmp_path: Path) -> None:
    stored = tmp_path / "forky.json"
    Results(stored, VERSIONS).keep(["a"], {"a": Count(1)}, DAY, "0aa")

    assert Results(stored, {"QGIS": "3.45"}).missing("a") == ["a"]


def test_two_runs_at_once_keep_what_came_of_both(tmp_path: Path) -> None:
    one, other = (Results(tmp_path / "forky.json", VERSIONS) for _ in range(2))

    one.keep("a", {"a": Count(1)}, DAY, "0aa")
    other.keep("b", {"b": Count(2)}, DAY, "0aa")

    assert other.sum("ab")[0] == Count(1 + 2)


def test_a_file_that_failed_is_bad(tmp_path: Path) -> None:
    kept = Results(tmp_path / "forky.json", VERSIONS)

    kept.keep("ab", {"a": Count(1, 1), "b": Count(1)}, DAY, "0aa")

    assert kept.bad("ab") == ["a"]


def test_files_are_found_below_folders_but_those_of_the_training(tmp_path: Path) -> None:
    names = ("tests/a/test_one.py", "tests/a/b/test_two.py", "tests/c/test_three.py", "tests/training/test_four.py")
    for name in (*names, "tests/a/other.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()

    assert files_of_tests(root=tmp_path) == sorted(names[:3])
    assert files_of_tests(["tests/a", "tests/a/test_one.py"], tmp_path) == sorted(names[:2])
    with pytest.raises(ValueError, match="tests/training"):
        files_of_tests(["tests/training"], tmp_path)


def test_a_commit_has_a_plus_where_something_else_than_the_results_was_changed(tmp_path: Path) -> None:
    (tmp_path / "docs" / "compatibility").mkdir(parents=True)
    written = [tmp_path / "docs" / "compatibility.md", tmp_path / "docs" / "compatibility" / "forky.json"]
    for file in (*written, tmp_path / "code.py"):
        file.write_text("before")
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b.example"]
    for command in (["init", "-q"], ["add", "."], ["commit", "-qm", "all"]):
        subprocess.run([*git, *command], check=True)

    for file in written:
        file.write_text("after")
    assert NAMED.fullmatch(page.now(tmp_path)[1])

    (tmp_path / "code.py").write_text("after")
    assert page.now(tmp_path)[1].endswith("+")


def test_a_row_takes_the_place_of_that_of_the_same_release() -> None:
    before = "| in | passed |\n|---|---|\n| Debian one | 1 |\n| Debian two | 2 |\n"

    after = page.update(before, [["Debian two", "3"]])

    assert after == before.replace("| Debian two | 2 |", "| Debian two | 3 |")


def test_a_row_that_the_page_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="0 rows"):
        page.update("| Debian one | 1 |\n", [["Debian two", "3"]])


def test_a_crash_is_written_in_place_of_numbers() -> None:
    assert page.qt_row("Widgets", "PyQt", Count(passed=3, crashed=True))[2:5] == ["crashed"] * 3


def test_packages_of_files_that_are_named_are_among_the_requirements(tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "dask.txt").write_text("# why\ndistributed==1.0\n", encoding="utf-8")
    (tmp_path / "dev.txt").write_text("-r more/dask.txt\n\npytest==2.0\n", encoding="utf-8")

    assert requirements(tmp_path / "dev.txt") == "distributed==1.0\npytest==2.0\n"
    assert not any(line.startswith("-") for line in requirements().splitlines())
    assert "distributed==" in requirements()


def test_what_belongs_to_the_system_is_not_installed_in_another() -> None:
    names = [line.partition("==")[0] for line in requirements().splitlines()]

    assert "pytest" in names
    assert "pillow" not in names


def test_a_command_is_run_in_the_project(tmp_path: Path) -> None:
    done = Place("here").run(tmp_path, "pwd", capture_output=True)

    assert done.stdout.strip() == str(tmp_path)


def test_the_tests_run_in_the_environment_of_make_test_plugin() -> None:
    makefile = (places.ROOT / "Makefile").read_text(encoding="utf-8")
    [one_thread] = re.findall(r"^ONE_THREAD := (.+)$", makefile, re.MULTILINE)
    of_tensorflow = {name for name in one_thread.split() if name.startswith("TF_")}  # which tests in QGIS never load

    assert {name for name in LIKE_MAKE if "=1" in name} == {*one_thread.split()} - of_tensorflow
    assert "unexport PYTHONDONTWRITEBYTECODE\n" in makefile
    assert "--unset=PYTHONDONTWRITEBYTECODE" in LIKE_MAKE


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_what_the_page_tells_was_run_whole_and_nothing_failed(row: list[str]) -> None:
    passed, failed, skipped, _, commit = row[-5:]

    assert all(row)
    assert int(passed) > int(skipped)
    assert failed == "0"
    assert NAMED.fullmatch(commit)  # and no + of files that are in no commit
