# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers that are no reflectance: told, with the parameter that says what they are."""

from __future__ import annotations

from collections.abc import Sequence

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.radiometry import QUANTIFICATION
from eurosat_plugin.core.product.reflectance_limits import Grade, examine
from eurosat_plugin.core.product.scale_signs import doubt_scale
from eurosat_plugin.core.product.sentinel2 import BASELINE_OFFSET
from eurosat_plugin.core.product.value_facts import FULL_SCALE, Distribution, Triple, ValueFacts
from eurosat_plugin.core.translation import number, tr

BRIGHT_MEDIAN = 5000.0
"""Digital numbers of half of a scene are above this only under cloud or snow; of reflectance scaled to 65535, always
but over water and forest."""

BRIGHTEST_DN = 20000.0
"""Reflectance 2, which not even cloud has."""

WRAPPED = 60_000.0
"""Below 0 by less than any offset, and stored as an unsigned number."""

CURVED = 1.2
"""How many times as far apart dark numbers lie as bright ones do where they were stretched by a curve: up to 2.2 by a
square root, and in none of 56 real images more than 1 by whatever they were divided."""

CEILING_SHARE = 0.001
LARGEST_REFLECTANCE = 3.0
FAINTEST_DN = 50.0
"""Digital number that something in any image is brighter than, be it a lake at night fall."""

BRIGHTEST_OF_SCENE = 1000.0


ROUNDING = 1e-6
"""How far from a whole number a step in digital numbers may be, by rounding."""

UNLIKE_BANDS = 12.0
"""No ground is so many times brighter in the middle of one band than in that of another."""


def refuse_unlike_bands(values: ValueFacts) -> None:
    """Stop where the file's own scale or offset was set for some bands only.

    Bands that were packed each with a scale and an offset of its own are read rightly, and comparable then. Where the
    scales differ, and the numbers as they are stored go together as digital numbers do, nothing was packed.

    :raises InputError: with what the tags say.
    """
    if len(set(values.tags)) <= 1:
        return
    scales, shifts = zip(*values.tags)
    middles = sorted(values.numbers.at(50.0))
    partly = len(set(scales)) == 1
    if partly or _are_digital_numbers(values) or middles[0] <= 0 or middles[2] > UNLIKE_BANDS * middles[0]:
        raise InputError(
            tr(
                "The file's own scale and offset differ between red, green and blue (scale {scales}, offset {shifts}), "
                "and the numbers they make do not go together. Give all bands the same in the file's metadata, or "
                "remove them, and classify again."
            ).format(
                scales=", ".join(f"{scale:g}" for scale in scales), shifts=", ".join(f"{shift:g}" for shift in shifts)
            )
        )


def _are_digital_numbers(values: ValueFacts) -> bool:
    """Tell whether numbers that scales alone have made are stored as reflectance × 10000, or from 0 to 1."""
    scales, shifts = zip(*values.tags)
    if len(set(shifts)) > 1 or not all(scales):
        return False
    quantiles = tuple(_stored(triple, values.tags) for triple in values.numbers.quantiles)
    stored = Distribution(quantiles, _stored(values.numbers.shadow, values.tags), values.numbers.pixels)
    unit = QUANTIFICATION if max(stored.at(99.9)) <= LARGEST_REFLECTANCE else 1.0
    dn = stored.scaled(unit, 0.0)
    return min(examine(dn.scaled(1.0, offset), None).grade for offset in (0.0, BASELINE_OFFSET)) == Grade.ACCEPTED


def _stored(triple: Triple, tags: Sequence[tuple[float, float]]) -> Triple:
    red, green, blue = ((value - shift) / scale for value, (scale, shift) in zip(triple, tags))
    return red, green, blue


def refuse_plain(values: ValueFacts) -> None:
    """Stop where all pixels are the same, but for colours: a picture may well be black.

    :raises InputError: with their numbers.
    """
    if values.dtype != "uint8" and values.floors and min(values.floors) == 1.0:
        raise InputError(
            tr(
                "All pixels that were looked at have the same numbers ({numbers}), and no image is as even: this is "
                "nodata that the file does not declare, or no image. Check the file; set its nodata value if it is the "
                "first."
            ).format(numbers=", ".join(f"{value:g}" for value in values.numbers.at(50.0)))
        )


