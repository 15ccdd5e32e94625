# SPDX-License-Identifier: GPL-2.0-or-later
"""Compare…: when it is offered, and what it opens."""

from __future__ import annotations

from collections.abc import Iterator

import processing
import pytest
from qgis.core import (
    QgsApplication,
    QgsProject,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QItemSelectionModel, QObject
from qgis.PyQt.QtWidgets import QAction

from eurosat_plugin import classFactory
from eurosat_plugin.adapters.grid.change_columns import CHANGE_COLUMNS
from tests.grids import memory_grid

TILE = [{"class_key": "Forest", "confidence": 0.9}]
SELECT = QItemSelectionModel.SelectionFlag.Select


@pytest.fixture
def plugin(desktop, qgis_processing: None, qgis_new_project: None) -> Iterator[QObject]:
    plugin = classFactory(desktop)
    plugin.initGui()
    yield plugin
    plugin.unload()


@pytest.fixture
def dialogs(monkeypatch) -> list[tuple[str, dict[str, str]]]:
    opened: list[tuple[str, dict[str, str]]] = []
    monkeypatch.setattr(processing, "execAlgorithmDialog", lambda name, parameters: opened.append((name, parameters)))
    return opened


def grid(date: str = "", east: float = 0.0) -> QgsVectorLayer:
    """Add a grid of one tile to the project, moved eastwards by so many metres."""
    layer = memory_grid(TILE)
    for feature in layer.getFeatures():
        shape = feature.geometry()
        shape.translate(east, 0.0)
        layer.dataProvider().changeGeometryValues({feature.id(): shape})
    layer.updateExtents()
    layer.setCustomProperty("eurosat/model", "fast")
    layer.setCustomProperty("eurosat/date", date)
    QgsProject.instance().addMapLayer(layer)
    return layer


def select(desktop, *layers: QgsVectorLayer) -> None:
    """Select layers in the list of layers."""
    desktop.tree.selectionModel().clearSelection()
    for layer in layers:
        node = QgsProject.instance().layerTreeRoot().findLayer(layer.id())
        desktop.tree.selectionModel().select(desktop.tree.node2index(node), SELECT)


def compare(desktop) -> QAction:
    return desktop.window.findChild(QAction, "eurosatCompare")


def test_two_selected_grids_of_one_place_can_be_compared(plugin, desktop) -> None:
    one, other = grid(), grid()
    before = compare(desktop).isEnabled()

    select(desktop, one, other)

    assert (before, compare(desktop).isEnabled()) == (False, True)


def test_one_grid_two_of_different_places_and_other_layers_cannot_be_compared(plugin, desktop) -> None:
    one, far = grid(), grid(east=100_000.0)
    other = QgsVectorLayer("Polygon?crs=EPSG:32633", "districts", "memory")
    QgsProject.instance().addMapLayer(other)
    enabled = []

    for layers in ([one], [one, far], [one, other]):
        select(desktop, *layers)
        enabled.append(compare(desktop).isEnabled())

    assert enabled == [False, False, False]


def test_the_dialog_is_filled_in_with_both_the_older_one_first_and_asks_for_the_matrix(
    plugin, desktop, dialogs
) -> None:
    newer, older = grid("2022-06-01"), grid("2020-06-01")
    select(desktop, newer, older)

    compare(desktop).trigger()

    filled = {"BEFORE": older.id(), "AFTER": newer.id(), "MATRIX": "TEMPORARY_OUTPUT"}
    assert dialogs == [("eurosat:compare", filled)]
    known = QgsApplication.processingRegistry().algorithmById("eurosat:compare").parameterDefinitions()
    assert set(filled) <= {each.name() for each in known}


def test_without_the_algorithms_it_is_said(plugin, desktop, dialogs, monkeypatch) -> None:
    registry = type(QgsApplication.processingRegistry())
    monkeypatch.setattr(registry, "algorithmById", lambda self, name: None)
    select(desktop, grid(), grid())

    compare(desktop).trigger()

    assert dialogs == []
    assert desktop.bar.currentItem().text().startswith("The algorithms of the plugin are missing;")


def test_changes_come_above_both_grids_whichever_is_current(plugin, desktop, qtbot, monkeypatch) -> None:
    one, other = grid("2020-01-01"), grid("2021-01-01")
    columns = "".join(f"&field={column.name}" for column in CHANGE_COLUMNS)
    changes = QgsVectorLayer(f"Polygon?crs=EPSG:32633{columns}", "Changes", "memory")

    def run(name: str, parameters: dict[str, str]) -> None:
        QgsProject.instance().addMapLayer(changes, False)
        QgsProject.instance().layerTreeRoot().addLayer(changes)  # below both

    monkeypatch.setattr(processing, "execAlgorithmDialog", run)
    select(desktop, one, other)
    compare(desktop).trigger()

    root = QgsProject.instance().layerTreeRoot()
    qtbot.waitUntil(lambda: next(node.layerId() for node in root.findLayers()) == changes.id(), timeout=10_000)
    assert len(root.findLayers()) == 3
