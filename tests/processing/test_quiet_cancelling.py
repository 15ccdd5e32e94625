# SPDX-License-Identifier: GPL-2.0-or-later
"""A run that a person cancels is no error in QGIS's log, where whoever started it knows that it was cancelled."""

from __future__ import annotations

from pathlib import Path

import pytest
from qgis.core import Qgis, QgsApplication, QgsProcessingContext

from eurosat_plugin.processing.run_feedback import RunFeedback


class Cancelling(RunFeedback):
    """Cancels the run as soon as it knows its tiles, or before it begins."""

    def __init__(self, quiet: bool, at_once: bool = False) -> None:
        super().__init__(False)
        self.quiet = quiet
        if at_once:
            self.cancel()

    def take_tiles(self, tiles: int) -> None:
        super().take_tiles(tiles)
        self.cancel()


def criticals(image: Path, feedback: RunFeedback) -> list[str]:
    """Return what QGIS logs as errors of a run on `image`."""
    told: list[str] = []
    log, critical = QgsApplication.messageLog(), Qgis.MessageLevel.Critical

    def hear(message: str, tag: str, level: Qgis.MessageLevel) -> None:
        told.extend([message] if level == critical else [])

    log.messageReceived.connect(hear)
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("eurosat:classifyraster")
    algorithm.run({"INPUT": str(image), "OUTPUT": "TEMPORARY_OUTPUT"}, QgsProcessingContext(), feedback)
    log.messageReceived.disconnect(hear)
    return told


@pytest.mark.usefixtures("provider")
@pytest.mark.parametrize("at_once", [True, False])
def test_a_cancelled_run_of_the_interface_is_no_error(countryside: Path, at_once: bool) -> None:
    assert criticals(countryside, Cancelling(quiet=True, at_once=at_once)) == []


@pytest.mark.usefixtures("provider")
def test_others_hear_of_it_as_of_any_failure(countryside: Path) -> None:
    assert criticals(countryside, Cancelling(quiet=False)) == ["Cancelled; nothing was written."]
