# SPDX-License-Identifier: GPL-2.0-or-later
"""Layers whose tiles come from a server, which may be slow, refuse or fail."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from qgis.core import QgsMapSettings
from qgis.PyQt.QtCore import QTimer

from eurosat_plugin.adapters.map.map_content import chosen_layers, copy_content
from eurosat_plugin.adapters.map.map_rendering import MapPicture
from eurosat_plugin.core.errors import InputError
from tests.adapters.map.drawn_layers import AREA, Render, image
from tests.map_server import LAWN, MapServer, map_server
from tests.temporary_folders import Leftovers

pytestmark = pytest.mark.usefixtures("no_layer_outlives_its_test")


@pytest.fixture
def server() -> Iterator[MapServer]:
    with map_server() as running:
        yield running


def test_tiles_of_a_server_are_drawn(render: Render, server: MapServer) -> None:
    block = render(server.layer("good"))

    assert server.asked
    assert block.valid.all()
    assert (block.values == LAWN.getRgb()[:3]).all()


@pytest.mark.parametrize("status", [404, 500])
def test_a_server_that_refuses_is_named_without_its_address(render: Render, server: MapServer, status: int) -> None:
    server.status = status

    with pytest.raises(InputError) as caught:
        render(server.layer(f"secret-key-{status}"))

    assert "Nothing was drawn in the extent" in str(caught.value)
    assert f"Requests to 127.0.0.1 failed (HTTP status {status}), {server.asked} in all" in str(caught.value)
    assert "secret-key" not in str(caught.value).replace(f"(secret-key-{status})", "")


def test_a_server_that_fails_beside_other_layers_is_a_warning(qgis_app: object, server: MapServer, noise: Path) -> None:
    server.status = 503
    picture = MapPicture(
        copy_content(chosen_layers([server.layer("down"), image(noise)]), AREA), AREA, QgsMapSettings()
    )

    warnings = picture.render(lambda: False, lambda percent: None)
    picture.close()

    assert warnings == (
        f"Requests to 127.0.0.1 failed (HTTP status 503), {server.asked} in all; the map is empty where their answers "
        "belong.",
    )


def test_cancelling_does_not_wait_for_a_server(leftovers: Leftovers, server: MapServer) -> None:
    server.may_answer.clear()
    cancelled = threading.Event()
    picture = MapPicture(copy_content(chosen_layers([server.layer("slow")]), AREA), AREA, QgsMapSettings())
    timer = QTimer()
    timer.setSingleShot(True)
    timer.timeout.connect(cancelled.set)
    timer.start(200)

    # The server does not answer before the end of the test: only the cancellation lets this return.
    assert picture.render(cancelled.is_set, lambda percent: None) == ()

    picture.close()
    assert not leftovers()
