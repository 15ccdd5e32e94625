# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs inside QGIS (``qgis --code``) and answers, by the functions of `inside`, what the host asks through files.

The folder of the files is named by ``EUROSAT_DESKTOP_POST``: ``question.json`` names a function and its arguments,
``answer.json`` is what it returns. ``EUROSAT_DESKTOP_CODE`` is where this code lies.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QFileSystemWatcher
from qgis.PyQt.QtGui import QGuiApplication

sys.path.append(os.environ["EUROSAT_DESKTOP_CODE"])
from inside import pages, plugin, project, widgets

POST = Path(os.environ["EUROSAT_DESKTOP_POST"])


def answer(_: str) -> None:
    """Answer the question that lies there, if any: what is answered changes the folder as well."""
    paper = POST / "question.json"
    if not paper.exists():
        return
    asked = json.loads(paper.read_text(encoding="utf-8"))
    paper.unlink()
    try:
        told = {"answer": find(asked["question"])(**asked["arguments"])}
    except Exception:
        told = {"failure": traceback.format_exc()}
    draft = POST / "answer.draft"
    draft.write_text(json.dumps(told), encoding="utf-8")
    draft.rename(POST / "answer.json")


def find(question: str) -> Callable[..., Any]:
    """Return the function of that name."""
    for module in (pages, plugin, project, widgets):
        if hasattr(module, question):
            found: Callable[..., Any] = getattr(module, question)
            return found
    raise LookupError(question)


plugin.listen()
# A child of the application: these names are QGIS's own, and nothing else would keep the watcher.
watcher = QFileSystemWatcher([str(POST)], QGuiApplication.instance())
watcher.directoryChanged.connect(answer)
(POST / "ready").touch()
