# SPDX-License-Identifier: GPL-2.0-or-later
"""What a Sentinel-2 product says of itself, and the radiometry that follows from it.

Sources, in the order in which they are believed: metadata, product name, data type, value statistics. Since
processing baseline 04.00 (January 2022) products carry 1000 added to every number; ``RADIO_ADD_OFFSET`` (L1C) and
``BOA_ADD_OFFSET`` (L2A) in the product metadata hold what is to be added to get rid of it. Acquisition dates say
nothing: archives were reprocessed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.radiometry import QUANTIFICATION, Radiometry, radiometry_by_key

BASELINE_OFFSET = -1000.0
OFFSET_SINCE_BASELINE = 400
NO_DARK_GROUND = 2000.0
"""Above this no ordinary scene has its darkest pixels in all bands, with the offset or without."""

_PRODUCT_NAME = re.compile(r"S2[A-D]_MSI(?P<level>L1C|L2A)_\d{8}T\d{6}_N(?P<baseline>\d{4})_")
_LEVEL_WORD = re.compile(r"(?:^|[_\W])(?:MSI)?(L1C|L2A)(?:[_\W]|$)")
_LEVEL = re.compile(r"Level-(1C|2A)_(User_Product)?")
_BASELINE = re.compile(r"PROCESSING_BASELINE>(\d\d)\.(\d\d)<")
_OFFSETS = re.compile(r"<(?:RADIO|BOA)_ADD_OFFSET[^>]*>\s*(-?\d+(?:\.\d+)?)\s*<")
_GRANULE_FILE = re.compile(r"T\d\d[A-Z]{3}_\d{8}T\d{6}_(?:B\d[\dA]|TCI)(?P<resolution>_\d\dm)?(?![A-Za-z0-9])")
_TRUE_COLOUR = re.compile(r"(?:^|[_\W])TCI(?:_\d\dm)?(?:[_\W]|$)")


@dataclass(frozen=True)
class ProductFacts:
    """What is known of a product; None where it does not say. `source` names where the offset was found."""

    level: str | None = None
    baseline: int | None = None
    offset: float | None = None
    true_colour: bool = False
    source: str = ""


@dataclass(frozen=True)
class ValueFacts:
    """A look at the numbers themselves: type (``uint8``, ``uint16``, …) and a sample of the valid pixels.

    `darkest` is the darkest 0.1 % of each of the three bands; `median` and `brightest` (the brightest 0.1 %) are
    those of all three.
    """

    dtype: str
    darkest: tuple[float, float, float]
    median: float
    brightest: float


@dataclass(frozen=True)
class Decision:
    """The radiometry to use, what it rests on (one sentence each), and what the user should check."""

    radiometry: Radiometry
    findings: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


def parse_product_name(text: str) -> ProductFacts:
    """Read level, baseline and true-colour image from a product name or a path that contains it."""
    facts = ProductFacts(true_colour=_TRUE_COLOUR.search(text) is not None)
    product, granule = _PRODUCT_NAME.search(text), _GRANULE_FILE.search(text)
    if product:
        baseline = int(product["baseline"])
        offset = BASELINE_OFFSET if baseline >= OFFSET_SINCE_BASELINE else 0.0
        return replace(
            facts, level=product["level"].lower(), baseline=baseline, offset=offset, source="from the product name"
        )
    if granule:
        # Only Level-2A files carry the resolution in their names.
        return replace(facts, level="l2a" if granule["resolution"] else "l1c")
    word = _LEVEL_WORD.search(text)
    return replace(facts, level=word[1].lower()) if word else facts


def is_granule_file(name: str) -> bool:
    """Tell whether `name` is that of a band or picture inside a product, as ESA names them."""
    return _GRANULE_FILE.search(name) is not None


def parse_product_metadata(text: str, source: str) -> ProductFacts:
    """Read level, baseline and offset from the text of ``MTD_MSIL1C.xml`` or ``MTD_MSIL2A.xml``.

    `source` is the file's name, for the findings. A product's metadata without an offset entry means 0; a
    granule's never has one and leaves the offset open.
    """
    level, baseline, offsets = _LEVEL.search(text), _BASELINE.search(text), _OFFSETS.findall(text)
    whole_product = level is not None and level[2] is not None
    return ProductFacts(
        level=None if level is None else f"l{level[1].lower()}",
        baseline=None if baseline is None else int(baseline[1] + baseline[2]),
        offset=float(offsets[0]) if offsets else (0.0 if whole_product else None),
        source=f"from {source}",
    )


def merge_facts(metadata: ProductFacts | None, name: ProductFacts) -> ProductFacts:
    """Complete what the metadata say with what the name says; where both speak, the metadata win."""
    if metadata is None:
        return name
    return ProductFacts(
        level=metadata.level or name.level,
        baseline=metadata.baseline if metadata.baseline is not None else name.baseline,
        offset=metadata.offset if metadata.offset is not None else name.offset,
        true_colour=name.true_colour,
        source=metadata.source if metadata.offset is not None else name.source,
    )


def decide_radiometry(product: ProductFacts, values: ValueFacts, key: str, offset: float | None) -> Decision:
    """Choose how numbers become grey levels.

    `key` is the RADIOMETRY parameter and `offset` the OFFSET parameter (None: not given); both win over what the
    product says. :raises InputError: when the numbers cannot be those of any known product.
    """
    if key == "auto":
        key, findings, warnings = _recognise(product, values)
    else:
        findings, warnings = (f"Radiometry as set: {key}.",), ()
    radiometry = radiometry_by_key(key)
    if key not in ("l1c", "l2a"):
        return Decision(radiometry, findings, warnings)
    value, said, warned = _find_offset(product, values, offset)
    return Decision(replace(radiometry, offset=value), (*findings, *said), (*warnings, *warned))


def _recognise(product: ProductFacts, values: ValueFacts) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """Find the row of the RADIOMETRY parameter: by name and metadata, then by type, then by values."""
    level = (product.level or "").upper()
    if values.dtype == "uint8":
        if product.true_colour and level:
            return f"tci_{level.lower()}", (f"True-colour image of {level}, by its name.",), ()
        doubt = (
            "8-bit colours of unknown origin are classified as displayed; if this is a Sentinel-2 true-colour image, "
            "set RADIOMETRY to tci_l1c or tci_l2a."
        )
        return "display", ("8-bit raster without a product name.",), (doubt,)
    if values.dtype.startswith("float") and values.brightest <= 3.0:
        return "reflectance", ("Floating-point numbers up to 3: reflectance.",), ()
    if values.median > QUANTIFICATION:
        raise InputError(
            f"Half of the raster's numbers are above {values.median:.0f}, which no Sentinel-2 product has; scale them "
            "to digital numbers (reflectance × 10000) with the raster calculator, or set RADIOMETRY."
        )
    if level:
        baseline = "" if product.baseline is None else f", baseline {product.baseline / 100:05.2f}"
        return level.lower(), (f"{level}{baseline}.",), ()
    return "l1c", (f"Digital numbers ({values.dtype}) without a level: L1C and L2A are read alike.",), ()


def _find_offset(
    product: ProductFacts, values: ValueFacts, offset: float | None
) -> tuple[float, tuple[str, ...], tuple[str, ...]]:
    """Find the number to add to DN, with its finding and its warning."""
    if offset is not None:
        return offset, (f"Adding {offset:g} (OFFSET as set).",), ()
    if product.offset is not None:
        deed = f"Subtracting {-product.offset:g}" if product.offset else "No offset"
        return product.offset, (f"{deed} ({product.source}).",), ()
    if min(values.darkest) > NO_DARK_GROUND:
        raise InputError(
            f"No pixel is darker than {min(values.darkest):.0f}. This may be snow, sand or cloud all over, or numbers "
            "scaled to 65535; if they are digital numbers (reflectance × 10000), set OFFSET: -1000 for processing "
            "baseline 04.00 and later, 0 before it and for harmonised data."
        )
    if min(values.darkest) >= -BASELINE_OFFSET:
        doubt = (
            f"No pixel is darker than {min(values.darkest):.0f}: these numbers seem to carry the offset of baseline "
            "04.00 and later. Subtracting 1000 by this sign alone; set OFFSET to 0 if it has been removed already."
        )
        return BASELINE_OFFSET, ("Subtracting 1000 (from the darkest pixels).",), (doubt,)
    return 0.0, (f"No offset (the darkest pixels are at {min(values.darkest):.0f}).",), ()
