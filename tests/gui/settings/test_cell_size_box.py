# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox, QWidget

from eurosat_plugin.core.choices import BUNDLED, SEEN_AT_ONCE, choice_text
from eurosat_plugin.core.network.onnx_card import read_card
from eurosat_plugin.gui.settings.options_form import OptionsForm
from eurosat_plugin.gui.settings.preferences import Preferences
from eurosat_plugin.gui.settings.settings_dialog import SettingsDialog
from eurosat_plugin.paths import model_path

AT_ONCE = [
    "640 m (64 pixels)",
    "320 m (32 pixels), takes about 1.4 times as long",
    "160 m (16 pixels), takes about 1.8 times as long",
    "80 m (8 pixels), takes about 3.5 times as long",
]
EACH = [
    "640 m (64 pixels)",
    "320 m (32 pixels), takes about 4 times as long",
    "160 m (16 pixels), takes about 16 times as long",
    "80 m (8 pixels), takes about 64 times as long",
]


def texts(form: QWidget) -> list[str]:
    box = form.findChild(QComboBox, "EuroSatStride")
    return [box.itemText(index) for index in range(box.count())]


@pytest.fixture(params=["dialog", "page"])
def form(request, qgis_app, qtbot):
    made = SettingsDialog(Preferences()) if request.param == "dialog" else OptionsForm()
    qtbot.addWidget(made)
    return made


def test_what_small_cells_cost_is_told_of_the_chosen_model(form):
    model = form.findChild(QComboBox, "EuroSatModel")
    assert texts(form) == AT_ONCE

    model.setCurrentIndex(model.findData("accurate"))
    assert texts(form) == EACH

    model.setCurrentIndex(model.findData("fast-int8"))
    assert texts(form) == AT_ONCE

    form.findChild(QCheckBox, "EuroSatTta").setChecked(True)
    assert texts(form) == EACH


def test_a_dialog_that_does_not_know_the_model_tells_of_all():
    assert choice_text("STRIDE", "64") == "640 m (64 pixels)"
    assert choice_text("STRIDE", "8") == "80 m (8 pixels), takes 3.5 to 64 times as long, by model"


@pytest.mark.parametrize("model", BUNDLED)
def test_the_cards_tell_the_same_of_the_models(model: str):
    assert (read_card(model_path(model)).dense is not None) == (model in SEEN_AT_ONCE)
