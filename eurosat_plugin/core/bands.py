# SPDX-License-Identifier: GPL-2.0-or-later
"""Find red, green and blue (B04, B03, B02) and the scene classification among a raster's bands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.translation import tr, tr_noop, translate

RGB_BANDS = ("B04", "B03", "B02")
SCENE_CLASSES = "SCL"
TRANSPARENCY = "alpha"
"""What a band is called that only tells where there is data; it does not count among the bands."""

WAVELENGTHS = {
    "B01": 443, "B02": 492, "B03": 560, "B04": 665, "B05": 704, "B06": 740, "B07": 781, "B08": 835, "B8A": 865,
    "B09": 944, "B10": 1375, "B11": 1612, "B12": 2195,
}  # fmt: skip
"""Central wavelengths in nm, the mean of the satellites (Sentinel-2 Products Specification Document)."""

_TOLERANCE = 0.012
_NAME_TOLD = 30
_COLOURS = ("red", "green", "blue")
_SPOKEN_COLOURS = (tr_noop("red"), tr_noop("green"), tr_noop("blue"))
_FULL_STACKS = {
    12: tr_noop(
        "Bands 4, 3, 2 are red, green, blue: a 12-band stack without names is taken as B01 to B12 without B10."
    ),
    13: tr_noop("Bands 4, 3, 2 are red, green, blue: a 13-band stack without names is taken as B01 to B12 with B8A."),
}
_SEN2R = re.compile(r"^S2[A-D](?:1C|2A)_\d{8}_\d{3}_.*_(?:TOA|BOA)_\d\d(?!\d)")
"""The program sen2r writes 11 to 13 bands from B01 on, and no names."""

_BAND = re.compile(r"(?:^|[^A-Za-z0-9])B(\d{1,2})(A?)(?![A-Za-z0-9])", re.IGNORECASE)
_COLOUR = re.compile(r"(?:^|[^A-Za-z])(red|green|blue)(?![A-Za-z]|[ _-]?edge)", re.IGNORECASE)
_SCENE_CLASSES = re.compile(r"(?:^|[^A-Za-z])SCL(?![A-Za-z])|scene[ _]?classification", re.IGNORECASE)
_WAVELENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(nm|nanomet|um|µm|μm|micromet)", re.IGNORECASE)
_BAND_RUN = re.compile(r"(?:_?(?:B\d\d|B8A|SCL|AOT|WVP|SCENECLASSIFICATION))+", re.IGNORECASE)
_BAND_TOKEN = re.compile(r"B\d\d|B8A|SCL|AOT|WVP|SCENECLASSIFICATION", re.IGNORECASE)


@dataclass(frozen=True)
class BandChoice:
    """1-based numbers of the red, green and blue band, how they were found, and what to check.

    `scene_classes` is the number of the band that holds ESA's scene classification (SCL), if there is one.
    """

    numbers: tuple[int, int, int]
    finding: str
    warnings: tuple[str, ...] = ()
    scene_classes: int | None = None


def band_of(name: str) -> str | None:
    """Return the Sentinel-2 band (``B04``, ``B8A``, ``SCL``) that a band's name or description speaks of, else None."""
    match = _BAND.search(name)
    if match:
        return f"B{int(match[1])}A" if match[2] else f"B{int(match[1]):02d}"
    if _SCENE_CLASSES.search(name):
        return SCENE_CLASSES
    colour = _COLOUR.search(name)
    if colour:
        return RGB_BANDS[_COLOURS.index(colour[1].lower())]
    if name.strip().lower() in ("r", "g", "b"):
        return RGB_BANDS["rgb".index(name.strip().lower())]
    wavelength = _WAVELENGTH.search(name)
    return band_at(float(wavelength[1])) if wavelength else None


def band_at(wavelength: float) -> str | None:
    """Return the band centred on `wavelength`, in nm or, below 100, in µm; None where there is none within 1.2 %."""
    length = wavelength * 1000 if wavelength < 100 else wavelength
    band = min(WAVELENGTHS, key=lambda name: abs(WAVELENGTHS[name] - length))
    return band if abs(WAVELENGTHS[band] - length) <= _TOLERANCE * length else None


def bands_in_file_name(name: str, count: int) -> list[str] | None:
    """Return the `count` bands that a file name lists one after the other (``…_B04B03B02SCL…``), else None."""
    runs = [[token.upper() for token in _BAND_TOKEN.findall(run)] for run in _BAND_RUN.findall(name)]
    listed = next((run for run in runs if len(run) == count), None)
    return listed and [SCENE_CLASSES if token.startswith("SC") else token for token in listed]