def refuse_stretched(values: ValueFacts) -> None:
    """Stop where numbers from 0 to 1 are colours or another stretch, and no reflectance.

    :raises InputError: with the parameter that says what they are.
    """
    brightest = values.brightest * QUANTIFICATION
    if brightest < FAINTEST_DN:
        raise InputError(
            tr(
                "The raster's numbers are no higher than {brightest:g}, and no image is as dark as this; they seem to "
                "be reflectance scaled once too often. Set SCALE to {scale:.0f}, so that number × SCALE is reflectance "
                "× 10000."
            ).format(brightest=values.brightest, scale=scale_of_faint(values))
        )
    if values.scale != 1.0 or values.step == 1.0 / QUANTIFICATION:
        return
    if values.bytes_divided:
        raise InputError(
            tr(
                "The raster's numbers are all n / {parts:.0f}: colours, and no reflectance. Set RADIOMETRY to tci_l2a "
                "or tci_l1c if this is a Sentinel-2 true-colour image of that level, and to display for any other "
                "colours."
            ).format(parts=1.0 / values.step)
        )
    if values.step and not _is_coarse_reflectance(values):
        if _has_black(values):
            raise InputError(
                tr(
                    "The raster's numbers are all n / {parts:.0f} from 0 to 1, and many are exactly 0: this seems to "
                    "be a stretch from black to white, and no reflectance. Set SCALE to {parts:.0f}, which is white − "
                    "black, and OFFSET to black, as reflectance × 10000, if all bands were stretched alike; if each "
                    "was by itself, classify them as they were before."
                ).format(parts=1.0 / values.step)
            )
        raise InputError(
            tr(
                "The raster's numbers are all n / {parts:.0f}: digital numbers divided by {parts:.0f}, or reflectance "
                "in coarse steps, as lossy files have it. Set SCALE to {parts:.0f} to read them as the first, or "
                "RADIOMETRY to reflectance to read them as the second."
            ).format(parts=1.0 / values.step)
        )
    if values.curve >= CURVED:
        raise InputError(
            tr(
                "The raster's numbers lie {times} times as far apart where they are dark as where they are bright: "
                "these seem to be colours, stretched by a root, a logarithm or another curve, and no reflectance. "
                "Classify the bands as they were before the stretch, or set RADIOMETRY to reflectance to read the "
                "numbers as they are."
            ).format(times=number(values.curve, 1))
        )
    if values.largest == 1.0 and (values.ceiling >= CEILING_SHARE or values.same_ends):
        raise InputError(
            tr(
                "The raster's numbers end exactly at 1, many of them or in each band: this seems to be a stretch from "
                "black to white, and no reflectance. Set SCALE to white − black and OFFSET to black, both as "
                "reflectance × 10000, if all bands were stretched alike; if each was by itself, classify them as they "
                "were before. Or set RADIOMETRY to reflectance to read them as they are."
            )
        )


def _has_black(values: ValueFacts) -> bool:
    """Tell whether numbers that end at 1 were cut off at 0 as well, in a band at least."""
    lowest = values.numbers.quantiles[0]
    cut = any(share >= CEILING_SHARE and low == 0 for share, low in zip(values.floors, lowest))
    return values.largest == 1.0 and cut


def scale_of_faint(values: ValueFacts) -> float:
    """Return the power of ten that makes reflectance × 10000 of what was scaled down too often."""
    scale = QUANTIFICATION
    while 0 < values.brightest * scale < BRIGHTEST_OF_SCENE:
        scale *= 10
    return scale


def _is_coarse_reflectance(values: ValueFacts) -> bool:
    """Tell whether numbers that are all n / 5000, n / 2500, … can be reflectance only, of even digital numbers.

    Read as digital numbers that were divided, they would be two to ten times as dark. Reflectance never has
    steps that are no whole multiples of 1 / 10000, such as n / 3558.
    """
    if abs(values.step * QUANTIFICATION - round(values.step * QUANTIFICATION)) > ROUNDING:
        return False
    dn = values.numbers.scaled(QUANTIFICATION, 0.0)
    darker = values.numbers.scaled(1.0 / values.step, 0.0)
    if examine(dn, None).grade > Grade.ACCEPTED or doubt_scale(dn):
        return False
    return examine(darker, None).grade > Grade.ACCEPTED or bool(doubt_scale(darker))


