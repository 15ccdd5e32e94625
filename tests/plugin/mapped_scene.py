# SPDX-License-Identifier: GPL-2.0-or-later
"""What somebody does on the map of Leipzig, and what they get."""

from __future__ import annotations

from qgis.core import QgsPointXY, QgsProject, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import QEvent, QPoint, QPointF, Qt
from qgis.PyQt.QtGui import QMouseEvent
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QAction, QApplication

SIZE = 512
"""Width and height of the scene in pixels of 10 m: eight tiles each way."""


def trigger(desktop, name: str) -> None:
    desktop.window.findChild(QAction, name).trigger()


def drag(desktop, extent: QgsRectangle) -> None:
    viewport = desktop.canvas.viewport()
    to_screen = desktop.canvas.getCoordinateTransform()
    start, end = (
        QPoint(round(point.x()), round(point.y()))
        for point in (
            to_screen.transform(extent.xMinimum(), extent.yMaximum()),
            to_screen.transform(extent.xMaximum(), extent.yMinimum()),
        )
    )
    QTest.mousePress(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, start)
    move = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(end),
        QPointF(viewport.mapToGlobal(end)),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(viewport, move)
    QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, end)


def wait_for_message(qtbot, desktop) -> str:
    qtbot.waitUntil(lambda: desktop.bar.currentItem() is not None, timeout=60_000)
    return desktop.bar.currentItem().text()


def result(cell: int = 640) -> QgsVectorLayer:
    [layer] = QgsProject.instance().mapLayersByName(f"Land cover of Leipzig, {cell} m")
    return layer


def click(desktop, point: QgsPointXY) -> None:
    on_screen = desktop.canvas.getCoordinateTransform().transform(point)
    position = QPoint(round(on_screen.x()), round(on_screen.y()))
    QTest.mouseClick(desktop.canvas.viewport(), Qt.MouseButton.LeftButton, pos=position)
