# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import Qgis, QgsApplication

from eurosat_plugin.gui.runs.logged_feedback import LoggedFeedback

Heard = list[tuple[str, str, Qgis.MessageLevel]]


@pytest.fixture
def heard(qgis_app: object) -> Iterator[Heard]:
    """Return what the log panel has been told."""
    told: Heard = []
    log = QgsApplication.messageLog()

    def hear(message: str, tag: str, level: Qgis.MessageLevel) -> None:
        told.append((message, tag, level))

    log.messageReceived.connect(hear)
    yield told
    log.messageReceived.disconnect(hear)


def test_a_run_that_was_cancelled_is_no_error(heard: Heard) -> None:
    feedback = LoggedFeedback()
    feedback.cancel()

    feedback.reportError("Cancelled; nothing was written.")

    assert heard == [("Cancelled; nothing was written.", "EuroSAT Land Cover", Qgis.MessageLevel.Info)]


def test_all_that_a_run_says_is_in_the_log_panel(heard: Heard) -> None:
    feedback = LoggedFeedback()

    feedback.pushInfo("Bands 1, 2, 3 as set.")
    feedback.pushWarning("Look twice.")
    feedback.reportError("No bands.")

    assert heard == [
        ("Bands 1, 2, 3 as set.", "EuroSAT Land Cover", Qgis.MessageLevel.Info),
        ("Look twice.", "EuroSAT Land Cover", Qgis.MessageLevel.Warning),
        ("No bands.", "EuroSAT Land Cover", Qgis.MessageLevel.Critical),
    ]
    assert feedback.errors == ["No bands."]
