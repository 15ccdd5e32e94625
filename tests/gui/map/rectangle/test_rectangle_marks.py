# SPDX-License-Identifier: GPL-2.0-or-later
"""What the map shows while a rectangle is drawn: tiles, lines between them, and the label."""

from __future__ import annotations

import pytest
from qgis.core import QgsRectangle
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtWidgets import QLabel

from eurosat_plugin.adapters.raster.georeference import bounds_of
from eurosat_plugin.gui.runs.tile_plan import TilePlan, plan_text
from tests.gui.map.rectangle.drawing import (
    END,
    LATTICE,
    OUTSIDE,
    START,
    drag,
    move,
    on_map,
    press,
    tiles_between,
    visible_bands,
)


def hover(canvas, point):
    move(canvas, point, buttons=Qt.MouseButton.NoButton)


def parts(band: QgsRubberBand) -> int:
    geometry = band.asGeometry()
    return sum(1 for _ in geometry.parts())


def label(canvas) -> QLabel:
    return canvas.findChild(QLabel, "EuroSatRectangleLabel")


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


def test_nothing_is_shown_after_the_release(canvas, tool):
    drag(canvas)

    assert visible_bands(canvas) == []
    assert not label(canvas).isVisible()


def test_outside_the_label_says_so_while_the_rectangle_is_dragged(canvas, tool):
    canvas.setExtent(QgsRectangle(600_000, 5_000_000, 604_000, 5_003_000))

    press(canvas)
    move(canvas)

    assert label(canvas).text() == OUTSIDE
    assert len(visible_bands(canvas)) == 1


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


def test_zooming_while_dragging_tells_the_new_tiles_at_once(canvas, tool):
    press(canvas)
    move(canvas)
    before = label(canvas).text()

    canvas.zoomByFactor(1.4)

    assert label(canvas).isVisible()
    assert label(canvas).text() != before
