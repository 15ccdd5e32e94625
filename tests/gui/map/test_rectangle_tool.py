# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsRectangle
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication, QLabel

from eurosat_plugin.adapters.raster.georeference import bounds_of, rectangle_of
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import Window
from eurosat_plugin.gui.map.rectangle_tool import RectangleTool
from eurosat_plugin.gui.runs.tile_plan import NoPlan, TilePlan, plan_text

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
START, END = QPoint(50, 60), QPoint(250, 160)
UTM = QgsCoordinateReferenceSystem("EPSG:32633")
LATTICE = GeoBox("EPSG:32633", 500_000.0, 5_006_400.0, 10.0, 10.0, Window(0, 0, 640, 640))
"""Ten tiles of 640 m each way."""
OUTSIDE = "There is nothing here."


class Planner:
    """Plans on LATTICE and remembers the shapes it was asked about."""

    def __init__(self) -> None:
        self.shapes: list[QgsGeometry] = []

    def __call__(self, shape: QgsGeometry) -> TilePlan | NoPlan:
        self.shapes.append(QgsGeometry(shape))
        window = LATTICE.tiles(bounds_of(shape.boundingBox()))
        return NoPlan(OUTSIDE) if window is None else TilePlan(LATTICE.within(window))


@pytest.fixture
def canvas(qtbot) -> Iterator[QgsMapCanvas]:
    canvas = QgsMapCanvas()
    canvas.resize(400, 300)
    canvas.setDestinationCrs(UTM)
    canvas.setExtent(QgsRectangle(500_000, 5_000_000, 504_000, 5_003_000))
    canvas.show()
    qtbot.waitExposed(canvas)
    yield canvas
    canvas.close()
    canvas.deleteLater()


@pytest.fixture
def planner() -> Planner:
    return Planner()


@pytest.fixture
def tool(canvas, planner) -> Iterator[RectangleTool]:
    tool = RectangleTool(canvas, planner)
    canvas.setMapTool(tool)
    yield tool
    canvas.unsetMapTool(tool)


@pytest.fixture
def heard(tool) -> dict[str, list]:
    received: dict[str, list] = {"drawn": [], "clicked": [], "refused": []}
    for name, answers in received.items():
        getattr(tool, name).connect(answers.append)
    return received


def press(canvas, point=START, button=LEFT):
    QTest.mousePress(canvas.viewport(), button, Qt.KeyboardModifier.NoModifier, point)


def move(canvas, point=END, buttons=LEFT, modifiers=Qt.KeyboardModifier.NoModifier):
    # QTest.mouseMove only sets the cursor, which not every platform plugin turns into an event.
    viewport = canvas.viewport()
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(viewport.mapToGlobal(point)),
        Qt.MouseButton.NoButton,
        buttons,
        modifiers,
    )
    QApplication.sendEvent(viewport, event)


def hover(canvas, point):
    move(canvas, point, buttons=Qt.MouseButton.NoButton)


