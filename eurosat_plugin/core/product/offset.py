# SPDX-License-Identifier: GPL-2.0-or-later
"""Find the number to add to digital numbers.

What is told of it is held against the numbers, and so is what else it may be.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.evidence import Grade, Verdict, darkest, examine, lowest_twentieth
from eurosat_plugin.core.product.radiometry import QUANTIFICATION, Radiometry
from eurosat_plugin.core.product.sentinel2 import BASELINE_OFFSET, ProductFacts
from eurosat_plugin.core.product.value_facts import Distribution, ValueFacts
from eurosat_plugin.core.translation import number, tr

NO_DARK_GROUND = 1900.0
"""Above this no ordinary scene has its darkest pixels in all bands, with the offset or without."""

WITHOUT_OFFSET = 600.0
"""A place whose darkest pixels are below this carries no offset."""

MIXED_SHARE = 0.15
MIXED_PROBES = 2


@dataclass(frozen=True)
class OffsetChoice:
    """The number to add to digital numbers, where it comes from, and what the user should check."""

    added: float
    source: str
    doubts: tuple[str, ...] = ()

    @property
    def correction(self) -> str:
        """What is done, in words."""
        return correction_text(self.added)


def correction_text(offset: float) -> str:
    """Say what adding `offset` means."""
    words = tr("no offset") if offset == 0 else tr("subtracting {number:g}") if offset < 0 else tr("adding {number:g}")
    return words.format(number=abs(offset))


def choose_offset(
    product: ProductFacts, values: ValueFacts, radiometry: Radiometry, level: str | None, offset: float | None
) -> OffsetChoice:
    """Choose the number to add to what `radiometry` makes of `values`; `offset` is the OFFSET parameter.

    :raises InputError: when the numbers can mean two things and nothing else tells.
    """
    if offset is not None:
        return OffsetChoice(offset, tr("OFFSET as set"))
    dn = values.numbers.scaled(radiometry.gain, radiometry.offset)
    told = _told(product, values)
    verdicts = _examine_all(dn, _candidates(values, radiometry, told, dn), level)
    choice = _choose_among(verdicts, dn, radiometry) if told is None else _check(told, verdicts, product)
    mixed = () if product.stated else _doubt_mixture(values, radiometry, level)
    return OffsetChoice(choice.added, choice.source, (*choice.doubts, *mixed))


def possible_offsets(product: ProductFacts, values: ValueFacts, radiometry: Radiometry) -> Sequence[float]:
    """Return the numbers that may have to be added to what `radiometry` makes of `values`, what is told first."""
    dn = values.numbers.scaled(radiometry.gain, radiometry.offset)
    return _candidates(values, radiometry, _told(product, values), dn)


def _told(product: ProductFacts, values: ValueFacts) -> OffsetChoice | None:
    """Return what the file or the product say, None where they don't."""
    if values.shift:
        return OffsetChoice(0.0, tr("the file's own offset {shift:g} is applied on reading").format(shift=values.shift))
    return None if product.offset is None else OffsetChoice(product.offset, product.source)


def _candidates(
    values: ValueFacts, radiometry: Radiometry, told: OffsetChoice | None, dn: Distribution
) -> Sequence[float]:
    """Return the offsets that the numbers may need, the one that was told first."""
    own = -values.shift * radiometry.gain
    usual = [0.0, BASELINE_OFFSET, own, 2 * own if own < 0 else own]
    if min(dn.at(50.0)) < 0:
        usual.append(-BASELINE_OFFSET)
    return list(dict.fromkeys([*([told.added] if told else []), *map(float, map(round, usual))]))


def _examine_all(dn: Distribution, offsets: Sequence[float], level: str | None) -> Mapping[float, Verdict]:
    """Hold the numbers against the limits of `level` or, where they fit it in no way, of any level."""
    verdicts = {offset: examine(dn.scaled(1.0, offset), level) for offset in offsets}
    if min(verdict.grade for verdict in verdicts.values()) > Grade.DOUBTED:
        return {offset: examine(dn.scaled(1.0, offset), None) for offset in offsets}
    return verdicts


def _check(told: OffsetChoice, verdicts: Mapping[float, Verdict], product: ProductFacts) -> OffsetChoice:
    """Believe what was told where the numbers allow it.

    :raises InputError: when they don't, nor anything else.
    """
    own = verdicts[told.added]
    other = min(verdicts, key=lambda offset: verdicts[offset].grade)
    fits = verdicts[other].grade == Grade.ACCEPTED
    if own.grade == Grade.ACCEPTED or (own.grade < Grade.REJECTED and not fits):
        return told
    names = {"title": product.title or tr("The name"), "source": told.source, "correction": told.correction}
    reason = own.reasons[0]
    if own.grade < Grade.REJECTED or product.stated:
        doubt = tr(
            "Read with {correction} ({source}), but then {reason}; the numbers look like an image that needs {other}. "
            "If the classes look wrong, set OFFSET to {number:g}."
        ).format(**names, reason=reason, other=correction_text(other), number=other)
        return OffsetChoice(told.added, told.source, (doubt,))
    if verdicts[other].grade == Grade.REJECTED:
        raise InputError(
            tr(
                "By metadata or name this image has to be read with {correction} ({source}), but then {reason}, and no "
                "usual offset fits either. Check that there is no nodata value that the file does not declare; set "
                "OFFSET to the number to add to reflectance × 10000, and SCALE if the numbers are something else."
            ).format(**names, reason=reason)
        )
    doubt = tr(
        "{title} would mean {correction} ({source}), but then {reason}. The numbers need {other}, and are read so. Set "
        "OFFSET to {number:g} to read them as it says."
    ).format(**names, reason=reason, other=correction_text(other), number=told.added)
    return OffsetChoice(other, tr("by the numbers: otherwise {reason}").format(reason=reason), (doubt,))


