# SPDX-License-Identifier: GPL-2.0-or-later
"""What is seen while runs go on: tiles on the map, and the chart of the run that is clicked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.PyQt.QtGui import QColor, QImage

from eurosat_plugin.core.classes import CLASSES
from scripts.desktop.scene import CRS, SceneFile, classified_layers, show_scene, tile_middle
from scripts.desktop.session import DesktopSession

FIRST_TILES = [(0, col) for col in range(2, 22)]
"""Of the upper row: they come first."""


@pytest.fixture
def slow(desktop: DesktopSession, scene: SceneFile) -> Iterator[DesktopSession]:
    """Return QGIS with the scene, whose classification takes half a minute at least, whatever the machine."""
    if not desktop.ask("places", name="EuroSatHistogramDock"):  # it opens with the run, and then makes the map smaller
        desktop.ask("trigger", action="eurosatShowHistogram")
    desktop.ask("prefer", name="stride", value=32)
    desktop.ask("slow_down", seconds=0.25)
    show_scene(desktop, scene)
    yield desktop
    desktop.ask("prefer", name="stride", value=None)
    desktop.ask("slow_down", seconds=0)
    desktop.ask("new_project")
    desktop.wait("all runs to end", lambda: desktop.ask("tasks") == 0)


def done(desktop: DesktopSession) -> int:
    """Return how many cells are done, by what the dock says."""
    words = desktop.ask("text", name="EuroSatRunCount").replace(",", "").split()
    return int(words[0]) if words and words[0].isdigit() else 0


def changed(desktop: DesktopSession, before: QImage, path: Path) -> list[tuple[QColor, QColor]]:
    """Return the colours, before and now, in the middles of FIRST_TILES that have changed."""
    now = QImage(str(desktop.display.save_picture(path)))
    spots = [desktop.on_screen(*tile_middle(*tile), CRS) for tile in FIRST_TILES]
    pairs = [(QColor(before.pixel(*spot)), QColor(now.pixel(*spot))) for spot in spots]
    return [(one, other) for one, other in pairs if one != other]


def test_tiles_appear_on_the_map_while_the_run_goes_on_and_vanish_when_it_is_cancelled(
    slow: DesktopSession, tmp_path: Path
) -> None:
    before = QImage(str(slow.display.save_picture(tmp_path / "before.png")))
    slow.press_button("eurosatClassifyLayer")
    slow.wait("the upper row", lambda: done(slow) > 100)

    seen = slow.wait("tiles on the map", lambda: changed(slow, before, tmp_path / "running.png"))
    slow.press_button("EuroSatCancel")
    slow.wait("the end", lambda: slow.ask("tasks") == 0)
    assert classified_layers(slow) == set()
    slow.wait("the tiles to vanish", lambda: not changed(slow, before, tmp_path / "after.png"))

    assert len(seen) >= 15
    assert all(min(_distance(now, QColor(c.color), was) for c in CLASSES) < 12 for was, now in seen)


def test_a_click_on_a_row_shows_the_chart_of_that_run(slow: DesktopSession, scene: SceneFile) -> None:
    slow.press_button("eurosatClassifyLayer")
    slow.wait("a run", lambda: slow.ask("tasks"))  # or QGIS might hear of the click after the next line
    slow.ask("prefer", name="stride", value=64)
    slow.press_button("eurosatClassifyLayer")
    slow.wait("two rows", lambda: len(slow.ask("places", name="EuroSatRun")) == 2)
    left, top, *_ = slow.ask("places", name="EuroSatRun")[0]

    slow.display.click((left + 20, top + 5))
    slow.wait("the first row to stand out", lambda: slow.ask("bold_runs") == [True, False])

    texts = slow.ask("texts", name="EuroSatHistogramDock")
    assert [text for text in texts if text.startswith("Classifying")] == [
        "Classifying scene, 320\u00a0m…",
        "Classifying scene, 640\u00a0m…",
    ]


def _distance(seen: QColor, color: QColor, below: QColor) -> float:
    """Return how far `seen` is from `color` painted over `below` with any opacity that a tile may have."""
    steps = [0.35 + 0.01 * step for step in range(51)]
    channels = list(zip(seen.getRgb()[:3], color.getRgb()[:3], below.getRgb()[:3]))
    return min(max(abs(s - (c * opacity + b * (1 - opacity))) for s, c, b in channels) for opacity in steps)
