# SPDX-License-Identifier: GPL-2.0-or-later
"""What the checker of types is told about QGIS beyond its stubs."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mypy", reason="the checker of types is not installed")

CODE = """\
from qgis.core import NULL, Qgis, QgsProcessingException, QgsProject, QgsRasterLayer
from qgis.PyQt.QtWidgets import QLabel

class Label(QLabel):
    pass

def bands(layer: QgsRasterLayer) -> int:
    return layer.dataProvider().bandCount()

def name(project: QgsProject) -> str:
    return project.mapLayer("id").name()

def text(label: Label) -> int:
    return label.text()
"""
"""A provider is always there, a layer of that id may not be; and the text of a label is no number."""


def test_none_is_asked_for_only_where_it_may_be_and_qt_has_its_types(project_folder: Path, tmp_path: Path) -> None:
    (tmp_path / "code.py").write_text(CODE)

    command = [sys.executable, "-m", "mypy", "--no-error-summary", str(tmp_path / "code.py")]
    told = subprocess.run(command, cwd=project_folder, capture_output=True, text=True, check=False).stdout

    wrong = {line.split(":")[1]: line.rpartition("[")[2].rstrip("]") for line in told.splitlines()}
    assert wrong == {"11": "union-attr", "14": "return-value"}, told
