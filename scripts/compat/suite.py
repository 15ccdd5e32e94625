# SPDX-License-Identifier: GPL-2.0-or-later
"""The tests in one place, counted."""

from __future__ import annotations

import json
import subprocess
import tempfile
from pathlib import Path

from scripts.compat.counts import Count, count, count_files
from scripts.compat.places import ROOT, Place, copy_checkout

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

LIKE_MAKE = (
    "env",
    "--unset=PYTHONDONTWRITEBYTECODE",
    "OMP_NUM_THREADS=1",
    "OPENBLAS_NUM_THREADS=1",
)
"""In which environment `make test-plugin` runs the tests, for the reasons that stand in the Makefile."""


def versions(place: Place) -> dict[str, str]:
    """Return what QGIS and its companions are in `place`."""
    told = place.run(ROOT, place.python, "-c", VERSIONS, stdout=subprocess.PIPE).stdout
    known: dict[str, str] = json.loads(told.splitlines()[-1])
    return known


def run_suite(place: Place, files: list[str], processes: str) -> dict[str, Count]:
    """Run `files` of tests in `place`, in a copy of the checkout, and count what came of each.

    None is counted where pytest did not come to its end, or a process that ran tests crashed after them.
    """
    with tempfile.TemporaryDirectory(prefix="eurosat-compat-", ignore_cleanup_errors=True) as folder:
        copy_checkout(Path(folder))
        command = [place.python, "-m", "pytest", "-q", "-rs", "-n", processes, "--junitxml=count.xml", *files]
        done = place.run(Path(folder), *LIKE_MAKE, *command)
        report = Path(folder) / "count.xml"
        return {} if count(report, done.returncode).crashed else count_files(report)
