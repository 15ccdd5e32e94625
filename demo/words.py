# SPDX-License-Identifier: GPL-2.0-or-later
"""What picture and summary say about a run."""

from __future__ import annotations

from demo.classify import Classification
from demo.image import Image
from demo.picture import Captions
from eurosat_plugin.core.radiometry import Radiometry
from eurosat_plugin.core.tiling import TILE_SIZE
from eurosat_plugin.gui.classified_grid import GridSummary
from eurosat_plugin.paths import plugin_version

GENERATED = "generated scene"

_PRODUCTS = {
    "l1c": "Level-1C digital numbers",
    "l2a": "Level-2A digital numbers",
    "tci_l1c": "Level-1C true-colour image",
    "tci_l2a": "Level-2A true-colour image",
    "reflectance": "reflectance",
    "display": "colours as displayed",
}


def captions(name: str, image: Image, result: Classification, figures: GridSummary) -> Captions:
    """Return the words of the picture; `name` is the scene's file name, empty for the generated scene."""
    statistics, raster = figures.statistics, image.raster
    bands = ", ".join(_band_name(raster.bandName(number)) for number in image.bands)
    stretched = "in EuroSAT’s stretch" if image.radiometry.stretch else "as displayed"
    return Captions(
        title=f"Land cover of {name}" if name else "Land cover from Sentinel-2: a generated scene",
        subtitle=(
            f"{raster.width():,} × {raster.height():,} pixels · {_PRODUCTS[image.radiometry.key]} · classified in "
            f"tiles of {TILE_SIZE} × {TILE_SIZE} pixels"
        ),
        image=f"As the network sees it: {bands} {stretched}",
        grid="What the network says, tile by tile",
        facts=[
            (f"{statistics.tile_count:,}", "tiles classified"),
            (f"{statistics.area_ha / 100:,.0f} km²", "classified area"),
            (f"{statistics.mean_confidence:.0%}", "mean confidence"),
            (f"{figures.uncertain:,}", "uncertain tiles"),
        ],
        footnote=(
            f"EuroSAT Land Cover {plugin_version()} · model {result.outputs['MODEL_USED']} · "
            f"backend {result.outputs['BACKEND_USED']} · {radiometry_text(image.radiometry)}"
        ),
    )


def facts(name: str, image: Image, result: Classification, figures: GridSummary) -> dict[str, str]:
    """Return the lines of the summary; `name` as in :func:`captions`."""
    statistics, raster = figures.statistics, image.raster
    dominant = statistics.dominant
    return {
        "Scene": name or GENERATED,
        "Size": f"{raster.width():,} × {raster.height():,} pixels, {raster.crs().authid() or 'own CRS'}",
        "Radiometry": radiometry_text(image.radiometry),
        "Model": f"{result.outputs['MODEL_USED']}, run by {result.outputs['BACKEND_USED']}",
        "Tiles": (
            f"{statistics.tile_count:,} classified ({figures.uncertain:,} uncertain), "
            f"{figures.unclassified:,} without data"
        ),
        "Dominant": f"{dominant.land_cover.name}, {dominant.share:.1%} of {statistics.area_ha:,.0f} ha"
        if dominant
        else "none: no tile could be classified",
        "Confidence": f"{statistics.mean_confidence:.1%} on average",
        "Time": f"{result.seconds:.1f} s",
    }


def radiometry_text(radiometry: Radiometry) -> str:
    """Return for example ``Level-2A digital numbers − 1000``."""
    shift = ""
    if radiometry.key in ("l1c", "l2a"):
        sign = "−" if radiometry.offset < 0 else "+"
        shift = f" {sign} {abs(radiometry.offset):g}" if radiometry.offset else ", no offset"
    return _PRODUCTS[radiometry.key] + shift


def _band_name(name: str) -> str:
    """Return ``B04`` of QGIS's ``Band 3: B04 (Gray)``, or ``band 3`` where there is no more."""
    number, _, description = name.partition(":")
    return description.partition("(")[0].strip() or number.partition("(")[0].strip().lower()
