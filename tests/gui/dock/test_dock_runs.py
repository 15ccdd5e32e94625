# SPDX-License-Identifier: GPL-2.0-or-later
"""The dock while a run goes on."""

from __future__ import annotations

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QProgressBar, QToolButton

from tests.gui.docks import FOUR_TILES, URBAN_TILE, Run, follow, label, shown, tiles_by_class


def test_while_a_run_goes_on_the_chart_grows(dock, run, qtbot):
    run.count(*(3 * [URBAN_TILE]))

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
    second.count(URBAN_TILE)

    qtbot.waitUntil(lambda: tiles_by_class(dock) == {"Residential": 1}, timeout=5000)
    run.progressed.emit(99.0)

    assert dock.findChild(QProgressBar).value() == 0
    second.ended.emit()


def test_the_exact_urban_probability_of_a_run_is_not_called_an_estimate(dock, run, qtbot):
    run.count(URBAN_TILE)

    qtbot.waitUntil(lambda: "Urban 90.0" in label(dock, "EuroSatDetails").text(), timeout=5000)
    assert "estimate" not in label(dock, "EuroSatDetails").toolTip()
