# SPDX-License-Identifier: GPL-2.0-or-later
"""A look at a raster's numbers before they are classified, from which follows how they are to be read.

It is the whole image that is looked at, whatever part of it is to be classified: the same image is read in the same way
for a tile, a rectangle and all of it. And it is looked at pixel by pixel, in places spread over it: overviews are
averages, and mix what is missing with what is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np
import numpy.typing as npt
from qgis.core import QgsFeedback

from eurosat_plugin.adapters.raster.look import Look
from eurosat_plugin.adapters.raster.pixel_reader import RasterPixelReader
from eurosat_plugin.adapters.raster.probe_places import WHOLE_PIXELS, centre, places
from eurosat_plugin.adapters.raster.raster import ExtraBand, Raster
from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.cirrus import cirrus_numbers, cirrus_places, may_be_cirrus
from eurosat_plugin.core.product.offset_steps import Counts, count_steps
from eurosat_plugin.core.product.radiometry import QUANTIFICATION
from eurosat_plugin.core.product.refusals import LARGEST_REFLECTANCE
from eurosat_plugin.core.product.seams import largest_jump, largest_ratio
from eurosat_plugin.core.product.stack_order import Grain
from eurosat_plugin.core.product.upsampled import Differences
from eurosat_plugin.core.product.value_facts import Triple, ValueFacts, measure
from eurosat_plugin.core.tiles.nodata_edges import away_from_gaps
from eurosat_plugin.core.tiles.tiling import Window
from eurosat_plugin.core.translation import tr

ENOUGH_PIXELS = 16_384

COARSE_PIXELS = (512, 2048)

DETAILED_PLACES = 12
"""Places in which it is looked at how fine the bands are."""

FIRST_PLACES = 4
"""Places, read already as a rule, in which a valid pixel is looked for before the whole extent is shrunk."""


def measure_values(raster: Raster, part: Raster, window: Window, look: Look | None = None) -> ValueFacts:
    """Look at the numbers of the whole `raster`.

    Only where it is so empty that nothing is found, `window` of `part` is looked at: the same image, resampled perhaps,
    and what is to be classified of it.

    :raises InputError: when there is no valid pixel either.
    :raises Cancelled: as soon as `look` is.
    """
    look = look or Look()
    reader = RasterPixelReader(_with_more(raster), look.feedback)
    grain, colours, differences = Grain(), Grain(), Differences()
    pieces: list[_Piece] = []
    middles: list[tuple[float, float]] = []
    for windows in places(reader, raster.product.stated):
        look.plan(reader, windows)
        some = windows[:: -(-len(windows) // DETAILED_PLACES)]
        pieces += [
            _look_at(
                reader,
                window,
                look,
                grain if raster.bands.unnamed else None,
                (colours, differences) if window in some and not raster.product.stated else (),
            )
            for window in windows
        ]
        middles += [centre(window, raster.box.area) for window in windows]
        if sum(len(piece.valid) for piece in pieces) >= ENOUGH_PIXELS:
            break
    numbers = [piece.valid for piece in pieces]
    if not any(map(len, numbers)):
        numbers = [_coarse(part, window, look.feedback)]
    provider = raster.layer.dataProvider()
    tags = [(provider.bandScale(number), provider.bandOffset(number)) for number in raster.numbers]
    return measure(
        numbers,
        tags,
        middles,
        [piece.jump for piece in pieces],
        [piece.core for piece in pieces],
        _cirrus(raster, [piece.more for piece in pieces if piece.more is not None], grain),
        grain.detail,
        colours.detail,
        differences.ratios,
        _share([piece.partly for piece in pieces], [len(piece.valid) for piece in pieces]),
        [piece.steps for piece in pieces],
        [piece.ratio for piece in pieces],
    )


def check_extent(raster: Raster, window: Window, feedback: QgsFeedback | None = None) -> None:
    """Check that there is something to classify; :raises InputError: when `window` holds no valid pixel."""
    reader = RasterPixelReader(_colours(raster), feedback)
    seen = (place.intersection(window) for place in next(places(reader, raster.product.stated)))
    inside = (place for place in seen if place.width and place.height)
    if not any(reader.read(place).valid.any() for place in islice(inside, FIRST_PLACES)):
        _coarse(raster, window, feedback)


def _colours(raster: Raster) -> Raster:
    """Return `raster` without the bands that only checks need: they would have to be decoded as well."""
    return replace(raster, scene_classes=None, infrared=None, more=())


def _with_more(raster: Raster) -> Raster:
    """Return `raster` with all bands where no names tell their order, else with the one that tells the offset.

    It is not read where that is told.
    """
    if raster.bands.unnamed:
        numbers = tuple(range(1, raster.bands.unnamed + 1))
    else:
        numbers = cirrus_numbers(raster.bands.known) if raster.product.offset is None else ()
    return replace(_colours(raster), more=tuple(ExtraBand(raster.layer, number) for number in numbers))


def _cirrus(raster: Raster, seen: Sequence[npt.NDArray[np.generic]], grain: Grain) -> list[npt.NDArray[np.generic]]:
    """Return the numbers ``(bands, pixels)`` of the bands of which the darkest is the cirrus band.

    `seen` are those of the bands that were looked at beside the colours.
    """
    if not raster.bands.unnamed or not seen:
        return list(seen)
    numbers = np.concatenate(seen, axis=1)
    unit = QUANTIFICATION if np.percentile(numbers[1], 99.0) <= LARGEST_REFLECTANCE else 1.0
    places = [n for n in cirrus_places(raster.bands.unnamed) if may_be_cirrus(numbers[n - 1] * unit, grain.alike(n))]
    return [numbers[[n - 1 for n in places]]] if places else []


@dataclass(frozen=True)
class _Piece:
    """What was seen in a window: the numbers ``(pixels, 3)`` of the valid pixels and of those away from gaps.

    `jump` is the largest one along a line in it, `ratio` the largest factor, `more` the numbers ``(bands, pixels)`` of
    the bands beside these, `partly` counts the pixels that some bands only measured, `steps` those between neighbours.
    """

    valid: npt.NDArray[np.generic]
    core: npt.NDArray[np.generic]
    jump: Triple
    more: npt.NDArray[np.generic] | None
    partly: int
    steps: Counts
    ratio: float


def _share(some: Sequence[int], others: Sequence[int]) -> float:
    """Return which share of all are `some`, beside `others`."""
    return sum(some) / max(1, sum(some) + sum(others))


def _look_at(
    reader: RasterPixelReader,
    window: Window,
    look: Look,
    grain: Grain | None,
    colours: Sequence[Grain | Differences],
) -> _Piece:
    """Look at `window`, and add what is seen of it to the `grain` of all bands and to what tells of `colours` alone.

    Pieces of an image that is read as a whole lie side by side, so they are looked at with the next row and column.
    """
    more = int(reader.width * reader.height <= WHOLE_PIXELS)
    bounds = Window(0, 0, reader.width, reader.height)
    larger = Window(window.col, window.row, window.width + more, window.height + more).intersection(bounds)
    block = look.read(reader, larger)
    inside = np.s_[: window.height, : window.width]
    values, valid = block.values[inside], block.valid[inside]
    core = away_from_gaps(valid)
    planes = None if block.more is None else block.more[:, : window.height, : window.width]
    if planes is not None and grain is not None:
        grain.add(planes, core)
    for detail in colours:
        detail.add(np.moveaxis(values, -1, 0), core)
    beside = None if planes is None else planes[:, core]
    return _Piece(
        values[valid],
        values[core],
        largest_jump(block.values, block.valid),
        beside,
        int(reader.partly_missing(values).sum()),
        count_steps(block.values, block.valid),
        largest_ratio(block.values, away_from_gaps(block.valid)),
    )


def _coarse(raster: Raster, window: Window, feedback: QgsFeedback | None) -> npt.NDArray[np.generic]:
    """Return valid pixels of a shrunk `window`; :raises InputError: when there are none."""
    reader = RasterPixelReader(_colours(raster), feedback)
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
