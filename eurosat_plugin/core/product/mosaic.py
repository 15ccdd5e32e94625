# SPDX-License-Identifier: GPL-2.0-or-later
"""Notice images that were put together of some with the offset of baseline 04.00 and some without it."""

from __future__ import annotations

from eurosat_plugin.core.product.dark_objects import signs_against
from eurosat_plugin.core.product.image_position import describe_position
from eurosat_plugin.core.product.offset_steps import are_offsets
from eurosat_plugin.core.product.radiometry import QUANTIFICATION, Radiometry
from eurosat_plugin.core.product.reflectance_limits import Grade, examine, lowest_twentieth
from eurosat_plugin.core.product.seams import is_offset
from eurosat_plugin.core.product.sentinel2 import BASELINE_OFFSET
from eurosat_plugin.core.product.value_facts import Distribution, ValueFacts
from eurosat_plugin.core.translation import tr

WITHOUT_OFFSET = 600.0
"""A place whose darkest pixels are below this carries no offset."""

MIXED_PROBES = 2
"""Places that seem to carry the offset before a mosaic is spoken of: a single one may be a field of sand."""

BETWEEN = 3
"""Times as many places whose darkest pixels are from there up to 1000: these carry no offset, and where most are such,
a few brighter and a few darker ones belong to the same image."""

MANY_PROBES = 4
"""Of so many places, a seam runs through several: a single one may be the edge of salt works."""


def doubt_mosaic(values: ValueFacts, radiometry: Radiometry, level: str | None) -> tuple[str, ...]:
    """Return a doubt where some places carry the offset and others cannot, with where the fewer of them lie."""
    seams = sum(is_offset(jump, radiometry.gain) for jump in values.jumps)
    if seams >= (MIXED_PROBES if len(values.jumps) >= MANY_PROBES else 1):
        return (
            tr(
                "Along a straight line all bands jump by about 1000: this seems to be a mosaic of images with and "
                "without the offset of baseline 04.00. Subtract 1000 from those that have it before they are put "
                "together."
            ),
        )
    if radiometry.gain in (1.0, QUANTIFICATION) and are_offsets(values.steps):
        return (
            tr(
                "Beside many pixels all bands are higher by about 1000: this seems to be put together, in pieces or "
                "pixel by pixel, of images with and without the offset of baseline 04.00. Subtract 1000 from those "
                "that have it before they are put together."
            ),
        )
    probes = [probe.scaled(radiometry.gain, radiometry.offset) for probe in values.probes]
    carrying = [i for i, dn in enumerate(probes) if carries_offset(dn, level)]
    without = [i for i, dn in enumerate(probes) if lowest_twentieth(dn) < WITHOUT_OFFSET]
    between = sum(WITHOUT_OFFSET <= lowest_twentieth(dn) <= -BASELINE_OFFSET for dn in probes)
    if len(carrying) < MIXED_PROBES or not without or between > BETWEEN * (len(carrying) + len(without)):
        return ()
    fewer = min(carrying, without, key=len)
    where = describe_position([values.places[i] for i in fewer]) if values.places else ""
    if fewer is carrying:
        sentence = tr(
            "In {few} of {count} places that were looked at{where} no pixel is darker than 1000, in {many} many are: "
            "this may be a mosaic of images with and without the offset of baseline 04.00. Subtract 1000 from those "
            "that have it before they are put together."
        )
    else:
        sentence = tr(
            "In {few} of {count} places that were looked at{where} many pixels are darker than 1000, in {many} none "
            "is: this may be a mosaic of images with and without the offset of baseline 04.00. Subtract 1000 from "
            "those that have it before they are put together."
        )
    many = max(len(carrying), len(without))
    return (sentence.format(few=len(fewer), many=many, count=len(probes), where=f" ({where})" if where else ""),)


def carries_offset(dn: Distribution, level: str | None) -> bool:
    """Tell whether `dn` of `level` look like an image that carries 1000 in every number, and no haze nor sand."""
    less = dn.scaled(1.0, BASELINE_OFFSET)
    return (
        lowest_twentieth(dn) > -BASELINE_OFFSET
        and examine(dn, level).grade > Grade.ACCEPTED
        and examine(less, level).grade == Grade.ACCEPTED
        and not signs_against(less)
    )
