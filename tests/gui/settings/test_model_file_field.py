# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import os
from pathlib import Path

import pytest
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtWidgets import QLabel

from eurosat_plugin.core.class_scheme import EUROSAT
from eurosat_plugin.core.errors import ModelError
from eurosat_plugin.gui.settings import model_file
from eurosat_plugin.gui.settings.model_file import scheme_in, tile_size
from eurosat_plugin.gui.settings.model_file_field import ModelFileField
from tests.core.network.foreign_networks import DEEPNESS, THREE
from tests.core.network.onnx_writer import scene_classifier


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """Write a network of three classes in tiles of 32 pixels."""
    path = tmp_path / "three.onnx"
    path.write_bytes(scene_classifier(THREE, "NHWC", 32, DEEPNESS))
    return path


def told(field: ModelFileField) -> str:
    label = field.findChild(QLabel, "EuroSatModelFileTold")
    return str(label.text()) if label.isVisibleTo(field) else ""


def test_without_a_file_the_bundled_networks_count():
    assert (tile_size(""), scheme_in("")) == (64, EUROSAT)


def test_a_file_tells_its_tiles_and_its_classes(three):
    assert tile_size(str(three)) == 32
    assert [c.name for c in scheme_in(str(three)).classes] == ["reddish", "greenish", "bluish"]


def test_a_file_is_read_once_until_it_changes(three, monkeypatch):
    read: list[Path] = []
    original = Path.read_bytes
    monkeypatch.setattr(Path, "read_bytes", lambda path: read.append(path) or original(path))
    monkeypatch.setattr(model_file, "_read", {})

    for _ in range(3):
        tile_size(str(three))
    once = len(read)
    three.write_bytes(scene_classifier(THREE, "NHWC", 64, {**DEEPNESS, "tile_size": "64"}))
    os.utime(three, ns=(1, 1))

    assert once == 1
    assert tile_size(str(three)) == 64


def test_a_file_that_is_gone_is_a_sentence(tmp_path):
    with pytest.raises(ModelError, match="does not exist"):
        tile_size(str(tmp_path / "none.onnx"))


def test_the_field_tells_the_classes(qtbot, three):
    field = ModelFileField(str(three))
    qtbot.addWidget(field)

    assert (field.path, field.is_valid) == (str(three), True)
    assert told(field) == "3 classes in tiles of 32 × 32 pixels: reddish, greenish, bluish"


def test_the_field_tells_why_a_file_cannot_be_used(qtbot, tmp_path):
    text = tmp_path / "text.onnx"
    text.write_text("no network")
    field = ModelFileField("")
    qtbot.addWidget(field)
    before = told(field)

    with qtbot.waitSignal(field.changed):
        field.findChild(QgsFileWidget).setFilePath(str(text))

    assert before == ""
    assert not field.is_valid
    assert "text.onnx" in told(field)
