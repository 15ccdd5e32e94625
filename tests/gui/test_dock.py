# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import QgsGeometry, QgsProject, QgsRectangle, QgsRenderContext, QgsSymbolLayer
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QLocale, QObject, Qt, pyqtSignal
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QFileDialog, QLabel, QProgressBar, QSlider, QToolButton, QWidget

from eurosat_plugin.adapters.grid_style import style_grid
from eurosat_plugin.core.classes import class_by_key
from eurosat_plugin.core.palettes import PALETTES
from eurosat_plugin.gui.background_job import BackgroundJob
from eurosat_plugin.gui.dock import HistogramDock
from eurosat_plugin.gui.grid_reader import AT_ONCE, GridReader
from eurosat_plugin.gui.histogram import ClassHistogram
from eurosat_plugin.gui.layer_colors import layer_colors
from eurosat_plugin.gui.run_figures import RunFigures
from eurosat_plugin.gui.tile_table import TileTable

FOUR_TILES = [("Forest", 0.9, ""), ("Forest", 0.8, ""), ("Forest", 0.7, ""), ("River", 0.4, "uncertain")]
TILE_HA = 40.96
EMPTY_SENTENCE = "Select a classified layer, or draw a rectangle on a Sentinel-2 image."


@pytest.fixture
def dock(qtbot) -> Iterator[HistogramDock]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    dock = HistogramDock()
    qtbot.addWidget(dock)
    dock.show()
    dock.refresh()
    yield dock
    dock.shut_down()
    QLocale.setDefault(before)


def shown(dock) -> list[str]:
    """Return the texts of the labels that a person sees."""
    return [label.text() for label in dock.findChildren(QLabel) if label.isVisible()]


def label(dock, name: str) -> QLabel:
    return dock.findChild(QLabel, name)


def tiles_by_class(dock) -> dict[str, int]:
    chart = dock.findChild(ClassHistogram, "EuroSatHistogram")
    return {share.land_cover.key: share.tiles for share in chart.shares if share.tiles}


def follow(dock, layer):
    dock.set_layer(layer)
    dock.refresh()


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
    assert label(dock, "EuroSatDetails").text().split("\n") == [
        f"4 tiles · {4 * TILE_HA:.1f}\u00a0ha · Urban at least 0.0\u00a0%",
        f"Mean confidence {mean:.1f}\u00a0% · 1 uncertain · 1 without data",
    ]


def test_the_dock_is_never_narrower_than_its_chart(dock, make_grid, qtbot):
    follow(dock, make_grid(FOUR_TILES))
    chart = dock.findChild(ClassHistogram, "EuroSatHistogram")

    dock.resize(50, 400)

    needed = chart.minimumSizeHint().width()
    qtbot.waitUntil(lambda: chart.visibleRegion().boundingRect().width() >= needed, timeout=2000)


def test_a_layer_that_is_no_grid_empties_the_dock(dock, make_grid, make_raster):
    follow(dock, make_grid(FOUR_TILES))

    follow(dock, make_raster())

    assert shown(dock) == [EMPTY_SENTENCE]


def test_a_grid_without_a_classified_tile_says_so(dock, make_grid):
    follow(dock, make_grid([(None, None, "nodata")]))

    assert label(dock, "EuroSatHeadline").text() == "No classified tiles"


def test_the_slider_leaves_tiles_below_it_out_of_the_chart(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES))

    dock.findChild(QSlider, "EuroSatConfidence").setValue(75)

    assert tiles_by_class(dock) == {"Forest": 2}


def test_the_slider_goes_from_nought_to_a_hundred_percent(dock):
    slider = dock.findChild(QSlider, "EuroSatConfidence")

    assert (slider.minimum(), slider.maximum(), slider.value()) == (0, 100, 0)


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


class Run(QObject):
    """What the dock needs of a run."""

    progressed = pyqtSignal(float)
    failed = pyqtSignal(str)
    ended = pyqtSignal()
    name = "Leipzig"

    def __init__(self) -> None:
        super().__init__()
        self.figures = RunFigures()
        self.cancels = 0

    def cancel(self) -> None:
        self.cancels += 1


class Tile:
    classified = True
    land_cover = class_by_key("Residential")
    confidence = 0.8
    urban_probability = 0.9
    flag = ""


@pytest.fixture
def run(dock) -> Iterator[Run]:
    run = Run()
    dock.show_run(run)
    yield run
    run.ended.emit()


