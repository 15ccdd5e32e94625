# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from qgis.core import QgsSettings

from eurosat_plugin.gui.settings.preferences import PREFIX, Preferences, load_preferences, save_preferences

OTHERS = Preferences(
    backend="numpy",
    stride=32,
    model_file="/models/cover.onnx",
    tta=True,
    palette="colourblind",
    min_confidence=0.6,
    index_url="https://mirror.example.org/simple/",
)


def test_without_settings_all_is_at_its_default():
    assert load_preferences() == Preferences()


def test_no_run_of_the_tests_shares_its_settings_with_another_one(project_folder):
    path = Path(QgsSettings().fileName()).resolve()

    assert project_folder not in path.parents


def test_what_is_saved_is_loaded_again():
    save_preferences(OTHERS)

    assert load_preferences() == OTHERS


def test_going_back_to_the_defaults_leaves_no_setting_behind():
    save_preferences(OTHERS)

    save_preferences(Preferences())

    settings = QgsSettings()
    assert [key for key in settings.allKeys() if key.startswith(PREFIX)] == []


@pytest.mark.parametrize(
    ("key", "stored"),
    [
        ("backend", "torch"),
        ("model", "gone"),
        ("stride", "48"),
        ("stride", "wide"),
        ("palette", "grey"),
        ("min_confidence", "much"),
        ("min_confidence", "7"),
        ("index_url", "  "),
    ],
)
def test_a_setting_that_means_nothing_is_the_default(key, stored):
    QgsSettings().setValue(PREFIX + key, stored)

    assert load_preferences() == Preferences()


@pytest.mark.parametrize("stored", ["0.25", 0.25])
def test_a_confidence_is_read_from_text_and_from_numbers(stored):
    QgsSettings().setValue(PREFIX + "min_confidence", stored)

    assert load_preferences().min_confidence == 0.25


def test_a_confidence_of_nought_is_not_the_models_own():
    save_preferences(Preferences(min_confidence=0.0))

    assert load_preferences().min_confidence == 0.0


def test_the_settings_cost_no_numpy_when_qgis_starts(project_folder):
    code = (
        "import sys, qgis.gui; known = set(sys.modules); "  # QGIS itself loads numpy since 3.40
        "from eurosat_plugin.gui.settings import onnxruntime_offer, options_page, preferences; "
        "sys.exit('numpy' in set(sys.modules) - known)"
    )

    assert subprocess.run([sys.executable, "-c", code], cwd=project_folder, check=False).returncode == 0
