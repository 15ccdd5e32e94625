# SPDX-License-Identifier: GPL-2.0-or-later
"""The panel with the images of a place, and a catalogue on this machine."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem
from qgis.gui import QgsMapCanvas

from eurosat_plugin.adapters.web import retries
from eurosat_plugin.core.catalogue import services
from eurosat_plugin.core.product.scene_classes import CLOUD_HIGH
from eurosat_plugin.gui.places import place_dock
from eurosat_plugin.gui.places.place_dock import PlaceDock
from tests.catalogue_items import earth_search, write_bands
from tests.catalogue_server import CatalogueServer, catalogue_server
from tests.gui.places.place_panel import CLEAR, CLOUDED, SOON, place, rows
from tests.rasters import UTM33


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("archive")
    write_bands(folder / CLEAR.day, CLEAR)
    files = write_bands(folder / CLOUDED.day, CLOUDED)
    dataset = gdal.OpenEx(str(files["SCL"]), gdal.GA_Update, open_options=["IGNORE_COG_LAYOUT_BREAK=YES"])
    dataset.GetRasterBand(1).WriteArray(np.full((128, 128), CLOUD_HIGH, np.uint8))
    dataset = None
    return folder


@pytest.fixture
def server(archive: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CatalogueServer]:
    monkeypatch.setattr(retries, "FIRST_WAIT_S", 0.01)
    with catalogue_server(archive) as server:
        known = replace(services.EARTH_SEARCH, address=server.api)
        monkeypatch.setattr(services, "CATALOGUES", (known,))
        monkeypatch.setattr(place_dock, "find_catalogue", lambda key: known)
        server.items[:] = [earth_search(scene, f"{server.files}/{scene.day}", server.api) for scene in (CLEAR, CLOUDED)]
        yield server


@pytest.fixture
def dock(qtbot, qgis_new_project) -> Iterator[PlaceDock]:
    canvas = QgsMapCanvas()
    qtbot.addWidget(canvas)
    canvas.setDestinationCrs(QgsCoordinateReferenceSystem(UTM33))
    dock = PlaceDock(canvas)
    qtbot.addWidget(dock)
    yield dock
    dock.shut_down()


@pytest.fixture
def searched(qtbot, dock: PlaceDock, server: CatalogueServer) -> PlaceDock:
    """Return the panel after a search whose scenes were all looked at."""
    dock.open(place(), search=True)
    qtbot.waitUntil(lambda: len(rows(dock)) == 2 and all(row[1] for row in rows(dock)), timeout=SOON)
    return dock
