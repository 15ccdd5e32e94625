# SPDX-License-Identifier: GPL-2.0-or-later
"""Find red, green and blue (B04, B03, B02) and the scene classification among a raster's bands."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.band_words import (
    INFRARED_BANDS,
    SCENE_CLASSES,
    band_of,
    bands_in_file_name,
    is_numbered,
    only_count,
    prefer_plain,
)
from eurosat_plugin.core.product.one_image import bands_of_one_image, say_mixed
from eurosat_plugin.core.spectral_bands import RGB_BANDS, WAVELENGTHS
from eurosat_plugin.core.translation import shortened, tr, tr_noop, translate

TRANSPARENCY = "alpha"
"""What a band is called that only tells where there is data: an alpha band, which may stand anywhere, or a mask."""

_NAME_TOLD = 30
_SPOKEN_COLOURS = (tr_noop("red"), tr_noop("green"), tr_noop("blue"))
_FULL_STACKS = {
    12: tr_noop(
        "Bands 4, 3, 2 are red, green, blue: a 12-band stack without names is taken as B01 to B12 without B10."
    ),
    13: tr_noop("Bands 4, 3, 2 are red, green, blue: a 13-band stack without names is taken as B01 to B12 with B8A."),
}
_INFRARED_OF_FULL_STACKS = 8
"""B08 stands there with and without B10, wherever B8A is."""

_SEN2R = re.compile(r"^S2[A-D](?:1C|2A)_\d{8}_\d{3}_.*_(?:TOA|BOA)_\d\d(?!\d)")
"""The program sen2r writes 11 to 13 bands from B01 on, and no names."""

_VISUALISED = re.compile(
    r"(?<![A-Za-z])(?:False[-_ ]?colou?r|SWIR|ND[VWMS]I|EVI|SAVI|Scene[-_ ]?classification|Colou?r[-_ ]?infrared|"
    r"Moisture[-_ ](?:index|stress)|Highlight[-_ ]Optimi[sz]ed)(?![A-Za-z])|"
    r"(?<![A-Za-z0-9])RGB(?!432|321|123)(?:[1-9]{3}|[1-9abc]{3}[BT])(?![A-Za-z0-9])",
    re.IGNORECASE,
)
"""Pictures of the Copernicus and the EO Browser, and of many others, that are no true colour. The program sen2r names
the bands that it shows as red, green and blue, the 11th a and the 12th b: RGB843B is false colour, RGB432B is true."""


@dataclass(frozen=True)
class BandChoice:
    """1-based numbers of the red, green and blue band, how they were found, and what to check.

    `scene_classes` is the number of the band that holds ESA's scene classification (SCL), `infrared` that of one in
    near infrared, if there is one.
    """

    numbers: tuple[int, int, int]
    finding: str
    warnings: tuple[str, ...] = ()
    scene_classes: int | None = None
    infrared: int | None = None
    known: tuple[str | None, ...] = ()
    """Which of Sentinel-2's bands each band is, as far as that was looked for and is known."""
    unnamed: int = 0
    """How many bands a stack has whose order was taken from that number alone; 0 where names tell."""
    mixed: str = ""
    """That of the warnings which says that red, green and blue are of several images."""


_COLOUR_NAMES = ("Red", "Green", "Blue")
"""What GDAL calls bands without names whose colours a file tells."""


def choose_bands(names: Sequence[str], file_name: str, picked: Sequence[int], true_colour: bool) -> BandChoice:
    """Choose the three bands of a raster whose bands are called `names` (empty strings where unnamed).

    Bands called `TRANSPARENCY`, wherever they stand, are no colours; the others keep their numbers. `picked` are the
    1-based numbers of the BANDS parameter (empty: find them); `true_colour` tells that the raster is a picture whose
    first three bands are red, green, blue.

    :raises InputError: when the raster has too few bands, or none that can be told to be red, green and blue.
    """
    places = [number for number, name in enumerate(names, 1) if name != TRANSPARENCY]
    names = _without_transparency(names, places)
    _refuse_visualisation(file_name, names)
    if only_count([names[number - 1] for number in places]):
        names = [""] * len(names)
    known = prefer_plain(names, [band_of(name) for name in names])
    listed = _at_places(bands_in_file_name(file_name, len(places)), places, len(names))
    if listed and not all(band in known for band in RGB_BANDS):
        known, how = listed, tr("by the file name")
    else:
        how = tr("by their colours") if set(_COLOUR_NAMES) <= set(names) else tr("by name")
    if len(places) == 1 and not any(known):
        known[places[0] - 1] = band_of(file_name)
    if picked:
        return _doubt_mixed(_with_extra_bands(_check_picked(picked, known, places), known), names)
    if len(places) < len(RGB_BANDS):
        raise _too_few([known[number - 1] for number in places])
    if all(band in known for band in RGB_BANDS):
        return _of_one_image(names, known, how, listed)
    if true_colour:
        red, green, blue = places[:3]
        finding = tr("Bands {red}, {green}, {blue} are taken as red, green, blue: it is a true-colour image.")
        return BandChoice((red, green, blue), finding.format(red=red, green=green, blue=blue))
    if not any(known) and places == list(range(1, len(places) + 1)):
        guess = _guess(names[: len(places)], file_name)
        if guess is not None:
            return guess
    raise _not_told(names, known, len(places))


