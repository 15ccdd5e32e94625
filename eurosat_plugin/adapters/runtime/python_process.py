# SPDX-License-Identifier: GPL-2.0-or-later
"""Python in a process of its own: the interpreter that belongs to the Python inside QGIS, and running it."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsApplication, QgsFeedback
from qgis.PyQt.QtCore import QProcess

from eurosat_plugin.core.errors import InstallationError
from eurosat_plugin.core.translation import tr

TIMEOUT_S = 300
"""A virus scanner may read every file of a package before it lets the process have them."""

_POLL_MS = 100
_SAME = "import sys, sysconfig; sys.stdout.write(repr((sys.version_info[:2], sysconfig.get_platform())))"


@dataclass(frozen=True)
class Ended:
    """How a process ended: its exit status (-1: it crashed or never ran) and all that it wrote."""

    status: int
    output: str
    errors: str


def find_interpreter(feedback: QgsFeedback) -> str:
    """Return the executable of a Python of the version and platform of the running one, empty when there is none.

    Inside QGIS ``sys.executable`` may be QGIS itself, or another Python that comes first on the PATH.
    """
    wanted = repr((sys.version_info[:2], sysconfig.get_platform()))
    for candidate in _candidates():
        ended = run_python(candidate, ["-c", _SAME], feedback)
        if ended.status == 0 and ended.output.strip() == wanted:
            return candidate
    return ""


def run_python(interpreter: str, arguments: list[str], feedback: QgsFeedback) -> Ended:
    """Run `interpreter` to its end. Blocks; for a thread in the background.

    :raises InstallationError: when `feedback` is cancelled.
    """
    process = QProcess()
    process.start(interpreter, arguments)
    started = process.waitForStarted()
    waited = 0
    while not process.waitForFinished(_POLL_MS) and process.state() != QProcess.ProcessState.NotRunning:
        waited += _POLL_MS
        if feedback.isCanceled() or waited > 1000 * TIMEOUT_S:
            process.kill()
            process.waitForFinished()
    if feedback.isCanceled():
        raise InstallationError(tr("Cancelled; nothing was changed."))
    normal = started and process.exitStatus() == QProcess.ExitStatus.NormalExit
    output, errors = (bytes(read()) for read in (process.readAllStandardOutput, process.readAllStandardError))
    return Ended(
        process.exitCode() if normal else -1,
        output.decode("utf-8", errors="replace"),
        errors.decode("utf-8", errors="replace"),
    )


def _candidates() -> Iterator[str]:
    """Yield the executables that may be the one, each once."""
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    names = ("python.exe", "python3.exe") if os.name == "nt" else (version, "python3", "python")
    folders = [
        Path(place) / sub
        for place in (sys.exec_prefix, sys.base_exec_prefix, QgsApplication.prefixPath())
        for sub in ("bin", "")
    ]
    found = [Path(name) for name in (sys.executable, getattr(sys, "_base_executable", "")) if name]
    found += [folder / name for folder in folders for name in names]
    for path in dict.fromkeys(found):
        if path.name.lower().startswith("python") and path.is_file():
            yield str(path)
