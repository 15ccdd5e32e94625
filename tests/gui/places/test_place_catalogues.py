# SPDX-License-Identifier: GPL-2.0-or-later
"""The catalogue that the panel asks: any other, and one that does not answer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from qgis.PyQt.QtWidgets import QComboBox, QLineEdit, QPushButton

from eurosat_plugin.adapters.web import retries
from eurosat_plugin.core.catalogue import services
from eurosat_plugin.gui.places import place_dock
from eurosat_plugin.gui.places.place_dock import PlaceDock
from eurosat_plugin.gui.places.place_preferences import load_places
from tests.catalogue_server import Trouble, catalogue_server
from tests.gui.places.place_panel import SOON, message, place, press, rows


def choose_another(dock: PlaceDock, address: str) -> None:
    """Choose a catalogue by its address."""
    catalogue = dock.findChild(QComboBox, "EuroSatCatalogue")
    catalogue.setCurrentIndex(catalogue.count() - 1)
    dock.findChild(QLineEdit, "EuroSatCatalogueAddress").setText(address)


def test_any_other_catalogue_is_asked_by_its_address_and_remembered(qtbot, dock, server, monkeypatch) -> None:
    monkeypatch.setattr(place_dock, "find_catalogue", services.find_catalogue)
    dock.open(place(), search=False)

    choose_another(dock, server.api)
    press(dock, "EuroSatSearch")

    qtbot.waitUntil(lambda: len(rows(dock)) == 2, timeout=SOON)
    assert load_places().catalogue == server.api


@pytest.mark.parametrize("address", ["", "http://catalogue.example/stac", "stac"])
def test_an_address_that_is_none_or_not_safe_is_told(dock, server, monkeypatch, address) -> None:
    monkeypatch.setattr(place_dock, "find_catalogue", services.find_catalogue)
    dock.open(place(), search=False)

    choose_another(dock, address)
    press(dock, "EuroSatSearch")

    assert "Give the address of the catalogue" in message(dock)
    assert server.requests == []


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [(Trouble(503), "is down or busy (HTTP status 503)"), (Trouble(401), "asks for a sign-in")],
)
def test_a_catalogue_that_does_not_answer_is_told(qtbot, dock, server, trouble, sentence) -> None:
    server.always = {"/search": trouble}

    dock.open(place(), search=True)

    qtbot.waitUntil(lambda: sentence in message(dock), timeout=SOON)
    assert not dock.findChild(QPushButton, "EuroSatClassifyScene").isEnabled()


def test_a_catalogue_that_is_down_is_told(qtbot, dock, monkeypatch) -> None:
    monkeypatch.setattr(retries, "FIRST_WAIT_S", 0.01)
    with catalogue_server(Path()) as gone:
        known = replace(services.EARTH_SEARCH, address=gone.api)
    monkeypatch.setattr(place_dock, "find_catalogue", lambda key: known)

    dock.open(place(), search=True)

    qtbot.waitUntil(lambda: "gives no answer, also after 4 tries: it may be down" in message(dock), timeout=SOON)


def test_a_computer_without_a_network_is_told(qtbot, dock, monkeypatch) -> None:
    # By RFC 2606 there is no such name, and no network is needed to find that out.
    known = replace(services.EARTH_SEARCH, address="https://catalogue.invalid/stac")
    monkeypatch.setattr(place_dock, "find_catalogue", lambda key: known)

    dock.open(place(), search=True)

    qtbot.waitUntil(lambda: "catalogue.invalid cannot be reached: this computer seems" in message(dock), timeout=SOON)


def test_no_image_is_told(qtbot, dock, server) -> None:
    server.items.clear()

    dock.open(place(), search=True)

    qtbot.waitUntil(lambda: "No such image" in message(dock), timeout=SOON)
