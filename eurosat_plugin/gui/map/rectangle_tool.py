# SPDX-License-Identifier: GPL-2.0-or-later
"""The map tool that drags a rectangle over what is to be classified."""

from __future__ import annotations

from collections.abc import Callable
from typing import Union

from qgis.core import QgsGeometry, QgsPointXY
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool
from qgis.PyQt.QtCore import QPoint, Qt, pyqtSignal
from qgis.PyQt.QtGui import QKeyEvent
from qgis.PyQt.QtWidgets import QApplication

from eurosat_plugin.gui.map.tile_preview import TilePreview
from eurosat_plugin.gui.runs.tile_plan import NoPlan, TilePlan, plan_text

Planner = Callable[[QgsGeometry], Union[TilePlan, NoPlan]]
"""Turns what was drawn (in the CRS of the canvas) into tiles, or tells why there are none."""


class RectangleTool(QgsMapTool):
    """Press, drag, release: the rectangle on the screen becomes the tiles that it touches.

    Before the button is pressed the tile under the cursor is shown: a click without a drag is about that one.
    Esc and any other button give the rectangle up; Shift keeps it a square.
    """

    drawn = pyqtSignal(TilePlan)
    """A rectangle was released over these tiles."""
    clicked = pyqtSignal(TilePlan)
    """The button was pressed and released in one place, on this tile."""
    refused = pyqtSignal(NoPlan)
    """There are no tiles where the button was released."""

    escaped = pyqtSignal()
    """Esc was pressed while no rectangle was being dragged."""

    def __init__(self, canvas: QgsMapCanvas, planner: Planner) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._planner = planner
        self._preview = TilePreview(canvas)
        self._anchor: QgsPointXY | None = None
        """Where the rectangle begins, on the map: the wheel may move it on the screen."""
        self._pressed = QPoint()
        self._end = QPoint()
        self._square = False

    def activate(self) -> None:
        """Listen for keys: while a mouse button is down the canvas keeps them from its tool."""
        super().activate()
        self.canvas().keyPressed.connect(self._key_pressed)
        self.canvas().keyReleased.connect(self._key_released)
        self.canvas().extentsChanged.connect(self._map_moved)
        self.canvas().destinationCrsChanged.connect(self._cancel)

    def deactivate(self) -> None:
        """Forget a rectangle that was begun."""
        self._cancel()
        self.canvas().keyPressed.disconnect(self._key_pressed)
        self.canvas().keyReleased.disconnect(self._key_released)
        self.canvas().extentsChanged.disconnect(self._map_moved)
        self.canvas().destinationCrsChanged.disconnect(self._cancel)
        super().deactivate()

    def remove(self) -> None:
        """Leave the canvas."""
        self.canvas().unsetMapTool(self)
        self._preview.remove()

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        """Begin a rectangle; any other button gives it up."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed = self._end = event.pos()
            self._anchor = self.toMapCoordinates(event.pos())
        else:
            self._cancel()

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        """Show the tiles of the rectangle so far, or the tile under the cursor."""
        self._end = event.pos()
        self._square = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self._anchor is None and event.buttons() != Qt.MouseButton.NoButton:  # type: ignore[comparison-overlap]
            self._preview.hide()  # what was begun has been given up
        else:
            self._show()

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """End the rectangle and tell its tiles, or that it was only a click."""
        if event.button() != Qt.MouseButton.LeftButton or self._anchor is None:
            return
        self._end = event.pos()
        self._square = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        only_clicked = self._is_click()
        plan = self._planner(self._shape())
        self._cancel()
        if isinstance(plan, NoPlan):
            self.refused.emit(plan)
        elif only_clicked:
            self.clicked.emit(plan)
        else:
            self.drawn.emit(plan)

    def _show(self) -> None:
        shape = self._shape()
        plan = self._planner(shape)
        dragging = not self._is_click()
        if isinstance(plan, TilePlan):
            self._preview.show(plan, shape if dragging else None)
        elif dragging:
            self._preview.show_only(shape)
        else:
            self._preview.hide()
        if dragging:
            self._preview.show_text(plan_text(plan) if isinstance(plan, TilePlan) else plan.sentence, self._end)

    def _is_click(self) -> bool:
        start = self._start()
        if start is None:
            return True
        # Of the two, the one that is further away: the wheel moves the map under a mouse that stands still.
        ways = (self._end - self._pressed, self._end - start)
        return max(way.manhattanLength() for way in ways) < QApplication.startDragDistance()

    def _start(self) -> QPoint | None:
        """Return where on the screen the rectangle begins, None while there is none."""
        return None if self._anchor is None else self.toCanvasCoordinates(self._anchor)

    def _shape(self) -> QgsGeometry:
        """Return the rectangle on the screen as a polygon in map coordinates, or the point under the cursor."""
        start = self._start()
        if start is None or self._is_click():
            return QgsGeometry.fromPointXY(self.toMapCoordinates(self._end))
        end = self._corner(start)
        corners = (start, QPoint(end.x(), start.y()), end, QPoint(start.x(), end.y()))
        ring: list[QgsPointXY] = [self.toMapCoordinates(corner) for corner in corners]
        return QgsGeometry.fromPolygonXY([ring])

    def _corner(self, start: QPoint) -> QPoint:
        if not self._square:
            return self._end
        across, down = self._end.x() - start.x(), self._end.y() - start.y()
        side = max(abs(across), abs(down))
        return start + QPoint(-side if across < 0 else side, -side if down < 0 else side)

    def _key_pressed(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            if self._anchor is None:
                self.escaped.emit()
            self._cancel()
            event.accept()
        elif self._anchor is not None and event.key() == Qt.Key.Key_Shift:
            self._square = True
            self._show()

    def _key_released(self, event: QKeyEvent) -> None:
        if self._anchor is not None and event.key() == Qt.Key.Key_Shift:
            self._square = False
            self._show()

    def _map_moved(self) -> None:
        if self._anchor is not None:
            self._show()

    def _cancel(self) -> None:
        self._anchor = None
        self._preview.hide()
