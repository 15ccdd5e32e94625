# SPDX-License-Identifier: GPL-2.0-or-later
"""How many tests ended in which way, as pytest's report tells."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree


@dataclass(frozen=True)
class Count:
    """How many tests ended in which way; `crashed` when they did not come to their end."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0
    crashed: bool = False

    @property
    def good(self) -> bool:
        """Whether all that could be tested is as it should be."""
        return self.passed > 0 and not self.failed and not self.crashed

    def __add__(self, other: Count) -> Count:
        return Count(
            self.passed + other.passed,
            self.failed + other.failed,
            self.skipped + other.skipped,
            self.crashed or other.crashed,
        )


def count(report: Path, status: int) -> Count:
    """Return what pytest's `report` counts, which is not there when pytest did not come to its end with `status`."""
    if not report.exists():
        return Count(crashed=True)
    suites = list(ElementTree.parse(report).getroot().iter("testsuite"))
    number = {
        name: sum(int(suite.get(name, 0)) for suite in suites) for name in ("tests", "errors", "failures", "skipped")
    }
    failed = number["errors"] + number["failures"]
    passed = number["tests"] - failed - number["skipped"]
    return Count(passed, failed, number["skipped"], crashed=status != 0 and not failed)


def count_files(report: Path) -> dict[str, Count]:
    """Return what pytest's `report` counts, for each file in it; a file that cannot be imported has failed once."""
    counts: dict[str, Count] = {}
    for case in ElementTree.parse(report).getroot().iter("testcase"):
        file = (case.get("classname") or case.get("name") or "").replace(".", "/") + ".py"
        failed = case.find("failure") is not None or case.find("error") is not None
        skipped = case.find("skipped") is not None and not failed
        one = Count(int(not failed and not skipped), int(failed), int(skipped))
        counts[file] = counts.get(file, Count()) + one
    return counts
