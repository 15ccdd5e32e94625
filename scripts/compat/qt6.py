# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be said about Qt 6 without a QGIS that is built with it, which no Debian has yet.

QGIS's own migration checker is run over the package, and the widgets that need only Qt are run under PyQt6 from PyPI.
"""

from __future__ import annotations

import filecmp
import os
import subprocess
import tarfile
from pathlib import Path

from scripts.package import stage

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ("PyQt6", "PyQt6-QScintilla", "tokenize-rt", "numpy", "pytest")
CHECKER = "scripts/pyqt5_to_pyqt6/pyqt5_to_pyqt6.py"
CHROOT = ROOT / "scripts" / "compat_chroot.sh"

MODULES = {
    "QtCore": "from PyQt6.QtCore import *\n"
    "QVariant.Int, QVariant.Double, QVariant.String = "
    "QMetaType.Type.Int, QMetaType.Type.Double, QMetaType.Type.QString\n",
    "QtGui": "from PyQt6.QtGui import *\n",
    "QtNetwork": "from PyQt6.QtNetwork import *\n",
    "QtSvg": "from PyQt6.QtSvg import *\n",
    "QtWidgets": "from PyQt6.QtGui import QAction, QActionGroup, QShortcut\nfrom PyQt6.QtWidgets import *\n",
    "QtXml": "from PyQt6.QtXml import *\n",
    "sip": "from PyQt6.sip import *\n",
}
"""``qgis.PyQt`` as QGIS 4 has it, as far as the plugin uses it."""


def make_environment(folder: Path) -> Path:
    """Return the Python of a virtual environment in `folder` that has PyQt6."""
    python = folder / "bin" / "python"
    if not (folder / ".ready").exists():
        subprocess.run(["/usr/bin/python3", "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *REQUIREMENTS], check=True)
        (folder / ".ready").touch()
    return python


def run_widgets(python: Path, stand_in: Path) -> bool:
    """Run the tests of the widgets under PyQt6, ``qgis.PyQt`` being written to `stand_in`; tell whether they pass."""
    package = stand_in / "qgis" / "PyQt"
    package.mkdir(parents=True, exist_ok=True)
    for name, text in MODULES.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    for folder in (package, package.parent):
        (folder / "__init__.py").touch()
    environment = {**os.environ, "PYTHONPATH": str(stand_in), "QT_QPA_PLATFORM": "offscreen"}
    command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/qt6"]
    return subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode == 0


def find_checker(chroots: list[Path], folder: Path) -> Path | None:
    """Return QGIS's migration checker from the source package of one of the `chroots`, unpacked into `folder`."""
    target = folder / Path(CHECKER).name
    for root in [] if target.exists() else chroots:
        fetch = (
            "sed 's/^deb /deb-src /' /etc/apt/sources.list >/etc/apt/sources.list.d/source.list && apt-get update -q &&"
            " mkdir -p /opt/source && cd /opt/source && apt-get source -q --download-only qgis"
        )
        subprocess.run([str(CHROOT), "run", str(root), "/", "sh", "-c", fetch], capture_output=True, check=False)
        for archive in sorted((root / "opt" / "source").glob("qgis_*.orig.tar.*")):
            _unpack(archive, target)
    return target if target.exists() else None


def run_checker(python: Path, checker: Path, folder: Path) -> list[str]:
    """Return a line for each file of the package that the migration checker would change or complains about."""
    before, after = stage(folder / "before"), stage(folder / "after")
    done = subprocess.run(
        [str(python), str(checker), str(after)],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in (done.stdout + done.stderr).splitlines() if "QGIS classes not available" not in line]
    files = [path.relative_to(before) for path in sorted(before.rglob("*.py"))]
    changed = [f"{path}: to be changed" for path in files if not filecmp.cmp(before / path, after / path, False)]
    return said + changed


def _unpack(archive: Path, target: Path) -> None:
    with tarfile.open(archive) as source:
        for member in source:
            if member.name.endswith(CHECKER):
                content = source.extractfile(member)
                if content is not None:
                    target.parent.mkdir(parents=True, exist_ok=True)
                    target.write_bytes(content.read())
                return
