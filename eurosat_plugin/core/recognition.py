# SPDX-License-Identifier: GPL-2.0-or-later
"""Decide how a raster's numbers become grey levels, and say what the decision rests on.

Believed are, in this order: the parameters that were set, the product's metadata, names, what the file says of its own
scale, the data type, and at last the values. Where only values speak there is a warning; where they could mean two
things there is a refusal that names the parameter to settle it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.offset import find_offset
from eurosat_plugin.core.radiometry import DISPLAY, QUANTIFICATION, REFLECTANCE, Radiometry, radiometry_by_key
from eurosat_plugin.core.sentinel2 import ProductFacts
from eurosat_plugin.core.translation import tr
from eurosat_plugin.core.value_facts import FULL_SCALE, ValueFacts

BROWSER_WHITE = 0.4
"""Reflectance of full scale in the true-colour picture of the Copernicus and the EO Browser."""

STEPS_SHARE = 0.98

BRIGHT_MEDIAN = 5000.0
"""Digital numbers of half of a scene are above this only under cloud or snow; of reflectance scaled to 65535, always
but over water and forest."""

BRIGHTEST_DN = 20000.0
"""Reflectance 2, which not even cloud has."""


@dataclass(frozen=True)
class Decision:
    """The radiometry to use, what it rests on (one sentence each), and what the user should check."""

    radiometry: Radiometry
    findings: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Reading:
    """A radiometry before its offset is known: `what` says it in words, `doubt` what to check."""

    radiometry: Radiometry
    what: str
    doubt: str = ""


def decide_radiometry(product: ProductFacts, values: ValueFacts, key: str, offset: float | None) -> Decision:
    """Choose how numbers become grey levels.

    `key` is the RADIOMETRY parameter and `offset` the OFFSET parameter (None: not given); both win over what the
    product says. :raises InputError: when the numbers cannot be those of any known product.
    """
    reading = _recognise(product, values) if key == "auto" else _as_set(key, values)
    radiometry = reading.radiometry
    doubts: tuple[str, ...] = (reading.doubt,) if reading.doubt else ()
    if radiometry.key not in ("l1c", "l2a", "reflectance"):
        if offset is not None:
            doubts += (
                tr("OFFSET is for digital numbers and was ignored: the radiometry is {radiometry}.").format(
                    radiometry=radiometry.key
                ),
            )
        return Decision(radiometry, (f"{reading.what}.",), doubts)
    added, source, doubt = find_offset(product, values, radiometry, offset)
    deed = tr("no offset") if added == 0 else tr("subtracting {number:g}") if added < 0 else tr("adding {number:g}")
    return Decision(
        replace(radiometry, offset=radiometry.offset + added),
        (
            tr("{what}: {deed} ({source}).").format(
                what=reading.what, deed=deed.format(number=abs(added)), source=source
            ),
        ),
        (*doubts, *((doubt,) if doubt else ())),
    )


def _as_set(key: str, values: ValueFacts) -> _Reading:
    radiometry = radiometry_by_key(key)
    if key == "reflectance" and values.dtype in FULL_SCALE:
        radiometry = _scaled(values.dtype)
        return _Reading(
            radiometry, tr("Radiometry as set: reflectance, {white:g} is 1").format(white=FULL_SCALE[values.dtype])
        )
    return _Reading(radiometry, tr("Radiometry as set: {key}").format(key=key))


def _recognise(product: ProductFacts, values: ValueFacts) -> _Reading:
    """Find the row of the RADIOMETRY parameter: by name and metadata, then by type, then by values."""
    if product.export:
        return _export(product, values.dtype)
    if values.dtype == "uint8":
        return _eight_bits(product)
    if values.dtype.startswith("float") and 0 < values.brightest <= 3.0:
        if values.scale != 1.0 or values.shift:
            own = tr("the file's own scale {scale:g} and offset {shift:g}").format(
                scale=values.scale, shift=values.shift
            )
            return _Reading(
                REFLECTANCE, tr("{title} with {own}: reflectance").format(title=product.title or tr("Numbers"), own=own)
            )
        return _Reading(REFLECTANCE, tr("Floating-point numbers up to 3: reflectance"))
    if values.full_scale_steps >= STEPS_SHARE and product.baseline is None:
        return _Reading(
            _scaled("uint16"),
            tr("Reflectance scaled to 65535, by the steps between the numbers"),
            tr(
                "Only the steps between the numbers tell that this is reflectance scaled to 65535, as Sentinel Hub "
                "writes it; if they are digital numbers, set RADIOMETRY to l1c or l2a."
            ),
        )
    if product.level:
        return _Reading(radiometry_by_key(product.level), product.title)
    _refuse_impossible(values)
    return _Reading(
        radiometry_by_key("l1c"),
        tr("Digital numbers ({type}) without a level, L1C and L2A are read alike").format(type=values.dtype),
    )


def _export(product: ProductFacts, dtype: str) -> _Reading:
    white = FULL_SCALE.get(dtype, 1.0)
    radiometry, scaled = _scaled(dtype), "" if white == 1.0 else tr(", {white:g} is 1").format(white=white)
    if product.export == "raw":
        return _Reading(
            radiometry,
            tr("Bands of {title} as the browser exports them: reflectance{scaled}").format(
                title=product.title, scaled=scaled
            ),
        )
    gain = radiometry.gain * BROWSER_WHITE
    return _Reading(
        replace(radiometry, gain=gain),
        tr("True colour of {title} as the browser exports it: reflectance, {white:g} is {reflectance:g}").format(
            title=product.title, white=white, reflectance=BROWSER_WHITE
        ),
    )


def _eight_bits(product: ProductFacts) -> _Reading:
    level = product.level or ""
    if product.true_colour and level:
        return _Reading(
            radiometry_by_key(f"tci_{level}"),
            tr("True-colour image of {level}, by its name").format(level=level.upper()),
        )
    return _Reading(
        DISPLAY,
        tr("8-bit raster without a product name"),
        tr(
            "8-bit colours of unknown origin are classified as displayed; if this is a Sentinel-2 true-colour image, "
            "set RADIOMETRY to tci_l1c or tci_l2a."
        ),
    )


def _refuse_impossible(values: ValueFacts) -> None:
    """Stop where numbers without a product name cannot be digital numbers.

    :raises InputError: with what they may be instead.
    """
    if values.median > BRIGHT_MEDIAN or values.brightest > BRIGHTEST_DN:
        raise InputError(
            tr(
                "The raster's numbers are too high for digital numbers of land (half of them above {median:.0f}, "
                "some at {brightest:.0f}); if this is reflectance scaled to 65535, set RADIOMETRY to reflectance; if "
                "it is snow or cloud all over, to l1c or l2a; otherwise scale the numbers to reflectance × 10000 "
                "with the raster calculator."
            ).format(median=values.median, brightest=values.brightest)
        )
    if values.brightest <= 0:
        raise InputError(
            tr(
                "The raster's numbers are no higher than {brightest:g}, and reflectance is positive; check that "
                "these are Sentinel-2 bands, and not an index or decibels."
            ).format(brightest=values.brightest)
        )
    if values.brightest <= FULL_SCALE["uint8"]:
        raise InputError(
            tr(
                "The raster's numbers are no higher than {brightest:g}, too low for digital numbers; set RADIOMETRY "
                "to display if they are colours from 0 to 255, or to l2a if this is dark water all over; otherwise "
                "scale them to reflectance × 10000 with the raster calculator."
            ).format(brightest=values.brightest)
        )


def _scaled(dtype: str) -> Radiometry:
    """Return the radiometry of reflectance that fills the range of `dtype`."""
    return replace(REFLECTANCE, gain=QUANTIFICATION / FULL_SCALE.get(dtype, 1.0))