def _of_one_image(
    names: Sequence[str], known: Sequence[str | None], how: str, listed: Sequence[str | None] | None
) -> BandChoice:
    """Choose red, green and blue, of which there is at least one each, and the others of the same image."""
    own = bands_of_one_image(names, known)
    choice = _with_extra_bands(_numbered(own, how, listed), own)
    others = [name for name, band, kept in zip(names, known, own) if band in RGB_BANDS and kept is None]
    if not others:
        return _doubt_mixed(choice, names)
    sentence = tr(
        "There are bands of several images: {used} and those that belong to it are classified, {other} is not. Pick "
        "others in BANDS."
    )
    used = names[choice.numbers[0] - 1]
    doubt = sentence.format(used=shortened(used), other=shortened(others[0]))
    return replace(choice, warnings=(*choice.warnings, doubt))


def _doubt_mixed(choice: BandChoice, names: Sequence[str]) -> BandChoice:
    """Warn of red, green and blue that are of several images by their names."""
    doubt = say_mixed(names, choice.numbers)
    return replace(choice, warnings=(*choice.warnings, doubt), mixed=doubt) if doubt else choice


def _without_transparency(names: Sequence[str], places: Sequence[int]) -> list[str]:
    """Return `names` with an empty one where a band is none of `places`: all others keep their numbers."""
    return [name if number in places else "" for number, name in enumerate(names, 1)]


def _at_places(bands: Sequence[str] | None, places: Sequence[int], count: int) -> list[str | None] | None:
    """Return a list of `count` that has `bands`, if there are any, at the numbers `places`."""
    if bands is None:
        return None
    named = dict(zip(places, bands))
    return [named.get(number) for number in range(1, count + 1)]


def spoken_bands(bands: Collection[str]) -> str:
    """Return those of B04, B03, B02 that are among `bands` as people say them: ``red (B04), blue (B02)``."""
    pairs = zip(_SPOKEN_COLOURS, RGB_BANDS)
    return ", ".join(f"{translate(colour)} ({band})" for colour, band in pairs if band in bands)


def _with_extra_bands(choice: BandChoice, known: Sequence[str | None]) -> BandChoice:
    """Add the numbers of the bands that only checks need."""
    classes = known.index(SCENE_CLASSES) + 1 if SCENE_CLASSES in known else None
    infrared = next((known.index(band) + 1 for band in INFRARED_BANDS if band in known), None)
    return replace(choice, scene_classes=classes, infrared=infrared, known=tuple(known))


def _guess(names: Sequence[str], file_name: str) -> BandChoice | None:
    """Choose the bands of a stack without names; None where stacks of so many bands are in use in several orders."""
    count = len(names)
    if count == len(RGB_BANDS) and not any(names):
        order = tr(
            "The order of the bands is a guess: they have no names, and 1, 2, 3 are taken as red, green, blue. Many "
            "stacks begin with blue (B02, B03, B04); set BANDS to 3, 2, 1 if this is one."
        )
        return BandChoice((1, 2, 3), tr("Bands 1, 2, 3 are taken as red, green, blue: they have no names."), (order,))
    told = _SEN2R.match(file_name) is not None
    if count in _FULL_STACKS:
        known = tuple(list(WAVELENGTHS)[:_INFRARED_OF_FULL_STACKS])
        finding, unnamed = translate(_FULL_STACKS[count]), 0 if told else count
        return BandChoice((4, 3, 2), finding, infrared=_INFRARED_OF_FULL_STACKS, known=known, unnamed=unnamed)
    if count > len(RGB_BANDS) and told:
        return BandChoice((4, 3, 2), tr("Bands 4, 3, 2 are red, green, blue: sen2r writes all bands from B01 on."))
    return None


