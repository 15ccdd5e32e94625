# SPDX-License-Identifier: GPL-2.0-or-later
"""What can be said about Qt 6 without a QGIS that is built with it, which no Debian has yet.

QGIS's own migration checker is run over the package, and the widgets that need only Qt are run under PyQt6 from PyPI.
"""

from __future__ import annotations

import filecmp
import os
import subprocess
import tarfile
import tempfile
from pathlib import Path

from scripts.compat.counts import Count, count
from scripts.compat.places import CHROOT, ROOT
from scripts.package import stage

REQUIREMENTS = ("PyQt6", "PyQt6-QScintilla", "tokenize-rt", "numpy", "pytest")
CHECKER = "scripts/pyqt5_to_pyqt6/pyqt5_to_pyqt6.py"

MODULES = {
    "QtCore": "from PyQt6.QtCore import *\n"
    "for new, old in dict(Int='Int', Double='Double', QString='String', QDate='Date', QDateTime='DateTime').items():\n"
    "    setattr(QVariant, old, getattr(QMetaType.Type, new))\n",
    "QtGui": "from PyQt6.QtGui import *\n",
    "QtNetwork": "from PyQt6.QtNetwork import *\n",
    "QtSvg": "from PyQt6.QtSvg import *\n",
    "QtWidgets": "from PyQt6.QtGui import QAction, QActionGroup, QShortcut\nfrom PyQt6.QtWidgets import *\n",
    "QtXml": "from PyQt6.QtXml import *\n",
    "sip": "from PyQt6.sip import *\n",
}
"""``qgis.PyQt`` as QGIS 4 has it, as far as the plugin uses it."""

CORE = "from PyQt6.QtGui import QIcon\nclass QgsApplication:\n    getThemeIcon = staticmethod(lambda name: QIcon())\n"
"""``qgis.core`` for widgets that need only Qt and QGIS's icons."""


def check(folder: Path, chroots: list[Path]) -> list[tuple[str, str, Count]]:
    """Check in `folder` all that can be checked; return for each its name, with what it was done, and what it counted.

    The migration checker comes from one of the `chroots`.
    """
    python = make_environment(folder / "qt6")
    print("Testing the widgets under PyQt6", flush=True)
    results = [("Widgets", f"PyQt {_version(python)}", run_widgets(python, folder))]
    print("Running QGIS's migration checker", flush=True)
    checker = find_checker(chroots, folder)
    if checker is None:
        print("No mirror has the source package of QGIS")
        return [*results, ("Migration checker", "not found", Count(crashed=True))]
    with tempfile.TemporaryDirectory() as scratch:
        count = run_checker(python, checker, Path(scratch))
    return [*results, ("Migration checker", checker.parent.name.replace("_", " "), count)]


def make_environment(folder: Path) -> Path:
    """Return the Python of a virtual environment in `folder` that has PyQt6."""
    python = folder / "bin" / "python"
    if not (folder / ".ready").exists():
        subprocess.run(["/usr/bin/python3", "-m", "venv", str(folder)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-q", *REQUIREMENTS], check=True)
        (folder / ".ready").touch()
    return python


def run_widgets(python: Path, folder: Path) -> Count:
    """Run the tests of the widgets under PyQt6, ``qgis.PyQt`` being written below `folder`."""
    stand_in, report = folder / "qt6-stand-in", folder / "qt6-count.xml"
    package = stand_in / "qgis" / "PyQt"
    package.mkdir(parents=True, exist_ok=True)
    for name, text in MODULES.items():
        (package / f"{name}.py").write_text(text, encoding="utf-8")
    (package.parent / "core.py").write_text(CORE, encoding="utf-8")
    for module in (package, package.parent):
        (module / "__init__.py").touch()
    report.unlink(missing_ok=True)
    environment = {**os.environ, "PYTHONPATH": str(stand_in), "QT_QPA_PLATFORM": "offscreen"}
    command = [str(python), "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", "tests/qt6"]
    return count(report, subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode)


def find_checker(chroots: list[Path], folder: Path) -> Path | None:
    """Return QGIS's migration checker from the source package of one of the `chroots`, unpacked into `folder`."""
    for root in [] if _unpacked(folder) else chroots:
        fetch = (
            "sed 's/^deb /deb-src /' /etc/apt/sources.list >/etc/apt/sources.list.d/source.list && apt-get update -q &&"
            " mkdir -p /opt/source && cd /opt/source && apt-get source -q --download-only qgis"
        )
        subprocess.run([str(CHROOT), "run", str(root), "/", "sh", "-c", fetch], capture_output=True, check=False)
        for archive in sorted((root / "opt" / "source").glob("qgis_*.orig.tar.*")):
            _unpack(archive, folder)
    return _unpacked(folder)


def run_checker(python: Path, checker: Path, folder: Path) -> Count:
    """Count the files of the package in which the migration checker finds nothing, and those in which it does."""
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
    changed = [path for path in files if not filecmp.cmp(before / path, after / path, False)]
    print("\n".join([*said, *(f"{path}: to be changed" for path in changed)]) or "It would change nothing")
    named = {path for path in files if any(str(path) in line for line in said)} | set(changed)
    return Count(len(files) - len(named), len(named), crashed=bool(done.returncode or (said and not named)))


def _version(python: Path) -> str:
    code = "from PyQt6.QtCore import PYQT_VERSION_STR as p, QT_VERSION_STR as q; print(f'{p}, Qt {q}')"
    return subprocess.run([str(python), "-c", code], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def _unpacked(folder: Path) -> Path | None:
    """Return the newest checker in `folder`, which lies in a folder of the name of its package."""
    return max(folder.glob(f"qgis_*/{Path(CHECKER).name}"), default=None)


def _unpack(archive: Path, folder: Path) -> None:
    with tarfile.open(archive) as source:
        for member in source:
            content = source.extractfile(member) if member.name.endswith(CHECKER) else None
            if content is not None:
                target = folder / archive.name.partition("+dfsg")[0].partition(".orig")[0] / Path(CHECKER).name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.read())
                return
