# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QDialogButtonBox, QDoubleSpinBox, QLabel

from eurosat_plugin.gui.settings.model_file_field import ModelFileField
from eurosat_plugin.gui.settings.preferences import Preferences
from eurosat_plugin.gui.settings.settings_dialog import SettingsDialog
from tests.core.network.foreign_networks import DEEPNESS, THREE
from tests.core.network.onnx_writer import scene_classifier


@pytest.mark.parametrize(
    "preferences",
    [Preferences(), Preferences(stride=16, tta=True, min_confidence=0.65), Preferences(min_confidence=0.0)],
)
def test_what_is_not_touched_stays_as_it_was(qtbot, preferences):
    dialog = SettingsDialog(preferences)
    qtbot.addWidget(dialog)

    assert dialog.preferences == preferences


def test_what_is_chosen_is_given_back(qtbot):
    dialog = SettingsDialog(Preferences(backend="numpy"))
    qtbot.addWidget(dialog)

    dialog.findChild(QComboBox, "EuroSatStride").setCurrentIndex(1)
    dialog.findChild(QCheckBox, "EuroSatTta").setChecked(True)
    dialog.findChild(QDoubleSpinBox, "EuroSatMinConfidence").setValue(80)

    assert dialog.preferences == Preferences(backend="numpy", stride=32, tta=True, min_confidence=0.8)


def test_a_file_of_ones_own_stands_for_the_model(qtbot, tmp_path):
    model = tmp_path / "three.onnx"
    model.write_bytes(scene_classifier(THREE, "NHWC", 32, DEEPNESS))
    dialog = SettingsDialog(Preferences())
    qtbot.addWidget(dialog)

    dialog.findChild(ModelFileField).findChild(QgsFileWidget).setFilePath(str(model))

    assert not dialog.findChild(QComboBox, "EuroSatModel").isEnabled()
    assert dialog.preferences == Preferences(model_file=str(model))
    assert dialog.preferences.parameters()["MODEL_FILE"] == str(model)


def test_with_a_file_that_is_no_model_the_dialog_cannot_be_accepted(qtbot, tmp_path):
    dialog = SettingsDialog(Preferences())
    qtbot.addWidget(dialog)
    ok = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    field = dialog.findChild(ModelFileField).findChild(QgsFileWidget)

    field.setFilePath(str(tmp_path / "none.onnx"))
    refused = ok.isEnabled()
    field.setFilePath("")

    assert (refused, ok.isEnabled()) == (False, True)


def test_what_is_told_of_a_file_has_room(qtbot, tmp_path):
    dialog = SettingsDialog(Preferences())
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    file = tmp_path / "bad.onnx"
    file.write_bytes(b"\x0e" * 100)

    dialog.findChild(ModelFileField).findChild(QgsFileWidget).setFilePath(str(file))
    qtbot.wait(50)

    told = dialog.findChild(QLabel, "EuroSatModelFileTold")
    assert told.isVisible()
    assert told.height() >= told.heightForWidth(told.width())


def test_below_nought_the_model_decides(qtbot):
    dialog = SettingsDialog(Preferences(min_confidence=0.5))
    qtbot.addWidget(dialog)
    confidence = dialog.findChild(QDoubleSpinBox, "EuroSatMinConfidence")

    confidence.setValue(confidence.minimum())

    assert dialog.preferences.min_confidence is None
    assert confidence.text() == "the model's own"


def test_the_help_button_opens_the_guide_and_not_the_dialog(qtbot, monkeypatch):
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    dialog = SettingsDialog(Preferences())
    qtbot.addWidget(dialog)
    dialog.show()

    dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Help).click()

    assert [url.rpartition("/")[2] for url in opened] == ["guide.md#settings"]
    assert dialog.isVisible()
