# SPDX-License-Identifier: GPL-2.0-or-later
"""A map and the tool on it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.core import QgsRectangle
from qgis.gui import QgsMapCanvas

from eurosat_plugin.gui.map.rectangle_tool import RectangleTool
from tests.gui.map.rectangle.drawing import UTM, Planner


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
