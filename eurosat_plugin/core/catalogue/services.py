# SPDX-License-Identifier: GPL-2.0-or-later
"""The catalogues that are known: where they answer, what they ask for, and on what terms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from eurosat_plugin.core.translation import tr_noop, translate

NO_SIGN_IN = ""
SIGNED = "signed"
"""Addresses of images are signed with a token, which is given to everybody."""
S3_KEYS = "s3"
"""Images are read with the access key and the secret key of an account, or with its token."""

SENTINEL_TERMS = "https://sentinels.copernicus.eu/documents/247904/690755/Sentinel_Data_Legal_Notice"


@dataclass(frozen=True)
class Catalogue:
    """A STAC API at `address`; `collections` are those of Sentinel-2 by level (``l2a``), the usual one first.

    `sign_in` tells what reading an image takes. `tokens` is where signatures are given out, with ``{collection}`` in
    it, for images on servers whose names end with `signed_for`. `storage` is the server of addresses that begin with
    ``s3://``, `downloads` the one that hands out the same files to who signs in with a token.
    """

    key: str
    name: str
    address: str
    collections: Mapping[str, str] = field(default_factory=dict)
    thanks: str = ""
    terms: str = SENTINEL_TERMS
    sign_in: str = NO_SIGN_IN
    tokens: str = ""
    signed_for: str = ""
    storage: str = ""
    downloads: str = ""

    @property
    def title(self) -> str:
        """What people call it."""
        return translate(self.name)

    @property
    def credit(self) -> str:
        """Who is to be named where an image of it is used; empty where that is not known."""
        return translate(self.thanks) if self.thanks else ""

    def collection(self, level: str = "") -> str:
        """Return the collection of `level`, of the usual one where there is none of it; empty where none is known."""
        return self.collections.get(level) or next(iter(self.collections.values()), "")


EARTH_SEARCH = Catalogue(
    "earth-search",
    tr_noop("Earth Search (Element 84)"),
    "https://earth-search.aws.element84.com/v1",
    {"l2a": "sentinel-2-l2a"},
    thanks=tr_noop("Sentinel-2 Cloud-Optimized GeoTIFFs, Element 84, Registry of Open Data on AWS"),
)
COPERNICUS = Catalogue(
    "copernicus",
    tr_noop("Copernicus Data Space"),
    "https://stac.dataspace.copernicus.eu/v1",
    {"l1c": "sentinel-2-l1c", "l2a": "sentinel-2-l2a"},
    thanks=tr_noop("Copernicus Data Space Ecosystem"),
    sign_in=S3_KEYS,
    storage="https://eodata.dataspace.copernicus.eu",
    downloads="https://download.dataspace.copernicus.eu",
)
PLANETARY_COMPUTER = Catalogue(
    "planetary-computer",
    tr_noop("Planetary Computer (Microsoft)"),
    "https://planetarycomputer.microsoft.com/api/stac/v1",
    {"l2a": "sentinel-2-l2a"},
    thanks=tr_noop("Microsoft Planetary Computer"),
    sign_in=SIGNED,
    tokens="https://planetarycomputer.microsoft.com/api/sas/v1/token/{collection}",
    signed_for=".blob.core.windows.net",
)
CATALOGUES: tuple[Catalogue, ...] = (EARTH_SEARCH, COPERNICUS, PLANETARY_COMPUTER)
"""The one that is used unless another is chosen comes first."""


def find_catalogue(text: str) -> Catalogue:
    """Return the catalogue with the key `text`, or the one at that address; one that is not known asks for nothing.

    Of an unknown one the collection is taken to be called as everywhere.
    """
    address = text.rstrip("/")
    known = next((known for known in CATALOGUES if address in (known.key, known.address)), None)
    if known is not None:
        return known
    collections = {"l2a": "sentinel-2-l2a", "l1c": "sentinel-2-l1c"}
    return Catalogue("", urlsplit(address).netloc or address, address, collections)


def catalogue_of(addresses: list[str]) -> Catalogue | None:
    """Return the known catalogue that an item is of, by its own `addresses`; None where none of them tells."""
    servers = {urlsplit(address).netloc.lower() for address in addresses if address}
    return next((known for known in CATALOGUES if urlsplit(known.address).netloc in servers), None)
