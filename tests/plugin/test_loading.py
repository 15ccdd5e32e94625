# SPDX-License-Identifier: GPL-2.0-or-later
"""What is loaded when QGIS starts: next to nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_importing_the_package_imports_no_qgis(project_folder: Path):
    code = "import eurosat_plugin, sys; sys.exit(any(name.startswith(('qgis', 'PyQt')) for name in sys.modules))"

    assert subprocess.run([sys.executable, "-c", code], cwd=project_folder, check=False).returncode == 0


def run_apart(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run `code` in a Python of its own that has loaded nothing yet."""
    command = [sys.executable, "-c", code]
    return subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, timeout=900)


def test_starting_qgis_waits_for_neither_numpy_nor_onnxruntime_nor_gdal(project_folder: Path):
    code = (
        "import sys; from qgis.core import QgsApplication; app = QgsApplication([], True); app.initQgis(); "
        "from tests.plugin.conftest import Desktop; from eurosat_plugin import classFactory; "
        "heavy = {'numpy', 'onnxruntime', 'osgeo.gdal'}; before = heavy & set(sys.modules); "
        "plugin = classFactory(Desktop()); plugin.initGui(); "
        "late = heavy & set(sys.modules) - before; print(late, file=sys.stderr); "
        "import os; os._exit(bool(late))"
    )

    run = run_apart(code, project_folder)

    assert run.returncode == 0, run.stderr


def test_starting_qgis_loads_of_core_only_words_and_errors(project_folder: Path):
    code = (
        "import sys; from qgis.core import QgsApplication; app = QgsApplication([], True); app.initQgis(); "
        "from eurosat_plugin import classFactory; classFactory(None).initProcessing(); "
        "print(*(name for name in sys.modules if name.startswith('eurosat_plugin.core.'))); "
        "sys.stdout.flush(); import os; os._exit(0)"
    )

    run = run_apart(code, project_folder)

    loaded = {name.removeprefix("eurosat_plugin.core.") for name in run.stdout.split()}
    search = {"network", "network.onnxruntime_search"}
    assert loaded == {"choices", "errors", "translation", *search}, run.stderr
