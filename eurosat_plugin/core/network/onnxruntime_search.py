# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the classifier looks for onnxruntime. Without numpy, so that it costs nothing when QGIS starts."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

FindFolder = Callable[[], "Path | None"]

_find_folder: FindFolder | None = None
_problem = ""


def look_for_onnxruntime(find_folder: FindFolder | None) -> None:
    """Let the classifier import onnxruntime from the folder that `find_folder` returns, before Python's own places.

    It is asked each time that a classifier needs onnxruntime and none is loaded yet, so one that was installed a
    minute ago is found. None, for the function or the folder, leaves Python's own search alone.
    """
    global _find_folder
    _find_folder = find_folder


def onnxruntime_folder() -> Path | None:
    """Return the folder to import from, None for wherever Python looks."""
    return _find_folder() if _find_folder is not None else None


def note_import(problem: str) -> None:
    """Remember why the last import failed, empty when it did not: with the backend ``auto`` nobody is told."""
    global _problem
    _problem = problem


def import_problem() -> str:
    """Return why the last import of onnxruntime failed; empty when it did not, or there was none."""
    return _problem


def loaded_onnxruntime() -> tuple[str, Path] | None:
    """Return version and package folder of the onnxruntime that this process has imported, None when it has none."""
    module = sys.modules.get("onnxruntime")
    file = getattr(module, "__file__", None)
    return (str(getattr(module, "__version__", "?")), Path(file).parent) if file else None
