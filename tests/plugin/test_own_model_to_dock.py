# SPDX-License-Identifier: GPL-2.0-or-later
"""The rectangle with a network of other people, from the settings to the dock."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsPointXY, QgsProject, QgsRectangle
from qgis.PyQt.QtWidgets import QDockWidget

from eurosat_plugin.adapters.grid.grid_rows import GridRows
from eurosat_plugin.adapters.grid.provenance import scheme_of
from eurosat_plugin.gui.chart.histogram import ClassHistogram
from eurosat_plugin.gui.settings.preferences import Preferences, save_preferences
from eurosat_plugin.gui.tiles.tile_panel import ProbabilityBars, TilePanel
from tests.core.network.foreign_networks import DEEPNESS, THREE
from tests.core.network.onnx_writer import scene_classifier
from tests.plugin.mapped_scene import click, drag, result, trigger, wait_for_message


@pytest.fixture
def own_model(tmp_path: Path) -> Iterator[Path]:
    """Prefer a network of three classes in tiles of 32 pixels."""
    path = tmp_path / "three.onnx"
    path.write_bytes(scene_classifier(THREE, "NHWC", 32, DEEPNESS))
    save_preferences(Preferences(model_file=str(path), backend="numpy"))
    yield path
    save_preferences(Preferences())


def test_with_a_model_of_ones_own_a_rectangle_has_its_tiles_and_classes(desktop, plugin, own_model, qtbot):
    trigger(desktop, "eurosatClassifyRectangle")
    dock = desktop.window.findChild(QDockWidget, "EuroSatHistogramDock")

    drag(desktop, QgsRectangle(501_000, 5_001_000, 503_000, 5_003_000))
    sentence = wait_for_message(qtbot, desktop)

    grid = result(320)
    assert grid.extent() == QgsRectangle(500_960, 5_000_960, 503_200, 5_003_200)
    assert grid.featureCount() == 7 * 7
    assert {c.name for c in scheme_of(grid).classes} == {"reddish", "greenish", "bluish"}
    assert any(f"the largest class is {name} (" in sentence for name in ("reddish", "greenish", "bluish"))
    rows = GridRows.of_layer(grid, QgsProject.instance().transformContext())
    chart = dock.findChild(ClassHistogram, "EuroSatHistogram")
    qtbot.waitUntil(lambda: chart.shares == rows.count().figures().shares, timeout=60_000)
    assert [share.land_cover.name for share in chart.shares] == ["reddish", "greenish", "bluish"]


def test_with_a_model_of_ones_own_a_click_tells_its_classes(desktop, plugin, own_model, qtbot):
    trigger(desktop, "eurosatClassifyRectangle")

    click(desktop, QgsPointXY(501_000, 5_001_000))
    panel = desktop.canvas.findChild(TilePanel)
    qtbot.waitUntil(lambda: len(panel.findChild(ProbabilityBars).rows) == 3, timeout=60_000)

    assert {bar.name for bar in panel.findChild(ProbabilityBars).rows} == {"reddish", "greenish", "bluish"}


def test_a_model_of_ones_own_that_is_gone_is_told_at_the_rectangle(desktop, plugin, own_model, qtbot):
    own_model.unlink()
    trigger(desktop, "eurosatClassifyRectangle")

    drag(desktop, QgsRectangle(501_000, 5_001_000, 503_000, 5_003_000))

    assert "three.onnx does not exist" in wait_for_message(qtbot, desktop)