def chart_of(dock) -> ClassHistogram:
    return dock.findChild(ClassHistogram, "EuroSatHistogram")


def click_bar(dock, key: str, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    chart = chart_of(dock)
    QTest.mouseClick(chart, Qt.MouseButton.LeftButton, modifiers, chart.bar_rect(key).center().toPoint())


def slider(dock) -> QSlider:
    return dock.findChild(QSlider, "EuroSatConfidence")


def menu_action(dock, name: str) -> QAction:
    return dock.findChild(QAction, name)


def test_while_a_run_goes_on_the_chart_grows(dock, run, qtbot):
    for _ in range(3):
        run.figures.add(Tile(), 40.0)

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Residential": 3}, timeout=5000)

    assert label(dock, "EuroSatLayerName").text() == "Leipzig"
    assert "Urban 90.0\u00a0%" in label(dock, "EuroSatDetails").text()


def test_while_a_run_goes_on_its_progress_is_shown(dock, run):
    run.progressed.emit(42.0)

    assert dock.findChild(QProgressBar).value() == 42
    assert "Classifying Leipzig…" in shown(dock)


def test_the_button_cancels_the_run_and_says_that_it_was_heard(dock, run):
    QTest.mouseClick(dock.findChild(QToolButton, "EuroSatCancel"), Qt.MouseButton.LeftButton)

    assert run.cancels == 1
    assert "Cancelling…" in shown(dock)


def test_a_run_that_fails_leaves_its_sentence(dock, run, qtbot):
    run.failed.emit("The raster has no valid pixel.")
    run.ended.emit()
    qtbot.wait(150)

    assert shown(dock) == ["The raster has no valid pixel."]


def test_after_a_cancelled_run_the_dock_shows_what_it_showed_before(dock, make_grid, qtbot):
    follow(dock, make_grid(FOUR_TILES))
    run = Run()
    dock.show_run(run)

    run.ended.emit()

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": 3, "River": 1}, timeout=2000)
    assert not dock.findChild(QProgressBar).isVisible()


def test_selecting_a_grid_during_a_run_shows_the_grid(dock, run, make_grid, qtbot):
    dock.set_layer(make_grid(FOUR_TILES))

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": 3, "River": 1}, timeout=2000)


def test_the_latest_of_two_runs_is_shown(dock, run, qtbot):
    second = Run()
    dock.show_run(second)
    second.figures.add(Tile(), 40.0)

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Residential": 1}, timeout=5000)
    run.progressed.emit(99.0)

    assert dock.findChild(QProgressBar).value() == 0
    second.ended.emit()


def test_clicking_a_bar_selects_its_tiles(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)

    click_bar(dock, "River")

    assert [feature["class_key"] for feature in layer.selectedFeatures()] == ["River"]


def test_clicking_another_bar_with_ctrl_adds_its_tiles(dock, make_grid, qtbot):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    click_bar(dock, "River")
    dock.refresh()

    click_bar(dock, "Forest", Qt.KeyboardModifier.ControlModifier)

    assert layer.selectedFeatureCount() == 4


def test_of_a_selection_the_other_classes_stay_to_be_clicked(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    click_bar(dock, "River")
    dock.refresh()

    click_bar(dock, "Forest")

    assert {feature["class_key"] for feature in layer.selectedFeatures()} == {"Forest"}


def test_only_tiles_that_the_slider_leaves_are_selected(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    slider(dock).setValue(75)

    click_bar(dock, "Forest")

    assert sorted(feature["confidence"] for feature in layer.selectedFeatures()) == [0.8, 0.9]


def test_the_button_ends_the_selection(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    layer.selectAll()
    follow(dock, layer)

    QTest.mouseClick(dock.findChild(QToolButton, "EuroSatClearSelection"), Qt.MouseButton.LeftButton)

    assert layer.selectedFeatureCount() == 0


def test_double_clicking_a_bar_zooms_to_its_tiles(qtbot, make_grid):
    canvas = QgsMapCanvas()
    dock = HistogramDock(None, canvas)
    qtbot.addWidget(dock)
    layer = make_grid(FOUR_TILES)
    canvas.setDestinationCrs(layer.crs())
    place(layer)
    dock.show()
    follow(dock, layer)
    chart = chart_of(dock)

    QTest.mouseDClick(chart, Qt.MouseButton.LeftButton, pos=chart.bar_rect("River").center().toPoint())

    river = next(feature for feature in layer.getFeatures() if feature["class_key"] == "River")
    assert canvas.extent().contains(river.geometry().boundingBox())
    assert canvas.extent().width() < 3 * 640
    dock.shut_down()
    canvas.deleteLater()


def place(layer) -> None:
    """Put the tiles of `layer` side by side, 640 m wide."""
    for number, feature in enumerate(layer.getFeatures()):
        square = QgsGeometry.fromRect(QgsRectangle(640 * number, 0, 640 * number + 640, 640))
        layer.dataProvider().changeGeometryValues({feature.id(): square})


def hides_tiles(layer) -> bool:
    [symbol, *_] = layer.renderer().symbols(QgsRenderContext())
    switch = symbol.symbolLayer(0).dataDefinedProperties().property(QgsSymbolLayer.Property.PropertyLayerEnabled)
    return "confidence" in switch.expressionString()


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


def test_the_chart_is_copied_as_text(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES, name="Land cover of Leipzig"))

    menu_action(dock, "eurosatCopyText").trigger()

    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines[0] == "Land cover of Leipzig"
    assert lines[1].startswith("Forest, 3 tiles")


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

    with qtbot.waitSignal(dock.report_wanted, timeout=1000) as blocker:
        menu_action(dock, "eurosatOpenReport").trigger()

    assert blocker.args == [layer]


def test_during_a_run_there_is_no_layer_to_report_on(dock, run):
    assert not menu_action(dock, "eurosatOpenReport").isEnabled()


def test_a_large_layer_is_read_with_progress_and_then_shown(dock, make_grid, qtbot):
    layer = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1))

    follow(dock, layer)
    reading = shown(dock)

    assert f"Reading {AT_ONCE + 1:,} tiles…" in reading
    qtbot.waitUntil(lambda: not dock.findChild(QProgressBar).isVisible(), timeout=20_000)
    assert tiles_by_class(dock) == {"Forest": AT_ONCE + 1}


def test_deleting_a_large_layer_while_it_is_read_empties_the_dock(dock, make_grid, qtbot):
    layer = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1))
    follow(dock, layer)

    QgsProject.instance().removeMapLayer(layer.id())

    qtbot.waitUntil(lambda: shown(dock) == [EMPTY_SENTENCE], timeout=20_000)


