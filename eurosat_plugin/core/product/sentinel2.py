# SPDX-License-Identifier: GPL-2.0-or-later
"""What a Sentinel-2 product says of itself: in its metadata, in its name, in the tags of a file made from it.

Since processing baseline 04.00 (January 2022) products carry 1000 added to every number; ``RADIO_ADD_OFFSET`` (L1C)
and ``BOA_ADD_OFFSET`` (L2A) in the product metadata hold what is to be added to get rid of it. Acquisition dates say
nothing: archives were reprocessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from eurosat_plugin.core.product.radiometry import QUANTIFICATION
from eurosat_plugin.core.translation import tr

BASELINE_OFFSET = -1000.0
OFFSET_SINCE_BASELINE = 400

RASTER_OFFSET = "RASTER_OFFSET"
"""Tag with the number to add to digital numbers, by the catalogue that an image was found in."""

TOLD_BY_CATALOGUE = "EUROSAT_TOLD_BY_CATALOGUE"
"""Tag of an image whose other tags are what a catalogue says of it."""

_PRODUCT_NAME = re.compile(r"S2[A-D]_MSI(?P<level>L1C|L2A)_\d{8}T\d{6}_N(?P<baseline>\d{4})_")
_OLD_NAME = re.compile(r"S2[A-D]_(?:OPER|USER)_(?:MSI|PRD|MTD)_(?:MSI|SAF)?(?P<level>L1C|L2A)_")
_OLD_BASELINE = re.compile(r"_T\d\d[A-Z]{3}_N(\d\d)\.(\d\d)")
_LEVEL_WORD = re.compile(r"(?:^|[_\W])(?:MSI)?(L1C|L2A)(?:[_\W]|$)")
_SEN2R = re.compile(r"(?:^|[\\/])S2[A-D](?P<level>1C|2A)_\d{8}_\d{3}_")
_LEVEL = re.compile(r"Level-(1C|2A)_(User_Product)?")
_BASELINE = re.compile(r"PROCESSING_BASELINE>(\d\d)\.(\d\d)<")
_OFFSETS = re.compile(r"<(?:RADIO|BOA)_ADD_OFFSET[^<>]*>\s{0,99}(-?\d{1,9}(?:\.\d{1,9})?)\s{0,99}<")
_GRANULE_FILE = re.compile(
    r"T\d\d[A-Z]{3}_(?P<date>\d{8}T\d{6}_)?(?:B\d[\dA]|TCI|SCL)(?P<resolution>_\d\dm)?(?![A-Za-z0-9])"
)
_TRUE_COLOUR = re.compile(r"(?:^|[_\W])TCI(?:_\d\dm)?(?:[_\W]|$)")
_HARMONISED = re.compile(r"(?<!un)(?<!non)(?<!non[_\W])(?<!not[_\W])(?<!no[_\W])harmoni[sz]ed", re.IGNORECASE)
_EARTH_ENGINE = re.compile(r"(?:^|[_\W])S2(_SR)?_HARMONIZED(?:[_\W]|$)")
_BROWSER = re.compile(
    r"Sentinel[-_ ]?2[A-D]?[-_ ,]+(?P<level>L1C|L2A)[-_ ,]+(?:(?P<raw>.{0,200}\(Raw\))|True[-_ ]colou?r(?![A-Za-z]))",
    re.IGNORECASE,
)
_BROWSER_MOSAIC = re.compile(r"Sentinel[-_ ]?2[-_ ].{0,200}Mosaics?[-_ ]True[-_ ]colou?r(?![A-Za-z])", re.IGNORECASE)
_QUANTIFICATION = re.compile(r"<(?:(?:L2A_)?BOA_)?QUANTIFICATION_VALUE[^<>]*>\s{0,99}(\d{1,9}(?:\.\d{1,9})?)")
_TAG_OFFSET = re.compile(r"^-?\d{1,6}(?:\.\d{1,6})?$")
_TAG_NUMBER = re.compile(r"^-?\d{1,6}(?:\.\d{1,20})?(?:[eE]-?\d{1,2})?$")
_CUT_TAG = re.compile(r"^(processing_baseline|boa_offset_applied|product_uri)=(.{1,500})$", re.IGNORECASE)
_ADD_OFFSET_TAG = re.compile(r"^(?:boa|radio)_add_offset(?:_(?:band_id_)?\w{1,3})?$")
_QUANTIFICATION_TAGS = ("quantification_value", "boa_quantification_value", "l2a_boa_quantification_value")
_TAG_BASELINE = re.compile(r"^(?:N)?0?(\d\d?)\.?(\d\d)$")


@dataclass(frozen=True)
class ProductFacts:
    """What is known of a product; None where it does not say. `source` names where the offset was found.

    `stated` tells that the offset stands in the product's own metadata, which are beyond doubt; names and tags
    survive when somebody has subtracted it. `export` is ``raw`` for bands and ``true_color`` for the picture as the
    Copernicus Browser and Sentinel Hub's EO Browser write them, else empty. `original` tells that the name is that of
    a file inside a product, whose numbers nobody has scaled. `quantification` is the number of reflectance 1.
    `hearsay` tells that the offset is what a catalogue says, which many of its items say wrongly.
    """

    level: str | None = None
    baseline: int | None = None
    offset: float | None = None
    true_colour: bool = False
    source: str = ""
    stated: bool = False
    export: str = ""
    original: bool = False
    quantification: float = QUANTIFICATION
    hearsay: bool = False

    @property
    def title(self) -> str:
        """Level and baseline as people write them (``L2A, baseline 05.11``); empty without a level."""
        level = (self.level or "").upper()
        if not level or self.baseline is None:
            return level
        return tr("{level}, baseline {baseline:05.2f}").format(level=level, baseline=self.baseline / 100)


def parse_product_name(text: str) -> ProductFacts:
    """Read level, baseline, offset, true-colour image and export from a product name or a path that contains it."""
    product, granule, export = _PRODUCT_NAME.search(text), _GRANULE_FILE.search(text), _BROWSER.search(text)
    original = granule is not None and granule["date"] is not None
    facts = ProductFacts(true_colour=_TRUE_COLOUR.search(text) is not None, original=original)
    mosaic = _BROWSER_MOSAIC.search(text)
    old, word, sen2r = _OLD_NAME.search(text), _LEVEL_WORD.search(text), _SEN2R.search(text)
    if export:
        kind = "raw" if export["raw"] else "true_color"
        return replace(
            facts, level=export["level"].lower(), offset=0.0, source=tr("the browser's exports"), export=kind
        )
    if mosaic:
        return replace(facts, level="l2a", offset=0.0, source=tr("the browser's exports"), export="true_color")
    if product:
        facts = _with_baseline(replace(facts, level=product["level"].lower()), int(product["baseline"]))
        facts = replace(facts, source=tr("from the product name"))
    elif old:
        digits = _OLD_BASELINE.search(text)
        facts = replace(facts, level=old["level"].lower())
        if digits:
            facts = replace(_with_baseline(facts, int(digits[1] + digits[2])), source=tr("from the granule name"))
    elif granule and original:
        # Only Level-2A files carry the resolution in their names.
        facts = replace(facts, level="l2a" if granule["resolution"] else "l1c")
    elif word:
        facts = replace(facts, level=word[1].lower())
    elif sen2r:
        facts = replace(facts, level=f"l{sen2r['level'].lower()}")
    return _harmonised(facts, text, tr("harmonised, by its name"))


def parse_tags(tags: Mapping[str, str]) -> ProductFacts:
    """Read what the metadata `tags` of a raster file say, whatever program has written them."""
    texts = dict(_tag(key, str(value).strip()) for key, value in tags.items())
    named = [parse_product_name(value) for key, value in texts.items() if "uri" in key or "description" in key]
    facts = next((found for found in named if found.baseline is not None), ProductFacts())
    level = _LEVEL_WORD.search(texts.get("processing_level", "").upper().replace("LEVEL-", "L"))
    if level:
        facts = replace(facts, level=level[1].lower())
    baseline = _TAG_BASELINE.match(texts.get("processing_baseline", ""))
    if baseline:
        facts = _with_baseline(facts, int(baseline[1]) * 100 + int(baseline[2]))
    if "boa_offset_applied" in texts or TOLD_BY_CATALOGUE.lower() in texts:
        facts = replace(facts, hearsay=True)
    facts = replace(facts, quantification=_quantification(texts))
    if texts.get("boa_offset_applied", "").lower() in ("true", "1", "yes"):
        return replace(facts, offset=0.0, source=tr("the file's tags say that it has been subtracted"))
    added = _added(texts)
    if added is not None:
        facts = replace(facts, offset=added)
    if facts.offset is not None:
        facts = replace(facts, source=tr("from the file's tags"))
    catalogued = _TAG_OFFSET.match(texts.get(RASTER_OFFSET.lower(), ""))
    if catalogued:
        facts = replace(facts, offset=float(catalogued[0]), source=tr("from the catalogue"))
    return _harmonised(facts, " ".join(texts.values()), tr("harmonised, by the file's tags"))


def _tag(key: str, value: str) -> tuple[str, str]:
    """Return name and value of a tag, the name without what stands before a colon, at which GDAL cuts it in two."""
    cut = _CUT_TAG.match(value)
    return (cut[1].lower(), cut[2].strip()) if cut else (key.lower().rpartition(":")[2], value)


def _added(texts: Mapping[str, str]) -> float | None:
    """Return what is to be added to digital numbers by tags called as in a product's metadata, or as in NetCDF."""
    for name, text in texts.items():
        if _ADD_OFFSET_TAG.match(name) and _TAG_OFFSET.match(text):
            return float(text)
    scale, shift = (_TAG_NUMBER.match(texts.get(name, "")) for name in ("scale_factor", "add_offset"))
    if shift is None or scale is None or float(scale[0]) * QUANTIFICATION != 1.0:
        return None
    return float(round(float(shift[0]) * QUANTIFICATION))


