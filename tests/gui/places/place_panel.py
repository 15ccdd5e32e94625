# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel with the images of a place: what it shows, and the place."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from qgis.core import QgsGeometry, QgsRectangle
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QLabel, QPushButton, QTreeWidget

from eurosat_plugin.gui.places.place_dock import PlaceDock
from tests.catalogue_items import Scene
from tests.rasters import ORIGIN

SOON = 60_000


def day(ago: int) -> str:
    """Return the day so many days before today, in UTC."""
    return (datetime.now(timezone.utc).date() - timedelta(days=ago)).isoformat()


CLEAR = Scene(side=256, day=day(20), cloud=5.0)
CLOUDED = Scene(side=256, day=day(10), cloud=2.0)
"""By the catalogue the clearer one, but not over the place."""


def place() -> QgsGeometry:
    """Return a rectangle of two by two tiles in the middle of the scenes."""
    return QgsGeometry.fromRect(QgsRectangle(ORIGIN[0] + 640, ORIGIN[1] - 1920, ORIGIN[0] + 1920, ORIGIN[1] - 640))


def rows(dock: PlaceDock) -> list[list[str]]:
    tree = dock.findChild(QTreeWidget, "EuroSatScenes")
    items = [tree.topLevelItem(index) for index in range(tree.topLevelItemCount())]
    return [[item.text(column) for column in range(tree.columnCount())] for item in items]


def current_day(dock: PlaceDock) -> str:
    current = dock.findChild(QTreeWidget, "EuroSatScenes").currentItem()
    return "" if current is None else current.text(0)


def message(dock: PlaceDock) -> str:
    return dock.findChild(QLabel, "EuroSatPlaceMessage").text()


def press(dock: PlaceDock, name: str) -> None:
    QTest.mouseClick(dock.findChild(QPushButton, name), Qt.MouseButton.LeftButton)
