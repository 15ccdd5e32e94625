# SPDX-License-Identifier: GPL-2.0-or-later
"""A controller of runs on an interface with an empty map."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from qgis.PyQt.QtCore import QLocale

from eurosat_plugin.gui.runs.controller import ClassificationController
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