def release(canvas, point=END, button=LEFT, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.mouseRelease(canvas.viewport(), button, modifiers, point)


def drag(canvas, start=START, end=END):
    press(canvas, start)
    move(canvas, end)
    release(canvas, end)


def visible_bands(canvas) -> list[QgsRubberBand]:
    return [item for item in canvas.scene().items() if isinstance(item, QgsRubberBand) and item.isVisible()]


def parts(band: QgsRubberBand) -> int:
    geometry = band.asGeometry()
    return sum(1 for _ in geometry.parts())


def label(canvas) -> QLabel:
    return canvas.findChild(QLabel, "EuroSatRectangleLabel")


def on_map(canvas, point: QPoint) -> QgsPointXY:
    return canvas.getCoordinateTransform().toMapCoordinates(point)


def tiles_of(box: QgsRectangle) -> QgsRectangle:
    """Return the whole tiles of LATTICE that `box` touches."""
    return rectangle_of(LATTICE.rectangle(LATTICE.tiles(bounds_of(box))))


def tiles_between(canvas, *points: QPoint) -> QgsRectangle:
    """Return the whole tiles of LATTICE that the bounding box of `points` on the screen touches."""
    box = QgsRectangle()
    box.setMinimal()
    for point in points:
        box.combineExtentWith(on_map(canvas, point))
    return tiles_of(box)


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


def test_the_tile_under_the_cursor_is_shown_before_anything_is_pressed(canvas, tool):
    hover(canvas, START)

    [band] = visible_bands(canvas)

    assert band.asGeometry().boundingBox() == tiles_between(canvas, START)


def test_no_tile_is_shown_where_there_is_none(canvas, tool):
    canvas.setExtent(QgsRectangle(600_000, 5_000_000, 604_000, 5_003_000))

    hover(canvas, START)

    assert visible_bands(canvas) == []


def test_the_lines_between_the_tiles_are_shown_while_the_rectangle_is_dragged(canvas, tool):
    press(canvas)
    move(canvas)

    area = tiles_between(canvas, START, END)
    inner = round(area.width() / 640) - 1 + round(area.height() / 640) - 1
    assert max(map(parts, visible_bands(canvas))) == inner


def test_tiles_too_small_to_see_are_not_drawn_one_by_one(canvas, tool):
    canvas.setExtent(QgsRectangle(200_000, 4_700_000, 800_000, 5_300_000))
    press(canvas, QPoint(0, 0))
    move(canvas, QPoint(399, 299))

    assert [parts(band) for band in visible_bands(canvas)] == [1, 1]


def test_the_label_tells_tiles_hectares_and_time(canvas, tool):
    press(canvas)
    move(canvas)

    window = LATTICE.tiles(bounds_of(QgsRectangle(on_map(canvas, START), on_map(canvas, END))))
    assert label(canvas).isVisible()
    assert label(canvas).text() == plan_text(TilePlan(LATTICE.within(window)))


@pytest.mark.parametrize("end", [QPoint(395, 295), QPoint(395, 5), QPoint(5, 295)])
def test_the_label_stays_inside_the_canvas(canvas, tool, end):
    press(canvas)
    move(canvas, end)

    assert canvas.viewport().rect().contains(label(canvas).geometry())


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


def test_nothing_is_shown_after_the_release(canvas, tool):
    drag(canvas)

    assert visible_bands(canvas) == []
    assert not label(canvas).isVisible()


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


def test_outside_the_label_says_so_while_the_rectangle_is_dragged(canvas, tool):
    canvas.setExtent(QgsRectangle(600_000, 5_000_000, 604_000, 5_003_000))

    press(canvas)
    move(canvas)

    assert label(canvas).text() == OUTSIDE
    assert len(visible_bands(canvas)) == 1


def test_a_click_outside_is_refused(canvas, heard):
    canvas.setExtent(QgsRectangle(600_000, 5_000_000, 604_000, 5_003_000))

    press(canvas)
    release(canvas, START)

    assert heard == {"drawn": [], "clicked": [], "refused": [NoPlan(OUTSIDE)]}


def test_changing_the_tool_in_the_middle_of_a_drag_leaves_nothing_on_the_map(canvas, tool):
    press(canvas)
    move(canvas)

    canvas.unsetMapTool(tool)

    assert visible_bands(canvas) == []
    assert not label(canvas).isVisible()


def test_a_removed_tool_leaves_nothing_on_the_canvas(canvas, tool, qtbot):
    tool.remove()

    assert canvas.mapTool() is None
    assert [item for item in canvas.scene().items() if isinstance(item, QgsRubberBand)] == []
    qtbot.waitUntil(lambda: label(canvas) is None, timeout=60_000)


def test_zooming_while_dragging_keeps_the_corner_where_it_was_on_the_map(canvas, heard):
    corner = on_map(canvas, START)
    press(canvas)
    move(canvas, START + QPoint(30, 30))

    canvas.zoomByFactor(1.4)
    move(canvas)
    release(canvas)

    box = QgsRectangle(corner, on_map(canvas, END))
    assert [QgsRectangle(plan.extent) for plan in heard["drawn"]] == [tiles_of(box)]


def test_zooming_while_dragging_tells_the_new_tiles_at_once(canvas, tool):
    press(canvas)
    move(canvas)
    before = label(canvas).text()

    canvas.zoomByFactor(1.4)

    assert label(canvas).isVisible()
    assert label(canvas).text() != before


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
