# SPDX-License-Identifier: GPL-2.0-or-later
"""A controller of runs, and a choice of images, on an interface with an empty map."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from qgis.core import QgsVectorLayer
from qgis.PyQt.QtCore import QLocale

from eurosat_plugin.gui.runs.controller import ClassificationController
from eurosat_plugin.gui.runs.image_choice import ImageChoice
from tests.gui.runs.controlled import INSIDE


@pytest.fixture
def iface(qgis_iface, qgis_new_project):
    qgis_iface._active_layer_id = None
    qgis_iface.messageBar().clear_messages()
    qgis_iface.mapCanvas().setLayers([])
    qgis_iface.mapCanvas().setDestinationCrs(INSIDE.crs())
    return qgis_iface


@pytest.fixture
def controller(iface) -> Iterator[ClassificationController]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    controller = ClassificationController(iface)
    yield controller
    controller.shut_down()
    QLocale.setDefault(before)


@pytest.fixture
def images(iface) -> Iterator[ImageChoice]:
    images = ImageChoice(iface)
    yield images
    images.close()


@pytest.fixture
def grid_of(make_grid, iface) -> Callable[..., QgsVectorLayer]:
    """Return a maker of grids that are current and know their source."""

    def make(source: str, radiometry: str = "l2a", scene: str = "scene") -> QgsVectorLayer:
        grid = make_grid([], "the grid")
        entries = {"model": "fast", "source": source, "radiometry": radiometry, "scene": scene}
        for name, value in entries.items():
            grid.setCustomProperty(f"eurosat/{name}", value)
        iface.setActiveLayer(grid)
        return grid

    return make
