# SPDX-License-Identifier: GPL-2.0-or-later
"""What an item says of its numbers, written as the metadata of a file.

It is believed where the numbers allow it, and has less say than the name of a product: of Earth Search's items many
tell the wrong thing of the offset, in both directions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from eurosat_plugin.core.catalogue.band_assets import described_bands
from eurosat_plugin.core.product.sentinel2 import RASTER_OFFSET, TOLD_BY_CATALOGUE

_LEVEL = re.compile(r"(?:L-?|S2MSI)(1C|2A)(?![0-9A-Za-z])", re.IGNORECASE)
_BARE_LEVELS = {"L1": "L1C", "L2": "L2A"}
_BASELINE = re.compile(r"^\d\d\.\d\d$")


def item_tags(name: str, collection: str, properties: Mapping[str, Any], red: Mapping[str, Any]) -> dict[str, str]:
    """Return the tags of an item with the id `name`, whose asset of B04 is `red`."""
    product = next((text for text in (properties.get("s2:product_uri"), name) if isinstance(text, str)), name)
    tags = {
        "PRODUCT_URI": product,
        "PROCESSING_LEVEL": _level(properties, collection, name),
        "PROCESSING_BASELINE": _baseline(properties),
        "boa_offset_applied": _applied(properties),
        RASTER_OFFSET: _offset(red),
        TOLD_BY_CATALOGUE: "yes",
    }
    return {key: text for key, text in tags.items() if text}


def _level(properties: Mapping[str, Any], collection: str, name: str) -> str:
    told = [properties.get(key) for key in ("processing:level", "s2:product_type", "product:type")]
    for text in (*told, collection, name):
        if not isinstance(text, str):
            continue
        if text.upper() in _BARE_LEVELS:
            return _BARE_LEVELS[text.upper()]
        found = _LEVEL.search(text)
        if found:
            return f"L{found[1].upper()}"
    return ""


def _baseline(properties: Mapping[str, Any]) -> str:
    told = [properties.get(key) for key in ("s2:processing_baseline", "sentinel:processing_baseline")]
    # Other catalogues write the version of their own program there.
    told.append(properties.get("processing:version"))
    return next((text for text in told if isinstance(text, str) and _BASELINE.match(text)), "")


def _applied(properties: Mapping[str, Any]) -> str:
    for key in ("earthsearch:boa_offset_applied", "sentinel:boa_offset_applied"):
        told = properties.get(key)
        if isinstance(told, bool):
            return str(told).lower()
    return ""


def _offset(red: Mapping[str, Any]) -> str:
    """Return the offset of the digital numbers, which items tell as one of reflectance; empty where they don't."""
    bands = red.get("raster:bands")
    first = bands[0] if isinstance(bands, list) and bands and isinstance(bands[0], Mapping) else {}
    described = next(iter(described_bands(red)), {})
    for scale, offset in (
        (first.get("scale"), first.get("offset")),
        (red.get("raster:scale"), red.get("raster:offset")),
        (described.get("raster:scale"), described.get("raster:offset")),
    ):
        if _is_number(scale) and _is_number(offset):
            return f"{round(offset / scale, 3):g}" if scale else ""
    return ""


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
