# SPDX-License-Identifier: GPL-2.0-or-later
"""Which of an item's assets are the files of Sentinel-2's bands, under the names of several catalogues."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from eurosat_plugin.core.product.band_words import INFRARED_BANDS, SCENE_CLASSES
from eurosat_plugin.core.spectral_bands import COMMON_NAMES, RGB_BANDS

_COMMON_NAMES = {**{band: name for name, band in COMMON_NAMES.items()}, SCENE_CLASSES: "scl"}
"""What the bands are called in common; Earth Search names its assets by it."""

_PIXELS = ("", "_10m", "_20m")
"""Ends of the names of assets, the best first."""

WANTED = (*RGB_BANDS, *INFRARED_BANDS, SCENE_CLASSES)


def band_assets(assets: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Return the asset of each band that there is: of B04, B03, B02, one in near infrared and SCL."""
    there = {name: asset for name, asset in assets.items() if isinstance(asset, Mapping) and _is_file(asset)}
    found = {band: asset for band in WANTED if (asset := next(_named(there, band), None)) is not None}
    nearest = next((band for band in INFRARED_BANDS if band in found), "")
    return {band: asset for band, asset in found.items() if band not in INFRARED_BANDS or band == nearest}


def described_bands(asset: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return what an asset says of each of its bands, by STAC 1.1 or by the extensions before it."""
    for name in ("bands", "eo:bands"):
        bands = asset.get(name)
        if isinstance(bands, list) and bands and all(isinstance(band, Mapping) for band in bands):
            return bands
    return []


def _is_file(asset: Mapping[str, Any]) -> bool:
    return isinstance(asset.get("href"), str) and bool(asset["href"])


def _named(assets: Mapping[str, Any], band: str) -> Iterator[Mapping[str, Any]]:
    """Yield the assets that may be `band`, the best first: by their keys, then by what they say of their bands."""
    for ending in _PIXELS:
        for name in (band, band.lower(), _COMMON_NAMES[band]):
            if name + ending in assets:
                yield assets[name + ending]
    for asset in assets.values():
        bands = described_bands(asset)
        if len(bands) == 1 and bands[0].get("name") == band:
            yield asset
