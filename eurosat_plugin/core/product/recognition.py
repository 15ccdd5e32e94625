# SPDX-License-Identifier: GPL-2.0-or-later
"""Tell what a raster's numbers are, a row of the RADIOMETRY parameter, before their offset is known.

By what the product says of itself, by the data type, and at last by the values.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.radiometry import (
    COLOURS,
    DISPLAY,
    QUANTIFICATION,
    REFLECTANCE,
    UNKNOWN_LEVEL,
    Radiometry,
    radiometry_by_key,
)
from eurosat_plugin.core.product.reflectance_limits import Grade, examine
from eurosat_plugin.core.product.refusals import (
    BRIGHT_MEDIAN,
    BRIGHTEST_DN,
    LARGEST_REFLECTANCE,
    refuse_impossible,
    refuse_no_colours,
    refuse_reflectance,
    refuse_stretched,
)
from eurosat_plugin.core.product.scale_signs import doubt_scale
from eurosat_plugin.core.product.sentinel2 import BASELINE_OFFSET, ProductFacts
from eurosat_plugin.core.product.value_facts import FULL_SCALE, ValueFacts
from eurosat_plugin.core.translation import tr

BROWSER_WHITE = 0.4
"""Reflectance of full scale in the true-colour picture of the Copernicus and the EO Browser."""

MOST_PER_CENT = 100.0


@dataclass(frozen=True)
class Recognised:
    """A radiometry before its offset is known: `what` says it in words, `doubt` what to check.

    `basis` says in a few words what tells that they are colours.
    """

    radiometry: Radiometry
    what: str
    doubt: str = ""
    basis: str = ""


def recognise(product: ProductFacts, values: ValueFacts) -> Recognised:
    """Find the row: by name and metadata, then by type, then by values; :raises InputError: when there is none."""
    if product.export:
        return _export(product, values.dtype)
    if values.dtype == "uint8" or _is_wide_picture(product, values):
        return _with_per_cent(_eight_bits(product), values)
    if is_fraction(values):
        refuse_stretched(values)
        return _reflectance(product, values)
    if values.step and product.baseline is None and not product.original:
        white = values.step * QUANTIFICATION
        return Recognised(
            replace(REFLECTANCE, gain=1.0 / values.step),
            tr("Reflectance × {white:.0f}, by the steps between the numbers").format(white=white),
            tr(
                "Only the steps between the numbers tell that this is reflectance {white:g} scaled to 65535, as "
                "Sentinel Hub writes it (0.4 in a true-colour image); if they are digital numbers, set RADIOMETRY to "
                "l1c or l2a."
            ).format(white=FULL_SCALE["uint16"] / white),
        )
    if product.quantification != QUANTIFICATION:
        return _quantified(product, values)
    if product.level:
        return Recognised(radiometry_by_key(product.level), product.title)
    refuse_impossible(values)
    return Recognised(
        Radiometry(UNKNOWN_LEVEL),
        tr("Digital numbers ({type}) without a level, L1C and L2A are read alike").format(type=values.dtype),
    )


def as_set(key: str, values: ValueFacts) -> Recognised:
    """Take the row `key` as it was set; :raises InputError: when the numbers are larger than colours are."""
    radiometry = radiometry_by_key(key)
    what = tr("Radiometry as set: {key}").format(key=key)
    if key == "reflectance" and values.dtype in FULL_SCALE:
        white = values.step * QUANTIFICATION if values.step else FULL_SCALE[values.dtype]
        radiometry = replace(REFLECTANCE, gain=QUANTIFICATION / white)
        what = tr("Radiometry as set: reflectance, {white:g} is 1").format(white=white)
        return Recognised(radiometry, what, _doubt_full_scale(values))
    if is_fraction(values) and key != "reflectance":
        if key in COLOURS:
            refuse_reflectance(values, key)
        white = FULL_SCALE["uint8"] if key in COLOURS else QUANTIFICATION
        return Recognised(replace(radiometry, gain=radiometry.gain * white), what)
    if key in COLOURS:
        refuse_no_colours(values, key)
    return Recognised(radiometry, what)


def _doubt_full_scale(values: ValueFacts) -> str:
    """Return a doubt where numbers that are to be reflectance × 65535 are too dark, and fit reflectance × 10000.

    Steps tell that they were scaled to the type, whatever they look like.
    """
    if values.dtype == "uint8" or values.step or values.median > BRIGHT_MEDIAN or values.brightest > BRIGHTEST_DN:
        return ""
    plain = (examine(values.numbers.scaled(1.0, offset), None) for offset in (0.0, BASELINE_OFFSET))
    if all(verdict.grade > Grade.ACCEPTED for verdict in plain):
        return ""
    as_set = values.numbers.scaled(QUANTIFICATION / FULL_SCALE[values.dtype], 0.0)
    if examine(as_set, None).grade == Grade.ACCEPTED and not doubt_scale(as_set):
        return ""
    return tr(
        "RADIOMETRY is reflectance, so {white:g} is reflectance 1, but then they are darker than land. They look "
        "like digital numbers (reflectance × 10000): set RADIOMETRY to l1c or l2a, or leave it at auto."
    ).format(white=FULL_SCALE[values.dtype])


def is_fraction(values: ValueFacts) -> bool:
    """Tell whether `values` are what reflectance is, or colours from 0 to 1."""
    return values.dtype.startswith("float") and 0 < values.brightest <= LARGEST_REFLECTANCE


def _is_wide_picture(product: ProductFacts, values: ValueFacts) -> bool:
    """Tell whether this is a true-colour image by its name, whose bytes were stored as a wider type.

    :raises InputError: when they are no whole numbers any more.
    """
    named = product.true_colour and product.level is not None
    if not named or not LARGEST_REFLECTANCE < values.largest <= FULL_SCALE["uint8"] or min(values.numbers.at(0.1)) < 0:
        return False
    if values.whole:
        return True
    raise InputError(
        tr(
            "By its name this is the true-colour image of {level}, but its numbers, up to {brightest:.0f}, are no "
            "whole ones. Set RADIOMETRY to tci_{key} if they are its colours from 0 to 255, resampled."
        ).format(level=str(product.level).upper(), key=product.level, brightest=values.largest)
    )


def _reflectance(product: ProductFacts, values: ValueFacts) -> Recognised:
    if values.scale != 1.0 or values.shift:
        own = tr("the file's own scale {scale:g} and offset {shift:g}").format(scale=values.scale, shift=values.shift)
        return Recognised(
            REFLECTANCE, tr("{title} with {own}: reflectance").format(title=product.title or tr("Numbers"), own=own)
        )
    doubt = ""
    if values.largest == 1.0 and values.step != 1.0 / QUANTIFICATION:
        doubt = tr(
            "The largest number is exactly 1: if the numbers were stretched to 0 to 1, set SCALE to white − black and "
            "OFFSET to black, both as reflectance × 10000."
        )
    return Recognised(REFLECTANCE, tr("Floating-point numbers up to 3: reflectance"), doubt)


def _quantified(product: ProductFacts, values: ValueFacts) -> Recognised:
    """Read numbers whose metadata say that another number than 10000 stands for reflectance 1."""
    key = product.level or ("l1c" if product.baseline is not None else "")
    radiometry = radiometry_by_key(key) if key else Radiometry(UNKNOWN_LEVEL)
    gain = QUANTIFICATION / product.quantification
    as_told, as_usual = (examine(values.numbers.scaled(g, 0.0), product.level) for g in (gain, 1.0))
    title = product.title or tr("Numbers")
    names = {"title": title, "value": product.quantification}
    what = tr("{title}, {value:g} is reflectance 1").format(**names)
    if as_told.grade == Grade.ACCEPTED or as_told.grade < as_usual.grade:
        return Recognised(replace(radiometry, gain=gain), what)
    if as_usual.grade == Grade.ACCEPTED:
        doubt = tr(
            "The metadata say that {value:g} is reflectance 1, but then {reason}; 10000 fits, and is used. Set SCALE "
            "to {gain:g} to read them as the metadata say."
        ).format(**names, reason=as_told.reasons[0], gain=gain)
        return Recognised(radiometry, title, doubt)
    return Recognised(replace(radiometry, gain=gain), what)


def _export(product: ProductFacts, dtype: str) -> Recognised:
    white = FULL_SCALE.get(dtype, 1.0)
    radiometry, scaled = _scaled(dtype), "" if white == 1.0 else tr(", {white:g} is 1").format(white=white)
    if product.export == "raw":
        return Recognised(
            radiometry,
            tr("Bands of {title} as the browser exports them: reflectance{scaled}").format(
                title=product.title, scaled=scaled
            ),
        )
    gain = radiometry.gain * BROWSER_WHITE
    return Recognised(
        replace(radiometry, gain=gain),
        tr("True colour of {title} as the browser exports it: reflectance, {white:g} is {reflectance:g}").format(
            title=product.title, white=white, reflectance=BROWSER_WHITE
        ),
    )


def _with_per_cent(recognised: Recognised, values: ValueFacts) -> Recognised:
    """Add to what is doubted of bytes that none of them is above 100, which per cent are not either."""
    if not recognised.doubt or not 0 < values.largest <= MOST_PER_CENT:
        return recognised
    more = tr("No number is above 100: if they are reflectance in per cent, set SCALE to 100.")
    return replace(recognised, doubt=f"{recognised.doubt} {more}")


def _eight_bits(product: ProductFacts) -> Recognised:
    level = product.level or ""
    if product.true_colour and level:
        return Recognised(
            radiometry_by_key(f"tci_{level}"),
            tr("True-colour image of {level}, by its name").format(level=level.upper()),
            basis=tr("by its name"),
        )
    if level:
        return Recognised(
            DISPLAY,
            tr("8-bit raster of {title}").format(title=product.title),
            tr(
                "Name or tags tell {title}, but 8-bit numbers are colours, and how they were stretched is not known: "
                "they are classified as displayed. If this is the product's true-colour image, set RADIOMETRY to "
                "tci_{level}, and to reflectance if the numbers are reflectance × 255; better classify its bands."
            ).format(title=product.title, level=level),
            tr("8-bit colours"),
        )
    return Recognised(
        DISPLAY,
        tr("8-bit raster without a product name"),
        tr(
            "8-bit colours of unknown origin are classified as displayed; if this is a Sentinel-2 true-colour image, "
            "set RADIOMETRY to tci_l1c or tci_l2a, and to reflectance if the numbers are reflectance × 255."
        ),
        tr("8-bit colours"),
    )


def _scaled(dtype: str) -> Radiometry:
    """Return the radiometry of reflectance that fills the range of `dtype`."""
    return replace(REFLECTANCE, gain=QUANTIFICATION / FULL_SCALE.get(dtype, 1.0))
