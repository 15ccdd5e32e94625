# SPDX-License-Identifier: GPL-2.0-or-later
"""The map tool that drags a rectangle over what is to be classified."""

from __future__ import annotations

from qgis.core import QgsGeometry, QgsPointXY, QgsReferencedRectangle, QgsWkbTypes
from qgis.gui import QgsMapCanvas, QgsMapMouseEvent, QgsMapTool, QgsRubberBand
from qgis.PyQt.QtCore import QPoint, QRect, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QKeyEvent
from qgis.PyQt.QtWidgets import QApplication


class RectangleTool(QgsMapTool):
    """Press, drag, release: the rectangle on the screen becomes an extent in the map's CRS.

    On a rotated map the extent is the bounding box, along the map's axes, of what was drawn.
    """

    drawn = pyqtSignal(QgsReferencedRectangle)
    """A rectangle was released; in the destination CRS of the canvas."""
    clicked = pyqtSignal()
    """The button was pressed and released in one place, so there is no rectangle."""

    def __init__(self, canvas: QgsMapCanvas) -> None:
        super().__init__(canvas)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self._start: QPoint | None = None
        self._band = QgsRubberBand(canvas, QgsWkbTypes.GeometryType.PolygonGeometry)
        self._band.setStrokeColor(QColor(215, 48, 31))
        self._band.setFillColor(QColor(215, 48, 31, 40))
        self._band.setWidth(2)
        self._band.hide()

    def activate(self) -> None:
        """Listen for Esc: while a mouse button is down the canvas keeps keys from its tool."""
        super().activate()
        self.canvas().keyPressed.connect(self._cancel_on_escape)

    def deactivate(self) -> None:
        """Forget a rectangle that was begun."""
        self._cancel()
        self.canvas().keyPressed.disconnect(self._cancel_on_escape)
        super().deactivate()

    def remove(self) -> None:
        """Leave the canvas, which otherwise owns the rubber band for as long as it lives."""
        self.canvas().unsetMapTool(self)
        self.canvas().scene().removeItem(self._band)

    def canvasPressEvent(self, event: QgsMapMouseEvent) -> None:
        """Begin a rectangle; any other button gives it up."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._start = event.pos()
        else:
            self._cancel()

    def canvasMoveEvent(self, event: QgsMapMouseEvent) -> None:
        """Draw the rectangle as far as it goes."""
        if self._start is not None:
            self._band.setToGeometry(QgsGeometry.fromPolygonXY([self._corners(self._start, event.pos())]), None)
            self._band.show()

    def canvasReleaseEvent(self, event: QgsMapMouseEvent) -> None:
        """End the rectangle and tell its extent, or that it was only a click."""
        if event.button() != Qt.MouseButton.LeftButton or self._start is None:
            return
        start = self._start
        self._cancel()
        if (event.pos() - start).manhattanLength() < QApplication.startDragDistance():
            self.clicked.emit()
            return
        extent = QgsGeometry.fromMultiPointXY(self._corners(start, event.pos())).boundingBox()
        self.drawn.emit(QgsReferencedRectangle(extent, self.canvas().mapSettings().destinationCrs()))

    def _corners(self, start: QPoint, end: QPoint) -> list[QgsPointXY]:
        box = QRect(start, end)
        corners = (box.topLeft(), box.topRight(), box.bottomRight(), box.bottomLeft())
        return [self.toMapCoordinates(corner) for corner in corners]

    def _cancel_on_escape(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self._start is not None:
            self._cancel()
            event.accept()

    def _cancel(self) -> None:
        self._start = None
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        self._band.hide()