def _quantification(texts: Mapping[str, str]) -> float:
    told = next((texts[name] for name in _QUANTIFICATION_TAGS if name in texts), "")
    return float(told) if _TAG_OFFSET.match(told) and float(told) > 0 else QUANTIFICATION


def parse_product_metadata(text: str, source: str) -> ProductFacts:
    """Read level, baseline and offset from the text of ``MTD_MSIL1C.xml`` or ``MTD_MSIL2A.xml``.

    `source` is the file's name, for the findings. A product's metadata without an offset entry means 0; a
    granule's never has one and leaves the offset open.
    """
    level, baseline, offsets = _LEVEL.search(text), _BASELINE.search(text), _OFFSETS.findall(text)
    quantification = _QUANTIFICATION.search(text)
    whole_product = level is not None and level[2] is not None
    return ProductFacts(
        level=None if level is None else f"l{level[1].lower()}",
        baseline=None if baseline is None else int(baseline[1] + baseline[2]),
        offset=float(offsets[0]) if offsets else (0.0 if whole_product else None),
        source=tr("from {source}").format(source=source),
        stated=whole_product,
        quantification=float(quantification[1]) if quantification and float(quantification[1]) else QUANTIFICATION,
    )


def merge_facts(first: ProductFacts, second: ProductFacts) -> ProductFacts:
    """Complete what `first` says with what `second` says; where both speak, `first` wins."""
    told = first if first.offset is not None else second
    return ProductFacts(
        level=first.level or second.level,
        baseline=first.baseline if first.baseline is not None else second.baseline,
        offset=told.offset,
        true_colour=first.true_colour or second.true_colour,
        source=told.source,
        stated=told.stated,
        export=first.export or second.export,
        original=first.original or second.original,
        quantification=first.quantification if first.quantification != QUANTIFICATION else second.quantification,
        hearsay=told.hearsay,
    )


def is_granule_file(name: str) -> bool:
    """Tell whether `name` is that of a band or picture inside a product, as ESA names them."""
    return _GRANULE_FILE.search(name) is not None


def _with_baseline(facts: ProductFacts, baseline: int) -> ProductFacts:
    return replace(facts, baseline=baseline, offset=BASELINE_OFFSET if baseline >= OFFSET_SINCE_BASELINE else 0.0)


def _harmonised(facts: ProductFacts, text: str, source: str) -> ProductFacts:
    """Harmonised numbers have lost the offset, whatever baseline they come from."""
    if not _HARMONISED.search(text):
        return facts
    collection = _EARTH_ENGINE.search(text)
    level = facts.level or (None if collection is None else ("l2a" if collection[1] else "l1c"))
    return replace(facts, level=level, offset=0.0, source=source)
