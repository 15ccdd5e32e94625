# SPDX-License-Identifier: GPL-2.0-or-later
"""Python in a process of its own: the interpreter that belongs to the Python inside QGIS, and running it."""

from __future__ import annotations

import os
import shutil
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from qgis.core import QgsApplication, QgsFeedback
from qgis.PyQt.QtCore import QProcess

from eurosat_plugin.core.errors import InstallationError
from eurosat_plugin.core.translation import tr

TIMEOUT_S = 300
"""A virus scanner may read every file of a package before it lets the process have them."""

OUTPUT_LIMIT = 10_000_000
"""Bytes that a process may write before it is ended."""

_POLL_MS = 100
_ISOLATED = "-I"
"""Neither the current folder nor variables of the environment say where modules are: whatever lies in a project's
folder under the name of one would be executed."""
_SAME = "import sys, sysconfig; sys.stdout.write(repr((sys.version, sysconfig.get_platform())))"


@dataclass(frozen=True)
class ProcessResult:
    """How a process ended: its exit status (-1: it crashed or never ran) and all that it wrote."""

    status: int
    output: str
    errors: str


def find_interpreter(feedback: QgsFeedback) -> str:
    """Return the executable of a Python of the same build as the running one, empty when there is none.

    Inside QGIS ``sys.executable`` may be QGIS itself, or another Python that comes first on the PATH. One of pyenv or
    conda of the same version does not work with the modules of the system's.
    """
    wanted = repr((sys.version, sysconfig.get_platform()))
    for candidate in _candidates():
        ended = run_python(candidate, ["-c", _SAME], feedback)
        if ended.status == 0 and ended.output.strip() == wanted:
            return candidate
    return ""


def run_python(
    interpreter: str, arguments: list[str], feedback: QgsFeedback, timeout_s: float | None = None
) -> ProcessResult:
    """Run `interpreter`, isolated and in an empty folder, to its end. Blocks; for a thread in the background.

    :param timeout_s: after which it is ended, :data:`TIMEOUT_S` by default.
    :raises InstallationError: when `feedback` is cancelled.
    """
    limit = 1000 * (TIMEOUT_S if timeout_s is None else timeout_s)
    process = QProcess()
    nowhere = tempfile.mkdtemp()
    try:
        process.setWorkingDirectory(nowhere)
        process.start(interpreter, [_ISOLATED, *arguments])
        started = process.waitForStarted()
        waited = 0
        while not process.waitForFinished(_POLL_MS) and process.state() != QProcess.ProcessState.NotRunning:
            waited += _POLL_MS
            if feedback.isCanceled() or waited > limit or _has_written(process) > OUTPUT_LIMIT:
                process.kill()
                process.waitForFinished()
    finally:
        shutil.rmtree(nowhere, ignore_errors=True)
    if feedback.isCanceled():
        raise InstallationError(tr("Cancelled; nothing was changed."))
    normal = started and process.exitStatus() == QProcess.ExitStatus.NormalExit
    output, errors = (bytes(read()) for read in (process.readAllStandardOutput, process.readAllStandardError))
    return ProcessResult(
        process.exitCode() if normal else -1,
        output.decode("utf-8", errors="replace"),
        errors.decode("utf-8", errors="replace"),
    )


def _has_written(process: QProcess) -> int:
    channels = (QProcess.ProcessChannel.StandardOutput, QProcess.ProcessChannel.StandardError)
    count = 0
    for channel in channels:
        process.setReadChannel(channel)
        count += process.bytesAvailable()
    return count


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
        if path.is_absolute() and path.name.lower().startswith("python") and path.is_file():
            yield str(path)
