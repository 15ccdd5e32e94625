# SPDX-License-Identifier: GPL-2.0-or-later
"""Decide how an image is read, and find the other ways to read it that its numbers or its metadata leave open."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.decision import Decision, decide_radiometry
from eurosat_plugin.core.product.offset import possible_offsets
from eurosat_plugin.core.product.radiometry import (
    DISPLAY,
    QUANTIFICATION,
    REFLECTANCE,
    TCI_L1C,
    TCI_L2A,
    Radiometry,
    radiometry_by_key,
)
from eurosat_plugin.core.product.readings import Alternative, Reading, UndecidedError, title_of
from eurosat_plugin.core.product.recognition import BROWSER_WHITE, is_fraction
from eurosat_plugin.core.product.reflectance_limits import LEVELS, Grade, Verdict, examine
from eurosat_plugin.core.product.refusals import scale_of_faint
from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.product.value_facts import FULL_SCALE, ValueFacts
from eurosat_plugin.core.translation import number, tr

_COLOURS = (TCI_L2A.key, TCI_L1C.key, DISPLAY.key)

_EVEN = 50.0
"""Of reflectance × 10000; numbers below 0 that vary less than that are decibels, and no image with 1000 taken off."""


def decide_reading(product: ProductFacts, values: ValueFacts, reading: Reading) -> Decision:
    """Decide how numbers become grey levels, as far as `reading` leaves that open; with the alternatives.

    :raises UndecidedError: when the numbers cannot be those of any known product, or of several.
    """
    try:
        decision = _decide(product, values, reading)
    except InputError as refusal:
        raise UndecidedError(str(refusal), _others(product, values, reading, None)) from None
    doubts = () if reading.automatic or decision.warnings else _doubt_choice(product, values, decision.radiometry)
    return replace(
        decision, warnings=(*decision.warnings, *doubts), alternatives=_others(product, values, reading, decision)
    )


@dataclass(frozen=True)
class _Candidate:
    """A reading with what comes of it; `verdict` is None for colours as displayed, which nothing tells.

    `claim` is what says that it is meant, `oddity` why no image can be meant.
    """

    reading: Reading
    radiometry: Radiometry
    verdict: Verdict | None
    claim: str = ""
    oddity: str = ""

    @property
    def grade(self) -> Grade:
        return Grade.DOUBTED if self.verdict is None else self.verdict.grade

    def alternative(self) -> Alternative:
        fit = _fit(self.verdict)
        remark = tr("{source}; {fit}").format(source=self.claim, fit=fit) if self.claim else fit
        return Alternative(self.reading, title_of(self.radiometry), remark)


def _decide(product: ProductFacts, values: ValueFacts, reading: Reading) -> Decision:
    return decide_radiometry(product, values, reading.radiometry, reading.offset, reading.scale)


def _others(
    product: ProductFacts, values: ValueFacts, reading: Reading, decision: Decision | None
) -> tuple[Alternative, ...]:
    """Return what else there is than `decision`, what fits best first; where something was set, automatic leads."""
    seen = set() if decision is None else {_effect(decision.radiometry)}
    others: list[Alternative] = []
    if not reading.automatic:
        automatic = _candidate(product, values, Reading())
        if automatic is not None:
            seen.add(_effect(automatic.radiometry))
        others.append(_automatic(automatic))
    found = []
    for other in _readings(product, values, refused=decision is None):
        candidate = _candidate(product, values, other)
        if candidate is None or _effect(candidate.radiometry) in seen:
            continue
        if _is_worth_offering(candidate, decision):
            seen.add(_effect(candidate.radiometry))
            found.append(candidate)
    return (*others, *(candidate.alternative() for candidate in sorted(found, key=lambda other: other.grade)))


def _is_worth_offering(other: _Candidate, decision: Decision | None) -> bool:
    """Tell whether `other` may be meant: what is claimed, what a warning names, what the numbers do not rule out.

    Where nothing is doubted, numbers of another scale have to fit as well as those of the decision.
    """
    if other.claim:
        return True
    if other.oddity:
        return False
    if other.verdict is None:
        return True
    if decision is None:
        return other.grade <= Grade.UNLIKELY
    if decision.warnings:
        return other.grade <= Grade.UNLIKELY or other.reading.offset == 0.0
    same_scale = other.radiometry.gain == decision.radiometry.gain
    return other.grade <= (Grade.UNLIKELY if same_scale else Grade.ACCEPTED)


def _readings(product: ProductFacts, values: ValueFacts, refused: bool) -> Iterator[Reading]:
    """Return what is worth trying, in the order in which it is offered where all fits alike."""
    white = FULL_SCALE.get(values.dtype, 1.0)
    level = product.level or LEVELS[0]
    if values.dtype == "uint8":
        yield from map(Reading, _COLOURS)
        yield Reading(REFLECTANCE.key, 0.0)
    elif is_fraction(values):
        yield from (Reading(REFLECTANCE.key, offset) for offset in possible_offsets(product, values, REFLECTANCE))
        yield Reading(scale=scale_of_faint(values))
        if values.bytes_divided or (values.largest == 1.0 and values.step != 1.0 / QUANTIFICATION):
            yield from map(Reading, _COLOURS)
        if values.step and not values.bytes_divided:
            yield Reading(scale=1.0 / values.step)
    else:
        offsets = possible_offsets(product, values, radiometry_by_key(level))
        yield from (Reading(offset=offset) for offset in offsets)
        yield from (Reading(level, offset) for offset in offsets)
        if values.brightest <= FULL_SCALE["uint8"]:
            yield from map(Reading, _COLOURS if product.true_colour else (DISPLAY.key,))
        if values.dtype in FULL_SCALE and (refused or values.step):
            yield Reading(REFLECTANCE.key, 0.0)
            yield Reading(scale=QUANTIFICATION * BROWSER_WHITE / white)
    if product.quantification != QUANTIFICATION:
        yield Reading(scale=QUANTIFICATION / product.quantification)
    if product.export:
        yield Reading(scale=QUANTIFICATION / white)
        yield Reading(scale=QUANTIFICATION * BROWSER_WHITE / white)


def _candidate(product: ProductFacts, values: ValueFacts, reading: Reading) -> _Candidate | None:
    """Return what comes of `reading`, None where it is refused."""
    try:
        radiometry = _decide(product, values, reading).radiometry
    except InputError:
        return None
    verdict = _verdict(product, values, radiometry)
    claim = product.source if _is_claimed(reading, product) else ""
    return _Candidate(reading, radiometry, verdict, claim, _oddity(values, radiometry))


def _is_claimed(reading: Reading, product: ProductFacts) -> bool:
    """Tell whether metadata or name say that the numbers are to be read so."""
    if product.quantification != QUANTIFICATION:
        return reading.scale == QUANTIFICATION / product.quantification
    return not product.export and reading.offset is not None and reading.offset == product.offset


def _verdict(product: ProductFacts, values: ValueFacts, radiometry: Radiometry) -> Verdict | None:
    if not radiometry.stretch:
        return None
    dn = values.numbers.scaled(radiometry.gain, radiometry.offset)
    level = radiometry.key[-3:]  # of digital numbers, and of true-colour images of a level
    return examine(dn, level if level in LEVELS else product.level)


def _oddity(values: ValueFacts, radiometry: Radiometry) -> str:
    """Say why the numbers of an image can't be read so whatever their level is; empty where they can."""
    lowest, highest = values.numbers.quantiles[0], values.numbers.quantiles[-1]
    if not radiometry.stretch:
        return tr("colours would be below 0") if min(values.numbers.at(50.0)) < 0 else ""
    spread = max(high - low for low, high in zip(lowest, highest)) * radiometry.gain
    if spread >= _EVEN or min(highest) >= 0:
        return ""
    return tr("no two places would differ by more than {spread} of reflectance").format(
        spread=number(spread / QUANTIFICATION, 4)
    )


