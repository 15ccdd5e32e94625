# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock while a run goes on."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QProgressBar, QPushButton, QRadioButton, QToolButton

from eurosat_plugin.core.product.account import Account
from eurosat_plugin.core.product.readings import Alternative, Reading
from eurosat_plugin.gui.dock.run_rows import RunRow
from eurosat_plugin.gui.readings.reading_dialog import ReadingDialog
from tests.gui.docks import (
    FOUR_TILES,
    URBAN_TILE,
    Run,
    cancel_buttons,
    follow,
    label,
    progress,
    run_counts,
    shown,
    tiles_by_class,
)


def test_while_a_run_goes_on_the_chart_grows(dock, run, qtbot):
    run.count(*(3 * [URBAN_TILE]))

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Residential": 3}, timeout=60_000)

    assert label(dock, "EuroSatLayerName").text() == "Leipzig"
    assert "Urban\u00a090.0\u00a0%" in label(dock, "EuroSatDetails").text()


def test_while_a_run_goes_on_its_progress_is_shown(dock, run):
    run.progressed.emit(42.0)

    assert progress(dock) == [42]
    assert "Classifying Leipzig…" in shown(dock)


def test_the_button_cancels_the_run_and_says_that_it_was_heard(dock, run):
    QTest.mouseClick(dock.findChild(QToolButton, "EuroSatCancel"), Qt.MouseButton.LeftButton)

    assert run.cancels == 1
    assert "Cancelling…" in shown(dock)


def test_a_run_that_fails_leaves_its_sentence(dock, run, qtbot):
    run.failed.emit("The raster has no valid pixel.")
    run.ended.emit()
    qtbot.wait(150)

    assert [text for text in shown(dock) if text] == ["The raster has no valid pixel."]


def test_after_a_cancelled_run_the_dock_shows_what_it_showed_before(dock, make_grid, qtbot):
    follow(dock, make_grid(FOUR_TILES))
    run = Run()
    dock.show_run(run)

    run.ended.emit()

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": 3, "River": 1}, timeout=60_000)
    assert progress(dock) == []


def test_selecting_a_grid_during_a_run_shows_the_grid(dock, run, make_grid, qtbot):
    dock.set_layer(make_grid(FOUR_TILES))

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": 3, "River": 1}, timeout=60_000)


def test_the_latest_of_two_runs_is_shown(dock, run, qtbot):
    second = Run()
    dock.show_run(second)
    second.count(URBAN_TILE)

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Residential": 1}, timeout=60_000)
    second.ended.emit()


def test_every_run_has_a_row_of_its_own(dock, run):
    second = Run()
    dock.show_run(second)

    run.progressed.emit(99.0)
    second.progressed.emit(7.0)
    both = progress(dock)
    second.ended.emit()

    assert both == [99, 7]
    assert progress(dock) == [99]


def test_a_button_cancels_the_run_of_its_row_alone(dock, run):
    second = Run()
    dock.show_run(second)

    QTest.mouseClick(cancel_buttons(dock)[0], Qt.MouseButton.LeftButton)

    assert (run.cancels, second.cancels) == (1, 0)
    second.ended.emit()


def test_after_the_end_of_one_run_the_figures_of_the_other_are_shown(dock, run, qtbot):
    run.count(*(3 * [URBAN_TILE]))
    second = Run()
    dock.show_run(second)

    second.ended.emit()

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Residential": 3}, timeout=60_000)
    assert len(progress(dock)) == 1


def test_a_row_tells_the_tiles_that_are_done_of_all_and_the_time_left(dock, run):
    [row] = dock.findChildren(RunRow)
    row.look(0.0)
    before = run_counts(dock)
    run.tiles = 10
    row.look(100.0)
    run.count(*(4 * [URBAN_TILE]))
    row.look(108.0)

    # 4 tiles in 8 seconds: the other 6 will take 12.
    assert before == ["Waiting for the first tiles…"]
    assert run_counts(dock) == ["4 of 10 tiles"]
    assert row.findChild(QProgressBar).text() == "12\u00a0s left"


def test_the_row_of_a_run_counts_what_its_chart_shows(dock, run, qtbot):
    run.tiles = 10
    run.count(*(4 * [URBAN_TILE]))

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Residential": 4}, timeout=60_000)

    assert run_counts(dock) == ["4 of 10 tiles"]


def test_before_the_first_tile_no_nought_stands_beside_what_has_been_done(dock, run):
    [row] = dock.findChildren(RunRow)
    run.progressed.emit(26.0)
    run.tiles = 6800

    row.look(1.0)

    assert run_counts(dock) == ["Waiting for the first of 6,800 tiles…"]


def test_two_runs_of_one_image_are_told_apart_by_their_cells(dock, qtbot):
    for cell in (320, 640):
        run = Run()
        run.cell = cell
        dock.show_run(run)

    texts = [text for text in shown(dock) if text.startswith("Classifying")]
    assert texts == ["Classifying Leipzig, 320\u00a0m…", "Classifying Leipzig, 640\u00a0m…"]


def test_the_button_that_cancels_does_not_move(dock, run, qtbot):
    [button] = cancel_buttons(dock)

    def place():
        return button.mapTo(dock, button.rect().topLeft()), button.size()

    qtbot.wait(50)
    before = place()
    [row] = dock.findChildren(RunRow)
    run.account = READ
    run.tiles = 123_456
    run.count(*(4 * [URBAN_TILE]))
    row.look(1.0)
    qtbot.waitUntil(lambda: READ.line in shown(dock), timeout=60_000)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.wait(50)

    assert place() == before


