# SPDX-License-Identifier: GPL-2.0-or-later
"""Try an installed onnxruntime before it is used: it must load and give what numpy gives."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from qgis.core import QgsFeedback

from eurosat_plugin.adapters.runtime.python_process import find_interpreter, run_python
from eurosat_plugin.adapters.runtime.runtime_lookup import look_in_profile
from eurosat_plugin.core.errors import EuroSatError, InstallationError
from eurosat_plugin.core.network.backend_comparison import FAILURES, compare_backends
from eurosat_plugin.core.network.onnxruntime_search import loaded_onnxruntime, look_for_onnxruntime
from eurosat_plugin.core.translation import tr, translate
from eurosat_plugin.paths import package_folder

_CODE = """
import json, sys
request = json.loads(sys.argv[1])
sys.path[:] = request["path"]
from pathlib import Path
from eurosat_plugin.adapters.runtime.runtime_lookup import look_in_profile
from eurosat_plugin.core.network.backend_comparison import compare_backends
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.translation import Language, set_language
set_language(Language(translate=lambda text: request["words"].get(text, text)))
try:
    sys.stdout.write(json.dumps({"speed": compare_backends(Path(request["model"])).speed}))
except EuroSatError as error:
    sys.stdout.write(json.dumps({"problem": str(error)}))
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
    request = {
        "path": [str(folder), *sys.path, str(package_folder().parent)],
        "model": str(model),
        "words": {text: translate(text) for text in FAILURES},
    }
    ended = run_python(interpreter, ["-c", _CODE, json.dumps(request)], feedback)
    try:
        answer = json.loads(ended.output)
    except ValueError:
        lines = ended.errors.strip().splitlines()
        answer = {
            "problem": lines[-1] if lines else tr("the process ended with status {status}").format(status=ended.status)
        }
    if "problem" in answer:
        raise _refusal(answer["problem"])
    return float(answer["speed"])


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


def _refusal(problem: str) -> InstallationError:
    return InstallationError(
        tr(
            "onnxruntime was downloaded but does not work here, so it was removed again ({problem}). "
            "Classification goes on with numpy."
        ).format(problem=problem.rstrip("."))
    )
