# SPDX-License-Identifier: GPL-2.0-or-later
"""The tables of docs/compatibility.md, which each run brings up to date."""

from __future__ import annotations

import datetime
import subprocess
from pathlib import Path

from scripts.compat.places import ROOT
from scripts.compat.suite import Count

PAGE = ROOT / "docs" / "compatibility.md"


def qgis_row(release: str, versions: dict[str, str], count: Count) -> list[str]:
    """Return the cells of a QGIS: the first, by which its row is found again, is its Debian release."""
    return [f"Debian {release}", *versions.values(), *_counted(count), *_when()]


def qt_row(check: str, tool: str, count: Count) -> list[str]:
    """Return the cells of a check on Qt 6."""
    return [check, tool, *_counted(count), *_when()]


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


def _counted(count: Count) -> list[str]:
    return ["crashed"] * 3 if count.crashed else [str(count.passed), str(count.failed), str(count.skipped)]


def _when() -> list[str]:
    """Return day and commit, with a + where files differed from it."""
    command = ["git", "-c", "safe.directory=*", "describe", "--always", "--dirty=+", "--exclude=*"]
    told = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout
    return [datetime.date.today().isoformat(), told.strip()]
