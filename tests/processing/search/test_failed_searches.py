# SPDX-License-Identifier: GPL-2.0-or-later
"""Searches that find no catalogue, an impossible question, or were cancelled."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.catalogue_server import Trouble
from tests.processing.conftest import Log
from tests.processing.search.searches import SCENE, offer, rows


def test_a_busy_catalogue_is_asked_again(find, server) -> None:
    offer(server, SCENE)
    server.troubles = {"/search": [Trouble(429, wait="0"), Trouble(503)]}

    assert len(rows(find(server))) == 1


@pytest.mark.parametrize(
    ("trouble", "sentence"),
    [
        (Trouble(503), "is down or busy (HTTP status 503), also after 4 tries"),
        (Trouble(401), "asks for a sign-in (HTTP status 401)"),
        (Trouble(404), "knows nothing at"),
    ],
)
def test_a_catalogue_that_does_not_answer_is_told_and_nothing_is_written(
    find, server, folder: Path, trouble, sentence
) -> None:
    server.always = {"/search": trouble}

    run = find(server, OUTPUT=str(folder / "scenes.gpkg"))

    assert not run.ok
    assert sentence in run.sentence
    assert list(folder.iterdir()) == []


def test_a_server_that_is_no_catalogue_is_told(find, server) -> None:
    run = find(server, ADDRESS=f"{server.url}/token")

    assert not run.ok
    assert "does not answer as a catalogue of scenes" in run.sentence


@pytest.mark.parametrize(
    ("parameters", "sentence"),
    [
        ({"FIRST": "2025-08-01"}, "before it begins"),
        ({"FIRST": None, "LAST": "2014-01-01"}, "no Sentinel-2 image before 2015-06-23"),
        ({"EXTENT": ""}, "EXTENT"),
        ({"CLOUD": 101}, "CLOUD needs a number from 0 to 100"),
        ({"ADDRESS": "http://catalogue.example"}, "begins with https://"),
        ({"CATALOGUE": "moon"}, "CATALOGUE cannot be 'moon'"),
    ],
)
def test_what_cannot_be_asked_is_told_before(find, server, parameters, sentence) -> None:
    run = find(server, **parameters)

    assert not run.ok
    assert sentence in run.sentence
    assert server.requests == []


def test_a_search_that_was_cancelled_leaves_nothing(find, server, folder: Path) -> None:
    log = Log()
    log.cancel()

    run = find(server, log, OUTPUT=str(folder / "scenes.gpkg"))

    assert not run.ok
    assert list(folder.iterdir()) == []


def test_the_layer_of_the_place_is_not_written_over(find, server, folder: Path) -> None:
    place = folder / "place.geojson"
    shape = {"type": "Polygon", "coordinates": [[[12, 48], [13, 48], [13, 49], [12, 48]]]}
    place.write_text(json.dumps({"type": "Feature", "properties": {}, "geometry": shape}))
    before = place.read_bytes()

    run = find(server, EXTENT=str(place), OUTPUT=str(place))

    assert not run.ok
    assert f"OUTPUT cannot be written to {place}: it is an input of this run" in run.sentence
    assert place.read_bytes() == before
