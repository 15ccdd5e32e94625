# SPDX-License-Identifier: GPL-2.0-or-later
"""What is said of a classification, and that it is said last."""

from __future__ import annotations

from typing import Any

import pytest
from qgis.core import Qgis, QgsApplication
from qgis.gui import QgsMessageBar

from eurosat_plugin.gui.runs.message_line import MessageLine
from eurosat_plugin.gui.runs.result_sentence import is_doubtful, success_sentence


def outputs(uncertain: int) -> dict[str, Any]:
    """Of 42 classified tiles and three without data."""
    counts = {"TILE_COUNT": 45, "SKIPPED_COUNT": 3, "UNCERTAIN_COUNT": uncertain}
    return {**counts, "DOMINANT_CLASS": "Highway", "DOMINANT_SHARE": 1.0}


@pytest.mark.parametrize(
    ("uncertain", "doubtful", "sentence"),
    [
        (0, False, "Classified 42 tiles of photo; the largest class is highway (100.0\u00a0%)."),
        (21, False, "Classified 42 tiles of photo; the largest class is highway (100.0\u00a0%)."),
        (22, True, "Classified 42 tiles of photo, 22 uncertain; the largest class is highway (100.0\u00a0%)."),
        (
            42,
            True,
            "Classified 42 tiles of photo, none of them for certain; the largest class is highway (100.0\u00a0%).",
        ),
    ],
)
def test_a_result_of_which_most_is_uncertain_says_so(uncertain: int, doubtful: bool, sentence: str) -> None:
    assert success_sentence(outputs(uncertain), "photo") == sentence
    assert is_doubtful(outputs(uncertain)) == doubtful


class Interface:
    def __init__(self, qtbot: Any) -> None:
        self.bar = QgsMessageBar()
        qtbot.addWidget(self.bar)

    def messageBar(self) -> QgsMessageBar:
        return self.bar


def test_what_is_said_last_lies_on_what_qgis_says_of_the_task(qgis_app: QgsApplication, qtbot: Any) -> None:
    iface = Interface(qtbot)
    messages = MessageLine(iface)

    messages.say_last(lambda: messages.tell("Classified.", Qgis.MessageLevel.Success))
    iface.bar.pushMessage("Task complete", "Classify raster")

    qtbot.waitUntil(lambda: iface.bar.currentItem().text() == "Classified.", timeout=10_000)


def test_what_was_to_be_said_last_is_not_said_any_more_when_all_is_silent(qgis_app: QgsApplication, qtbot: Any) -> None:
    iface = Interface(qtbot)
    messages = MessageLine(iface)

    messages.say_last(lambda: messages.tell("Classified."))
    messages.be_silent()
    qtbot.wait(20)

    assert iface.bar.currentItem() is None
