# SPDX-License-Identifier: GPL-2.0-or-later
"""Test in this machine's QGIS, in newer ones, and as far as that goes under Qt 6: ``python -m scripts.compat``.

Each newer QGIS lives in a chroot of its Debian release, made on first use below the folder of ``--chroots``. In all of
them the tests run as `make test-plugin` runs them, and the tables of docs/compatibility.md say what came of it. Folders
or files of tests may be named: what came of each file is kept in docs/compatibility, and a row is written when every
file has been run. Needs root, and 3 GB for each chroot.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from scripts.compat import page, qt6
from scripts.compat.places import ROOT, Place, PlaceError, this_release
from scripts.compat.results import Results, files_of_tests
from scripts.compat.suite import run_suite, versions

RELEASES = ("trixie", "forky")
"""Debian 13 with QGIS 3.40, and Debian testing with the long-term release, QGIS 3.44."""

QT6 = "qt6"


def main() -> int:
    """Run everything, print a line for each result, return the exit status."""
    here = this_release()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--chroots", type=Path, default=ROOT / "build" / "compat", help="where the chroots are")
    parser.add_argument(
        "--only", choices=(here, *RELEASES, QT6), action="append", help="only this Debian release, or Qt 6"
    )
    parser.add_argument("--processes", default="auto", help="how many processes run tests, as pytest's -n")
    parser.add_argument("tests", nargs="*", default=["tests"], help="only these folders or files of tests")
    options = parser.parse_args()
    if os.geteuid() != 0:
        print("Chroots of other Debian releases can be made and entered only as root.", file=sys.stderr)
        return 1
    options.chroots.mkdir(parents=True, exist_ok=True)
    page.KEPT.mkdir(exist_ok=True)
    files = files_of_tests(options.tests)
    wanted = options.only or (here, *RELEASES, QT6)
    places = [Place(here), *(Place(release, options.chroots / release) for release in RELEASES if release != here)]
    rows: list[list[str]] = []
    bad: list[str] = []
    for place in (place for place in places if place.release in wanted):
        try:
            place.prepare()
        except PlaceError as error:
            print(error, file=sys.stderr)
            bad.append(place.release)
            continue
        known = versions(place)
        print(f"Testing in Debian {place.release}: {', '.join(' '.join(pair) for pair in known.items())}", flush=True)
        results = Results(page.KEPT / f"{place.release}.json", known)
        day, commit = page.now()
        results.keep(files, run_suite(place, files, options.processes), day, commit)
        bad += [f"{place.release}: {file}" for file in results.bad(files)]
        missing = results.missing(files_of_tests())
        if missing:
            print(f"Debian {place.release}: {len(missing)} files of tests have not been run, so its row remains")
        else:
            rows.append(page.qgis_row(place.release, known, *results.sum(files_of_tests())))
    if QT6 in wanted:
        checks = qt6.check(options.chroots, [place.root for place in places if place.root])
        rows += [page.qt_row(*check) for check in checks]
        bad += [name for name, _, count in checks if not count.good]
    for row in rows:
        print(" | ".join(row))
    page.write(rows)
    print("\n".join(["Not as it should be:", *bad]) if bad else "All as it should be")
    return 1 if bad else 0


if __name__ == "__main__":
    raise SystemExit(main())
