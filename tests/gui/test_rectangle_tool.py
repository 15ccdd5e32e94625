# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsPointXY, QgsRectangle
from qgis.gui import QgsMapCanvas, QgsRubberBand
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

from eurosat_plugin.gui.rectangle_tool import RectangleTool

LEFT, RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton
START, END = QPoint(50, 60), QPoint(150, 110)


@pytest.fixture
def canvas(qtbot) -> Iterator[QgsMapCanvas]:
    canvas = QgsMapCanvas()
    canvas.resize(400, 300)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    canvas.setExtent(QgsRectangle(500_000, 5_000_000, 504_000, 5_003_000))
    canvas.show()
    qtbot.waitExposed(canvas)
    yield canvas
    canvas.close()
    canvas.deleteLater()


@pytest.fixture
def tool(canvas) -> Iterator[RectangleTool]:
    tool = RectangleTool(canvas)
    canvas.setMapTool(tool)
    yield tool
    canvas.unsetMapTool(tool)


@pytest.fixture
def drawn(tool) -> list:
    received: list = []
    tool.drawn.connect(received.append)
    return received


def press(canvas, point=START, button=LEFT):
    QTest.mousePress(canvas.viewport(), button, Qt.KeyboardModifier.NoModifier, point)


def move(canvas, point=END):
    # QTest.mouseMove only sets the cursor, which not every platform plugin turns into an event.
    viewport = canvas.viewport()
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(viewport.mapToGlobal(point)),
        Qt.MouseButton.NoButton,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, event)


def release(canvas, point=END, button=LEFT):
    QTest.mouseRelease(canvas.viewport(), button, Qt.KeyboardModifier.NoModifier, point)


def drag(canvas, start=START, end=END):
    press(canvas, start)
    move(canvas, end)
    release(canvas, end)


def visible_bands(canvas) -> list[QgsRubberBand]:
    return [item for item in canvas.scene().items() if isinstance(item, QgsRubberBand) and item.isVisible()]


def on_map(canvas, point: QPoint) -> QgsPointXY:
    return canvas.getCoordinateTransform().toMapCoordinates(point)


def assert_same_rectangle(found: QgsRectangle, expected: QgsRectangle) -> None:
    for side in ("xMinimum", "yMinimum", "xMaximum", "yMaximum"):
        assert getattr(found, side)() == pytest.approx(getattr(expected, side)())


@pytest.mark.parametrize(("start", "end"), [(START, END), (END, START), (QPoint(50, 110), QPoint(150, 60))])
def test_dragging_in_any_direction_gives_the_rectangle_in_map_coordinates(canvas, drawn, start, end):
    drag(canvas, start, end)

    assert len(drawn) == 1
    assert_same_rectangle(drawn[0], QgsRectangle(on_map(canvas, START), on_map(canvas, END)))


def test_the_rectangle_is_in_the_crs_of_the_canvas(canvas, drawn):
    drag(canvas)

    assert drawn[0].crs().authid() == "EPSG:32633"


def test_on_a_rotated_map_the_rectangle_is_the_bounding_box_of_what_was_drawn(canvas, drawn):
    canvas.setRotation(30)

    drag(canvas)

    corners = [QPoint(x, y) for x in (START.x(), END.x()) for y in (START.y(), END.y())]
    expected = QgsRectangle()
    expected.setMinimal()
    for corner in corners:
        expected.combineExtentWith(on_map(canvas, corner))
    assert_same_rectangle(drawn[0], expected)


def test_on_a_rotated_map_the_rubber_band_is_the_rectangle_on_the_screen(canvas, tool):
    canvas.setRotation(30)
    press(canvas)
    move(canvas)

    [band] = visible_bands(canvas)

    corners = {(p.x(), p.y()) for p in band.asGeometry().asMultiPolygon()[0][0]}
    on_screen = {
        (round(transformed.x()), round(transformed.y()))
        for transformed in (canvas.getCoordinateTransform().transform(QgsPointXY(*corner)) for corner in corners)
    }
    assert on_screen == {(x, y) for x in (START.x(), END.x()) for y in (START.y(), END.y())}


def test_the_rubber_band_is_shown_while_the_rectangle_is_dragged(canvas, tool):
    press(canvas)
    move(canvas)

    assert len(visible_bands(canvas)) == 1


def test_the_rubber_band_is_gone_after_the_release(canvas, tool):
    drag(canvas)

    assert visible_bands(canvas) == []


def test_pressing_escape_cancels_the_rectangle(canvas, drawn):
    press(canvas)
    move(canvas)

    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    move(canvas, QPoint(160, 120))

    assert visible_bands(canvas) == []
    release(canvas)
    assert drawn == []


def test_pressing_another_key_does_not_cancel_the_rectangle(canvas, drawn):
    press(canvas)
    move(canvas)

    QTest.keyClick(canvas, Qt.Key.Key_A)
    release(canvas)

    assert len(drawn) == 1


def test_a_right_click_cancels_the_rectangle(canvas, drawn, tool):
    clicks: list = []
    tool.clicked.connect(lambda: clicks.append(1))
    press(canvas)
    move(canvas)

    press(canvas, END, RIGHT)
    release(canvas, END, RIGHT)
    release(canvas)

    assert visible_bands(canvas) == []
    assert drawn == []
    assert clicks == []


def test_a_click_without_a_drag_is_told_apart(canvas, drawn, tool, qtbot):
    with qtbot.waitSignal(tool.clicked, timeout=1000):
        press(canvas)
        release(canvas, START)

    assert drawn == []


def test_moving_before_the_press_draws_nothing(canvas, tool):
    move(canvas)

    assert visible_bands(canvas) == []


def test_changing_the_tool_in_the_middle_of_a_drag_leaves_no_rubber_band(canvas, tool, drawn):
    press(canvas)
    move(canvas)

    canvas.unsetMapTool(tool)

    assert visible_bands(canvas) == []


def test_a_removed_tool_leaves_nothing_on_the_canvas(canvas, tool):
    tool.remove()

    assert canvas.mapTool() is None
    assert [item for item in canvas.scene().items() if isinstance(item, QgsRubberBand)] == []
