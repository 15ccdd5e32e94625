# SPDX-License-Identifier: GPL-2.0-or-later
"""Decide how a raster's numbers become grey levels, and say what the decision rests on.

Believed are, in this order: the parameters that were set, the product's metadata, the file's tags with its own scale
and offset, names, the data type, the cirrus band, and at last the values. Whatever is believed is held against the
numbers (reflectance_limits.py): where these fit, one line says so; where only one of both speaks, a warning names the
other possibility; where nothing fits there is a refusal that names the parameter to settle it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.band_signs import doubt_bands
from eurosat_plugin.core.product.clipping import doubt_clipping
from eurosat_plugin.core.product.mixed_scales import FACTOR_OF_SEAM, doubt_scales
from eurosat_plugin.core.product.mosaic import doubt_mosaic
from eurosat_plugin.core.product.non_rgb_bands import doubt_non_rgb_bands
from eurosat_plugin.core.product.offset import OffsetChoice, choose_offset
from eurosat_plugin.core.product.radiometry import COLOURS, UNKNOWN_LEVEL, Radiometry
from eurosat_plugin.core.product.readings import AUTOMATIC, Alternative, title_of
from eurosat_plugin.core.product.recognition import as_set, recognise
from eurosat_plugin.core.product.reflectance_limits import Grade, examine
from eurosat_plugin.core.product.refusals import refuse_plain, refuse_unlike_bands
from eurosat_plugin.core.product.scale_signs import doubt_air, doubt_scale
from eurosat_plugin.core.product.seams import HIGHEST_OF_GROUND
from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.product.stack_order import doubt_order
from eurosat_plugin.core.product.value_facts import ValueFacts
from eurosat_plugin.core.translation import tr


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


def decide_radiometry(
    product: ProductFacts, values: ValueFacts, key: str, offset: float | None, scale: float | None = None
) -> Decision:
    """Choose how numbers become grey levels.

    `key`, `offset` and `scale` are the parameters RADIOMETRY, OFFSET and SCALE (None: not given); they win over what
    the product says. :raises InputError: when the numbers cannot be those of any known product.
    """
    if not product.stated:
        refuse_plain(values)
    order = doubt_order(values.detail)
    if scale is not None:
        return _stretched(product, values, key, offset, scale, order)
    refuse_unlike_bands(values)
    recognised = recognise(product, values) if key == AUTOMATIC else as_set(key, values)
    radiometry = recognised.radiometry
    doubts: tuple[str, ...] = (*order, recognised.doubt) if recognised.doubt else order
    if radiometry.key in COLOURS:
        if offset is not None:
            doubts += (
                tr("OFFSET is for digital numbers and was ignored: the radiometry is {radiometry}.").format(
                    radiometry=radiometry.key
                ),
            )
        return Decision(radiometry, (f"{recognised.what}.",), doubts, recognised.basis or _as_you_chose())
    level = radiometry.key if radiometry.key in ("l1c", "l2a") else product.level
    scales = () if product.stated else doubt_scales(values, radiometry)
    choice = _choose_offset(product, values, radiometry, level, offset, scales)
    mosaic = _doubt_offsets(values, radiometry, level, scales) if offset is None and not product.stated else ()
    if not scales:
        choice = replace(choice, doubts=(*choice.doubts, *mosaic))
    radiometry = replace(radiometry, offset=radiometry.offset + choice.added)
    if not product.stated:
        dn = values.numbers.scaled(radiometry.gain, radiometry.offset)
        odd = (*doubt_bands(dn), *doubt_non_rgb_bands(values))
        if key == AUTOMATIC:
            odd += doubt_clipping(values)
        if key == AUTOMATIC and doubts == order and not odd + choice.doubts:
            odd = doubt_air(dn, product) or doubt_scale(dn)
        doubts += odd
    return Decision(
        radiometry,
        (
            tr("{what}: {correction} ({source}).").format(
                what=recognised.what, correction=choice.correction, source=choice.source
            ),
        ),
        (*(mosaic if scales else ()), *scales, *doubts, *choice.doubts),
        _basis(product, values, choice) if key == AUTOMATIC and offset is None else _as_you_chose(),
    )


def _choose_offset(
    product: ProductFacts,
    values: ValueFacts,
    radiometry: Radiometry,
    level: str | None,
    offset: float | None,
    scales: tuple[str, ...],
) -> OffsetChoice:
    """Choose the offset; where there is none because of several `scales`, the refusal says that instead."""
    try:
        return choose_offset(product, values, radiometry, level, offset)
    except InputError as refusal:
        raise (InputError(scales[0]) if scales else refusal) from None


def _doubt_offsets(
    values: ValueFacts, radiometry: Radiometry, level: str | None, scales: tuple[str, ...]
) -> tuple[str, ...]:
    """Return a doubt where some parts carry an offset.

    What seem to be `scales` may be that over dark water, where 1000 more is several times as much, but never a factor
    beside which all is black: there land ends as high as that by itself.
    """
    if scales and not FACTOR_OF_SEAM <= max(values.ratios, default=1.0) < HIGHEST_OF_GROUND:
        return ()
    return doubt_mosaic(values, radiometry, level)


def _as_you_chose() -> str:
    return tr("as you chose")


def _basis(product: ProductFacts, values: ValueFacts, choice: OffsetChoice) -> str:
    """Say in a few words what an automatic decision rests on."""
    if values.shift and choice.added == 0.0:
        return tr("by the file's own scale and offset")
    if product.offset is not None and choice.source == product.source:
        return product.source
    return tr("by the numbers")


def _stretched(
    product: ProductFacts,
    values: ValueFacts,
    key: str,
    offset: float | None,
    scale: float,
    doubts: tuple[str, ...],
) -> Decision:
    """Read numbers that are a linear stretch as the user says: reflectance × 10000 is number × SCALE + OFFSET."""
    level = key if key in ("l1c", "l2a", "reflectance") else product.level or UNKNOWN_LEVEL
    added = offset or 0.0
    verdict = examine(values.numbers.scaled(scale, added), None)
    if verdict.grade == Grade.REJECTED:
        doubts = (
            *doubts,
            tr("With SCALE {scale:g} and OFFSET {offset:g} as set {reason}; check both.").format(
                scale=scale, offset=added, reason=verdict.reasons[0]
            ),
        )
    if not product.stated:
        doubts = (*doubt_scales(values, Radiometry(level, gain=scale, offset=added)), *doubts)
    if key in COLOURS:
        doubts = (
            *doubts,
            tr(
                "RADIOMETRY is {radiometry}, but SCALE is set, and tells how numbers become reflectance: the first was "
                "ignored. Leave SCALE empty to read colours."
            ).format(radiometry=key),
        )
    what = tr("As set: reflectance × 10000 is number × {scale:g} + {offset:g}.").format(scale=scale, offset=added)
    return Decision(Radiometry(level, gain=scale, offset=added), (what,), doubts, _as_you_chose())