def _not_told(names: Sequence[str], known: Sequence[str | None], count: int) -> InputError:
    """Say which of a raster's `count` bands beside the transparent ones are found, and what is to be done."""
    found = ", ".join(f"{i} {name[:_NAME_TOLD]}" for i, name in enumerate(names, 1) if name) or tr("they have no names")
    missing = spoken_bands([band for band in RGB_BANDS if band not in known])
    if any(band in known for band in RGB_BANDS):
        return InputError(
            tr(
                "Among the raster's bands ({found}) there is no {missing}, without which nothing can be classified. "
                "Add it, or pick red, green and blue in BANDS if the names are wrong."
            ).format(found=found, missing=missing)
        )
    return InputError(
        tr(
            "The raster's {count} bands do not tell which are red, green and blue ({found}); pick them in BANDS, in "
            "this order."
        ).format(count=count, found=found)
    )


def _refuse_visualisation(file_name: str, names: Sequence[str]) -> None:
    """Stop at pictures that are named as something else than true colour, whatever their channels are called."""
    named = _VISUALISED.search(file_name)
    if named and not any(map(is_numbered, names)):
        raise InputError(
            tr(
                "{name} is a picture called {what}, and no true colour; classification needs the bands red, green and "
                "blue (B04, B03, B02). Download these as raw bands or as true colour; if it holds them under another "
                "name, rename the file."
            ).format(name=file_name, what=named[0])
        )


def _too_few(known: Sequence[str | None]) -> InputError:
    count = len(known)
    held = [band for band in known if band in RGB_BANDS]
    if held:
        absent = ", ".join(band for band in RGB_BANDS if band not in held)
        return InputError(
            tr(
                "The raster has {bands}, {held}; classification needs {absent} as well, and they are not beside it. "
                "Stack B04, B03 and B02 into one raster (Build virtual raster, with separate bands), or choose the "
                "product's .SAFE folder."
            ).format(bands=_count(count), held=", ".join(held), absent=absent)
        )
    return InputError(
        tr(
            "The raster has {bands}; classification needs red, green and blue (B04, B03, B02). Stack them into "
            "one raster (Build virtual raster, with separate bands), or choose the product's .SAFE folder."
        ).format(bands=_count(count))
    )


def _check_picked(picked: Sequence[int], known: Sequence[str | None], places: Sequence[int]) -> BandChoice:
    """Take the bands `picked`; `places` are the numbers of those that are not there for transparency."""
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
    transparent = next((number for number in picked if number not in places), None)
    if transparent is not None:
        raise InputError(
            tr(
                "Band {number} tells where the raster is transparent (alpha), and is no colour; pick others in BANDS. "
                "If it is a colour, take the mark from it (gdal_translate -colorinterp_{number} undefined)."
            ).format(number=transparent)
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
    )


def _count(bands: int) -> str:
    return tr("1 band") if bands == 1 else tr("{bands} bands").format(bands=bands)


def _numbered(bands: Sequence[str | None], how: str, listed: Sequence[str | None] | None) -> BandChoice:
    """Choose red, green and blue among `bands`, which were found `how`; the file name may have `listed` others."""
    red, green, blue = numbers = [list(bands).index(band) + 1 for band in RGB_BANDS]
    finding = tr("Bands {red}, {green}, {blue} are B04, B03, B02 ({how}).").format(
        red=red, green=green, blue=blue, how=how
    )
    twice = [band for band in RGB_BANDS if list(bands).count(band) > 1]
    doubts: tuple[str, ...] = (
        (tr("Several bands are {bands}; the first is used. Pick others in BANDS.").format(bands=", ".join(twice)),)
        if twice
        else ()
    )
    if listed and any(listed[number - 1] != band for number, band in zip(numbers, RGB_BANDS)):
        doubts += (
            tr(
                "The bands' names say that {red}, {green}, {blue} are red, green and blue, and the file name that the "
                "bands are {listed}. If the names are wrong, pick red, green and blue in BANDS."
            ).format(red=red, green=green, blue=blue, listed=", ".join(filter(None, listed))),
        )
    return BandChoice((red, green, blue), finding, doubts)
