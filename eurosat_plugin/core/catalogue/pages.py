# SPDX-License-Identifier: GPL-2.0-or-later
"""What a catalogue is asked, and the pages in which it answers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urljoin, urlsplit

from eurosat_plugin.core.catalogue.scene_item import SceneItem, parse_item
from eurosat_plugin.core.catalogue.services import Catalogue
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr

PAGE_ITEMS = 100
"""Items that are asked for at once."""

LARGEST_CLOUD = 100.0


@dataclass(frozen=True)
class Question:
    """What is asked of the server at `address`: by that alone, or by a POST request with `body` where it is `posted`.

    `body` is JSON, and says what the address says of the first page, too.
    """

    address: str
    body: str = "{}"
    posted: bool = False


@dataclass(frozen=True)
class SceneQuery:
    """Scenes of `catalogue` that touch `bounds` and were taken from the day `first` to the day `last`.

    `bounds` are west, south, east, north in degrees, with a larger west than east where they lie on both sides of 180°;
    days are ISO 8601, UTC. Of a scene no more than `cloud` per cent is under cloud, and there are no more than `limit`
    of them.
    """

    catalogue: Catalogue
    bounds: tuple[float, float, float, float]
    first: str
    last: str
    cloud: float = LARGEST_CLOUD
    level: str = ""
    limit: int = 300

    def questions(self) -> tuple[Question, ...]:
        """Return what is asked: once, or for both sides of the meridian at 180° (west is larger than east then)."""
        west, south, east, north = self.bounds
        boxes = [self.bounds] if west <= east else [(west, south, 180.0, north), (-180.0, south, east, north)]
        return tuple(self._question(box) for box in boxes)

    def _question(self, box: tuple[float, float, float, float]) -> Question:
        fields: dict[str, Any] = {
            "collections": [self.catalogue.collection(self.level)],
            "bbox": [round(degrees, 6) for degrees in box],
            "datetime": f"{self.first}T00:00:00Z/{self.last}T23:59:59Z",
            "limit": min(PAGE_ITEMS, self.limit),
        }
        asked = {**fields, "collections": fields["collections"][0], "bbox": ",".join(f"{side:.6f}" for side in box)}
        address = f"{self.catalogue.address}/search?{urlencode(asked, quote_via=quote, safe=',:/')}"
        return Question(address, json.dumps(fields))

    def wants(self, item: SceneItem) -> bool:
        """Tell whether `item` is one of them; of one that does not tell its cloud, it may be."""
        return item.cloud is None or item.cloud <= self.cloud


@dataclass(frozen=True)
class Page:
    """Items of one answer, and how the next is asked for, None after the last; `damaged` could not be read."""

    items: tuple[SceneItem, ...]
    following: Question | None = None
    damaged: int = 0


def parse_page(document: Any, question: Question) -> Page:
    """Read the answer to `question`.

    :raises InputError: when it is none.
    """
    address = question.address
    features = document.get("features") if isinstance(document, Mapping) else None
    if not isinstance(features, list):
        sentence = tr("{server} does not answer as a catalogue of scenes (STAC API); check its address.")
        raise InputError(sentence.format(server=urlsplit(address).netloc or address))
    items = [item for item in (_item(feature, address) for feature in features) if item is not None]
    return Page(tuple(items), _next_page(document, question), len(features) - len(items))


def _item(feature: Any, address: str) -> SceneItem | None:
    try:
        return parse_item(feature, _address_of(feature, address))
    except InputError:
        return None


def _address_of(feature: Any, address: str) -> str:
    """Return where the server that answered from `address` has an item by itself, whatever server that names.

    A copy of a catalogue has the addresses of the original in its items, and that may not be within reach.
    """
    if not isinstance(feature, Mapping):
        return address
    links = feature.get("links")
    found = [link.get("href") for link in links if isinstance(link, Mapping) and link.get("rel") == "self"] if (
        isinstance(links, list)
    ) else []  # fmt: skip
    own = urljoin(address, found[0]) if found and isinstance(found[0], str) else ""
    collection, name = feature.get("collection"), feature.get("id")
    if own and urlsplit(own)[:2] != urlsplit(address)[:2] and isinstance(collection, str) and isinstance(name, str):
        api = address.partition("?")[0].rpartition("/search")[0]
        return f"{api}/collections/{quote(collection, safe='')}/items/{quote(name, safe='')}"
    return own or address


def _next_page(document: Mapping[str, Any], question: Question) -> Question | None:
    """Return how the next page is asked for; only the same server is."""
    links = document.get("links")
    for link in links if isinstance(links, list) else []:
        if not isinstance(link, Mapping) or link.get("rel") != "next" or not isinstance(link.get("href"), str):
            continue
        following = urljoin(question.address, link["href"])
        if urlsplit(following)[:2] != urlsplit(question.address)[:2]:
            return None
        method = str(link.get("method") or "GET").upper()
        return Question(following, _body(link, question), method == "POST") if method in ("GET", "POST") else None
    return None


def _body(link: Mapping[str, Any], question: Question) -> str:
    """Return what is asked by a link to the next page: its own body, or that put over the one before (``merge``)."""
    body = link.get("body")
    if not isinstance(body, Mapping):
        return question.body
    return json.dumps({**(json.loads(question.body) if link.get("merge") is True else {}), **body})