def _doubt_choice(product: ProductFacts, values: ValueFacts, radiometry: Radiometry) -> tuple[str, ...]:
    """Return a doubt where somebody has chosen what no ground is, and nothing else has said so."""
    odd = _oddity(values, radiometry)
    verdict = _verdict(product, values, radiometry)
    if not odd and verdict is not None and verdict.grade > Grade.DOUBTED and not product.stated:
        odd = verdict.reasons[0]
    return (tr("Read as you chose, but then {reason}; check it.").format(reason=odd),) if odd else ()


def _effect(radiometry: Radiometry) -> tuple[float, float, bool]:
    """Return what a radiometry does to numbers, whatever it is called."""
    return round(radiometry.gain, 6), round(radiometry.offset, 3), radiometry.stretch


def _automatic(found: _Candidate | None) -> Alternative:
    if found is None:
        return Alternative(Reading(), tr("Automatic"), tr("the numbers alone do not tell"))
    return Alternative(
        Reading(), tr("Automatic: {title}").format(title=title_of(found.radiometry)), _fit(found.verdict)
    )


def _fit(verdict: Verdict | None) -> str:
    """Say how well numbers fit."""
    if verdict is None:
        return tr("the numbers cannot tell")
    sentences = {
        Grade.ACCEPTED: tr("fits the numbers"),
        Grade.DOUBTED: tr("just about fits the numbers: {reason}"),
        Grade.UNLIKELY: tr("hardly fits the numbers: {reason}"),
        Grade.REJECTED: tr("does not fit the numbers: {reason}"),
    }
    return sentences[verdict.grade].format(reason=verdict.reasons[0] if verdict.reasons else "")
