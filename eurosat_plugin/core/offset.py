# SPDX-License-Identifier: GPL-2.0-or-later
"""Find the number to add to a product's numbers, and say where it comes from."""

from __future__ import annotations

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.radiometry import QUANTIFICATION, Radiometry
from eurosat_plugin.core.sentinel2 import BASELINE_OFFSET, ProductFacts
from eurosat_plugin.core.translation import number, tr
from eurosat_plugin.core.value_facts import ValueFacts

NO_DARK_GROUND = 2000.0
"""Above this no ordinary scene has its darkest pixels in all bands, with the offset or without."""

LOW_WITH_OFFSET = 850.0
"""Reflectance -0.015 with the offset of baseline 04.00 and later: shadows in winter are corrected to less, but not a
twentieth of a scene."""

EVEN_DARKNESS = 500.0
"""The darkest pixels are shadow or water, in all bands alike; where red is that much above blue they are soil."""


def find_offset(
    product: ProductFacts, values: ValueFacts, radiometry: Radiometry, offset: float | None
) -> tuple[float, str, str]:
    """Find the number to add to DN; return it with where it comes from and, where that is weak, a warning.

    :raises InputError: when the numbers can mean two things and nothing else tells.
    """
    red, green, blue = (value * radiometry.gain for value in values.darkest)
    lowest = min(red, green, blue)
    if offset is not None:
        return offset, tr("OFFSET as set"), ""
    if values.shift:
        return 0.0, tr("the file's own offset {shift:g} is applied on reading").format(shift=values.shift), ""
    low = values.low * radiometry.gain
    if product.offset and not product.stated and low < LOW_WITH_OFFSET:
        doubt = tr(
            "{title} would mean that 1000 is to be subtracted ({source}), but the darkest twentieth goes up to "
            "{low:.0f} only: it seems to have been done already. Set OFFSET to -1000 to subtract."
        ).format(title=product.title or tr("The name"), source=product.source, low=low)
        return 0.0, tr("the darkest twentieth goes up to {low:.0f} only").format(low=low), doubt
    if product.offset is not None:
        return product.offset, product.source, ""
    if lowest < -BASELINE_OFFSET:
        doubt = tr(
            "Few pixels are darker than {low:.0f}; if these are over-corrected shadows of a product of baseline "
            "04.00 or later, set OFFSET to -1000."
        ).format(low=low)
        return (
            0.0,
            tr("the darkest pixels are at {lowest:.0f}").format(lowest=lowest),
            doubt if low >= -BASELINE_OFFSET else "",
        )
    if lowest <= NO_DARK_GROUND and red <= blue + EVEN_DARKNESS:
        doubt = tr(
            "No pixel is darker than {lowest:.0f}: these numbers seem to carry the offset of baseline 04.00 and "
            "later. Subtracting 1000 by this sign alone; set OFFSET to 0 if it has been removed already."
        ).format(lowest=lowest)
        return BASELINE_OFFSET, tr("from the darkest pixels"), doubt
    if radiometry.key == "reflectance":
        doubt = tr("No pixel is darker than reflectance {lowest}; set OFFSET if it is to be used.").format(
            lowest=number(lowest / QUANTIFICATION, 2)
        )
        return 0.0, tr("reflectance seldom has one"), doubt
    raise InputError(
        tr(
            "No pixel is darker than {lowest:.0f}. This may be snow, sand or cloud all over, or numbers scaled to "
            "65535 (then set RADIOMETRY to reflectance); if they are digital numbers (reflectance × 10000), set "
            "OFFSET: -1000 for processing baseline 04.00 and later, 0 before it and for harmonised data."
        ).format(lowest=lowest)
    )
