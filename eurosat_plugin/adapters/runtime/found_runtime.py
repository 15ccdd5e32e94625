# SPDX-License-Identifier: GPL-2.0-or-later
"""An onnxruntime that QGIS's Python has of its own: tried once in another process, before QGIS loads it.

What crashes while it is imported would take QGIS with it, at each run. What was found out is remembered in the profile.
"""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from importlib import import_module
from pathlib import Path

import numpy as np
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.runtime.profile_record import keep_record, read_record
from eurosat_plugin.adapters.runtime.python_process import find_interpreter
from eurosat_plugin.adapters.runtime.runtime_trial import try_to_load
from eurosat_plugin.core.choices import MODELS
from eurosat_plugin.core.translation import tr
from eurosat_plugin.paths import model_path

RECORD = "onnxruntime_tried.json"

_VERSION = re.compile(r"^__version__ = [\"']([^\"'\n]{1,40})", re.MULTILINE)
_BEGINNING = 100_000
"""Bytes of a module in which its version stands."""


def refusal_of_found(package: Path) -> str:
    """Return why the onnxruntime in the folder `package` must not be imported; empty when it may be."""
    mark, known = _mark(package), read_record(RECORD)
    told = known.get(str(package))
    if isinstance(told, dict) and told.get("mark") == mark:
        return str(told.get("problem", ""))
    interpreter = find_interpreter(QgsFeedback())
    if interpreter:
        problem = try_to_load(package, model_path(MODELS[0]), interpreter)
    else:
        # Should QGIS crash now, this tells not to try again.
        _keep(known, package, mark, tr("QGIS closed while it was loaded"))
        problem = _load_here(package)
    _keep(known, package, mark, problem)
    return problem


def _load_here(package: Path) -> str:
    sys.path.insert(0, str(package.parent))
    try:
        import_module(package.name)
    except Exception as error:  # a broken installation fails with more than ImportError
        return (str(error).strip() or type(error).__name__).splitlines()[0]
    finally:
        sys.path.remove(str(package.parent))
    return ""


def _mark(package: Path) -> str:
    """Return what tells this installation, and what it leans on, from any other at the same place."""
    version, times = "", []
    with suppress(OSError):
        with (package / "__init__.py").open(encoding="utf-8", errors="replace") as file:
            match = _VERSION.search(file.read(_BEGINNING))
        version = match[1] if match else ""
    for folder in (package, package / "capi"):
        with suppress(OSError), os.scandir(folder) as entries:
            times += [entry.stat().st_mtime_ns for entry in entries if entry.is_file()]
    return f"{version} {max(times, default=0)} Python {sys.version_info[:2]} numpy {np.__version__}"


def _keep(known: dict[str, object], package: Path, mark: str, problem: str) -> None:
    keep_record(RECORD, {**known, str(package): {"mark": mark, "problem": problem}})
