# SPDX-License-Identifier: GPL-2.0-or-later
"""What a bug report needs to know of this QGIS, this computer and the last run, as Markdown without personal paths."""

from __future__ import annotations

import hashlib
import os
import platform
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from osgeo import gdal
from qgis.core import Qgis, QgsApplication
from qgis.PyQt.QtCore import PYQT_VERSION_STR, QT_VERSION_STR, QLocale, QUrl, qVersion
from qgis.PyQt.QtGui import QGuiApplication

from eurosat_plugin.adapters.runtime.runtime_folder import RuntimeFolder
from eurosat_plugin.core.choices import BUNDLED
from eurosat_plugin.core.errors import EuroSatError
from eurosat_plugin.core.network.onnxruntime_search import import_problem, loaded_onnxruntime
from eurosat_plugin.gui.runs.last_run import LastRun
from eurosat_plugin.gui.settings.preferences import load_preferences
from eurosat_plugin.paths import model_path, plugin_version

LOG_LINES = 200
_SECRET = re.compile(
    r"((?:password|passwd|pwd|authcfg|api_?key|access_?key|token|secret)\s*[=:]\s*)('[^']*'|[^\s&,;']+)", re.I
)
_LOGIN = re.compile(r"(\w{1,20}://)[^/\s@]+@")


def bug_report(last_run: LastRun | None) -> str:
    """Return the report. It is for people who maintain the plugin, so it is not translated."""
    parts = [
        _list("Versions", _versions()),
        _list("Inference", _inference()),
        _list("Computer", _computer()),
        _list("Settings", {name: str(value) for name, value in vars(load_preferences()).items()}),
        _run(last_run),
    ]
    return without_personal("\n\n".join(parts)) + "\n"


def without_personal(text: str) -> str:
    """Return `text` with the home folder as ``~`` and without user name, passwords and other secrets."""
    for home in sorted(_homes(), key=len, reverse=True):
        text = re.sub(re.escape(home) + r"(?![\w.-])", "~", text, flags=re.IGNORECASE if os.name == "nt" else 0)
    return _LOGIN.sub(r"\1", _SECRET.sub(r"\1…", text))


def _homes() -> set[str]:
    """Return the home folder as QGIS, Python and addresses of files write it."""
    homes = {Path.home(), Path.home().resolve()}
    written = {form for home in homes for form in (str(home), home.as_posix(), QUrl.fromLocalFile(str(home)).path())}
    # As in a string inside a list, where the backslashes of Windows are doubled.
    written |= {form.replace("\\", "\\\\") for form in written}
    return {form for form in written if len(form) > 1}


def _versions() -> dict[str, str]:
    import numpy as np

    return {
        "EuroSAT Land Cover": plugin_version(),
        "QGIS": f"{Qgis.version()} ({Qgis.devVersion()})",
        "Qt": f"{qVersion()} (PyQt {PYQT_VERSION_STR}, built with {QT_VERSION_STR})",
        "Python": f"{platform.python_version()} ({sys.executable})",
        "numpy": f"{np.__version__} ({Path(np.__file__).parent})",
        "GDAL": gdal.VersionInfo("RELEASE_NAME"),
    }


def _inference() -> dict[str, str]:
    facts = {}
    loaded, receipt = loaded_onnxruntime(), RuntimeFolder.of_profile().receipt()
    facts["onnxruntime loaded"] = f"{loaded[0]} ({loaded[1]})" if loaded else f"no ({import_problem() or 'not tried'})"
    facts["onnxruntime in the profile"] = "no"
    if receipt is not None:
        facts["onnxruntime in the profile"] = (
            f"{receipt.version} ({receipt.wheel} from {receipt.source}, tried in: {receipt.proof}, "
            f"{receipt.speed:.2f} × numpy)"
        )
    for name in BUNDLED:
        facts[f"model {name}"] = _model(model_path(name))
    return facts


def _model(path: Path) -> str:
    from eurosat_plugin.core.network.onnx_card import card_of
    from eurosat_plugin.core.network.onnx_file import read_model

    try:
        model = read_model(path)
        return f"{card_of(model).version}, sha256 {model.sha256}"
    except EuroSatError as error:
        digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "none"
        return f"{error} (sha256 {digest})"


def _computer() -> dict[str, str]:
    screens = [
        f"{screen.size().width()} × {screen.size().height()} at {screen.devicePixelRatio():g} "
        f"({screen.logicalDotsPerInch():.0f} dpi)"
        for screen in QGuiApplication.screens()
    ]
    return {
        "System": f"{QgsApplication.osName()}, {platform.platform()}",
        "Processor": f"{platform.machine()}, {os.cpu_count()} threads",
        "Screens": "; ".join(screens),
        "Language": f"{QgsApplication.locale()} (numbers {QLocale().name()})",
        "Qt platform": QGuiApplication.platformName(),
    }


def _run(last_run: LastRun | None) -> str:
    if last_run is None:
        return "### Last run\n\nNone since the plugin was loaded."
    log = last_run.log.strip().splitlines()
    left_out = [f"({len(log) - LOG_LINES} lines left out)"] if len(log) > LOG_LINES else []
    return "\n\n".join(
        [
            f"### Last run\n\nEnded: {last_run.ended}",
            _list("Parameters", last_run.parameters, 4),
            _list("Outputs", last_run.outputs, 4),
            "#### Log\n\n" + "\n".join(["```text", *left_out, *log[-LOG_LINES:], "```"]),
        ]
    )


def _list(title: str, facts: Mapping[str, object], level: int = 3) -> str:
    return "\n".join([f"{'#' * level} {title}", "", *(f"- {name}: {_line(value)}" for name, value in facts.items())])


def _line(value: object) -> str:
    return " ".join(str(value).split())
