# SPDX-License-Identifier: GPL-2.0-or-later
"""A mouse on a map of ten by ten tiles."""

from __future__ import annotations

from qgis.core import QgsCoordinateReferenceSystem, QgsGeometry, QgsPointXY, QgsRectangle
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QApplication

from eurosat_plugin.adapters.raster.georeference import bounds_of, rectangle_of
from eurosat_plugin.core.tiles.geobox import GeoBox
from eurosat_plugin.core.tiles.tiling import Window
from eurosat_plugin.gui.runs.tile_plan import NoPlan, TilePlan

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


def release(canvas, point=END, button=LEFT, modifiers=Qt.KeyboardModifier.NoModifier):
    QTest.mouseRelease(canvas.viewport(), button, modifiers, point)


def drag(canvas, start=START, end=END):
    press(canvas, start)
    move(canvas, end)
    release(canvas, end)


def visible_bands(canvas) -> list[QgsRubberBand]:
    return [item for item in canvas.scene().items() if isinstance(item, QgsRubberBand) and item.isVisible()]


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
