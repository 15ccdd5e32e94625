# SPDX-License-Identifier: GPL-2.0-or-later
"""Look for numbers that fill gaps of a raster though nobody declares them, pixel for pixel in places all over it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from eurosat_plugin.adapters.raster.look import Look
from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.probe_places import LARGE_BLOCK, WHOLE_PIXELS, corners, places
from eurosat_plugin.adapters.raster.raster import Raster
from eurosat_plugin.core.tiles.nodata_edges import find_nodata_edges
from eurosat_plugin.core.tiles.tiling import Window
from eurosat_plugin.core.tiles.undeclared_nodata import Probe, find_fills, find_uneven_fill, has_plain_part
from eurosat_plugin.core.translation import tr


def find_gaps(raster: Raster, look: Look | None = None) -> tuple[Raster, tuple[str, ...]]:
    """Return `raster` with the fills that were found in its rule of missing pixels, and a sentence about each.

    Files of a product are as they were made, and in them 0 alone fills gaps.

    :raises InputError: when the file cannot be read.
    :raises Cancelled: as soon as `look` is.
    """
    if raster.product.original or raster.product.stated:
        return raster, ()
    colours = replace(raster, scene_classes=None, infrared=None)
    look = look or Look()
    reader = RasterPixelReader(colours, look.feedback)
    bounds = raster.box.area
    probes = []
    for window in _windows(colours, reader, look):
        block = look.read(reader, window)
        probes.append(Probe(block.values, ~block.valid, _touches_border(window, bounds)))
    fills, uneven = find_fills(probes), find_uneven_fill(probes)
    said = [
        tr("{value} in all bands fills gaps of the image, though its file does not say so: it is nodata.").format(
            value=_written(fill)
        )
        for fill in fills
    ]
    rule = raster.missing.with_fills(fills)
    if uneven:
        rule = rule.with_uneven(uneven)
        said.append(
            tr(
                "{values} in the three bands fill gaps of the image, though its file does not say so: this is nodata."
            ).format(values=", ".join(map(_written, uneven)))
        )
    edges = find_nodata_edges(probes, [~rule.valid(probe.values) | probe.known_missing for probe in probes])
    if edges:
        said.append(
            tr(
                "Nodata has been mixed into the pixels beside it, as this image was resampled: numbers there that no "
                "ground has are nodata as well."
            )
        )
    return replace(raster, missing=rule.with_gaps(edges)), tuple(said)


def _windows(raster: Raster, reader: RasterPixelReader, look: Look) -> Iterable[Window]:
    """Return where to look: in places all over the image, and in its corners.

    Where blocks are large, and slow to decode, only in corners of which one band alone shows that there may be a fill.
    """
    spread, ends = next(places(reader)), corners(reader)
    look.plan(reader, (*spread, *ends))
    if reader.block_width * reader.block_height < LARGE_BLOCK or reader.width * reader.height <= WHOLE_PIXELS:
        return dict.fromkeys((*spread, *ends))
    red = raster.numbers[0]
    alone = RasterPixelReader(replace(raster, bands=replace(raster.bands, numbers=(red, red, red))), look.feedback)
    return (*spread, *(end for end in ends if has_plain_part(look.read(alone, end).values[..., 0])))


def _written(value: float) -> str:
    return f"{value:.0f}" if value.is_integer() else f"{value:g}"


def _touches_border(window: Window, bounds: Window) -> bool:
    inner = Window(bounds.col + 1, bounds.row + 1, bounds.width - 2, bounds.height - 2)
    return window.intersection(inner) != window
