# SPDX-License-Identifier: GPL-2.0-or-later
"""A look at a raster's numbers before they are classified, from which follows how they are to be read.

It is the whole image that is looked at, whatever part of it is to be classified: the same image is read in the same way
for a tile, a rectangle and all of it. And it is looked at pixel by pixel, in places spread over it: overviews are
averages, and mix what is missing with what is not.
"""

from __future__ import annotations

from itertools import islice

import numpy as np
import numpy.typing as npt
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.probe_places import centre, places
from eurosat_plugin.adapters.raster.raster import Raster
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.value_facts import ValueFacts, measure
from eurosat_plugin.core.tiles.tiling import Window
from eurosat_plugin.core.translation import tr

ENOUGH_PIXELS = 16_384

COARSE_PIXELS = (512, 2048)

FIRST_PLACES = 4
"""Places, read already as a rule, in which a valid pixel is looked for before the whole extent is shrunk."""


def measure_values(raster: Raster, part: Raster, window: Window, feedback: QgsFeedback | None = None) -> ValueFacts:
    """Look at the numbers of the whole `raster`.

    Only where it is so empty that nothing is found, `window` of `part` is looked at: the same image, resampled perhaps,
    and what is to be classified of it.

    :raises InputError: when there is no valid pixel either.
    :raises Cancelled: as soon as `feedback` is cancelled.
    """
    reader = RasterPixelReader(raster, feedback)
    pieces: list[npt.NDArray[np.generic]] = []
    middles: list[tuple[float, float]] = []
    for windows in places(reader, raster.product.stated):
        pieces += [_valid(reader, window) for window in windows]
        middles += [centre(window, raster.box.area) for window in windows]
        if sum(map(len, pieces)) >= ENOUGH_PIXELS:
            break
    if not any(map(len, pieces)):
        pieces = [_coarse(part, window, feedback)]
    provider = raster.layer.dataProvider()
    tags = [(provider.bandScale(number), provider.bandOffset(number)) for number in raster.numbers]
    return measure(pieces, tags, middles)


def check_extent(raster: Raster, window: Window, feedback: QgsFeedback | None = None) -> None:
    """Check that there is something to classify; :raises InputError: when `window` holds no valid pixel."""
    reader = RasterPixelReader(raster, feedback)
    seen = (place.intersection(window) for place in next(places(reader, raster.product.stated)))
    inside = (place for place in seen if place.width and place.height)
    if not any(reader.read(place).valid.any() for place in islice(inside, FIRST_PLACES)):
        _coarse(raster, window, feedback)


def _valid(reader: RasterPixelReader, window: Window) -> npt.NDArray[np.generic]:
    block = reader.read(window)
    return block.values[block.valid]


def _coarse(raster: Raster, window: Window, feedback: QgsFeedback | None) -> npt.NDArray[np.generic]:
    """Return valid pixels of a shrunk `window`; :raises InputError: when there are none."""
    reader = RasterPixelReader(raster, feedback)
    for pixels in COARSE_PIXELS:
        block = reader.picture(window, pixels)
        measured = block.values[block.valid]
        if len(measured):
            return measured
    raise InputError(
        tr("The raster {name} has no valid pixel in the extent: all of it is nodata; choose another extent.").format(
            name=raster.name
        )
    )
