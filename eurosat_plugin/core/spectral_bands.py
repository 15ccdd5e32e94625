# SPDX-License-Identifier: GPL-2.0-or-later
"""Sentinel-2's bands: their names, where they lie in the spectrum, and what STAC calls them."""

from __future__ import annotations

import re

RGB_BANDS = ("B04", "B03", "B02")

WAVELENGTHS = {
    "B01": 443, "B02": 492, "B03": 560, "B04": 665, "B05": 704, "B06": 740, "B07": 781, "B08": 835, "B8A": 865,
    "B09": 944, "B10": 1375, "B11": 1612, "B12": 2195,
}  # fmt: skip
"""Central wavelengths in nm, the mean of the satellites (Sentinel-2 Products Specification Document)."""

COMMON_NAMES = {
    "coastal": "B01", "blue": "B02", "green": "B03", "red": "B04", "rededge071": "B05", "rededge075": "B06",
    "rededge078": "B07", "nir": "B08", "nir08": "B8A", "nir09": "B09", "cirrus": "B10", "swir16": "B11",
    "swir22": "B12",
}  # fmt: skip
"""The bands by what STAC calls them."""

_NUMBERED = re.compile(r"(?:S2[ _-]?)?(?:B|BAND[ _-]?)0?(\d{1,2})(A?)", re.ASCII)


def band_named(name: str) -> str | None:
    """Return the band that is called `name` alone: ``B04``, ``B4``, ``b8a``, ``red``, ``nir08``; None for others."""
    common = COMMON_NAMES.get(name.strip().lower())
    match = _NUMBERED.fullmatch(name.strip().upper())
    if common or match is None:
        return common
    written = f"B{int(match[1])}A" if match[2] else f"B{int(match[1]):02d}"
    return written if written in WAVELENGTHS else None