def refuse_impossible(values: ValueFacts) -> None:
    """Stop where numbers without a product name cannot be digital numbers.

    :raises InputError: with what they may be instead.
    """
    if values.dtype == "uint16" and _is_cut_in_two(values.numbers):
        raise InputError(
            tr(
                "The raster's numbers are either low or above {high:.0f}, with hardly any between: what was below 0 "
                "has become 65536 more, in a type that has no sign, as where 1000 is subtracted from numbers that do "
                "not carry it. Classify the image as it was before, or take 65536 off all numbers above 32767 with the "
                "raster calculator, and classify that. If this is reflectance scaled to 65535, with clouds, set "
                "RADIOMETRY to reflectance."
            ).format(high=WRAPPED)
        )
    if values.dtype == "uint16" and values.median <= BRIGHT_MEDIAN and values.brightest > WRAPPED:
        raise InputError(
            tr(
                "Half of the raster's numbers are below {median:.0f}, and some are at {brightest:.0f}: what was below "
                "0 has become 65536 more, in a type that has no sign. Classify the image as it was before, or make it "
                "anew as Int16 or Float32. If this is reflectance scaled to 65535, with clouds, set RADIOMETRY to "
                "reflectance."
            ).format(median=values.median, brightest=values.brightest)
        )
    if values.median > BRIGHT_MEDIAN or values.brightest > BRIGHTEST_DN:
        raise InputError(
            tr(
                "The raster's numbers are too high for digital numbers of land (half of them above {median:.0f}, "
                "some at {brightest:.0f}); if this is reflectance scaled to 65535, set RADIOMETRY to reflectance; if "
                "it is snow or cloud all over, to l1c or l2a; if it is a 16-bit true-colour image in which reflectance "
                "0.4 is white, set SCALE to 0.061037 (4000 / 65535); otherwise set SCALE so that number × SCALE is "
                "reflectance × 10000."
            ).format(median=values.median, brightest=values.brightest)
        )
    if values.brightest <= 0 and values.tags and values.tags[0] != (1.0, 0.0):
        raise InputError(
            tr(
                "With the file's own scale {scale:g} and offset {offset:g} the raster's numbers are no higher than "
                "{brightest:g}, and reflectance is positive; correct the two in the file's metadata, or check that "
                "these are Sentinel-2 bands."
            ).format(scale=values.tags[0][0], offset=values.tags[0][1], brightest=values.brightest)
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
                "set SCALE, so that number × SCALE is reflectance × 10000 (100 for reflectance in per cent)."
            ).format(brightest=values.brightest)
        )


def _is_cut_in_two(numbers: Distribution) -> bool:
    """Tell whether a tenth of a per cent at least has wrapped around, as many have not, and nothing lies between."""
    all_of_them = [value for triple in numbers.quantiles for value in triple]
    between = any(BRIGHTEST_DN < value <= WRAPPED for value in all_of_them)
    return not between and min(all_of_them) <= BRIGHTEST_DN and max(all_of_them) > WRAPPED


def refuse_reflectance(values: ValueFacts, key: str) -> None:
    """Stop where colours were set and the numbers from 0 to 1 are what reflectance is, not bytes divided by 255.

    :raises InputError: with the radiometry that they have.
    """
    if values.bytes_divided or values.largest >= 1.0:
        return
    if examine(values.numbers.scaled(QUANTIFICATION, 0.0), None).grade == Grade.ACCEPTED:
        raise InputError(
            tr(
                "RADIOMETRY is {key}, for colours, but the raster's numbers are reflectance from 0 to {brightest:.2g}; "
                "set it to reflectance, or leave it at auto."
            ).format(key=key, brightest=values.brightest)
        )


def refuse_no_colours(values: ValueFacts, key: str) -> None:
    """Stop where colours were set and the numbers are larger than colours are.

    :raises InputError: with the radiometries that such numbers may have.
    """
    if values.brightest > FULL_SCALE["uint8"]:
        raise InputError(
            tr(
                "RADIOMETRY is {key}, for colours from 0 to 255, but the raster's numbers go up to {brightest:.0f}; "
                "set it to l1c or l2a for reflectance × 10000, or leave it at auto."
            ).format(key=key, brightest=values.brightest)
        )
