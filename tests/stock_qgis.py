# SPDX-License-Identifier: GPL-2.0-or-later
"""QGIS's own command line with the packed plugin: no virtual environment, no onnxruntime."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

# Debian's wrapper qgis_process adds an option that the program refuses.
QGIS_PROCESS = shutil.which("qgis_process.bin") or shutil.which("qgis_process") or "qgis_process"


class StockQgis:
    """QGIS's command line with a profile and a plugin folder of its own under `folder`."""

    def __init__(self, folder: Path) -> None:
        # What make and pytest set for this project must not help the plugin along.
        own = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME", "QGIS_PREFIX_PATH", "QGIS_OPTIONS_PATH")
        self._environment = {name: value for name, value in os.environ.items() if name not in own}
        self._environment |= {
            "HOME": str(folder),
            "PATH": "/usr/bin:/bin",
            "PYTHONNOUSERSITE": "1",
            "QT_QPA_PLATFORM": "offscreen",
            "QGIS_CUSTOM_CONFIG_PATH": str(folder / "profile"),
            "QGIS_PLUGINPATH": str(folder / "plugins"),
        }
        self._folder = folder

    @classmethod
    def with_plugin(cls, folder: Path, plugin_zip: Path) -> StockQgis:
        """Unpack the zip of `make package` into the plugin folder and enable it."""
        with zipfile.ZipFile(plugin_zip) as archive:
            archive.extractall(folder / "plugins")
        stock = cls(folder)
        stock("plugins", "enable", "eurosat_plugin")
        return stock

    def copy(self, folder: Path) -> StockQgis:
        """Return another with the same profile and plugins in `folder`, started in the environment of now."""
        for name in ("profile", "plugins"):
            shutil.copytree(self._folder / name, folder / name)
        return StockQgis(folder)

    def __call__(self, *arguments: str) -> str:
        """Return what ``qgis_process --json`` with `arguments` writes."""
        done = self.attempt(*arguments)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start ``qgis_process --json`` with `arguments` and go on."""
        return subprocess.Popen(
            [QGIS_PROCESS, "--json", *arguments],
            cwd=self._folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def attempt(self, *arguments: str, json_wanted: bool = True) -> subprocess.CompletedProcess[str]:
        """Run ``qgis_process --json``, or as people see it, with `arguments`, whatever comes of it."""
        return subprocess.run(
            [QGIS_PROCESS, *(["--json"] if json_wanted else []), *arguments],
            cwd=self._folder,
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def classify(self, *arguments: str) -> dict[str, Any]:
        """Return the results of ``eurosat:classifyraster``."""
        results: dict[str, Any] = json.loads(self("run", "eurosat:classifyraster", "--", *arguments))["results"]
        return results
