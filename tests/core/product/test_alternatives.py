# SPDX-License-Identifier: GPL-2.0-or-later
"""What else an image may be: by the numbers of farmland, and of the real images in docs/radiometry_images.csv."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.alternatives import decide_reading
from eurosat_plugin.core.product.decision import Decision, decide_radiometry
from eurosat_plugin.core.product.readings import Alternative, Reading, UndecidedError, title_of
from eurosat_plugin.core.product.sentinel2 import ProductFacts, parse_product_name
from eurosat_plugin.core.product.value_facts import ValueFacts
from scripts.radiometry_limits import RealImage, read_table
from tests.core.product.farmland import (
    COLOURS,
    DN,
    NEW_L2A,
    NOTHING,
    RAW,
    REFLECTANCE,
    SHIFTED,
    TRUE_COLOUR,
    facts,
    ground,
    offered,
)

STATED = ProductFacts("l2a", 511, -1000.0, source="from MTD_MSIL2A.xml", stated=True)
QUANTIFIED = ProductFacts("l2a", 100, 0.0, stated=True, source="from MTD_MSIL2A.xml", quantification=1000.0)
SHIFTED_TAG = replace(facts(0.0001, 0.2, "float32"), scale=0.0001, shift=0.1)
SCALED = facts(6.5535, step=6.5535)
TOO_HIGH = facts(20.0)

DECIDED = [
    (NEW_L2A, DN), (NEW_L2A, SHIFTED), (STATED, DN), (NOTHING, DN), (NOTHING, SHIFTED), (NOTHING, SHIFTED_TAG),
    (NOTHING, facts(offset=-1000.0, dtype="int16")), (NOTHING, ground(3300.0, 2400.0, 1570.0, 2000.0)),
    (NOTHING, REFLECTANCE), (NOTHING, COLOURS), (NEW_L2A, COLOURS), (NOTHING, SCALED), (QUANTIFIED, DN),
    (RAW, facts(6.5535)), (TRUE_COLOUR, facts(255 / 4000, dtype="uint8")),
]  # fmt: skip
REFUSED = [
    (NOTHING, ground(3300.0, 3400.0, 3700.0, 1000.0)),
    (NOTHING, TOO_HIGH),
    (NOTHING, facts(0.025, dtype="float32")),
    (NOTHING, facts(1e-8, dtype="float32")),
    (NOTHING, facts(1 / 2000, dtype="float32", step=1 / 2000)),
    (NOTHING, facts(1 / 2550, dtype="float32", step=1 / 255)),
    (NOTHING, replace(facts(1 / 3000, dtype="float32", ceiling=0.02), largest=1.0)),
]  # fmt: skip


def decide(product: ProductFacts, values: ValueFacts, reading: Reading | None = None) -> Decision:
    return decide_reading(product, values, reading or Reading())


def titles(alternatives: tuple[Alternative, ...]) -> list[str]:
    return [alternative.title for alternative in alternatives]


@pytest.mark.parametrize(
    ("product", "values", "line"),
    [
        (NEW_L2A, SHIFTED, "Read as Level-2A, offset −1000 (from the product name)"),
        (STATED, SHIFTED, "Read as Level-2A, offset −1000 (from MTD_MSIL2A.xml)"),
        (NEW_L2A, DN, "Read as Level-2A, no offset (by the numbers)"),
        (NOTHING, DN, "Read as digital numbers of unknown level, no offset (by the numbers)"),
        (NOTHING, SHIFTED_TAG, "Read as reflectance, no offset (by the file's own scale and offset)"),
        (NOTHING, COLOURS, "Read as colours as displayed (8-bit colours)"),
        (parse_product_name("T32UQD_TCI_10m_L2A.tif"), COLOURS, "Read as true-colour image of Level-2A (by its name)"),
        (RAW, facts(6.5535), "Read as reflectance, 65,535 is 1, no offset (the browser's exports)"),
    ],
)
def test_one_line_tells_what_is_read_and_why(product: ProductFacts, values: ValueFacts, line: str) -> None:
    assert decide(product, values).line == line


@pytest.mark.parametrize("reading", [Reading(offset=0.0), Reading("l2a"), Reading("display"), Reading(scale=2.0)])
def test_the_line_says_that_somebody_chose(reading: Reading) -> None:
    values = COLOURS if reading.radiometry == "display" else SHIFTED

    assert decide(NEW_L2A, values, reading).line.endswith("(as you chose)")


def test_a_clear_image_has_no_alternatives() -> None:
    assert decide(NOTHING, DN).alternatives == ()
    assert decide(NOTHING, REFLECTANCE).alternatives == ()


def test_what_the_name_claims_is_offered_even_against_the_numbers_which_is_said() -> None:
    [claimed] = decide(NEW_L2A, DN).alternatives

    assert (claimed.reading, claimed.title) == (Reading(offset=-1000.0), "Level-2A, offset −1000")
    assert claimed.remark.startswith("from the product name; does not fit the numbers: ")


def test_what_metadata_overrule_is_offered() -> None:
    [fitting] = decide(STATED, DN).alternatives

    assert (fitting.title, fitting.remark) == ("Level-2A, no offset", "fits the numbers")


def test_8_bit_colours_may_be_the_true_colour_image_of_either_level() -> None:
    found = titles(decide(NOTHING, COLOURS).alternatives)

    assert {"true-colour image of Level-2A", "true-colour image of Level-1C"} <= set(found)
    assert "colours as displayed" not in found


def test_what_fits_best_comes_first() -> None:
    remarks = [alternative.remark for alternative in decide(NOTHING, COLOURS).alternatives]

    order = ["fits", "just about fits", "the numbers cannot tell", "hardly fits", "does not fit"]
    ranks = [next(rank for rank, word in enumerate(order) if remark.startswith(word)) for remark in remarks]
    assert ranks == sorted(ranks)


def test_after_a_choice_the_way_back_to_automatic_comes_first_and_says_what_that_would_be() -> None:
    first, *others = decide(NOTHING, SHIFTED, Reading(offset=0.0)).alternatives

    assert first.reading.automatic
    assert first.title == "Automatic: digital numbers of unknown level, offset −1000"
    assert not any(other.title == "digital numbers of unknown level, offset −1000" for other in others)


def test_the_way_back_is_there_where_automatic_would_refuse() -> None:
    [first, *_] = decide(NOTHING, TOO_HIGH, Reading("reflectance")).alternatives

    assert (first.reading, first.title) == (Reading(), "Automatic")


@pytest.mark.parametrize(("product", "values"), DECIDED)
def test_every_offset_and_scale_that_a_warning_names_is_offered(product: ProductFacts, values: ValueFacts) -> None:
    decision = decide(product, values)

    named = [
        (name, float(value))
        for warning in decision.warnings
        for name, value in re.findall(r"(OFFSET|SCALE) to (-?[\d.]*\d)", warning)
    ]
    effects = [decide(product, values, other.reading).radiometry for other in decision.alternatives]
    for name, value in named:
        assert any(value == (effect.offset if name == "OFFSET" else effect.gain) for effect in effects)


@pytest.mark.parametrize(("product", "values"), [*DECIDED, *REFUSED])
def test_what_is_offered_can_be_read_so_and_is_called_what_it_is(product: ProductFacts, values: ValueFacts) -> None:
    for alternative in offered(product, values):
        assert title_of(decide(product, values, alternative.reading).radiometry) == alternative.title


@pytest.mark.parametrize(("product", "values"), [*DECIDED, *REFUSED])
def test_no_two_of_the_offered_do_the_same_to_the_numbers(product: ProductFacts, values: ValueFacts) -> None:
    readings = [alternative.reading for alternative in offered(product, values)]
    effects = [decide(product, values, reading).radiometry for reading in readings]

    assert len({(effect.gain, effect.offset, effect.stretch) for effect in effects}) == len(effects)


@pytest.mark.parametrize(("product", "values"), REFUSED)
def test_a_refusal_offers_what_settles_it(product: ProductFacts, values: ValueFacts) -> None:
    with pytest.raises(UndecidedError) as refusal:
        decide(product, values)

    assert refusal.value.alternatives
    assert all(not alternative.reading.automatic for alternative in refusal.value.alternatives)


def test_a_refusal_with_alternatives_says_what_one_without_them_says() -> None:
    with pytest.raises(InputError) as plain:
        decide_radiometry(NOTHING, TOO_HIGH, "auto", None)
    with pytest.raises(UndecidedError) as refusal:
        decide(NOTHING, TOO_HIGH)

    assert str(refusal.value) == str(plain.value)


def test_numbers_that_fit_nothing_are_refused_with_nothing_to_offer() -> None:
    assert offered(NOTHING, facts(offset=-2500.0, dtype="int16")) == ()


@pytest.mark.parametrize("carried", [0.0, 1000.0])
@pytest.mark.parametrize("image", read_table(), ids=lambda image: image.name)
def test_the_right_reading_of_a_real_image_is_used_or_offered(image: RealImage, carried: float) -> None:
    numbers = image.dn.scaled(1.0, carried)
    values = ValueFacts("uint16", numbers, largest=max(numbers.quantiles[-1]))
    readings = [other.reading for other in offered(NOTHING, values)]
    try:
        used = {decide(NOTHING, values).radiometry.offset}
    except UndecidedError:
        used = set()

    offsets = used | {decide(NOTHING, values, reading).radiometry.offset for reading in readings}
    assert -carried in offsets


@pytest.mark.parametrize("image", read_table(), ids=lambda image: image.name)
def test_a_real_image_offers_few_alternatives(image: RealImage) -> None:
    values = ValueFacts("uint16", image.dn, largest=max(image.dn.quantiles[-1]))

    assert len(offered(NOTHING, values)) <= 4
