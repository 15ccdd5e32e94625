# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from eurosat_plugin.gui.runs.run_effort import effort_of
from eurosat_plugin.gui.runs.run_speed import Effort
from eurosat_plugin.gui.settings.preferences import Preferences
from eurosat_plugin.paths import model_path


@pytest.mark.parametrize(
    ("preferences", "effort"),
    [
        (Preferences(), Effort(at_once=True)),
        (Preferences(stride=16), Effort(stride=16, at_once=True)),
        (Preferences(stride=16, tta=True), Effort()),
        (Preferences(model="accurate", stride=16), Effort("accurate")),
        (
            Preferences(model="accurate", model_file=str(model_path("fast")), stride=8),
            Effort(str(model_path("fast")), 8, at_once=True),
        ),
        (Preferences(model_file="gone.onnx", stride=8), Effort("gone.onnx")),
    ],
)
def test_the_settings_tell_whether_an_image_is_seen_at_once(preferences: Preferences, effort: Effort) -> None:
    assert effort_of(preferences) == effort
