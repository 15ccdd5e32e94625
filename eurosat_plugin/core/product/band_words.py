# SPDX-License-Identifier: GPL-2.0-or-later
"""What the name of a band or a file says: which of Sentinel-2's bands it is, in many spellings and languages."""

from __future__ import annotations

import re
from collections.abc import Sequence

from eurosat_plugin.core.spectral_bands import RGB_BANDS, WAVELENGTHS

SCENE_CLASSES = "SCL"
INFRARED_BANDS = ("B8A", "B08")
"""Near infrared, the one first that products have at 20 m: it is read in a quarter of the time."""

_TOLERANCE = 0.012
_BETWEEN = "_. -"
_LONGEST = 1000
"""Characters of a name that are looked at: files may call a band anything."""
_BAND = re.compile(r"(?:^|[^A-Za-z0-9])B(\d{1,2})(A?)(?![A-Za-z0-9])", re.IGNORECASE)
_BAND_IN_WORDS = re.compile(
    r"(?:^|[^A-Za-z0-9])(?:Band[ae]?|[CK]anal|spectral)[ _-]?(\d{1,2})(A?)(?![A-Za-z0-9])", re.IGNORECASE
)
_WORDS = {
    "B04": (
        "red|rouge|rot|rojo|vermelho|rosso|rood|czerwony|vermell|roșu|roşu|rosu|röd|rød|červená|červený|cervena|"
        "kırmızı|kirmizi|piros|vörös|красный|красная|κόκκινο|أحمر|الأحمر|"  # noqa: RUF001
        "红|红色|红光|红波段|紅|紅色|赤|赤色"
    ),
    "B03": (
        "green|grn|vert|verte|grün|gruen|verde|groen|zielony|verd|grön|grøn|zelená|zelený|zelena|yeşil|yesil|zöld|"
        "зелёный|зеленый|зелёная|зеленая|πράσινο|أخضر|الأخضر|绿|绿色|绿光|绿波段|綠|綠色|緑|緑色"
    ),
    "B02": (
        "blue|bleu|bleue|blau|azul|blu|blauw|niebieski|albastru|blå|modrá|modrý|modra|mavi|kék|"
        "синий|синяя|μπλε|أزرق|الأزرق|蓝|蓝色|蓝光|蓝波段|藍|藍色|青|青色"
    ),
}
_COLOUR_WORDS = {band: words.split("|") for band, words in _WORDS.items()}
"""What people call the bands; letters of any alphabet beside them make another word."""

_EDGE = "(?:edge|hrana|okraj|kenar|él(?![^\\W\\d_])|край)"
"""What the red edge is called after the word for red."""

_COLOURED = {
    band: re.compile(
        rf"(?<![^\W\d_])(?<!infra[ _-])(?<!coastal[ _-])(?:{'|'.join(words)})(?![^\W\d_]|[ _-]?{_EDGE})",
        re.IGNORECASE,
    )
    for band, words in _COLOUR_WORDS.items()
}
_INFRARED = {
    "B8A": re.compile(
        r"(?<![^\W\d_])(?:nir[ _-]?0?8(?!\d)|narrow[ _-]?nir|nir[ _-]?narrow)(?![^\W\d_])", re.IGNORECASE
    ),
    "B08": re.compile(
        r"(?<![^\W\d_])(?:nir(?![ _-]?0?9(?!\d))|near[ _-]?infra[ _-]?red|proche[ _-]?infrarouge)(?![^\W_])",
        re.IGNORECASE,
    ),
}
"""Near infrared as people and catalogues call it: these say nir, nir08 and nir09 of B08, B8A and B09."""

_SCENE_CLASSES = re.compile(r"(?:^|[^A-Za-z])SCL(?![A-Za-z])|scene[ _]?classification", re.IGNORECASE)
_WAVELENGTH = re.compile(r"(?<!\d)(\d{1,9}(?:\.\d{1,20})?)\s{0,9}(nm|nanomet|um|µm|μm|micromet)", re.IGNORECASE)
_BARE_WAVELENGTH = re.compile(r"(?:(?:rho(?:t|s|w|rc)?|rrs)_)?(\d{3,4}(?:\.\d{1,20})?|[0-2]\.\d{2,20})", re.IGNORECASE)
"""A number alone, or as ACOLITE calls reflectance at the top of the air, at the surface and of water."""

