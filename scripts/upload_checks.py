# SPDX-License-Identifier: GPL-2.0-or-later
"""Run on the staged package the three checks that plugins.qgis.org runs on every upload.

A finding of bandit or detect-secrets blocks an upload there, flake8's are shown beside it; none may remain.
See https://plugins.qgis.org/docs/security-scanning.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.package import PackageError, stage

TOOLS = Path(sys.executable).parent


def main() -> int:
    """Stage the package and check it; return the exit status."""
    with tempfile.TemporaryDirectory() as folder:
        try:
            stage(Path(folder))
        except PackageError as error:
            print(error, file=sys.stderr)
            return 1
        findings = check(Path(folder))
    print("\n".join(findings) or "bandit, detect-secrets and flake8 found nothing")
    return 1 if findings else 0


def check(folder: Path) -> list[str]:
    """Return a line for every finding in the plugin staged in `folder`."""
    return [*_bandit(folder), *_detect_secrets(folder), *_flake8(folder)]


def _bandit(folder: Path) -> list[str]:
    report = json.loads(_output(folder, "bandit", "-r", ".", "-f", "json", "--quiet"))
    unread = [f"{e['filename']}: bandit could not read it: {e['reason']}" for e in report["errors"]]
    found = [f"{r['filename']}:{r['line_number']}: {r['test_id']} {r['issue_text']}" for r in report["results"]]
    return unread + found


def _detect_secrets(folder: Path) -> list[str]:
    arguments = ("scan", "--all-files", "--exclude-files", r"metadata\.txt", ".")
    report = json.loads(_output(folder, "detect-secrets", *arguments))
    return [f"{path}:{s['line_number']}: {s['type']}" for path, found in report["results"].items() for s in found]


def _flake8(folder: Path) -> list[str]:
    # E203 contradicts the formatter, which spaces the colon of a slice as PEP 8 asks for.
    return _output(folder, "flake8", "--isolated", "--max-line-length=120", "--extend-ignore=E203", ".").splitlines()


def _output(folder: Path, tool: str, *arguments: str) -> str:
    """Return what `tool`, run in `folder`, writes; all three exit with 1 when they have findings."""
    done = subprocess.run([str(TOOLS / tool), *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1):
        raise RuntimeError(f"{tool} failed: {done.stderr}")
    return done.stdout


if __name__ == "__main__":
    raise SystemExit(main())