def choose_bands(names: Sequence[str], file_name: str, picked: Sequence[int], true_colour: bool) -> BandChoice:
    """Choose the three bands of a raster whose bands are called `names` (empty strings where unnamed).

    Bands called `TRANSPARENCY` stand last and do not count. `picked` are the 1-based numbers of the BANDS parameter
    (empty: find them); `true_colour` tells that the raster is a picture whose first three bands are red, green, blue.

    :raises InputError: when the raster has too few bands, or none that can be told to be red, green and blue.
    """
    names = [name for name in names if name != TRANSPARENCY]
    count = len(names)
    known: list[str | None] = [band_of(name) for name in names]
    listed = bands_in_file_name(file_name, count)
    if listed and not all(band in known for band in RGB_BANDS):
        known, how = [*listed], tr("by the file name")
    else:
        how = tr("by name")
    scene_classes = known.index(SCENE_CLASSES) + 1 if SCENE_CLASSES in known else None
    if picked:
        return _check_picked(picked, known, scene_classes)
    if count < 3:
        raise InputError(
            tr(
                "The raster has {bands}; classification needs red, green and blue (B04, B03, B02). Stack them into "
                "one raster (Build virtual raster, with separate bands), or choose the product's .SAFE folder."
            ).format(bands=_count(count))
        )
    if all(band in known for band in RGB_BANDS):
        return _numbered(known, how, scene_classes)
    if true_colour or (count == 3 and not any(known)):
        return BandChoice((1, 2, 3), tr("Bands 1, 2, 3 are taken as red, green, blue: they have no names."))
    if count in _FULL_STACKS and not any(known):
        return BandChoice((4, 3, 2), translate(_FULL_STACKS[count]))
    if count >= len(RGB_BANDS) + 1 and not any(known) and _SEN2R.match(file_name):
        return BandChoice((4, 3, 2), tr("Bands 4, 3, 2 are red, green, blue: sen2r writes all bands from B01 on."))
    found = ", ".join(f"{i} {name[:_NAME_TOLD]}" for i, name in enumerate(names, 1) if name) or tr("they have no names")
    raise InputError(
        tr(
            "The raster's {count} bands do not tell which are red, green and blue ({found}); pick them in BANDS, in "
            "this order."
        ).format(count=count, found=found)
    )


def _check_picked(picked: Sequence[int], known: Sequence[str | None], scene_classes: int | None) -> BandChoice:
    count = len(known)
    if len(picked) != 3:
        raise InputError(
            tr("BANDS needs three bands, for red, green and blue; {count} given.").format(count=len(picked))
        )
    if not all(1 <= number <= count for number in picked):
        absent = next(number for number in picked if not 1 <= number <= count)
        raise InputError(
            tr("There is no band {absent}: the raster has {bands}.").format(absent=absent, bands=_count(count))
        )
    warnings = tuple(
        tr(
            "Band {number} is named {named} and is used as {colour} ({band}): BANDS are red, green, blue, in this "
            "order."
        ).format(number=number, named=known[number - 1], colour=colour, band=band)
        for number, band, colour in zip(picked, RGB_BANDS, map(translate, _SPOKEN_COLOURS))
        if known[number - 1] not in (None, band)
    )
    red, green, blue = picked
    return BandChoice(
        (red, green, blue),
        tr("Bands {red}, {green}, {blue} as set.").format(red=red, green=green, blue=blue),
        warnings,
        scene_classes,
    )


def _count(bands: int) -> str:
    return tr("1 band") if bands == 1 else tr("{bands} bands").format(bands=bands)


def _numbered(bands: Sequence[str | None], how: str, scene_classes: int | None) -> BandChoice:
    red, green, blue = (list(bands).index(band) + 1 for band in RGB_BANDS)
    finding = tr("Bands {red}, {green}, {blue} are B04, B03, B02 ({how}).").format(
        red=red, green=green, blue=blue, how=how
    )
    twice = [band for band in RGB_BANDS if list(bands).count(band) > 1]
    doubts = (
        (tr("Several bands are {bands}; the first is used. Pick others in BANDS.").format(bands=", ".join(twice)),)
        if twice
        else ()
    )
    return BandChoice((red, green, blue), finding, doubts, scene_classes)