def test_a_large_layer_that_is_deleted_is_read_no_more(dock, make_grid, qtbot):
    layer = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1))
    follow(dock, layer)
    [reader] = dock.findChildren(GridReader)
    before = reader.reading

    QgsProject.instance().removeMapLayer(layer.id())

    assert (before, reader.reading) == (True, False)


def test_a_selection_does_not_read_a_large_layer_again(dock, make_grid, qtbot, monkeypatch):
    layer = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1))
    follow(dock, layer)
    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": AT_ONCE + 1}, timeout=20_000)
    monkeypatch.setattr("eurosat_plugin.gui.grid_reader.GridReader.read", lambda *args: pytest.fail("read again"))

    layer.selectByIds([next(layer.getFeatures()).id()])

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": 1}, timeout=2000)


def test_a_large_layer_grows_while_it_is_read(dock, make_grid, qtbot, monkeypatch):
    layer = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1))
    monkeypatch.setattr(BackgroundJob, "start", lambda job: None)
    follow(dock, layer)
    [reader] = dock.findChildren(GridReader)

    reader.grown.emit(TileTable.of_rows([(1, class_by_key("Forest").id, 0.9, 40.0, 0, 0.0)], True).counts())

    assert tiles_by_class(dock) == {"Forest": 1}


def test_an_edit_does_not_read_a_large_layer_again(dock, make_grid, qtbot, monkeypatch):
    layer = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1))
    follow(dock, layer)
    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": AT_ONCE + 1}, timeout=20_000)
    monkeypatch.setattr("eurosat_plugin.gui.grid_reader.GridReader.read", lambda *args: pytest.fail("read again"))
    layer.startEditing()

    layer.changeAttributeValue(1, layer.fields().lookupField("class_key"), "River")
    layer.deleteFeatures([2])

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": AT_ONCE - 1, "River": 1}, timeout=2000)
    layer.rollBack()
    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": AT_ONCE + 1}, timeout=2000)