_BAND_RUN = re.compile(r"(?:_?(?:B\d\d|B8A|SCL|AOT|WVP|SCENECLASSIFICATION))+", re.IGNORECASE)
_BAND_TOKEN = re.compile(r"B\d\d|B8A|SCL|AOT|WVP|SCENECLASSIFICATION", re.IGNORECASE)


def band_of(name: str) -> str | None:
    """Return the Sentinel-2 band (``B04``, ``B8A``, ``SCL``) that a band's name or description speaks of, else None."""
    name = name[:_LONGEST]
    match = _BAND.search(name)
    if match:
        return _written(match)
    if _SCENE_CLASSES.search(name):
        return SCENE_CLASSES
    wavelength = _WAVELENGTH.search(name)
    infrared = next((band for band, words in _INFRARED.items() if words.search(name)), None)
    if infrared:
        return (wavelength and band_at(float(wavelength[1]))) or infrared
    coloured = next((band for band, words in _COLOURED.items() if words.search(name)), None)
    if coloured:
        return coloured
    if name.strip().lower() in ("r", "g", "b"):
        return RGB_BANDS["rgb".index(name.strip().lower())]
    wavelength = wavelength or _BARE_WAVELENGTH.fullmatch(name.strip())
    if wavelength:
        return band_at(float(wavelength[1]))
    match = _BAND_IN_WORDS.search(name)
    return _written(match) if match else None


def prefer_plain(names: Sequence[str], bands: Sequence[str | None]) -> list[str | None]:
    """Return `bands` of `names` without those that are called a band and more, where another is called just that.

    PlanetScope has a green beside its green_i, others a B04_stdDev before the B04. What is called two bands, as a ratio
    is, is neither.
    """
    plain = {band for name, band in zip(names, bands) if band and _is_plain(name, band)}
    return [
        None if _is_of_several(name) or (band in plain and not _is_plain(name, band)) else band
        for name, band in zip(names, bands)
    ]


def _is_plain(name: str, band: str) -> bool:
    """Tell whether `name` is nothing but the number of `band`, or a word for its colour."""
    number = _BAND.fullmatch(name.strip())
    return name.strip().lower() in _COLOUR_WORDS.get(band, ()) if number is None else _written(number) == band


def _is_of_several(name: str) -> bool:
    return len({_written(match) for match in _BAND.finditer(name[:_LONGEST])}) > 1


def without_band(name: str) -> str:
    """Return what the name of a band says beside which band it is: that of others of the same image says the same."""
    name = name[:_LONGEST]
    patterns = (_BAND, _SCENE_CLASSES, *_INFRARED.values(), *_COLOURED.values(), _BAND_IN_WORDS)
    match = next(filter(None, (pattern.search(name) for pattern in patterns)), None)
    return (
        name
        if match is None
        else f"{name[: match.start()].rstrip('_. -')} {name[match.end() :].lstrip('_. -')}".strip()
    )


def only_count(names: Sequence[str]) -> bool:
    """Tell whether `names` only count the bands, as ``b1``, ``b2``, ``b3`` do.

    Sentinel-2's own first bands are B01 (coastal aerosol) and B02, which nobody stacks as the first of a few.
    """
    counted = [_count_at_the_end(name.strip()) for name in names]
    return len({stem for stem, _ in counted}) == 1 and [count for _, count in counted] == [
        str(number) for number in range(1, len(names) + 1)
    ]


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


def is_numbered(name: str) -> bool:
    """Tell whether `name` holds the number of a Sentinel-2 band, such as ``B04``."""
    return _BAND.search(name) is not None


def _count_at_the_end(name: str) -> tuple[str, str]:
    """Take a name apart into what comes before the number at its end, and the number without zeros before it."""
    number = name[len(name.rstrip("0123456789")) :].lstrip("0")
    return name[: len(name) - len(number)], number


def _written(match: re.Match[str]) -> str:
    return f"B{int(match[1])}A" if match[2] else f"B{int(match[1]):02d}"
