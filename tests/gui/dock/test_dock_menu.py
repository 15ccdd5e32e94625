# SPDX-License-Identifier: GPL-2.0-or-later
"""What the menu of the dock does with the chart."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QFileDialog, QToolTip

from eurosat_plugin.adapters.grid.grid_style import style_grid
from eurosat_plugin.adapters.grid.layer_colors import layer_colors
from eurosat_plugin.core.classes import class_by_key
from eurosat_plugin.core.palettes import PALETTES
from tests.gui.docks import FOUR_TILES, chart_of, follow, menu_action


def test_the_chart_is_copied_as_text(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES, name="Land cover of Leipzig"))

    menu_action(dock, "eurosatCopyText").trigger()

    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "Land cover of Leipzig"
    assert lines[1].startswith("Forest, 3 tiles")


@pytest.mark.parametrize("name", ["eurosatCopyText", "eurosatCopyCsv"])
def test_copying_says_that_it_copied(dock, make_grid, name):
    follow(dock, make_grid(FOUR_TILES))
    QToolTip.hideText()

    menu_action(dock, name).trigger()

    assert QToolTip.text() == "Copied: figures of the histogram"


def test_the_chart_is_copied_as_csv(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES))

    menu_action(dock, "eurosatCopyCsv").trigger()

    assert "River,River,1,40.96," in QGuiApplication.clipboard().text()


@pytest.mark.parametrize(
    ("typed", "kind", "written"),
    [
        ("chart.png", "PNG picture (*.png)", "chart.png"),
        ("chart", "SVG drawing (*.svg)", "chart.svg"),
        ("a.b", "PNG picture (*.png)", "a.b.png"),
    ],
)
def test_the_chart_is_saved_as_a_picture(dock, make_grid, tmp_path, monkeypatch, typed, kind, written):
    follow(dock, make_grid(FOUR_TILES))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: (str(tmp_path / typed), kind))

    menu_action(dock, "eurosatSavePicture").trigger()

    assert (tmp_path / written).stat().st_size > 0


def test_bars_stand_in_class_order_if_wanted(dock, make_grid):
    follow(dock, make_grid([("River", 0.9, ""), ("River", 0.9, ""), ("Forest", 0.9, "")]))
    before = chart_of(dock).bar_rect("River").top() < chart_of(dock).bar_rect("Forest").top()

    menu_action(dock, "eurosatClassOrder").trigger()
    after = chart_of(dock).bar_rect("River").top() < chart_of(dock).bar_rect("Forest").top()
    menu_action(dock, "eurosatClassOrder").trigger()

    assert (before, after) == (True, False)


def test_the_bars_have_the_colours_of_the_layer(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    style_grid(layer)
    follow(dock, layer)

    menu_action(dock, "eurosatPalette_colourblind").trigger()
    dock.refresh()

    forest = PALETTES["colourblind"][class_by_key("Forest").id]
    assert chart_of(dock).bars.colors["Forest"] == forest
    assert layer_colors(layer)["Forest"] == forest


def test_the_menu_tells_which_colours_the_layer_has(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    style_grid(layer, "colourblind")

    follow(dock, layer)

    checked = {p: menu_action(dock, f"eurosatPalette_{p}").isChecked() for p in PALETTES}
    assert checked == {"corine": False, "colourblind": True}


def test_the_report_is_about_the_layer(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)

    with qtbot.waitSignal(dock.open_report, timeout=60_000) as blocker:
        menu_action(dock, "eurosatOpenReport").trigger()

    assert blocker.args == [layer]


def test_the_table_is_about_the_layer(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)

    with qtbot.waitSignal(dock.open_table, timeout=60_000) as blocker:
        menu_action(dock, "eurosatOpenTable").trigger()

    assert blocker.args == [layer]


def test_during_a_run_there_is_no_layer_to_report_on(dock, run):
    assert not menu_action(dock, "eurosatOpenReport").isEnabled()
    assert not menu_action(dock, "eurosatOpenTable").isEnabled()
