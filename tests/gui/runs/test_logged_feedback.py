# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from qgis.core import Qgis, QgsApplication

from eurosat_plugin.gui.runs.logged_feedback import LoggedFeedback


def test_all_that_a_run_says_is_in_the_log_panel(qgis_app: object) -> None:
    heard: list[tuple[str, str, Qgis.MessageLevel]] = []
    log = QgsApplication.messageLog()

    def hear(message: str, tag: str, level: Qgis.MessageLevel) -> None:
        heard.append((message, tag, level))

    log.messageReceived.connect(hear)
    feedback = LoggedFeedback()
    feedback.pushInfo("Bands 1, 2, 3 as set.")
    feedback.pushWarning("Look twice.")
    feedback.reportError("No bands.")
    log.messageReceived.disconnect(hear)

    assert heard == [
        ("Bands 1, 2, 3 as set.", "EuroSAT Land Cover", Qgis.MessageLevel.Info),
        ("Look twice.", "EuroSAT Land Cover", Qgis.MessageLevel.Warning),
        ("No bands.", "EuroSAT Land Cover", Qgis.MessageLevel.Critical),
    ]
    assert feedback.errors == ["No bands."]