def test_the_row_of_a_run_stays_while_a_grid_is_looked_at(dock, run, make_grid):
    follow(dock, make_grid(FOUR_TILES))

    assert tiles_by_class(dock) == {"Forest": 3, "River": 1}
    assert len(cancel_buttons(dock)) == 1


def test_the_exact_urban_probability_of_a_run_is_not_called_an_estimate(dock, run, qtbot):
    run.count(URBAN_TILE)

    qtbot.waitUntil(lambda: "Urban\u00a090.0" in label(dock, "EuroSatDetails").text(), timeout=60_000)
    assert "estimate" not in label(dock, "EuroSatDetails").toolTip()


READ = Account(
    "Read as Level-2A, no offset (by the numbers)",
    warnings=("Look twice.",),
    alternatives=(Alternative(Reading(offset=-1000.0), "Level-2A, offset −1000", "fits the numbers"),),
)


def choose_first(dock) -> None:
    """Open the details and classify again with the first of the other readings."""
    [details] = [b for b in dock.findChildren(QToolButton, "EuroSatReadingDetails") if b.isVisible()]
    QTest.keyClick(details, Qt.Key.Key_Return)
    [dialog] = [each for each in dock.window().findChildren(ReadingDialog) if each.isVisible()]
    QTest.keyClick(dialog.findChild(QRadioButton), Qt.Key.Key_Space)
    QTest.mouseClick(dialog.findChild(QPushButton, "EuroSatClassifyAgain"), Qt.MouseButton.LeftButton)


def test_while_a_run_goes_on_the_dock_says_how_the_image_is_read(dock, run, qtbot):
    run.account = READ

    qtbot.waitUntil(lambda: READ.line in shown(dock), timeout=60_000)


def test_choosing_another_reading_during_a_run_stops_it_and_begins_again(dock, run, qtbot):
    run.account = READ
    qtbot.waitUntil(lambda: READ.line in shown(dock), timeout=60_000)

    choose_first(dock)

    assert (run.cancels, run.repeated) == (1, [Reading(offset=-1000.0)])


def test_a_run_that_was_refused_offers_the_readings_that_its_image_may_have(dock, run, qtbot):
    run.account = Account(alternatives=READ.alternatives)
    run.failed.emit("No pixel is dark.")
    run.ended.emit()
    qtbot.wait(150)

    said = shown(dock)
    choose_first(dock)

    assert [text for text in said if text] == ["No pixel is dark.", "Choose how the image is to be read"]
    assert run.repeated == [Reading(offset=-1000.0)]


def test_the_dock_shows_how_the_image_of_a_grid_was_read_and_asks_for_it_read_otherwise(dock, make_grid, qtbot):
    grid = make_grid(FOUR_TILES)
    for name, value in READ.entries().items():
        grid.setCustomProperty(f"eurosat/{name}", value)
    grid.setCustomProperty("eurosat/model", "fast")
    follow(dock, grid)
    said = shown(dock)

    with qtbot.waitSignal(dock.read_again, timeout=60_000) as asked:
        choose_first(dock)

    assert READ.line in said
    assert asked.args == [grid, Reading(offset=-1000.0)]


def test_a_grid_that_does_not_tell_how_its_image_was_read_has_no_such_line(dock, make_grid):
    follow(dock, make_grid(FOUR_TILES))

    assert not any(each.isVisible() for each in dock.findChildren(QToolButton, "EuroSatReadingDetails"))


def rows(dock) -> list[RunRow]:
    return [each for each in dock.findChildren(RunRow) if each.isVisible()]


def test_a_click_on_the_row_of_a_run_shows_its_chart(dock, run, qtbot):
    run.count(URBAN_TILE)
    second = Run()
    dock.show_run(second)
    second.count(*(2 * [URBAN_TILE]))
    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Residential": 2}, timeout=60_000)

    QTest.mouseClick(rows(dock)[0], Qt.MouseButton.LeftButton)

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Residential": 1}, timeout=60_000)


def test_the_keyboard_chooses_a_run_too(dock, run, qtbot):
    run.count(URBAN_TILE)
    dock.show_run(Run())

    QTest.keyClick(rows(dock)[0], Qt.Key.Key_Space)

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Residential": 1}, timeout=60_000)


def test_a_click_on_a_row_shows_the_run_instead_of_a_grid_and_then_the_grid_again(dock, run, make_grid, qtbot):
    run.count(URBAN_TILE)
    follow(dock, make_grid(FOUR_TILES))
    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": 3, "River": 1}, timeout=60_000)

    QTest.mouseClick(rows(dock)[0], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Residential": 1}, timeout=60_000)
    run.ended.emit()

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": 3, "River": 1}, timeout=60_000)


def test_the_run_whose_chart_is_shown_stands_out_among_several(dock, run):
    dock.show_run(Run())

    QTest.mouseClick(rows(dock)[0], Qt.MouseButton.LeftButton)

    assert [label.font().bold() for row in rows(dock) for label in row.findChildren(QLabel)[:1]] == [True, False]


def test_the_button_of_a_row_only_cancels(dock, run, make_grid, qtbot):
    follow(dock, make_grid(FOUR_TILES))
    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Forest": 3, "River": 1}, timeout=60_000)

    QTest.mouseClick(cancel_buttons(dock)[0], Qt.MouseButton.LeftButton)
    qtbot.wait(150)

    assert tiles_by_class(dock) == {"Forest": 3, "River": 1}
