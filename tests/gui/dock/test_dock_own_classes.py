# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock with a grid whose classes are those of another model."""

from __future__ import annotations

import pytest
from qgis.PyQt.QtGui import QColor
from qgis.PyQt.QtWidgets import QLabel

from eurosat_plugin.adapters.grid.grid_style import style_grid
from eurosat_plugin.core.class_scheme import OWN_PALETTE, ClassScheme
from eurosat_plugin.core.tiles.growing_map import FIRST, steps_of
from eurosat_plugin.gui.map.run_picture import color_table
from tests.gui.docks import chart_of, follow, menu_action

SCHEME = ClassScheme.of(["open water", "ice", "Bare rock"], ["#0000ff", "#ffffff", "#777777"])
TILES = [("Ice", 0.9, ""), ("Ice", 0.8, ""), ("OpenWater", 0.7, ""), ("Forest", 0.7, "")]


@pytest.fixture
def grid(make_grid):
    layer = make_grid(TILES)
    layer.setCustomProperty("eurosat/classes", SCHEME.to_text())
    style_grid(layer)
    return layer


def test_the_chart_has_the_classes_of_the_grid(dock, grid):
    follow(dock, grid)

    assert [(share.land_cover.name, share.tiles) for share in chart_of(dock).shares] == [
        ("open water", 1),
        ("ice", 2),
        ("Bare rock", 0),
    ]
    assert chart_of(dock).bars.colors == {c.key: c.color for c in SCHEME.classes}
    assert chart_of(dock).accessibleDescription().startswith("ice, 2 tiles")


def test_the_figures_say_nothing_of_towns_that_nobody_knows_of(dock, grid):
    follow(dock, grid)

    details = dock.findChild(QLabel, "EuroSatDetails").text()
    assert "Urban" not in details
    assert "1\u00a0without\u00a0data" in details  # EuroSAT's forest is no class here
    assert dock.findChild(QLabel, "EuroSatHeadline").text() == "Largest class: ice (66.7\u00a0%)"


def test_a_bar_selects_the_tiles_of_its_class(dock, grid):
    follow(dock, grid)

    chart_of(dock).chosen.emit("Ice", False)

    assert {feature["class_key"] for feature in grid.selectedFeatures()} == {"Ice"}
    assert grid.selectedFeatureCount() == 2


def test_the_palettes_are_those_of_eurosats_classes(dock, grid, make_grid):
    follow(dock, grid)
    action = menu_action(dock, "eurosatPalette_colourblind")
    assert not action.parent().menuAction().isEnabled()

    follow(dock, make_grid([("Forest", 0.9, "")]))
    assert action.parent().menuAction().isEnabled()


def test_the_layer_has_one_style_with_the_colours_of_the_model(grid):
    assert grid.styleManager().styles() == ["Classes of the model"]
    assert [c.label() for c in grid.renderer().categories()][:3] == ["open water", "ice", "Bare rock"]


def test_the_tiles_of_a_run_are_painted_in_the_colours_of_the_model():
    table, steps = color_table("colourblind", SCHEME), steps_of(SCHEME)

    assert list(SCHEME.palettes) == [OWN_PALETTE]
    for number, color in enumerate(SCHEME.colors):
        shown, wanted = QColor(table[FIRST + number * steps]), QColor(color)
        assert shown.rgb() == wanted.rgb()
