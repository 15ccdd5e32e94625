# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables of docs/compatibility.md, which each run brings up to date."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

from scripts.compat.counts import Count
from scripts.compat.places import ROOT

PAGE = ROOT / "docs" / "compatibility.md"

KEPT = ROOT / "docs" / "compatibility"
"""What came of each file of tests: a release takes hours, and may be gone through in parts, on several machines."""


def qgis_row(release: str, versions: dict[str, str], count: Count, day: str, commit: str) -> list[str]:
    """Return the cells of a QGIS: the first, by which its row is found again, is its Debian release."""
    return [f"Debian {release}", *versions.values(), *_counted(count), day, commit]


def qt_row(check: str, tool: str, count: Count) -> list[str]:
    """Return the cells of a check on Qt 6."""
    return [check, tool, *_counted(count), *now()]


def update(page: str, rows: list[list[str]]) -> str:
    """Return the text of the `page` with these `rows` in the place of those that begin with the same cell.

    :raises ValueError: when no row of it does.
    """
    lines = page.splitlines()
    for row in rows:
        begin = f"| {row[0]} |"
        places = [at for at, line in enumerate(lines) if line.startswith(begin)]
        if len(places) != 1:
            raise ValueError(f"{PAGE.name} has {len(places)} rows that begin with “{begin}”")
        lines[places[0]] = f"| {' | '.join(row)} |"
    return "\n".join(lines) + "\n"


def write(rows: list[list[str]], page: Path = PAGE) -> None:
    """Bring the `page` up to date."""
    page.write_text(update(page.read_text(encoding="utf-8"), rows), encoding="utf-8")


def now(root: Path = ROOT) -> tuple[str, str]:
    """Return day and commit, with a + where files other than those that this writes differed from it."""
    others = [f":!{path.relative_to(ROOT).as_posix()}" for path in (PAGE, KEPT)]
    changed = _git(root, "status", "--porcelain", "--untracked-files=no", "--", ".", *others)
    commit = _git(root, "rev-parse", "--short", "HEAD").strip()
    return datetime.date.today().isoformat(), commit + ("+" if changed else "")


def _git(root: Path, *arguments: str) -> str:
    command = ["git", "-c", "safe.directory=*", *arguments]
    return subprocess.run(command, cwd=root, stdout=subprocess.PIPE, text=True, check=True).stdout


def _counted(count: Count) -> list[str]:
    return ["crashed"] * 3 if count.crashed else [str(count.passed), str(count.failed), str(count.skipped)]
