# SPDX-License-Identifier: GPL-2.0-or-later
"""Decide how a raster's numbers become grey levels, and say what the decision rests on.

Believed are, in this order: the parameters that were set, the product's metadata, names, what the file says of its own
scale, the data type, and at last the values. Where only values speak there is a warning; where they could mean two
things there is a refusal that names the parameter to settle it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.radiometry import DISPLAY, QUANTIFICATION, REFLECTANCE, Radiometry, radiometry_by_key
from eurosat_plugin.core.sentinel2 import BASELINE_OFFSET, ProductFacts

FULL_SCALE = {"uint8": 255.0, "uint16": 65535.0}
"""The number that stands for reflectance 1 where reflectance was scaled to an integer type."""

BROWSER_WHITE = 0.4
"""Reflectance of full scale in the true-colour picture of the Copernicus and the EO Browser."""

NO_DARK_GROUND = 2000.0
"""Above this no ordinary scene has its darkest pixels in all bands, with the offset or without."""

LOW_WITH_OFFSET = 850.0
"""Reflectance -0.015 with the offset of baseline 04.00 and later: shadows in winter are corrected to less, but not a
twentieth of a scene."""

BRIGHT_MEDIAN = 5000.0
"""Digital numbers of half of a scene are above this only under cloud or snow; of reflectance scaled to 65535, always
but over water and forest."""

BRIGHTEST_DN = 20000.0
"""Reflectance 2, which not even cloud has."""

EVEN_DARKNESS = 500.0
"""The darkest pixels are shadow or water, in all bands alike; where red is that much above blue they are soil."""

STEPS_SHARE = 0.98
MIN_STEPS = 50
_SETTLE = "-1000 for processing baseline 04.00 and later, 0 before it and for harmonised data"


@dataclass(frozen=True)
class ValueFacts:
    """A look at the numbers themselves, as they are read: type (``uint8``, ``uint16``, …) and a sample.

    `darkest` is the darkest 0.1 % of each of the three bands; `median` and `brightest` (the brightest 0.1 %) are
    those of all three, `low` is the lowest of the bands' 5th percentiles. `scale` and `shift` are what the file's own
    scale and offset have done on reading. `full_scale_steps` is the share of numbers that are a whole digital number
    times 65535 / 10000, 0 where that was not looked at.
    """

    dtype: str
    darkest: tuple[float, float, float]
    median: float
    brightest: float
    low: float
    scale: float = 1.0
    shift: float = 0.0
    full_scale_steps: float = 0.0


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
            doubts += (f"OFFSET is for digital numbers and was ignored: the radiometry is {radiometry.key}.",)
        return Decision(radiometry, (f"{reading.what}.",), doubts)
    added, source, doubt = _find_offset(product, values, radiometry, offset)
    deed = "no offset" if added == 0 else f"subtracting {-added:g}" if added < 0 else f"adding {added:g}"
    return Decision(
        replace(radiometry, offset=radiometry.offset + added),
        (f"{reading.what}: {deed} ({source}).",),
        (*doubts, *((doubt,) if doubt else ())),
    )


def _as_set(key: str, values: ValueFacts) -> _Reading:
    radiometry = radiometry_by_key(key)
    if key == "reflectance" and values.dtype in FULL_SCALE:
        radiometry = _scaled(values.dtype)
        return _Reading(radiometry, f"Radiometry as set: reflectance, {FULL_SCALE[values.dtype]:g} is 1")
    return _Reading(radiometry, f"Radiometry as set: {key}")


def _recognise(product: ProductFacts, values: ValueFacts) -> _Reading:
    """Find the row of the RADIOMETRY parameter: by name and metadata, then by type, then by values."""
    if product.export:
        return _export(product, values.dtype)
    if values.dtype == "uint8":
        return _eight_bits(product)
    if values.dtype.startswith("float") and 0 < values.brightest <= 3.0:
        if values.scale != 1.0 or values.shift:
            own = f"the file's own scale {values.scale:g} and offset {values.shift:g}"
            return _Reading(REFLECTANCE, f"{product.title or 'Numbers'} with {own}: reflectance")
        return _Reading(REFLECTANCE, "Floating-point numbers up to 3: reflectance")
    if values.full_scale_steps >= STEPS_SHARE and product.baseline is None:
        return _Reading(
            _scaled("uint16"),
            "Reflectance scaled to 65535, by the steps between the numbers",
            "Only the steps between the numbers tell that this is reflectance scaled to 65535, as Sentinel Hub writes "
            "it; if they are digital numbers, set RADIOMETRY to l1c or l2a.",
        )
    if product.level:
        return _Reading(radiometry_by_key(product.level), product.title)
    _refuse_impossible(values)
    return _Reading(
        radiometry_by_key("l1c"), f"Digital numbers ({values.dtype}) without a level, L1C and L2A are read alike"
    )


def _export(product: ProductFacts, dtype: str) -> _Reading:
    white = FULL_SCALE.get(dtype, 1.0)
    radiometry, scaled = _scaled(dtype), "" if white == 1.0 else f", {white:g} is 1"
    if product.export == "raw":
        return _Reading(radiometry, f"Bands of {product.title} as the browser exports them: reflectance{scaled}")
    gain = radiometry.gain * BROWSER_WHITE
    return _Reading(
        replace(radiometry, gain=gain),
        f"True colour of {product.title} as the browser exports it: reflectance, {white:g} is {BROWSER_WHITE:g}",
    )


def _eight_bits(product: ProductFacts) -> _Reading:
    level = product.level or ""
    if product.true_colour and level:
        return _Reading(radiometry_by_key(f"tci_{level}"), f"True-colour image of {level.upper()}, by its name")
    return _Reading(
        DISPLAY,
        "8-bit raster without a product name",
        "8-bit colours of unknown origin are classified as displayed; if this is a Sentinel-2 true-colour image, set "
        "RADIOMETRY to tci_l1c or tci_l2a.",
    )


def _refuse_impossible(values: ValueFacts) -> None:
    """Stop where numbers without a product name cannot be digital numbers.

    :raises InputError: with what they may be instead.
    """
    if values.median > BRIGHT_MEDIAN or values.brightest > BRIGHTEST_DN:
        raise InputError(
            f"The raster's numbers are too high for digital numbers of land (half of them above {values.median:.0f}, "
            f"some at {values.brightest:.0f}); if this is reflectance scaled to 65535, set RADIOMETRY to reflectance; "
            "if it is snow or cloud all over, to l1c or l2a; otherwise scale the numbers to reflectance × 10000 with "
            "the raster calculator."
        )
    if values.brightest <= 0:
        raise InputError(
            f"The raster's numbers are no higher than {values.brightest:g}, and reflectance is positive; check that "
            "these are Sentinel-2 bands, and not an index or decibels."
        )
    if values.brightest <= FULL_SCALE["uint8"]:
        raise InputError(
            f"The raster's numbers are no higher than {values.brightest:g}, too low for digital numbers; set "
            "RADIOMETRY to display if they are colours from 0 to 255, or to l2a if this is dark water all over; "
            "otherwise scale them to reflectance × 10000 with the raster calculator."
        )


def _scaled(dtype: str) -> Radiometry:
    """Return the radiometry of reflectance that fills the range of `dtype`."""
    return replace(REFLECTANCE, gain=QUANTIFICATION / FULL_SCALE.get(dtype, 1.0))


def _find_offset(
    product: ProductFacts, values: ValueFacts, radiometry: Radiometry, offset: float | None
) -> tuple[float, str, str]:
    """Find the number to add to DN; return it with where it comes from and, where that is weak, a warning."""
    red, green, blue = (value * radiometry.gain for value in values.darkest)
    lowest = min(red, green, blue)
    if offset is not None:
        return offset, "OFFSET as set", ""
    if values.shift:
        return 0.0, f"the file's own offset {values.shift:g} is applied on reading", ""
    low = values.low * radiometry.gain
    if product.offset and not product.stated and low < LOW_WITH_OFFSET:
        doubt = (
            f"{product.title or 'The name'} would mean that 1000 is to be subtracted ({product.source}), but the "
            f"darkest twentieth goes up to {low:.0f} only: it seems to have been done already. Set OFFSET to -1000 to "
            "subtract."
        )
        return 0.0, f"the darkest twentieth goes up to {low:.0f} only", doubt
    if product.offset is not None:
        return product.offset, product.source, ""
    if lowest < -BASELINE_OFFSET:
        doubt = (
            f"Few pixels are darker than {low:.0f}; if these are over-corrected shadows of a product of baseline 04.00 "
            "or later, set OFFSET to -1000."
        )
        return 0.0, f"the darkest pixels are at {lowest:.0f}", doubt if low >= -BASELINE_OFFSET else ""
    if lowest <= NO_DARK_GROUND and red <= blue + EVEN_DARKNESS:
        doubt = (
            f"No pixel is darker than {lowest:.0f}: these numbers seem to carry the offset of baseline "
            "04.00 and later. Subtracting 1000 by this sign alone; set OFFSET to 0 if it has been removed already."
        )
        return BASELINE_OFFSET, "from the darkest pixels", doubt
    if radiometry.key == "reflectance":
        doubt = f"No pixel is darker than reflectance {lowest / QUANTIFICATION:.2f}; set OFFSET if it is to be used."
        return 0.0, "reflectance seldom has one", doubt
    raise InputError(
        f"No pixel is darker than {lowest:.0f}. This may be snow, sand or cloud all over, or numbers scaled to 65535 "
        f"(then set RADIOMETRY to reflectance); if they are digital numbers (reflectance × 10000), set OFFSET: "
        f"{_SETTLE}."
    )


def share_of_full_scale_steps(numbers: npt.NDArray[np.generic]) -> float:
    """Return the share of uint16 `numbers` that are a whole digital number times 65535 / 10000, rounded.

    Digital numbers scaled to 65535 all are; of any others every sixth or seventh is by chance. 0 where there are too
    few different numbers to tell.
    """
    different = np.unique(numbers).astype(np.float64)
    if len(different) < MIN_STEPS:
        return 0.0
    step = FULL_SCALE["uint16"] / QUANTIFICATION
    return float((np.rint(np.rint(different / step) * step) == different).mean())
