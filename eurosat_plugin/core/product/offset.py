# SPDX-License-Identifier: GPL-2.0-or-later
"""Find the number to add to digital numbers.

What is told of it is held against the numbers, and so is what else it may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.cirrus import offset_by_cirrus
from eurosat_plugin.core.product.dark_objects import signs_against
from eurosat_plugin.core.product.mosaic import carries_offset
from eurosat_plugin.core.product.offset_doubts import odd_numbers, undecided
from eurosat_plugin.core.product.radiometry import QUANTIFICATION, SATURATION_DN, Radiometry
from eurosat_plugin.core.product.reflectance_limits import Grade, Verdict, darkest, examine, lowest_twentieth
from eurosat_plugin.core.product.sentinel2 import BASELINE_OFFSET, ProductFacts
from eurosat_plugin.core.product.value_facts import Distribution, ValueFacts
from eurosat_plugin.core.translation import number, tr

ALL_WHITE = SATURATION_DN - BASELINE_OFFSET
"""What is brighter than this is white in the network's eyes, with 1000 less as well."""


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
    dn = values.numbers.scaled(radiometry.gain, radiometry.offset)
    told = _told(product, values)
    if offset is not None:
        usual = _candidates(values, radiometry, told, dn)
        agreed = told is not None and told.added == offset
        return OffsetChoice(offset, tr("as you set it"), _doubt_set(offset, dn, usual, level, agreed))
    verdicts = _examine_all(dn, _candidates(values, radiometry, told, dn), level)
    seen = None if told else _seen(values, radiometry, verdicts)
    return seen or (_check(told, verdicts, product, dn) if told else _choose_among(verdicts, dn, radiometry))


def _doubt_set(
    offset: float, dn: Distribution, usual: Sequence[float], level: str | None, agreed: bool
) -> tuple[str, ...]:
    """Return a doubt where the numbers speak against `offset`, which was set, and is `agreed` where it is told as well.

    Of 0 and of the usual one only what is hardly possible counts: they are what refusals ask for. But 0 is doubted
    where nothing but an offset explains the numbers.
    """
    carried = offset == 0.0 and not agreed and carries_offset(dn, level)
    limit = Grade.DOUBTED if offset in (0.0, BASELINE_OFFSET) and not carried else Grade.ACCEPTED
    if examine(dn.scaled(1.0, offset), level).grade <= limit:
        return ()
    verdicts = _examine_all(dn, [offset, *usual], level)
    own, other = verdicts[offset], min(verdicts, key=lambda number: verdicts[number].grade)
    if own.grade <= limit:
        return ()
    if verdicts[other].grade < own.grade:
        sentence = tr(
            "With OFFSET {offset:g} as set {reason}; the numbers look like an image that needs {other}: check it."
        )
        return (sentence.format(offset=offset, reason=own.reasons[0], other=correction_text(other)),)
    if own.grade < Grade.REJECTED:
        return ()
    return (tr("With OFFSET {offset:g} as set {reason}; check it.").format(offset=offset, reason=own.reasons[0]),)


def possible_offsets(product: ProductFacts, values: ValueFacts, radiometry: Radiometry) -> Sequence[float]:
    """Return the numbers that may have to be added to what `radiometry` makes of `values`, what is told first."""
    dn = values.numbers.scaled(radiometry.gain, radiometry.offset)
    return _candidates(values, radiometry, _told(product, values), dn)


def _told(product: ProductFacts, values: ValueFacts) -> OffsetChoice | None:
    """Return what the file or the product say, None where they don't."""
    if values.shift:
        return OffsetChoice(0.0, tr("the file's own offset {shift:g} is applied on reading").format(shift=values.shift))
    return None if product.offset is None else OffsetChoice(product.offset, product.source)


def _seen(values: ValueFacts, radiometry: Radiometry, verdicts: Mapping[float, Verdict]) -> OffsetChoice | None:
    """Return what the cirrus band shows, None where it shows nothing or the colours can't be read so."""
    if values.cirrus is None:
        return None
    lowest = values.cirrus * radiometry.gain + radiometry.offset
    offset = offset_by_cirrus(lowest)
    if offset is None or verdicts[offset].grade == Grade.REJECTED:
        return None
    return OffsetChoice(offset, tr("the cirrus band, B10, goes down to {lowest:.0f}").format(lowest=lowest))


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


def _check(
    told: OffsetChoice, verdicts: Mapping[float, Verdict], product: ProductFacts, dn: Distribution
) -> OffsetChoice:
    """Believe what was told where the numbers allow it; what a catalogue says only where they don't say otherwise.

    :raises InputError: when they don't, nor anything else.
    """
    own = verdicts[told.added]
    if own.grade == Grade.ACCEPTED:
        return told
    other = min(verdicts, key=lambda offset: verdicts[offset].grade)
    fits, reason = verdicts[other].grade == Grade.ACCEPTED, own.reasons[0]
    if own.grade < Grade.REJECTED and not fits:
        if product.hearsay:
            return replace(told, doubts=(_hearsay(told, reason),))
        otherwise = None if product.stated else _fitting_any_level(verdicts, dn)
        if otherwise is None or otherwise == told.added or signs_against(dn.scaled(1.0, otherwise)):
            return told
        other = otherwise
    names = {"title": product.title or tr("The name"), "source": told.source, "correction": told.correction}
    if product.stated and verdicts[other].grade == Grade.REJECTED:
        doubt = tr(
            "Read with {correction} ({source}), but then {reason}, and no usual offset fits either. Check that there "
            "is no nodata value that the file does not declare, and whether the numbers are still those of the product."
        ).format(**names, reason=reason)
        return OffsetChoice(told.added, told.source, (doubt,))
    clear = product.hearsay and (other > told.added or not signs_against(dn.scaled(1.0, other)))
    if product.stated or (own.grade < Grade.REJECTED and not clear):
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


