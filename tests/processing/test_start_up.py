# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SCRIPT = """
import sys
from qgis.core import QgsApplication
application = QgsApplication([], False)
known = set(sys.modules)  # QGIS itself loads numpy since 3.40
from eurosat_plugin.processing.provider import EuroSatProvider
provider = EuroSatProvider()
provider.refreshAlgorithms()
assert len(provider.algorithms()) == 11
sys.exit(", ".join(name for name in ("numpy", "osgeo", "onnxruntime") if name in set(sys.modules) - known) or 0)
"""


def test_the_algorithms_are_declared_without_numpy_gdal_and_onnxruntime(project_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=project_folder, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
