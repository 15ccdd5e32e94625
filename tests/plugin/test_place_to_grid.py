# SPDX-License-Identifier: GPL-2.0-or-later
"""From a place on an empty map to its land cover, through the real catalogue search and the real algorithm."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

import pytest
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsReferencedRectangle,
    QgsVectorLayer,
)
from qgis.gui import QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton, QTreeWidget

from eurosat_plugin.core.catalogue import services
from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.gui.action_handlers import ActionHandlers
from eurosat_plugin.gui.dock.dock import HistogramDock
from eurosat_plugin.gui.places import place_dock
from eurosat_plugin.gui.places.place_dock import PlaceDock
from eurosat_plugin.gui.runs.scene_target import SceneTarget
from eurosat_plugin.gui.runs.tile_plan import NoPlan
from tests.catalogue_items import Scene, earth_search, write_bands
from tests.catalogue_server import KEY, CatalogueServer, catalogue_server
from tests.provider import registered_provider
from tests.rasters import ORIGIN, UTM33, ground, write_raster
from tests.sign_ins import sign_in

SOON = 60_000
SCENE = Scene(side=256, day=datetime.now(timezone.utc).date().isoformat())


@pytest.fixture
def server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CatalogueServer]:
    write_bands(tmp_path / "scene", SCENE)
    with catalogue_server(tmp_path) as server:
        known = replace(services.EARTH_SEARCH, address=server.api)
        monkeypatch.setattr(services, "CATALOGUES", (known,))
        monkeypatch.setattr(place_dock, "find_catalogue", lambda key: known)
        server.items.append(earth_search(SCENE, f"{server.files}/scene", server.api))
        yield server


@pytest.fixture
def handlers(qgis_processing, qgis_new_project, desktop, server) -> Iterator[ActionHandlers]:
    dock = HistogramDock(desktop.window, desktop.canvas)
    rectangle = desktop.tools.addAction("rectangle")
    with registered_provider():
        handlers = ActionHandlers(desktop, dock, rectangle, desktop)
        desktop.canvas.setDestinationCrs(QgsCoordinateReferenceSystem(UTM33))
        yield handlers
        handlers.shut_down()
        dock.shut_down()


@pytest.fixture
def keys(qgis_app, monkeypatch) -> Iterator[str]:
    """Return the id of a sign-in, for a catalogue that nobody knows."""
    monkeypatch.setattr(services, "CATALOGUES", ())
    with sign_in("Basic", username=KEY, password="secret") as keys:
        yield keys


def place() -> QgsGeometry:
    """Return a rectangle of two by two tiles in the middle of the scene."""
    return QgsGeometry.fromRect(QgsRectangle(ORIGIN[0] + 640, ORIGIN[1] - 1920, ORIGIN[0] + 1920, ORIGIN[1] - 640))


def extent() -> QgsReferencedRectangle:
    return QgsReferencedRectangle(place().boundingBox(), QgsCoordinateReferenceSystem(UTM33))


def grids() -> list[QgsVectorLayer]:
    return [layer for layer in QgsProject.instance().mapLayers().values() if isinstance(layer, QgsVectorLayer)]


def test_two_clicks_after_a_rectangle_there_is_a_grid_that_names_its_scene(qtbot, handlers, desktop, server) -> None:
    handlers._refuse(NoPlan("No Sentinel-2 image is open here.", bare=place()))
    panel = desktop.window.findChild(PlaceDock)
    scenes = panel.findChild(QTreeWidget, "EuroSatScenes")

    QTest.mouseClick(panel.findChild(QPushButton, "EuroSatSearch"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: scenes.currentItem() is not None, timeout=SOON)
    QTest.mouseClick(panel.findChild(QPushButton, "EuroSatClassifyScene"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(grids()), timeout=SOON)

    [grid] = grids()
    assert grid.featureCount() == 4
    assert grid.customProperty("eurosat/source") == server.item_address()
    assert grid.customProperty("eurosat/date") == SCENE.day


def test_a_grid_of_a_scene_is_classified_again_with_another_reading(qtbot, handlers, server) -> None:
    handlers.controller.classify_scene(SceneTarget(server.item_address(), SCENE.id), extent())
    qtbot.waitUntil(lambda: len(grids()) == 1, timeout=SOON)
    [grid] = grids()

    handlers.controller.classify_again(grid, Reading(offset=-100.0))
    qtbot.waitUntil(lambda: len(grids()) == 2, timeout=SOON)

    assert sorted(layer.customProperty("eurosat/offset") for layer in grids()) == [-100.0, 0.0]


def test_a_grid_of_a_scene_asks_no_server_while_the_mouse_moves(qtbot, handlers, desktop, server) -> None:
    handlers.controller.classify_scene(SceneTarget(server.item_address(), SCENE.id), extent())
    qtbot.waitUntil(lambda: len(grids()) == 1, timeout=SOON)
    server.requests.clear()

    plan = handlers.controller.planner.plan(place())

    assert isinstance(plan, NoPlan)
    assert server.requests == []


def test_a_rectangle_beside_an_image_opens_the_panel_and_asks_nobody(handlers, desktop, server, tmp_path) -> None:
    layer = QgsRasterLayer(str(write_raster(tmp_path / "S2_L2A_B04B03B02.tif", ground())), "image")
    QgsProject.instance().addMapLayer(layer)
    desktop.setActiveLayer(layer)
    beside = place()
    beside.translate(50_000, 0)

    handlers._refuse(handlers.controller.planner.plan(beside))

    assert desktop.window.findChild(PlaceDock) is not None
    assert server.requests == []


def test_a_rectangle_without_any_map_opens_no_panel(handlers, desktop) -> None:
    handlers._refuse(handlers.controller.planner.plan(place()))

    assert desktop.window.findChild(PlaceDock) is None


def test_the_sign_in_is_kept_for_another_classification_of_the_scene(qtbot, handlers, server, keys) -> None:
    server.bearer = "Basic YW5uYTpzZWNyZXQ="  # anna:secret
    handlers.controller.classify_scene(SceneTarget(server.item_address(), SCENE.id, keys), extent())
    qtbot.waitUntil(lambda: len(grids()) == 1, timeout=SOON)
    [grid] = grids()

    handlers.controller.classify_again(grid, Reading(offset=-100.0))
    qtbot.waitUntil(lambda: len(grids()) == 2, timeout=SOON)

    assert handlers.controller.runs.last.parameters["AUTH"] == keys
    assert "secret" not in str(grid.metadata().history())


def test_a_rectangle_that_is_refused_for_another_reason_opens_no_panel(handlers, desktop) -> None:
    handlers._refuse(NoPlan("The rectangle is too small."))

    assert desktop.window.findChild(PlaceDock) is None


def test_a_rectangle_on_an_image_takes_the_outline_of_the_place_away(handlers, desktop, monkeypatch) -> None:
    handlers._refuse(NoPlan("No Sentinel-2 image is open here.", bare=place()))
    [outline] = [item for item in desktop.canvas.scene().items() if type(item) is QgsRubberBand and item.isVisible()]
    monkeypatch.setattr(handlers.controller, "classify_rectangle", lambda plan: None)

    handlers._classify_rectangle(object())

    assert outline.numberOfVertices() == 0
