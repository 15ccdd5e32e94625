# SPDX-License-Identifier: GPL-2.0-or-later
"""The figures of a layer, and what happens to it meanwhile."""

from __future__ import annotations

import pytest
from qgis.core import QgsLayerTreeModel, QgsProject, QgsRenderContext, QgsSymbolLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QToolButton

from eurosat_plugin.adapters.grid.grid_style import style_grid
from tests.gui.conftest import TILE_HA
from tests.gui.docks import (
    EMPTY_SENTENCE,
    FOUR_TILES,
    Run,
    chart_of,
    follow,
    label,
    progress,
    shown,
    slider,
    tiles_by_class,
)


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
        f"4 tiles\u00a0· {4 * TILE_HA:.1f}\u00a0ha\u00a0· Urban\u00a0about\u00a0{urban:.1f}\u00a0%",
        f"Mean confidence {mean:.1f}\u00a0%\u00a0· 1\u00a0uncertain\u00a0· 1\u00a0without\u00a0data",
    ]


@pytest.mark.parametrize("seen", [True, False])
def test_a_grid_stays_while_its_image_is_the_current_layer(dock, make_grid, make_raster, qtbot, seen):
    dock.setVisible(seen)
    dock.set_layer(make_grid(FOUR_TILES))

    dock.set_layer(make_raster())
    dock.set_layer(None)
    dock.show()

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": 3, "River": 1}, timeout=60_000)


def test_a_pinned_grid_stays_when_another_one_is_selected_and_gives_way_when_the_pin_is_pulled(dock, make_grid, qtbot):
    follow(dock, make_grid(FOUR_TILES))
    pin = dock.findChild(QToolButton, "EuroSatPin")
    QTest.mouseClick(pin, Qt.MouseButton.LeftButton)

    follow(dock, make_grid([("River", 0.9, "")]))
    pinned = tiles_by_class(dock)
    QTest.mouseClick(pin, Qt.MouseButton.LeftButton)

    assert pinned == {"Forest": 3, "River": 1}
    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"River": 1}, timeout=60_000)


def test_a_pinned_grid_stays_during_a_run(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES))
    dock.findChild(QToolButton, "EuroSatPin").click()
    run = Run()

    dock.show_run(run)

    assert tiles_by_class(dock) == {"Forest": 3, "River": 1}
    assert len(progress(dock)) == 1
    run.ended.emit()


def test_the_pin_goes_with_its_grid(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    dock.findChild(QToolButton, "EuroSatPin").click()

    QgsProject.instance().removeMapLayer(layer.id())
    follow(dock, make_grid([("River", 0.9, "")]))

    assert tiles_by_class(dock) == {"River": 1}
    assert not dock.findChild(QToolButton, "EuroSatPin").isChecked()


def test_a_grid_whose_column_was_renamed_is_told_which_one_it_lacks(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES, name="Land cover of Leipzig")
    follow(dock, layer)

    layer.startEditing()
    layer.renameAttribute(layer.fields().lookupField("class_key"), "klasse")
    layer.commitChanges()

    sentence = "The layer Land cover of Leipzig has no column class_key"
    qtbot.waitUntil(lambda: any(text.startswith(sentence) for text in shown(dock)), timeout=60_000)


def test_a_temporary_grid_that_a_project_has_lost_says_so(dock, make_grid):
    layer = make_grid([])
    layer.setCustomProperty("eurosat/model", "fast")
    follow(dock, layer)

    assert label(dock, "EuroSatEmpty").text().startswith("Land cover of scene was a temporary layer and is empty")


def test_the_headline_tells_that_most_tiles_are_uncertain(dock, make_grid):
    follow(dock, make_grid([("Forest", 0.3, "uncertain"), ("Forest", 0.3, "uncertain"), ("Forest", 0.9, "")]))

    assert label(dock, "EuroSatHeadline").text() == "Largest class: forest (100.0\u00a0%); most tiles are uncertain"


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

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"River": 1}, timeout=60_000)
    assert "Only the selection: 1 tile." in shown(dock)


def test_all_tiles_count_again_when_the_selection_is_gone(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    layer.selectByExpression("\"class_key\" = 'River'")
    follow(dock, layer)

    layer.removeSelection()

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": 3, "River": 1}, timeout=60_000)
    assert not label(dock, "EuroSatSelection").isVisible()


def test_an_edit_is_followed(dock, make_grid, qtbot):
    layer = make_grid([("Forest", 0.9, "")])
    follow(dock, layer)

    layer.startEditing()
    layer.changeAttributeValue(next(layer.getFeatures()).id(), layer.fields().lookupField("class_key"), "River")

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"River": 1}, timeout=60_000)


def test_a_subset_filter_is_followed(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)

    layer.setSubsetString("\"class_key\" = 'River'")

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"River": 1}, timeout=60_000)


def test_deleting_the_layer_empties_the_dock(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)

    QgsProject.instance().removeMapLayer(layer.id())

    qtbot.waitUntil(lambda: shown(dock) == [EMPTY_SENTENCE], timeout=60_000)


def test_deleting_the_layer_while_a_refresh_is_due_empties_the_dock(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    layer.selectAll()

    QgsProject.instance().clear()

    qtbot.waitUntil(lambda: shown(dock) == [EMPTY_SENTENCE], timeout=60_000)


def test_a_hidden_dock_does_not_read_the_layer(dock, make_grid):
    dock.hide()

    follow(dock, make_grid(FOUR_TILES))

    assert tiles_by_class(dock) == {}


def test_a_dock_that_is_shown_again_catches_up(dock, make_grid, qtbot):
    dock.hide()
    follow(dock, make_grid(FOUR_TILES))

    dock.show()

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": 3, "River": 1}, timeout=60_000)


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
    qtbot.waitUntil(lambda: hides_tiles(layer), timeout=60_000)


def test_an_estimated_urban_probability_is_called_one_and_says_why(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES))

    assert "Urban\u00a0about" in label(dock, "EuroSatDetails").text()
    assert "The urban probability is an estimate" in label(dock, "EuroSatDetails").toolTip()


def test_a_class_that_is_hidden_in_the_legend_has_no_bar_and_is_named(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    style_grid(layer)
    follow(dock, layer)
    tree = QgsProject.instance().layerTreeRoot()
    model = QgsLayerTreeModel(tree)
    legend = {node.data(Qt.ItemDataRole.DisplayRole): node for node in model.layerLegendNodes(tree.findLayer(layer))}

    legend["Forest"].setData(Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)

    qtbot.waitUntil(lambda: chart_of(dock).bar_rect("Forest").isNull(), timeout=60_000)
    assert not chart_of(dock).bar_rect("River").isNull()
    assert label(dock, "EuroSatDetails").text().endswith("Hidden in the legend: Forest")


def test_with_all_its_classes_hidden_the_chart_says_so(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    style_grid(layer)
    for index in range(len(layer.renderer().categories())):
        layer.renderer().updateCategoryRenderState(index, False)

    follow(dock, layer)

    assert chart_of(dock).accessibleDescription() == "All classes that have tiles are hidden in the legend."
