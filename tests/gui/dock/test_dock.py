# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of a layer, and what happens to it meanwhile."""

from __future__ import annotations

from qgis.core import QgsProject, QgsRenderContext, QgsSymbolLayer

from tests.gui.conftest import TILE_HA
from tests.gui.docks import EMPTY_SENTENCE, FOUR_TILES, follow, label, shown, slider, tiles_by_class


def hides_tiles(layer) -> bool:
    [symbol, *_] = layer.renderer().symbols(QgsRenderContext())
    switch = symbol.symbolLayer(0).dataDefinedProperties().property(QgsSymbolLayer.Property.PropertyLayerEnabled)
    return "confidence" in switch.expressionString()


def test_without_a_layer_the_dock_says_what_to_do(dock):
    assert EMPTY_SENTENCE in shown(dock)


def test_the_chart_shows_the_tiles_of_the_layer(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES))

    assert tiles_by_class(dock) == {"Forest": 3, "River": 1}


def test_the_title_is_the_name_of_the_layer(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES, name="Land cover of Leipzig"))

    assert label(dock, "EuroSatLayerName").text() == "Land cover of Leipzig"


def test_the_headline_tells_the_largest_class(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES))

    assert label(dock, "EuroSatHeadline").text() == "Largest class: forest (75.0\u00a0%)"


def test_the_details_tell_tiles_and_area_then_confidence_and_doubts(dock, make_grid):
    follow(dock, make_grid([*FOUR_TILES, (None, None, "nodata")]))

    mean = 100 * sum(confidence for _, confidence, _ in FOUR_TILES) / 4
    # Three of the nine classes among which the rest is divided are urban.
    urban = (100 - mean) * 3 / 9
    assert label(dock, "EuroSatDetails").text().split("\n") == [
        f"4 tiles · {4 * TILE_HA:.1f}\u00a0ha · Urban about {urban:.1f}\u00a0%",
        f"Mean confidence {mean:.1f}\u00a0% · 1 uncertain · 1 without data",
    ]


def test_a_layer_that_is_no_grid_empties_the_dock(dock, make_grid, make_raster):
    follow(dock, make_grid(FOUR_TILES))

    follow(dock, make_raster())

    assert shown(dock) == [EMPTY_SENTENCE]


def test_a_grid_without_a_classified_tile_says_so(dock, make_grid):
    follow(dock, make_grid([(None, None, "nodata")]))

    assert label(dock, "EuroSatHeadline").text() == "No classified tiles"


def test_the_slider_leaves_tiles_below_it_out_of_the_chart(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES))

    slider(dock).setValue(75)

    assert tiles_by_class(dock) == {"Forest": 2}


def test_the_slider_says_how_many_tiles_it_leaves(dock, make_grid):
    follow(dock, make_grid([*FOUR_TILES, (None, None, "nodata")]))

    slider(dock).setValue(75)

    left = sum(confidence >= 0.75 for _, confidence, _ in FOUR_TILES)
    assert label(dock, "EuroSatTilesLeft").text() == f"Confidence at least 75\u00a0% · {left} of 4 tiles"


def test_the_slider_goes_from_nought_to_a_hundred_percent(dock):
    bar = slider(dock)

    assert (bar.minimum(), bar.maximum(), bar.value()) == (0, 100, 0)


def test_a_selection_is_all_that_counts_and_the_dock_says_so(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)

    layer.selectByExpression("\"class_key\" = 'River'")

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"River": 1}, timeout=2000)
    assert "Only the selection: 1 tile." in shown(dock)


def test_all_tiles_count_again_when_the_selection_is_gone(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    layer.selectByExpression("\"class_key\" = 'River'")
    follow(dock, layer)

    layer.removeSelection()

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": 3, "River": 1}, timeout=2000)
    assert not label(dock, "EuroSatSelection").isVisible()


def test_an_edit_is_followed(dock, make_grid, qtbot):
    layer = make_grid([("Forest", 0.9, "")])
    follow(dock, layer)

    layer.startEditing()
    layer.changeAttributeValue(next(layer.getFeatures()).id(), layer.fields().lookupField("class_key"), "River")

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"River": 1}, timeout=2000)


def test_a_subset_filter_is_followed(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)

    layer.setSubsetString("\"class_key\" = 'River'")

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"River": 1}, timeout=2000)


def test_deleting_the_layer_empties_the_dock(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)

    QgsProject.instance().removeMapLayer(layer.id())

    qtbot.waitUntil(lambda: shown(dock) == [EMPTY_SENTENCE], timeout=2000)


def test_deleting_the_layer_while_a_refresh_is_due_empties_the_dock(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    layer.selectAll()

    QgsProject.instance().clear()

    qtbot.waitUntil(lambda: shown(dock) == [EMPTY_SENTENCE], timeout=2000)


def test_a_hidden_dock_does_not_read_the_layer(dock, make_grid):
    dock.hide()

    follow(dock, make_grid(FOUR_TILES))

    assert tiles_by_class(dock) == {}


def test_a_dock_that_is_shown_again_catches_up(dock, make_grid, qtbot):
    dock.hide()
    follow(dock, make_grid(FOUR_TILES))

    dock.show()

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": 3, "River": 1}, timeout=2000)


def test_the_slider_filters_the_map_too(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)

    slider(dock).setValue(75)

    assert hides_tiles(layer)


def test_another_layer_has_a_slider_of_its_own(dock, make_grid):
    first, second = make_grid(FOUR_TILES), make_grid(FOUR_TILES)
    follow(dock, first)
    slider(dock).setValue(75)

    follow(dock, second)
    at_second, hidden_in_first = slider(dock).value(), hides_tiles(first)
    follow(dock, first)

    assert (at_second, hidden_in_first) == (0, False)
    assert slider(dock).value() == 75
    assert hides_tiles(first)


def test_a_hidden_dock_hides_no_tiles(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    slider(dock).setValue(75)

    dock.hide()
    hidden_dock = hides_tiles(layer)
    dock.show()

    assert not hidden_dock
    qtbot.waitUntil(lambda: hides_tiles(layer), timeout=2000)


def test_an_estimated_urban_probability_is_called_one_and_says_why(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES))

    assert "Urban about" in label(dock, "EuroSatDetails").text()
    assert "The urban probability is an estimate" in label(dock, "EuroSatDetails").toolTip()
