# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from qgis.core import QgsCoordinateReferenceSystem, QgsFeedback, QgsRectangle, QgsReferencedRectangle

from eurosat_plugin.core.catalogue.pages import SceneQuery
from eurosat_plugin.core.catalogue.scene_item import SceneItem
from eurosat_plugin.core.catalogue.services import EARTH_SEARCH
from eurosat_plugin.core.errors import Cancelled
from eurosat_plugin.gui.places import scene_finder
from eurosat_plugin.gui.places.scene_finder import SceneFinder
from tests.gui.places.place_panel import SOON

PLACE = QgsReferencedRectangle(QgsRectangle(12, 50, 13, 51), QgsCoordinateReferenceSystem("EPSG:4326"))
QUERY = SceneQuery(EARTH_SEARCH, (12, 50, 13, 51), "2025-06-01", "2025-06-30")
ITEM = SceneItem("", "", "", "", None, "", "", None, "", (), {})


class Server:
    """Answers nothing until what asks is cancelled."""

    def __init__(self) -> None:
        self.asked: list[QgsFeedback] = []

    def __call__(self, what: object, feedback: QgsFeedback, *more: object) -> None:
        self.asked.append(feedback)
        while not feedback.isCanceled():
            time.sleep(0.001)
        raise Cancelled


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    server = Server()
    monkeypatch.setattr(scene_finder, "search", server)
    monkeypatch.setattr(scene_finder, "read_image", server)
    return server


@pytest.fixture
def finder(server: Server) -> Iterator[SceneFinder]:
    finder = SceneFinder()
    yield finder
    for feedback in server.asked:
        feedback.cancel()
    finder.shut_down()


def test_a_new_search_ends_the_one_before(finder, server, qtbot):
    finder.search(QUERY, PLACE, "")
    qtbot.waitUntil(lambda: len(server.asked) == 1, timeout=SOON)

    finder.search(QUERY, PLACE, "")

    assert server.asked[0].isCanceled()


def test_an_image_that_is_asked_for_ends_the_request_of_another_one(finder, server, qtbot):
    finder.open(ITEM)
    qtbot.waitUntil(lambda: len(server.asked) == 1, timeout=SOON)

    finder.open(ITEM)

    assert server.asked[0].isCanceled()