def _fitting_any_level(offsets: Iterable[float], dn: Distribution) -> float | None:
    """Return the offset with which `dn` fits one level or the other, where a name may tell the wrong one."""
    fitting = (offset for offset in offsets if examine(dn.scaled(1.0, offset), None).grade == Grade.ACCEPTED)
    return next(fitting, None)


def _hearsay(told: OffsetChoice, reason: str) -> str:
    return tr(
        "Read with {correction} ({source}), but then {reason}, and no other offset fits better. Catalogues may be "
        "wrong about it: if the classes look wrong, set OFFSET to 0 or to -1000."
    ).format(correction=told.correction, source=told.source, reason=reason)


def _choose_among(verdicts: Mapping[float, Verdict], dn: Distribution, radiometry: Radiometry) -> OffsetChoice:
    """Choose where nothing is told: the offset that fits best, none where it makes no difference.

    :raises InputError: when nothing fits, or the numbers can be read in two ways.
    """
    best = min(verdicts, key=lambda offset: verdicts[offset].grade)
    if verdicts[best].grade == Grade.REJECTED:
        raise InputError(
            tr(
                "These numbers fit no Sentinel-2 image: {reason}. Check that there is no nodata value that the file "
                "does not declare. If they are reflectance × 10000 plus a number, set OFFSET to what is to be added; "
                "if they are stretched or scaled, set SCALE and OFFSET."
            ).format(reason=verdicts[0.0].reasons[0])
        )
    if best > 0.0:
        doubt = tr(
            "Without an offset {reason}: 1000 seems to have been subtracted twice, and is added again. Set OFFSET "
            "to 0 if the numbers are reflectance × 10000 as they are."
        ).format(reason=verdicts[0.0].reasons[0])
        return OffsetChoice(best, tr("from the darkest pixels"), (doubt,))
    if best < 0.0:
        return _subtract(best, verdicts, dn, radiometry)
    if BASELINE_OFFSET in verdicts and verdicts[BASELINE_OFFSET].grade == verdicts[best].grade:
        return _either(dn, radiometry)
    odd = verdicts[best].grade == Grade.DOUBTED
    source = tr("the darkest pixels are at {lowest:.0f}").format(lowest=min(dn.at(0.1)))
    return OffsetChoice(0.0, source, (odd_numbers(dn, verdicts[best].reasons[0]),) if odd else ())


def _subtract(
    offset: float, verdicts: Mapping[float, Verdict], dn: Distribution, radiometry: Radiometry
) -> OffsetChoice:
    """Take off what nobody told of, unless what would remain speaks against it."""
    against = signs_against(dn.scaled(1.0, offset))
    if against:
        return _either(dn, radiometry, against[0])
    doubt = tr(
        "Without an offset {reason}: these numbers seem to need {correction}, as those of baseline 04.00 and later "
        "do. This is done by this sign alone; set OFFSET to 0 if they are reflectance × 10000 as they are."
    ).format(reason=verdicts[0.0].reasons[0], correction=correction_text(offset))
    return OffsetChoice(offset, tr("from the darkest pixels"), (doubt,))


def _either(dn: Distribution, radiometry: Radiometry, against: str = "") -> OffsetChoice:
    """Answer for numbers that fit with the offset and without it.

    :raises InputError: when it makes a difference and nothing else tells.
    """
    low = darkest(dn)
    if low >= ALL_WHITE:
        doubt = tr("Hardly a pixel is darker than reflectance {low}: snow, ice or cloud all over, and no map of land.")
        doubt = doubt.format(low=number(low / QUANTIFICATION, 2))
        return OffsetChoice(0.0, tr("with 1000 less it would be as white"), (doubt,))
    if low < -BASELINE_OFFSET:
        return OffsetChoice(0.0, *_darker_than_the_offset(dn))
    if radiometry.key == "reflectance":
        doubt = tr("No pixel is darker than reflectance {lowest}; set OFFSET if it is to be used.").format(
            lowest=number(low / QUANTIFICATION, 2)
        )
        return OffsetChoice(0.0, tr("reflectance seldom has one"), (doubt,))
    raise InputError(undecided(low, against))


def _darker_than_the_offset(dn: Distribution) -> tuple[str, tuple[str, ...]]:
    """Return why nothing is subtracted, and a doubt where all but a few pixels are brighter than 1000."""
    source = tr("the darkest pixels are at {lowest:.0f}").format(lowest=min(dn.at(0.1)))
    low = lowest_twentieth(dn)
    if low < -BASELINE_OFFSET:
        return source, ()
    doubt = tr(
        "Hardly a pixel is darker than {low:.0f}, which bright ground has, and images of baseline 04.00 and later as "
        "well. Nothing is subtracted; set OFFSET to -1000 if this is such an image."
    )
    return source, (doubt.format(low=low),)
