# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsRectangle
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest

from eurosat_plugin.gui.runs.tile_plan import NoPlan
from tests.gui.map.rectangle.drawing import (
    END,
    OUTSIDE,
    RIGHT,
    START,
    UTM,
    drag,
    move,
    on_map,
    press,
    release,
    tiles_between,
    tiles_of,
    visible_bands,
)


@pytest.fixture
def heard(tool) -> dict[str, list]:
    received: dict[str, list] = {"drawn": [], "clicked": [], "refused": []}
    for name, answers in received.items():
        getattr(tool, name).connect(answers.append)
    return received


def corners(start: QPoint, end: QPoint) -> list[QPoint]:
    return [QPoint(x, y) for x in (start.x(), end.x()) for y in (start.y(), end.y())]


@pytest.mark.parametrize(("start", "end"), [(START, END), (END, START), (QPoint(50, 160), QPoint(250, 60))])
def test_dragging_in_any_direction_gives_the_whole_tiles_under_the_rectangle(canvas, heard, start, end):
    drag(canvas, start, end)

    assert [QgsRectangle(plan.extent) for plan in heard["drawn"]] == [tiles_between(canvas, START, END)]


def test_the_tiles_are_in_the_crs_of_the_lattice(canvas, heard):
    drag(canvas)

    assert heard["drawn"][0].extent.crs() == UTM


def test_on_a_rotated_map_the_tiles_cover_all_corners_of_what_was_drawn(canvas, heard):
    canvas.setRotation(30)

    drag(canvas)

    assert [QgsRectangle(plan.extent) for plan in heard["drawn"]] == [tiles_between(canvas, *corners(START, END))]


def test_on_a_rotated_map_the_planner_gets_the_rectangle_as_it_is_on_the_screen(canvas, heard, planner):
    canvas.setRotation(30)

    drag(canvas)

    to_screen = canvas.getCoordinateTransform()
    ring = planner.shapes[-1].asPolygon()[0]
    on_screen = {(round(p.x()), round(p.y())) for p in (to_screen.transform(vertex) for vertex in ring)}
    assert on_screen == {(corner.x(), corner.y()) for corner in corners(START, END)}


def test_shift_keeps_the_rectangle_a_square_on_the_screen(canvas, heard, planner):
    press(canvas, QPoint(50, 60))
    move(canvas, QPoint(150, 90), modifiers=Qt.KeyboardModifier.ShiftModifier)
    release(canvas, QPoint(150, 90), modifiers=Qt.KeyboardModifier.ShiftModifier)

    box = planner.shapes[-1].boundingBox()
    assert box.width() == pytest.approx(box.height())
    assert box.width() == pytest.approx(100 * canvas.mapUnitsPerPixel())


def test_pressing_shift_without_moving_makes_the_square_at_once(canvas, tool, planner):
    press(canvas, QPoint(50, 60))
    move(canvas, QPoint(150, 90))

    QTest.keyPress(canvas, Qt.Key.Key_Shift)
    square = planner.shapes[-1].boundingBox()
    QTest.keyRelease(canvas, Qt.Key.Key_Shift)
    free = planner.shapes[-1].boundingBox()

    assert square.height() == pytest.approx(100 * canvas.mapUnitsPerPixel())
    assert free.height() == pytest.approx(30 * canvas.mapUnitsPerPixel())


def test_pressing_escape_cancels_the_rectangle(canvas, heard):
    press(canvas)
    move(canvas)

    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    move(canvas, QPoint(160, 120))

    assert visible_bands(canvas) == []
    release(canvas)
    assert heard == {"drawn": [], "clicked": [], "refused": []}


def test_pressing_another_key_does_not_cancel_the_rectangle(canvas, heard):
    press(canvas)
    move(canvas)

    QTest.keyClick(canvas, Qt.Key.Key_A)
    release(canvas)

    assert len(heard["drawn"]) == 1


def test_a_right_click_cancels_the_rectangle(canvas, heard):
    press(canvas)
    move(canvas)

    press(canvas, END, RIGHT)
    release(canvas, END, RIGHT)
    release(canvas)

    assert visible_bands(canvas) == []
    assert heard == {"drawn": [], "clicked": [], "refused": []}


def test_a_click_without_a_drag_is_about_the_tile_under_the_cursor(canvas, heard):
    press(canvas)
    release(canvas, START)

    assert [QgsRectangle(plan.extent) for plan in heard["clicked"]] == [tiles_between(canvas, START)]
    assert heard["drawn"] == []


def test_a_rectangle_outside_is_refused_with_the_sentence_of_the_planner(canvas, heard):
    canvas.setExtent(QgsRectangle(600_000, 5_000_000, 604_000, 5_003_000))

    drag(canvas)

    assert heard == {"drawn": [], "clicked": [], "refused": [NoPlan(OUTSIDE)]}


def test_a_click_outside_is_refused(canvas, heard):
    canvas.setExtent(QgsRectangle(600_000, 5_000_000, 604_000, 5_003_000))

    press(canvas)
    release(canvas, START)

    assert heard == {"drawn": [], "clicked": [], "refused": [NoPlan(OUTSIDE)]}


def test_zooming_while_dragging_keeps_the_corner_where_it_was_on_the_map(canvas, heard):
    corner = on_map(canvas, START)
    press(canvas)
    move(canvas, START + QPoint(30, 30))

    canvas.zoomByFactor(1.4)
    move(canvas)
    release(canvas)

    box = QgsRectangle(corner, on_map(canvas, END))
    assert [QgsRectangle(plan.extent) for plan in heard["drawn"]] == [tiles_of(box)]


def test_another_projection_while_dragging_gives_the_rectangle_up(canvas, heard):
    press(canvas)
    move(canvas)

    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    release(canvas)

    assert heard == {"drawn": [], "clicked": [], "refused": []}
    assert visible_bands(canvas) == []


def test_a_rectangle_that_ends_beside_the_canvas_reaches_as_far(canvas, heard):
    drag(canvas, START, QPoint(460, 340))

    box = QgsRectangle(on_map(canvas, START), on_map(canvas, QPoint(460, 340)))
    assert [QgsRectangle(plan.extent) for plan in heard["drawn"]] == [tiles_of(box)]
