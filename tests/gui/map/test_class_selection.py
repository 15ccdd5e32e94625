# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.gui import QgsMapCanvas

from eurosat_plugin.gui.map import class_selection
from eurosat_plugin.gui.map.class_selection import AT_ONCE, zoom_to_tiles


class CancelledJob:
    """A job that is cancelled by the time it asks, and counts how often it does."""

    def __init__(self, title: str, work: Callable[[CancelledJob], Any], done: Callable[[Any], None]) -> None:
        self._work = work
        self.asked = 0

    def start(self) -> None:
        self._work(self)

    def setProgress(self, percent: float) -> None:
        pass

    def isCanceled(self) -> bool:
        self.asked += 1
        return True


def test_the_tiles_of_a_class_are_looked_for_no_more_when_that_is_cancelled(make_grid, qtbot, monkeypatch):
    monkeypatch.setattr(class_selection, "BackgroundJob", CancelledJob)
    layer, canvas = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1)), QgsMapCanvas()
    qtbot.addWidget(canvas)

    job = zoom_to_tiles(canvas, layer, list(layer.allFeatureIds()))

    assert job.asked == 1
