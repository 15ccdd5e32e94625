# SPDX-License-Identifier: GPL-2.0-or-later
"""One scene as a catalogue describes it: a STAC item, as far as a map of land cover needs it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timezone
from typing import Any

from eurosat_plugin.core.catalogue.addresses import is_web, resolve
from eurosat_plugin.core.catalogue.band_assets import band_assets
from eurosat_plugin.core.catalogue.item_tags import item_tags
from eurosat_plugin.core.catalogue.services import Catalogue, catalogue_of
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.acquisition import acquisition_of
from eurosat_plugin.core.product.sentinel2 import ProductFacts, parse_tags
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.translation import tr

Ring = tuple[tuple[float, float], ...]
"""Corners of a polygon, longitude and latitude in degrees."""

_GRID = re.compile(r"(\d{1,2}[C-HJ-NP-X][A-HJ-NP-Z][A-HJ-NP-V])$")
_ORBIT = re.compile(r"_R(\d{3})_")
_FARTHEST = 360.0
"""Degrees."""


@dataclass(frozen=True)
class SceneItem:
    """A scene: `address` is where its description is found again, `bands` are the addresses of its files by band.

    `time` is when it was taken (ISO 8601, UTC), `cloud` the percentage of the whole scene under cloud, None where that
    is not told. `tags` are what the catalogue says of the numbers, as the metadata of a file would; `crs` the
    reference system of the pixels (``EPSG:32632``). `downloads` are other addresses of the same files, for who signs in
    with a token instead of keys.
    """

    id: str
    address: str
    collection: str
    time: str
    cloud: float | None
    tile: str
    platform: str
    orbit: int | None
    crs: str
    footprint: tuple[Ring, ...]
    bands: Mapping[str, str]
    thumbnail: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    catalogue: Catalogue | None = None
    downloads: Mapping[str, str] = field(default_factory=dict)

    @property
    def date(self) -> str:
        """The day it was taken (ISO 8601, UTC), empty where that is not told."""
        return self.time[:10]

    @property
    def facts(self) -> ProductFacts:
        """What the catalogue says of the numbers, to be held against them."""
        return parse_tags(self.tags)

    @property
    def missing(self) -> tuple[str, ...]:
        """Those of B04, B03, B02 that it has no file of."""
        return tuple(band for band in RGB_BANDS if band not in self.bands)

    @property
    def title(self) -> str:
        """What people call it: ``32TQM 2022-03-01 L2A``."""
        level = (self.facts.level or "").upper()
        return " ".join(filter(None, (self.tile, self.date, level))) or self.id


def parse_item(document: Any, address: str) -> SceneItem:
    """Read an item from its JSON `document`, which was found at `address`: a URL, or the path of a file.

    :raises InputError: when it is no item, or one of something else than an image.
    """
    if (
        not isinstance(document, Mapping)
        or document.get("type") != "Feature"
        or not isinstance(document.get("assets"), Mapping)
    ):
        sentence = tr("{address} describes no scene: it is no STAC item with assets. Choose an item of a catalogue.")
        raise InputError(sentence.format(address=address))
    properties = document.get("properties")
    properties = properties if isinstance(properties, Mapping) else {}
    own = _link(document, "self") or address
    files = band_assets(document["assets"])
    name, collection = _text(document.get("id")), _text(document.get("collection"))
    known = acquisition_of(_text(properties.get("s2:product_uri")) or name)
    return SceneItem(
        id=name,
        address=address,
        collection=collection,
        time=_utc(_text(properties.get("datetime")) or _text(properties.get("start_datetime"))),
        cloud=_percent(properties.get("eo:cloud_cover")),
        tile=_tile(properties) or known.tile,
        platform=_text(properties.get("platform")),
        orbit=_orbit(properties, f"{properties.get('s2:product_uri', '')} {name}"),
        crs=_crs(properties, files),
        footprint=_rings(document.get("geometry")),
        bands={band: href for band, asset in files.items() if (href := resolve(address, asset["href"]))},
        thumbnail=_thumbnail(document["assets"], address),
        tags=item_tags(name, collection, properties, files.get(RGB_BANDS[0], {})),
        catalogue=catalogue_of([address, own, *_addresses(document)]),
        downloads={band: href for band, asset in files.items() if is_web(href := _download(asset))},
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _link(document: Mapping[str, Any], relation: str) -> str:
    links = document.get("links")
    for link in links if isinstance(links, list) else []:
        if isinstance(link, Mapping) and link.get("rel") == relation:
            return _text(link.get("href"))
    return ""


def _addresses(document: Mapping[str, Any]) -> list[str]:
    return [_link(document, relation) for relation in ("root", "collection", "parent")]


def _download(asset: Mapping[str, Any]) -> str:
    """Return the address that an asset has by HTTPS beside its own (STAC's extension of alternate assets)."""
    found: Any = asset
    for name in ("alternate", "https", "href"):
        found = found.get(name) if isinstance(found, Mapping) else None
    return _text(found)


def _utc(text: str) -> str:
    """Return a moment in UTC, empty where it is none."""
    try:
        # Python 3.9 and 3.10 know neither Z nor fractions of other lengths than three and six digits.
        found = datetime.fromisoformat(re.sub(r"(\.\d+)?(Z|z)?$", "", text) if text[-1:] in "Zz" else text)
    except ValueError:
        return ""
    found = found.replace(tzinfo=timezone.utc) if found.tzinfo is None else found.astimezone(timezone.utc)
    return found.replace(tzinfo=None, microsecond=0).isoformat() + "Z"


def _percent(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not 0 <= value <= 100:
        return None
    return float(value)


def _tile(properties: Mapping[str, Any]) -> str:
    parts = [_text(properties.get(name)) for name in ("grid:code", "s2:mgrs_tile")]
    zone = properties.get("mgrs:utm_zone")
    if isinstance(zone, int):
        letters = (_text(properties.get(name)) for name in ("mgrs:latitude_band", "mgrs:grid_square"))
        parts.append(f"{zone:02d}{''.join(letters)}")
    found = next(filter(None, (_GRID.search(part) for part in parts)), None)
    return found[1].rjust(5, "0") if found else ""


def _orbit(properties: Mapping[str, Any], name: str) -> int | None:
    told = properties.get("sat:relative_orbit")
    if isinstance(told, int):
        return told
    found = _ORBIT.search(name)
    return int(found[1]) if found else None


def _crs(properties: Mapping[str, Any], files: Mapping[str, Mapping[str, Any]]) -> str:
    for holder in (properties, *files.values()):
        code = _text(holder.get("proj:code"))
        if code:
            return code
        number = holder.get("proj:epsg")
        if isinstance(number, int):
            return f"EPSG:{number}"
    return ""


def _rings(geometry: object) -> tuple[Ring, ...]:
    """Return the outer rings of a polygon or several, none where it is something else."""
    if not isinstance(geometry, Mapping):
        return ()
    coordinates: Any = geometry.get("coordinates")
    polygons = [coordinates] if geometry.get("type") == "Polygon" else coordinates
    try:
        rings = (tuple((float(x), float(y)) for x, y, *_ in polygon[0]) for polygon in polygons)
        found = tuple(ring for ring in rings if len(ring) > 2)
    except (TypeError, ValueError, IndexError, KeyError):
        return ()
    return found if all(abs(x) <= _FARTHEST and abs(y) <= 90 for ring in found for x, y in ring) else ()


def _thumbnail(assets: Mapping[str, Any], address: str) -> str:
    for name in ("thumbnail", "rendered_preview", "preview"):
        asset = assets.get(name)
        if isinstance(asset, Mapping):
            return resolve(address, _text(asset.get("href")))
    return ""
