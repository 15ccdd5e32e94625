# SPDX-License-Identifier: GPL-2.0-or-later
"""What came of each file of tests in a Debian release, kept between runs, so that a row may be filled in parts."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from scripts.compat.counts import Count
from scripts.compat.places import ROOT

ELSEWHERE = Path("tests/training")
"""Tests that need no QGIS, and another Python."""


@dataclass(frozen=True)
class Result:
    """What came of a file of tests, on which day (ISO), at which commit."""

    count: Count
    day: str
    commit: str


class Results:
    """The newest result of each file of tests, at `path`; those of other `versions` of QGIS are forgotten."""

    def __init__(self, path: Path, versions: dict[str, str]) -> None:
        self._path = path
        self._versions = versions
        self._of = self._stored()

    def keep(self, run: Iterable[str], counts: dict[str, Count], day: str, commit: str) -> None:
        """Put what came of the files that were `run` in the place of what was known of them.

        Those of which nothing was counted are forgotten. What another run has kept meanwhile of other files stays.
        """
        self._of = self._stored()
        for file in run:
            self._of.pop(file, None)
            if file in counts:
                self._of[file] = Result(counts[file], day, commit)
        files = {file: asdict(result) for file, result in sorted(self._of.items())}
        text = json.dumps({"versions": self._versions, "files": files}, indent=1)
        self._path.write_text(text + "\n", encoding="utf-8")

    def missing(self, files: Iterable[str]) -> list[str]:
        """Return those of `files` of which nothing is known."""
        return [file for file in files if file not in self._of]

    def bad(self, files: Iterable[str]) -> list[str]:
        """Return those of `files` of which tests failed, or nothing is known."""
        return [file for file in files if file not in self._of or self._of[file].count.failed]

    def sum(self, files: Iterable[str]) -> tuple[Count, str, str]:
        """Return count, last day, and the commits of `files`, with the number of files of each where there are several.

        :raises KeyError: when one has not been run.
        """
        chosen = [self._of[file] for file in files]
        commits = Counter(result.commit for result in chosen)
        told = [f"{commit} ({number} files)" for commit, number in commits.most_common()]
        return (
            sum((result.count for result in chosen), Count()),
            max(result.day for result in chosen),
            ", ".join(told if len(told) > 1 else commits),
        )

    def _stored(self) -> dict[str, Result]:
        stored = json.loads(self._path.read_text(encoding="utf-8")) if self._path.exists() else {}
        if stored.get("versions") != self._versions:
            return {}
        return {
            file: Result(Count(**told["count"]), told["day"], told["commit"]) for file, told in stored["files"].items()
        }


def files_of_tests(below: Iterable[str] = ("tests",), root: Path = ROOT) -> list[str]:
    """Return the files of tests that run in QGIS and are, or lie in, one of `below`, as paths below `root`.

    :raises ValueError: when there is none in one of them.
    """
    every = sorted(path.relative_to(root) for path in (root / "tests").rglob("test_*.py"))
    chosen: dict[str, None] = {}
    for name in below:
        place = Path(name)
        found = [str(file) for file in every if place in (file, *file.parents) and ELSEWHERE not in file.parents]
        if not found:
            raise ValueError(f"There are no tests for QGIS in “{name}”")
        chosen.update(dict.fromkeys(found))
    return sorted(chosen)
