# SPDX-License-Identifier: GPL-2.0-or-later
"""Bands of several images in one stack, told by the bands' names: only those of one image belong together."""

from __future__ import annotations

from collections.abc import Sequence

from eurosat_plugin.core.product.acquisition import Acquisition, acquisition_of
from eurosat_plugin.core.product.band_words import without_band
from eurosat_plugin.core.spectral_bands import RGB_BANDS
from eurosat_plugin.core.translation import shortened, tr


def bands_of_one_image(names: Sequence[str], bands: Sequence[str | None]) -> list[str | None]:
    """Return `bands` (those that `names` speak of) without those of other images than the first that has all colours.

    Names that say the same but for the band are of one image (``20200801_B04``, ``20200801_B03``). Where no such are
    whole, those will do of which none is of another day or tile than another; where no such are, all remain.
    """
    said = [without_band(name) if band else "" for name, band in zip(names, bands)]
    told = [_told(name) if band else Acquisition() for name, band in zip(names, bands)]
    whole = next((text for text in dict.fromkeys(said) if _is_whole(bands, [one == text for one in said])), None)
    if whole is not None:
        own = {band for band, one in zip(bands, said) if band and one == whole}
        first = next(one for band, text, one in zip(bands, said, told) if band and text == whole)
        return [
            band if text == whole or (band not in own and not first.difference(one)) else None
            for band, text, one in zip(bands, said, told)
        ]
    for image in dict.fromkeys(one for one in told if one != Acquisition()):
        fitting = [not image.difference(one) for one in told]
        if _is_whole(bands, fitting):
            return [band if fits else None for band, fits in zip(bands, fitting)]
    return list(bands)


def say_mixed(names: Sequence[str], numbers: Sequence[int]) -> str:
    """Say which of the bands `numbers` is of another image by its name; empty where none is."""
    colours = [(names[number - 1], _told(names[number - 1])) for number in numbers]
    for first, image in colours:
        for other, one in colours:
            spoken = image.difference(one)
            if spoken:
                return tr(
                    "The raster's bands are of several images: unlike {first}, {other} is {difference}. Stack those "
                    "bands that belong together, or pick others in BANDS."
                ).format(first=shortened(first), other=shortened(other), difference=spoken)
    return ""


def _told(name: str) -> Acquisition:
    """Return the day and the tile that the name of a band tells."""
    found = acquisition_of(name.replace("/", " ").replace("\\", " "))
    return Acquisition(found.date, found.tile)


def _is_whole(bands: Sequence[str | None], there: Sequence[bool]) -> bool:
    """Tell whether red, green and blue are among those of `bands` that are `there`."""
    return {band for band, is_there in zip(bands, there) if is_there}.issuperset(RGB_BANDS)
