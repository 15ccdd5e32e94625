# SPDX-License-Identifier: GPL-2.0-or-later
"""Which bands of a stack of files show less ground than the stack: beyond it GDAL hands out 0, as of black ground."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import suppress

from eurosat_plugin.core.translation import tr

_RASTER = re.compile(r'<VRTDataset rasterXSize="(\d{1,9})" rasterYSize="(\d{1,9})"')
_BAND = "<VRTRasterBand "
_NODATA = "<NoDataValue>"
_RECTANGLE = re.compile(
    r'<(Src|Dst)Rect xOff="([-+.\deE]{1,30})" yOff="([-+.\deE]{1,30})" '
    r'xSize="([-+.\deE]{1,30})" ySize="([-+.\deE]{1,30})"'
)

Rectangle = tuple[float, float, float, float]
"""Column and row of a corner, width and height, in pixels of the stack."""


def short_bands(text: str) -> dict[int, Rectangle]:
    """Return where the files of those bands of a virtual raster lie, by number, that end before the raster does.

    `text` is that of the virtual raster. Half a pixel of the file is no gap: bands of 20 m may end a little before
    those of 10 m. Bands that declare a nodata value have it beyond their files, and bands of several files are mosaics,
    whose pieces fill each other's gaps.
    """
    size = _RASTER.search(text)
    if size is None:
        return {}
    found = {}
    for number, section in enumerate(text.split(_BAND)[1:], 1):
        source, place = _rectangles(section, "Src"), _rectangles(section, "Dst")
        alone = _NODATA not in section and len(source) == len(place) == 1
        if alone and _is_short(source[0], place[0], int(size[1]), int(size[2])):
            found[number] = place[0]
    return found


def shorter_than_others(short: Mapping[int, Rectangle], numbers: Sequence[int]) -> tuple[int, ...]:
    """Return those of the bands `numbers` that end where not all of them do; `short` as :func:`short_bands` has it."""
    places = {short.get(number) for number in numbers}
    return tuple(number for number in numbers if number in short) if len(places) > 1 else ()


def doubt_cover(short: Mapping[int, Rectangle], numbers: Sequence[int]) -> tuple[str, ...]:
    """Say which of the bands `numbers` show less ground than others of them."""
    shorter = shorter_than_others(short, numbers)
    if not shorter:
        return ()
    sentence = tr(
        "Not all bands show the same ground: the file of band {numbers} covers a part of it only. Elsewhere nothing is "
        "classified, as if there were no data."
    )
    return (sentence.format(numbers=", ".join(map(str, shorter))),)


def _rectangles(section: str, kind: str) -> list[Rectangle]:
    """Return the rectangles in the text of one band: of its files (``Src``), or of the stack (``Dst``)."""
    found = []
    for match in _RECTANGLE.finditer(section):
        with suppress(ValueError):
            west, north, across, down = (float(number) for number in match.groups()[1:])
            if match[1] == kind:
                found.append((west, north, across, down))
    return found


def _is_short(source: Rectangle, place: Rectangle, width: int, height: int) -> bool:
    (_, _, cols, rows), (west, north, across, down) = source, place
    half = across / max(cols, 1.0) / 2, down / max(rows, 1.0) / 2
    gaps = (west, width - west - across), (north, height - north - down)
    return any(max(pair) > limit for pair, limit in zip(gaps, half))
