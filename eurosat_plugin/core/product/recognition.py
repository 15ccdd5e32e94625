# SPDX-License-Identifier: GPL-2.0-or-later
"""Decide how a raster's numbers become grey levels, and say what the decision rests on.

Believed are, in this order: the parameters that were set, the product's metadata, names, what the file says of its own
scale, the data type, and at last the values. Whatever is believed is held against the numbers (evidence.py): where
these fit, one line says so; where only one of both speaks, a warning names the other possibility; where nothing fits
there is a refusal that names the parameter to settle it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from eurosat_plugin.core.product.evidence import Grade, examine
from eurosat_plugin.core.product.offset import OffsetChoice, choose_offset
from eurosat_plugin.core.product.radiometry import (
    COLOURS,
    DISPLAY,
    QUANTIFICATION,
    REFLECTANCE,
    UNKNOWN_LEVEL,
    Radiometry,
    radiometry_by_key,
)
from eurosat_plugin.core.product.readings import AUTOMATIC, Alternative, title_of
from eurosat_plugin.core.product.refusals import (
    refuse_impossible,
    refuse_no_colours,
    refuse_stretched,
    refuse_unlike_bands,
)
from eurosat_plugin.core.product.scale_signs import doubt_scale
from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.product.value_facts import FULL_SCALE, ValueFacts
from eurosat_plugin.core.translation import tr

BROWSER_WHITE = 0.4
"""Reflectance of full scale in the true-colour picture of the Copernicus and the EO Browser."""

LARGEST_REFLECTANCE = 3.0


@dataclass(frozen=True)
class Decision:
    """The radiometry to use, what it rests on (one sentence each), and what the user should check.

    `basis` says in a few words what it rests on. `alternatives` are other ways to read the same numbers.
    """

    radiometry: Radiometry
    findings: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    basis: str = ""
    alternatives: tuple[Alternative, ...] = ()

    @property
    def line(self) -> str:
        """All in one line: ``Read as Level-2A, offset −1000 (from the product name)``."""
        return tr("Read as {title} ({basis})").format(title=title_of(self.radiometry), basis=self.basis)


@dataclass(frozen=True)
class _Recognised:
    """A radiometry before its offset is known: `what` says it in words, `doubt` what to check.

    `basis` says in a few words what tells that they are colours.
    """

    radiometry: Radiometry
    what: str
    doubt: str = ""
    basis: str = ""


def decide_radiometry(
    product: ProductFacts, values: ValueFacts, key: str, offset: float | None, scale: float | None = None
) -> Decision:
    """Choose how numbers become grey levels.

    `key`, `offset` and `scale` are the parameters RADIOMETRY, OFFSET and SCALE (None: not given); they win over what
    the product says. :raises InputError: when the numbers cannot be those of any known product.
    """
    if scale is not None:
        return _stretched(product, values, key, offset, scale)
    refuse_unlike_bands(values)
    recognised = _recognise(product, values) if key == AUTOMATIC else _as_set(key, values)
    radiometry = recognised.radiometry
    doubts: tuple[str, ...] = (recognised.doubt,) if recognised.doubt else ()
    if radiometry.key in COLOURS:
        if offset is not None:
            doubts += (
                tr("OFFSET is for digital numbers and was ignored: the radiometry is {radiometry}.").format(
                    radiometry=radiometry.key
                ),
            )
        return Decision(radiometry, (f"{recognised.what}.",), doubts, recognised.basis or _as_you_chose())
    level = radiometry.key if radiometry.key in ("l1c", "l2a") else product.level
    choice = choose_offset(product, values, radiometry, level, offset)
    radiometry = replace(radiometry, offset=radiometry.offset + choice.added)
    if key == AUTOMATIC and not product.stated and not doubts + choice.doubts:
        doubts = doubt_scale(values.numbers.scaled(radiometry.gain, radiometry.offset))
    return Decision(
        radiometry,
        (
            tr("{what}: {correction} ({source}).").format(
                what=recognised.what, correction=choice.correction, source=choice.source
            ),
        ),
        (*doubts, *choice.doubts),
        _basis(product, values, choice) if key == AUTOMATIC and offset is None else _as_you_chose(),
    )


def _as_you_chose() -> str:
    return tr("as you chose")


def _basis(product: ProductFacts, values: ValueFacts, choice: OffsetChoice) -> str:
    """Say in a few words what an automatic decision rests on."""
    if values.shift and choice.added == 0.0:
        return tr("by the file's own scale and offset")
    if product.offset is not None and choice.source == product.source:
        return product.source
    return tr("by the numbers")


def _stretched(product: ProductFacts, values: ValueFacts, key: str, offset: float | None, scale: float) -> Decision:
    """Read numbers that are a linear stretch as the user says: reflectance × 10000 is number × SCALE + OFFSET."""
    level = key if key in ("l1c", "l2a", "reflectance") else product.level or UNKNOWN_LEVEL
    added = offset or 0.0
    verdict = examine(values.numbers.scaled(scale, added), None)
    doubts: tuple[str, ...] = ()
    if verdict.grade == Grade.REJECTED:
        doubts = (
            tr("With SCALE {scale:g} and OFFSET {offset:g} as set {reason}; check both.").format(
                scale=scale, offset=added, reason=verdict.reasons[0]
            ),
        )
    what = tr("As set: reflectance × 10000 is number × {scale:g} + {offset:g}.").format(scale=scale, offset=added)
    return Decision(Radiometry(level, gain=scale, offset=added), (what,), doubts, _as_you_chose())


def _as_set(key: str, values: ValueFacts) -> _Recognised:
    radiometry = radiometry_by_key(key)
    what = tr("Radiometry as set: {key}").format(key=key)
    if key == "reflectance" and values.dtype in FULL_SCALE:
        white = values.step * QUANTIFICATION if values.step else FULL_SCALE[values.dtype]
        radiometry = replace(REFLECTANCE, gain=QUANTIFICATION / white)
        return _Recognised(radiometry, tr("Radiometry as set: reflectance, {white:g} is 1").format(white=white))
    if is_fraction(values) and key != "reflectance":
        white = FULL_SCALE["uint8"] if key in COLOURS else QUANTIFICATION
        return _Recognised(replace(radiometry, gain=radiometry.gain * white), what)
    if key in COLOURS:
        refuse_no_colours(values, key)
    return _Recognised(radiometry, what)


def is_fraction(values: ValueFacts) -> bool:
    """Tell whether `values` are what reflectance is, or colours from 0 to 1."""
    return values.dtype.startswith("float") and 0 < values.brightest <= LARGEST_REFLECTANCE


def _recognise(product: ProductFacts, values: ValueFacts) -> _Recognised:
    """Find the row of the RADIOMETRY parameter: by name and metadata, then by type, then by values."""
    if product.export:
        return _export(product, values.dtype)
    if values.dtype == "uint8":
        return _eight_bits(product)
    if is_fraction(values):
        refuse_stretched(values)
        return _reflectance(product, values)
    if values.step and product.baseline is None and not product.original:
        white = values.step * QUANTIFICATION
        return _Recognised(
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
        return _Recognised(radiometry_by_key(product.level), product.title)
    refuse_impossible(values)
    return _Recognised(
        Radiometry(UNKNOWN_LEVEL),
        tr("Digital numbers ({type}) without a level, L1C and L2A are read alike").format(type=values.dtype),
    )


def _reflectance(product: ProductFacts, values: ValueFacts) -> _Recognised:
    if values.scale != 1.0 or values.shift:
        own = tr("the file's own scale {scale:g} and offset {shift:g}").format(scale=values.scale, shift=values.shift)
        return _Recognised(
            REFLECTANCE, tr("{title} with {own}: reflectance").format(title=product.title or tr("Numbers"), own=own)
        )
    doubt = ""
    if values.largest == 1.0 and values.step != 1.0 / QUANTIFICATION:
        doubt = tr(
            "The largest number is exactly 1: if the numbers were stretched to 0 to 1, set SCALE to white − black and "
            "OFFSET to black, both as reflectance × 10000."
        )
    return _Recognised(REFLECTANCE, tr("Floating-point numbers up to 3: reflectance"), doubt)


def _quantified(product: ProductFacts, values: ValueFacts) -> _Recognised:
    """Read numbers whose metadata say that another number than 10000 stands for reflectance 1."""
    radiometry = radiometry_by_key(product.level or "l1c")
    gain = QUANTIFICATION / product.quantification
    as_told, as_usual = (examine(values.numbers.scaled(g, 0.0), product.level) for g in (gain, 1.0))
    names = {"title": product.title, "value": product.quantification}
    what = tr("{title}, {value:g} is reflectance 1").format(**names)
    if as_told.grade == Grade.ACCEPTED or as_told.grade < as_usual.grade:
        return _Recognised(replace(radiometry, gain=gain), what)
    if as_usual.grade == Grade.ACCEPTED:
        doubt = tr(
            "The metadata say that {value:g} is reflectance 1, but then {reason}; 10000 fits, and is used. Set SCALE "
            "to {gain:g} to read them as the metadata say."
        ).format(**names, reason=as_told.reasons[0], gain=gain)
        return _Recognised(radiometry, product.title, doubt)
    return _Recognised(replace(radiometry, gain=gain), what)


def _export(product: ProductFacts, dtype: str) -> _Recognised:
    white = FULL_SCALE.get(dtype, 1.0)
    radiometry, scaled = _scaled(dtype), "" if white == 1.0 else tr(", {white:g} is 1").format(white=white)
    if product.export == "raw":
        return _Recognised(
            radiometry,
            tr("Bands of {title} as the browser exports them: reflectance{scaled}").format(
                title=product.title, scaled=scaled
            ),
        )
    gain = radiometry.gain * BROWSER_WHITE
    return _Recognised(
        replace(radiometry, gain=gain),
        tr("True colour of {title} as the browser exports it: reflectance, {white:g} is {reflectance:g}").format(
            title=product.title, white=white, reflectance=BROWSER_WHITE
        ),
    )


def _eight_bits(product: ProductFacts) -> _Recognised:
    level = product.level or ""
    if product.true_colour and level:
        return _Recognised(
            radiometry_by_key(f"tci_{level}"),
            tr("True-colour image of {level}, by its name").format(level=level.upper()),
            basis=tr("by its name"),
        )
    if level:
        return _Recognised(
            DISPLAY,
            tr("8-bit raster of {title}").format(title=product.title),
            tr(
                "Name or tags tell {title}, but 8-bit numbers are colours, and how they were stretched is not known: "
                "they are classified as displayed. If this is the product's true-colour image, set RADIOMETRY to "
                "tci_{level}; better classify its bands."
            ).format(title=product.title, level=level),
            tr("8-bit colours"),
        )
    return _Recognised(
        DISPLAY,
        tr("8-bit raster without a product name"),
        tr(
            "8-bit colours of unknown origin are classified as displayed; if this is a Sentinel-2 true-colour image, "
            "set RADIOMETRY to tci_l1c or tci_l2a."
        ),
        tr("8-bit colours"),
    )


def _scaled(dtype: str) -> Radiometry:
    """Return the radiometry of reflectance that fills the range of `dtype`."""
    return replace(REFLECTANCE, gain=QUANTIFICATION / FULL_SCALE.get(dtype, 1.0))
