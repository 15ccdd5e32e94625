# SPDX-License-Identifier: GPL-2.0-or-later
"""Try an installed onnxruntime before it is used: it must load and give what numpy gives."""

from __future__ import annotations

import json
import os
import sys
from math import isfinite, nan
from pathlib import Path

from qgis.core import QgsFeedback

from eurosat_plugin.adapters.runtime.python_process import ProcessResult, find_interpreter, run_python
from eurosat_plugin.adapters.runtime.runtime_lookup import look_in_profile
from eurosat_plugin.core.errors import EuroSatError, InstallationError
from eurosat_plugin.core.network.backend_comparison import FAILURES, compare_backends
from eurosat_plugin.core.network.onnxruntime_search import loaded_onnxruntime, look_for_onnxruntime
from eurosat_plugin.core.translation import tr, translate
from eurosat_plugin.paths import package_folder

LOADING_S = 60
"""An onnxruntime that has not loaded by then would hold QGIS up each time."""
_TOLD = 300
"""Characters that are repeated of what a process has written."""

_CODE = """
import json, sys
request = json.loads(sys.argv[1])
sys.path[:] = request["path"]
from pathlib import Path
from eurosat_plugin.core.network.backend_comparison import compare_backends
from eurosat_plugin.core.network.classifier import OnnxTileClassifier
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.translation import Language, set_language
set_language(Language(translate=lambda text: request["words"].get(text, text)))
model = Path(request["model"])
try:
    if request["compare"]:
        answer = {"speed": compare_backends(model).speed}
    else:
        OnnxTileClassifier(model)
        answer = {"speed": 0.0}
except EuroSatError as error:
    answer = {"problem": str(error)}
sys.stdout.write("\\n" + json.dumps(answer))
"""
"""Nothing but the folder on trial comes before the modules that QGIS uses, numpy among them. Qt is not loaded: what may
have to be said comes along."""


def try_in_process(folder: Path, model: Path, feedback: QgsFeedback) -> float | None:
    """Run onnxruntime from `folder` on `model` in a process of its own; return how much faster than numpy it was.

    Return None, having tried nothing, when there is no interpreter to do it with.

    :raises InstallationError: when it does not work, or `feedback` was cancelled.
    """
    interpreter = find_interpreter(feedback)
    if not interpreter:
        return None
    speed, problem = _read(run_python(interpreter, _arguments(_search_path(folder), model, compare=True), feedback))
    if problem:
        raise _refusal(problem)
    return speed


def try_to_load(package: Path, model: Path, interpreter: str) -> str:
    """Load the onnxruntime in the folder `package` and run it on `model`, in a process of its own.

    Return why it does not work, empty when it does.
    """
    arguments = _arguments(_search_path(package.parent), model, compare=False)
    return _read(run_python(interpreter, arguments, QgsFeedback(), LOADING_S))[1]


def try_in_session(folder: Path, model: Path) -> float:
    """Do the same inside QGIS, for which this is the riskier place: what crashes takes QGIS with it.

    :raises InstallationError: when it does not work, or another onnxruntime is what was loaded.
    """
    look_for_onnxruntime(lambda: folder)
    try:
        speed = compare_backends(model).speed
    except EuroSatError as error:
        raise _refusal(str(error)) from None
    finally:
        look_in_profile()
    loaded = loaded_onnxruntime()
    if loaded is None or loaded[1].parent != folder:
        raise _refusal(tr("QGIS has loaded another one"))
    return speed


def _arguments(path: list[str], model: Path, *, compare: bool) -> list[str]:
    words = {text: translate(text) for text in FAILURES}
    return ["-c", _CODE, json.dumps({"path": path, "model": str(model), "words": words, "compare": compare})]


def _search_path(*first: Path) -> list[str]:
    """Return where QGIS looks for modules, without what depends on the folder that happens to be the current one."""
    return [*map(str, first), *filter(os.path.isabs, sys.path), str(package_folder().parent)]


def _read(ended: ProcessResult) -> tuple[float, str]:
    """Return the speed that a process has told, and what is wrong: anything but an answer is."""
    try:
        answer = json.loads(ended.output.rpartition("\n")[2])
        problem = str(answer.get("problem", ""))
        speed = 0.0 if problem else float(answer["speed"])
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        speed, problem = nan, ""
    if problem or (isfinite(speed) and ended.status == 0):
        return speed, problem[:_TOLD]
    lines = ended.errors.strip().splitlines()
    crash = tr("it crashed, or came to no end")
    ended_so = crash if ended.status < 0 else tr("the process ended with status {status}").format(status=ended.status)
    told = lines[-1] if lines else ended_so
    return 0.0, told[:_TOLD]


def _refusal(problem: str) -> InstallationError:
    return InstallationError(
        tr(
            "onnxruntime was downloaded but does not work here, so it was removed again ({problem}). "
            "Classification goes on with numpy."
        ).format(problem=problem.rstrip("."))
    )
