# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import json
from typing import Any

import pytest

from eurosat_plugin.core.catalogue.pages import Question, SceneQuery, parse_page
from eurosat_plugin.core.catalogue.services import CATALOGUES, COPERNICUS, EARTH_SEARCH, find_catalogue
from eurosat_plugin.core.choices import CATALOGUE_KEYS
from eurosat_plugin.core.errors import InputError

SEARCH = "https://catalogue.example/v1/search?limit=2"


def page(*links: dict[str, Any], features: object = ()) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features), "links": list(links)}


def test_a_query_is_an_address() -> None:
    query = SceneQuery(EARTH_SEARCH, (1.0, 2.0, 3.0, 4.5), "2025-05-01", "2025-05-31", limit=7)

    [question] = query.questions()

    assert question.address == (
        "https://earth-search.aws.element84.com/v1/search?collections=sentinel-2-l2a&bbox=1.000000,2.000000,3.000000,"
        "4.500000&datetime=2025-05-01T00:00:00Z/2025-05-31T23:59:59Z&limit=7"
    )


def test_a_level_chooses_the_collection() -> None:
    assert [COPERNICUS.collection(level) for level in ("", "l1c", "l2a")] == [
        "sentinel-2-l1c",
        "sentinel-2-l1c",
        "sentinel-2-l2a",
    ]
    assert EARTH_SEARCH.collection("l1c") == "sentinel-2-l2a"


def test_every_catalogue_can_be_chosen() -> None:
    assert tuple(known.key for known in CATALOGUES) == CATALOGUE_KEYS


@pytest.mark.parametrize("known", CATALOGUES, ids=lambda known: known.key)
def test_a_catalogue_is_found_by_key_and_by_address(known) -> None:
    assert find_catalogue(known.key) is known
    assert find_catalogue(known.address) is known


def test_a_place_on_both_sides_of_the_meridian_is_asked_for_twice() -> None:
    query = SceneQuery(EARTH_SEARCH, (179.5, -17.0, -179.25, -16.0), "2025-05-01", "2025-05-31")

    boxes = [json.loads(question.body)["bbox"] for question in query.questions()]

    assert boxes == [[179.5, -17.0, 180.0, -16.0], [-180.0, -17.0, -179.25, -16.0]]


@pytest.mark.parametrize(
    ("link", "following"),
    [
        ({"href": "https://catalogue.example/v1/search?token=b"}, "https://catalogue.example/v1/search?token=b"),
        ({"href": "?token=b"}, "https://catalogue.example/v1/search?token=b"),
        ({"href": "https://elsewhere.example/search"}, None),
        ({"href": "http://catalogue.example/v1/search?token=b"}, None),
        ({"href": SEARCH, "method": "DELETE"}, None),
        ({"rel": "prev", "href": SEARCH}, None),
        ({"href": None}, None),
    ],
)
def test_the_next_page_is_on_the_same_server(link: dict[str, Any], following: str | None) -> None:
    found = parse_page(page({"rel": "next", **link}), Question(SEARCH)).following

    assert (found.address if found is not None else None) == following
    assert found is None or not found.posted


@pytest.mark.parametrize(
    ("link", "asked"),
    [
        ({"body": {"token": "b"}}, {"token": "b"}),
        ({"body": {"token": "b"}, "merge": False}, {"token": "b"}),
        ({"body": {"token": "b"}, "merge": True}, {"limit": 2, "token": "b"}),
        ({"body": {"limit": 5}, "merge": True}, {"limit": 5}),
        ({}, {"limit": 2}),
        ({"body": ["damaged"]}, {"limit": 2}),
    ],
)
def test_the_next_page_may_be_asked_for_by_post(link: dict[str, Any], asked: dict[str, Any]) -> None:
    question = Question(SEARCH, json.dumps({"limit": 2}))

    found = parse_page(page({"rel": "next", "href": SEARCH, "method": "POST", **link}), question).following

    assert found is not None
    assert (found.posted, json.loads(found.body)) == (True, asked)


def test_entries_that_are_no_items_are_counted() -> None:
    found = parse_page(page(features=[None, {"type": "Feature"}, 7]), Question(SEARCH))

    assert (found.items, found.damaged) == ((), 3)


@pytest.mark.parametrize(
    ("own", "address"),
    [
        ("https://catalogue.example/v1/collections/s2/items/a", "https://catalogue.example/v1/collections/s2/items/a"),
        ("collections/s2/items/a", "https://catalogue.example/v1/collections/s2/items/a"),
        ("https://original.example/api/collections/s2/items/a", "https://catalogue.example/v1/collections/s2/items/a"),
        (None, SEARCH),
    ],
    ids=["own", "relative", "of the original", "none"],
)
def test_an_item_is_found_again_where_it_was_found(own: str | None, address: str) -> None:
    item = {"type": "Feature", "id": "a", "collection": "s2", "assets": {}, "links": [{"rel": "self", "href": own}]}

    [found] = parse_page(page(features=[item]), Question(SEARCH)).items

    assert found.address == address


@pytest.mark.parametrize("document", [None, [], {}, {"features": None}, "text"])
def test_what_is_no_answer_is_told(document: object) -> None:
    with pytest.raises(InputError, match=r"catalogue\.example does not answer as a catalogue"):
        parse_page(document, Question(SEARCH))