def _choose_among(verdicts: Mapping[float, Verdict], dn: Distribution, radiometry: Radiometry) -> OffsetChoice:
    """Choose where nothing is told: the offset that fits best, none where two fit alike.

    :raises InputError: when nothing fits, or the numbers are so bright that both might.
    """
    best = min(verdicts, key=lambda offset: verdicts[offset].grade)
    grade, low = verdicts[best].grade, darkest(dn)
    if grade == Grade.REJECTED:
        raise InputError(
            tr(
                "These numbers fit no Sentinel-2 image: {reason}. Check that there is no nodata value that the file "
                "does not declare. If they are reflectance × 10000 plus a number, set OFFSET to what is to be added; "
                "if they are stretched or scaled, set SCALE and OFFSET."
            ).format(reason=verdicts[0.0].reasons[0])
        )
    rivals = [offset for offset, verdict in verdicts.items() if offset != best and verdict.grade < Grade.UNLIKELY]
    if best != 0.0:
        doubt = tr(
            "Without an offset {reason}: these numbers seem to need {correction}, as those of baseline 04.00 and later "
            "do. This is done by this sign alone; set OFFSET to 0 if they are reflectance × 10000 as they are."
        )
        if best > 0:
            doubt = tr(
                "Without an offset {reason}: 1000 seems to have been subtracted twice, and is added again. Set OFFSET "
                "to 0 if the numbers are reflectance × 10000 as they are."
            )
        doubt = doubt.format(reason=verdicts[0.0].reasons[0], correction=correction_text(best))
        return OffsetChoice(best, tr("from the darkest pixels"), (doubt,))
    if grade == Grade.DOUBTED and low >= NO_DARK_GROUND and BASELINE_OFFSET in rivals:
        return _bright(verdicts, low, radiometry)
    source = tr("the darkest pixels are at {lowest:.0f}").format(lowest=min(dn.at(0.1)))
    if BASELINE_OFFSET not in rivals or (grade == Grade.ACCEPTED and verdicts[BASELINE_OFFSET].grade > grade):
        odd = grade == Grade.DOUBTED
        return OffsetChoice(0.0, source, (_odd(verdicts[0.0].reasons[0]),) if odd else ())
    doubt = tr(
        "Hardly a pixel is darker than {low:.0f}, which bright ground has, and images of baseline 04.00 and later as "
        "well. Nothing is subtracted; set OFFSET to -1000 if this is such an image."
    ).format(low=lowest_twentieth(dn))
    return OffsetChoice(0.0, source, (doubt,))


def _odd(reason: str) -> str:
    return tr(
        "These numbers are unusual for reflectance × 10000: {reason}. If they are scaled, set SCALE; check the classes."
    ).format(reason=reason)


def _bright(verdicts: Mapping[float, Verdict], low: float, radiometry: Radiometry) -> OffsetChoice:
    if radiometry.key == "reflectance":
        doubt = tr("No pixel is darker than reflectance {lowest}; set OFFSET if it is to be used.").format(
            lowest=number(low / QUANTIFICATION, 2)
        )
        return OffsetChoice(0.0, tr("reflectance seldom has one"), (doubt,))
    raise InputError(
        tr(
            "No pixel is darker than {lowest:.0f}. This may be snow, sand or cloud all over, or numbers scaled to "
            "65535 (then set RADIOMETRY to reflectance); if they are digital numbers (reflectance × 10000), set "
            "OFFSET: -1000 for processing baseline 04.00 and later, 0 before it and for harmonised data."
        ).format(lowest=low)
    )


def _doubt_mixture(values: ValueFacts, radiometry: Radiometry, level: str | None) -> tuple[str, ...]:
    """Return a doubt where some places carry the offset and others do not."""
    places = [probe.scaled(radiometry.gain, radiometry.offset) for probe in values.probes]
    with_offset = sum(_carries_offset(dn, level) for dn in places)
    without = sum(lowest_twentieth(dn) < WITHOUT_OFFSET for dn in places)
    if min(with_offset, without) < max(MIXED_PROBES, MIXED_SHARE * len(places)):
        return ()
    return (
        tr(
            "In {with_offset} of {count} places that were looked at no pixel is darker than 1000, in {without} many "
            "are: this may be a mosaic of images with and without the offset of baseline 04.00. Subtract 1000 from "
            "those that have it before they are put together."
        ).format(with_offset=with_offset, without=without, count=len(places)),
    )


def _carries_offset(dn: Distribution, level: str | None) -> bool:
    return (
        lowest_twentieth(dn) > -BASELINE_OFFSET
        and examine(dn, level).grade > Grade.ACCEPTED
        and examine(dn.scaled(1.0, BASELINE_OFFSET), level).grade == Grade.ACCEPTED
    )
