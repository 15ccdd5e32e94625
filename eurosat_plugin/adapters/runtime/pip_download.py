# SPDX-License-Identifier: GPL-2.0-or-later
"""The fallback: let pip fetch the wheel, which may know a mirror or a proxy that QGIS does not."""

from __future__ import annotations

from pathlib import Path

from qgis.core import QgsFeedback

from eurosat_plugin.adapters.runtime.package_index import DEFAULT_INDEX
from eurosat_plugin.adapters.runtime.python_process import find_interpreter, run_python

_ARGUMENTS = ("-m", "pip", "download", "--disable-pip-version-check", "--no-input", "--retries", "0", "--timeout", "15")
_ONE_WHEEL = ("--no-deps", "--only-binary", ":all:")


def download_with_pip(project: str, index_url: str, folder: Path, feedback: QgsFeedback) -> Path | None:
    """Fetch the wheel of `project` alone into `folder`; None when there is no pip or it fails as well.

    pip is told of `index_url` only when it is not the default, so that its own configuration counts.

    :raises InstallationError: when `feedback` is cancelled.
    """
    interpreter = find_interpreter(feedback)
    if not interpreter:
        return None
    index = () if index_url == DEFAULT_INDEX else ("--index-url", index_url)
    ended = run_python(interpreter, [*_ARGUMENTS, *_ONE_WHEEL, *index, "--dest", str(folder), project], feedback)
    wheels = sorted(folder.glob(f"{project}-*.whl"))
    return wheels[0] if ended.status == 0 and wheels else None
