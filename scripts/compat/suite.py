# SPDX-License-Identifier: GPL-2.0-or-later
"""The tests in one place, counted."""

from __future__ import annotations

import json
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

from scripts.compat.places import ROOT, Place, copy_checkout

TESTS = ("tests", "--ignore=tests/training")
VERSIONS = """
import json, platform
import numpy, onnxruntime
from osgeo import gdal
from qgis.core import Qgis
from qgis.PyQt.QtCore import QT_VERSION_STR
print(json.dumps({
    "QGIS": Qgis.QGIS_VERSION.partition("-")[0],
    "Python": platform.python_version(),
    "Qt": QT_VERSION_STR,
    "GDAL": gdal.__version__,
    "numpy": numpy.__version__,
    "onnxruntime": onnxruntime.__version__,
}))
"""


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


def versions(place: Place) -> dict[str, str]:
    """Return what QGIS and its companions are in `place`."""
    told = place.run(ROOT, place.python, "-c", VERSIONS, stdout=subprocess.PIPE).stdout
    known: dict[str, str] = json.loads(told.splitlines()[-1])
    return known


def run_suite(place: Place, tests: tuple[str, ...], processes: str) -> Count:
    """Run `tests` in `place`, in a copy of the checkout, and count them."""
    with tempfile.TemporaryDirectory(prefix="eurosat-compat-", ignore_cleanup_errors=True) as folder:
        copy_checkout(Path(folder))
        command = [place.python, "-m", "pytest", "-q", "-rs", "-n", processes, "--junitxml=count.xml", *tests]
        done = place.run(Path(folder), *command)
        return count(Path(folder) / "count.xml", done.returncode)


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
