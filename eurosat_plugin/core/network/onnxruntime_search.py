# SPDX-License-Identifier: GPL-2.0-or-later
"""Where the classifier looks for onnxruntime. Without numpy, so that it costs nothing when QGIS starts."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from importlib.machinery import PathFinder
from pathlib import Path

from eurosat_plugin.core.translation import tr

FindFolder = Callable[[], "Path | None"]
RefusalOf = Callable[[Path], str]

_find_folder: FindFolder | None = None
_refusal_of: RefusalOf | None = None
_problem = ""
_refused = ""


def look_for_onnxruntime(find_folder: FindFolder | None, refusal_of: RefusalOf | None = None) -> None:
    """Let the classifier import onnxruntime from the folder that `find_folder` returns, before Python's own places.

    It is asked each time that a classifier needs onnxruntime and none is loaded yet, so one that was installed a
    minute ago is found. None, for the function or the folder, leaves Python's own search alone.

    `refusal_of` is asked before one that Python itself finds is imported, with the folder of the package: why it must
    not be, empty when it may.
    """
    global _find_folder, _refusal_of, _refused
    _find_folder, _refusal_of, _refused = find_folder, refusal_of, ""


def onnxruntime_folder() -> Path | None:
    """Return the folder to import from, None for wherever Python looks."""
    return _find_folder() if _find_folder is not None else None


def found_folder() -> Path | None:
    """Return the folder to import what Python itself finds from, None for wherever it looks.

    :raises ImportError: when there is none, or it was refused.
    """
    global _refused
    _refused = ""
    if _refusal_of is None or "onnxruntime" in sys.modules:
        return None
    # Whatever lies in the folder that happens to be the current one is not meant.
    spec = PathFinder.find_spec("onnxruntime", [place for place in sys.path if os.path.isabs(place)])
    if spec is None or spec.origin is None:
        raise ImportError(tr("it is not installed"))
    package = Path(spec.origin).parent
    _refused = _refusal_of(package)
    if _refused:
        raise ImportError(_refused)
    return package.parent


def found_refusal() -> str:
    """Return why the onnxruntime that Python finds was not imported at the last attempt; empty when it was not found.

    An onnxruntime that is absent is no refusal.
    """
    return _refused


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