def test_an_edit_while_a_large_layer_is_read_counts(dock, make_grid, qtbot):
    layer = make_grid([("Forest", 0.9, "")] * (AT_ONCE + 1))
    layer.startEditing()
    follow(dock, layer)

    layer.changeAttributeValue(1, layer.fields().lookupField("class_key"), "River")

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": AT_ONCE, "River": 1}, timeout=20_000)
    layer.rollBack()


def test_many_edits_read_a_layer_again(dock, make_grid, qtbot, monkeypatch):
    monkeypatch.setattr("eurosat_plugin.gui.layer_follower.MANY_EDITS", 1)
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    layer.startEditing()

    for fid in (1, 2, 3):
        layer.changeAttributeValue(fid, layer.fields().lookupField("class_key"), "River")

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"River": 4}, timeout=2000)
    layer.rollBack()


def test_the_least_urban_probability_says_why_it_is_the_least(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES))

    assert "Urban at least" in label(dock, "EuroSatDetails").text()
    assert "no columns with the probabilities" in label(dock, "EuroSatDetails").toolTip()


def test_the_exact_urban_probability_of_a_run_is_not_called_the_least(dock, run, qtbot):
    run.figures.add(Tile(), 40.0)

    qtbot.waitUntil(lambda: "Urban 90.0" in label(dock, "EuroSatDetails").text(), timeout=5000)
    assert "no columns" not in label(dock, "EuroSatDetails").toolTip()


def controls(widget) -> list[QWidget]:
    """Return what the Tab key comes to, in its order."""
    found, at = [], widget.nextInFocusChain()
    while at is not widget:
        if at.focusPolicy() & Qt.FocusPolicy.TabFocus and at.isVisibleTo(widget) and widget.isAncestorOf(at):
            found.append(at)
        at = at.nextInFocusChain()
    return found


def names_of(widgets) -> list[str]:
    return [widget.accessibleName() or getattr(widget, "text", str)() for widget in widgets]


def test_everything_that_the_tab_key_comes_to_has_a_name_for_screen_readers(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    layer.selectByIds([1])
    follow(dock, layer)

    names = names_of(controls(dock.widget()))

    assert names[:4] == [
        "Copy, save and arrange the histogram",
        "Deselect",
        names[2],
        "Lowest confidence shown, in percent",
    ]
    assert names[2].startswith("Land cover histogram")
    assert "" not in names


def test_during_a_run_everything_that_the_tab_key_comes_to_has_a_name(dock, run):
    assert "" not in names_of(controls(dock.widget()))


def test_the_progress_of_a_run_has_a_name(dock, run):
    assert [bar.accessibleName() for bar in dock.findChildren(QProgressBar) if bar.isVisible()] == [
        "Classifying Leipzig…"
    ]


def test_return_presses_the_button_that_the_tab_key_came_to(dock, run):
    button = dock.findChild(QToolButton, "EuroSatCancel")

    QTest.keyClick(button, Qt.Key.Key_Return)

    assert run.cancels == 1


def test_the_menu_of_a_bar_selects_its_tiles(dock, make_grid):
    layer = make_grid(FOUR_TILES)
    follow(dock, layer)
    chart = chart_of(dock)
    at = chart.bar_rect("River").center().toPoint()

    chart.customContextMenuRequested.emit(at)
    action = menu_action(dock, "eurosatSelectClass")
    offered = action.text()
    action.trigger()

    assert offered.replace("&", "") == "Select Tiles: River"
    assert [feature["class_key"] for feature in layer.selectedFeatures()] == ["River"]


def test_the_menu_offers_to_zoom_to_the_bar_that_the_keyboard_is_on(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES))
    chart = chart_of(dock)
    chart.setFocus()
    QTest.keyClick(chart, Qt.Key.Key_End)

    menu = menu_action(dock, "eurosatZoomToClass").parent()
    menu.aboutToShow.emit()

    assert menu_action(dock, "eurosatZoomToClass").text().replace("&", "") == "Zoom to Tiles: River"


def test_during_a_run_the_menu_offers_nothing_for_a_bar(dock, run, make_grid):
    menu = menu_action(dock, "eurosatZoomToClass").parent()

    menu.aboutToShow.emit()

    assert not menu_action(dock, "eurosatSelectClass").isVisible()


def test_the_chart_is_reached_with_the_tab_key(dock):
    assert chart_of(dock).focusPolicy() == Qt.FocusPolicy.StrongFocus
