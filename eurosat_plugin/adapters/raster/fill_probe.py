# SPDX-License-Identifier: GPL-2.0-or-later
"""Look for numbers that fill gaps of a raster though nobody declares them, pixel for pixel in places all over it."""

from __future__ import annotations

from dataclasses import replace

from qgis.core import QgsFeedback

from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.probe_places import corners, places
from eurosat_plugin.adapters.raster.raster import Raster
from eurosat_plugin.core.tiles.fills import Look, find_fills
from eurosat_plugin.core.tiles.tiling import Window
from eurosat_plugin.core.translation import tr


def find_gaps(raster: Raster, feedback: QgsFeedback | None = None) -> tuple[Raster, tuple[str, ...]]:
    """Return `raster` with the fills that were found in its rule of missing pixels, and a sentence about each.

    Files of a product are as they were made, and in them 0 alone fills gaps.

    :raises InputError: when the file cannot be read.
    :raises Cancelled: as soon as `feedback` is cancelled.
    """
    if raster.product.original or raster.product.stated:
        return raster, ()
    reader = RasterPixelReader(raster, feedback)
    bounds = raster.box.area
    looks = []
    for window in dict.fromkeys((*next(places(reader)), *corners(reader))):
        block = reader.read(window)
        looks.append(Look(block.values, ~block.valid, _touches_border(window, bounds)))
    fills = find_fills(looks)
    said = tuple(
        tr("{value} in all bands fills gaps of the image, though its file does not say so: it is nodata.").format(
            value=f"{fill:.0f}" if fill.is_integer() else f"{fill:g}"
        )
        for fill in fills
    )
    return replace(raster, missing=raster.missing.with_fills(fills)), said


def _touches_border(window: Window, bounds: Window) -> bool:
    inner = Window(bounds.col + 1, bounds.row + 1, bounds.width - 2, bounds.height - 2)
    return window.intersection(inner) != window
