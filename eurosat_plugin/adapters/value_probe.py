# SPDX-License-Identifier: GPL-2.0-or-later
"""A look at a raster's numbers before they are classified, from which follows how they are to be read."""

from __future__ import annotations

import numpy as np

from eurosat_plugin.adapters.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster import Raster
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.tiling import Window
from eurosat_plugin.core.translation import tr
from eurosat_plugin.core.value_facts import ValueFacts, share_of_full_scale_steps

SAMPLE_PIXELS = 512
FINE_SAMPLE_PIXELS = 2048
PROBES = 4
PROBE_PIXELS = 128


def measure_values(raster: Raster, window: Window) -> ValueFacts:
    """Look at a coarse picture of `window`; :raises InputError: when it holds no valid pixel."""
    reader = RasterPixelReader(raster)
    measured = _measured(reader, window, SAMPLE_PIXELS)
    if not len(measured):
        measured = _measured(reader, window, FINE_SAMPLE_PIXELS)
    if not len(measured):
        raise InputError(
            tr(
                "The raster {name} has no valid pixel in the extent: all of it is nodata; choose another extent."
            ).format(name=raster.name)
        )
    numbers = measured.astype(np.float64)
    red, green, blue = np.percentile(numbers, 0.1, axis=0)
    provider = raster.layer.dataProvider()
    return ValueFacts(
        dtype=measured.dtype.name,
        darkest=(float(red), float(green), float(blue)),
        median=float(np.median(numbers)),
        brightest=float(np.percentile(numbers, 99.9)),
        low=float(np.percentile(numbers, 5, axis=0).min()),
        scale=provider.bandScale(raster.numbers[0]),
        shift=provider.bandOffset(raster.numbers[0]),
        full_scale_steps=_steps(reader, window) if _may_be_scaled(raster, measured) else 0.0,
    )


def _measured(reader: RasterPixelReader, window: Window, pixels: int) -> np.ndarray:
    """Return valid pixels ``(pixels, 3)`` of a picture of `window` with at most `pixels` rows and columns."""
    block = reader.picture(window, pixels)
    return block.values[block.valid]


def _may_be_scaled(raster: Raster, measured: np.ndarray) -> bool:
    product = raster.product
    return measured.dtype == np.uint16 and product.baseline is None and not product.original


def _steps(reader: RasterPixelReader, window: Window) -> float:
    """Look at small pieces at full resolution: overviews are averaged and have no steps."""
    pieces = []
    for i in range(PROBES):
        col = window.col + round(window.width * (i + 0.5) / PROBES) - PROBE_PIXELS // 2
        row = window.row + round(window.height * (i + 0.5) / PROBES) - PROBE_PIXELS // 2
        block = reader.read(Window(col, row, PROBE_PIXELS, PROBE_PIXELS).intersection(window))
        pieces.append(block.values[block.valid])
    return share_of_full_scale_steps(np.concatenate(pieces))
