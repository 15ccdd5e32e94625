# SPDX-License-Identifier: GPL-2.0-or-later
"""Run the plugin in newer QGIS than this machine's, and as far as that goes under Qt 6: ``python -m scripts.compat``.

Each QGIS lives in a chroot of its Debian release, made on first use below the folder of ``--chroots``. In it the
command line and the desktop are tested as they are here. Needs root, and 3 GB for each.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.compat_qt6 import CHROOT, ROOT, find_checker, make_environment, run_checker, run_widgets

RELEASES = ("trixie", "forky")
"""Debian 13 with QGIS 3.40, and Debian testing with the long-term release, QGIS 3.44."""

TESTS = ("tests/desktop", "tests/house/test_stock_qgis.py", "tests/qt6")


def main() -> int:
    """Run everything, print a line for each result, return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chroots", type=Path, default=ROOT / "build" / "compat", help="where the chroots are")
    parser.add_argument("--release", choices=RELEASES, action="append", help="only this Debian release")
    options = parser.parse_args()
    if os.geteuid() != 0:
        print("Chroots of other Debian releases can be made and entered only as root.", file=sys.stderr)
        return 1
    releases = options.release or RELEASES
    results = {release: run_release(release, options.chroots / release) for release in releases}
    results |= run_qt6(options.chroots, [options.chroots / release for release in releases])
    for name, outcome in results.items():
        print(f"{name}: {outcome or 'passed'}")
    return 1 if any(results.values()) else 0


def run_release(release: str, root: Path) -> str:
    """Test in the chroot `root`, made if it is not there; return what went wrong, or an empty string."""
    if not (root / ".ready").exists():
        print(f"Installing QGIS of Debian {release} in {root}")
        root.parent.mkdir(parents=True, exist_ok=True)
        log = root.with_suffix(".log")
        with log.open("w") as output:
            made = subprocess.run([str(CHROOT), "make", release, str(root)], stdout=output, stderr=output, check=False)
        if made.returncode != 0:
            return f"the chroot could not be made, see {log}"
    version = _run(root, "dpkg-query", "-W", "-f", "${Version}", "qgis", quiet=True).stdout
    print(f"Testing in Debian {release}, QGIS {version}")
    done = _run(root, "python3", "-m", "pytest", "-q", "-p", "no:cacheprovider", *TESTS)
    return "" if done.returncode == 0 else "tests failed"


def run_qt6(folder: Path, chroots: list[Path]) -> dict[str, str]:
    """Check what can be checked of Qt 6; return what went wrong by the name of the check."""
    print("Testing the widgets under PyQt6")
    python = make_environment(folder / "qt6")
    results = {"widgets under PyQt6": "" if run_widgets(python, folder / "qt6-stand-in") else "tests failed"}
    print("Running QGIS's migration checker")
    checker = find_checker(chroots, folder)
    if checker is None:
        results["migration checker"] = "no mirror has the source package of QGIS"
        return results
    with tempfile.TemporaryDirectory() as scratch:
        findings = run_checker(python, checker, Path(scratch))
    print("\n".join(findings) or "It would change nothing")
    results["migration checker"] = f"{len(findings)} findings" if findings else ""
    return results


def _run(root: Path, *command: str, quiet: bool = False) -> subprocess.CompletedProcess[str]:
    whole = [str(CHROOT), "run", str(root), str(ROOT), *command]
    return subprocess.run(whole, capture_output=quiet, text=True, check=False)


if __name__ == "__main__":
    raise SystemExit(main())
