# SPDX-License-Identifier: GPL-2.0-or-later
"""Which other ways to read farmland are offered of each kind of numbers, the best first, and what is said of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eurosat_plugin.core.product.readings import Reading
from eurosat_plugin.core.product.reflectance_limits import examine
from eurosat_plugin.core.product.sentinel2 import ProductFacts
from tests.core.product.farmland import COLOURS, FIELDS, NEW_L2A, NOTHING, RAW, SHIFTED, TRUE_COLOUR, facts, offered

TYPE = 65_535
TO_ONE = replace(facts(1 / 3000, dtype="float32", ceiling=0.02), largest=1.0)
"""Stretched so that the brightest number, 3000, is 1."""

TCI_L2A, TCI_L1C, DISPLAY = Reading("tci_l2a"), Reading("tci_l1c"), Reading("display")
FULL, SUBTRACTED = Reading("reflectance", 0.0), Reading("reflectance", -1000.0)
PICTURE = Reading(scale=4000 / TYPE)
"""Of 16 bits, as browsers write true colour: reflectance 0.4 is white."""

OFFERED = {
    "bytes": (NOTHING, COLOURS, [TCI_L2A, FULL, TCI_L1C]),
    "bytes of a browser's picture": (TRUE_COLOUR, facts(255 / 4000, dtype="uint8"), [TCI_L2A, FULL, DISPLAY]),
    "16 bits of a browser's picture": (TRUE_COLOUR, facts(TYPE / 4000), [Reading(scale=10_000 / TYPE)]),
    "fractions of a browser's picture": (TRUE_COLOUR, facts(1 / 4000, dtype="float32"), [FULL]),
    "16 bits of a browser's bands": (RAW, facts(TYPE / 10_000), [PICTURE]),
    "fractions of a browser's bands": (RAW, facts(1 / 10_000, dtype="float32"), [Reading(scale=4000.0)]),
    "a name that numbers allow": (NEW_L2A, SHIFTED, [Reading(offset=0.0)]),
    "reflectance in 16 bits by its steps": (
        NOTHING,
        facts(TYPE / 10_000, step=TYPE / 10_000),
        [PICTURE, Reading("l2a", 0.0), Reading("l2a", -1000.0)],
    ),
    "too high for digital numbers": (NOTHING, facts(20.0), [FULL, PICTURE]),
    "no higher than bytes": (NOTHING, facts(0.08, 15.0), [Reading("l2a", 0.0), DISPLAY]),
    "digital numbers divided by 2000": (
        NOTHING,
        facts(1 / 2000, dtype="float32", step=1 / 2000),
        [SUBTRACTED, Reading(scale=2000.0), FULL],
    ),
    "bytes divided by 255": (
        NOTHING,
        facts(1 / 2550, dtype="float32", step=1 / 255),
        [FULL, TCI_L2A, SUBTRACTED, DISPLAY, TCI_L1C],
    ),
    "stretched to 1": (NOTHING, TO_ONE, [FULL, TCI_L2A, SUBTRACTED, DISPLAY, TCI_L1C]),
    "digital numbers divided by 10000, up to 1": (NOTHING, replace(TO_ONE, step=1 / 10_000), [SUBTRACTED]),
}


@pytest.mark.parametrize("kind", OFFERED)
def test_each_kind_of_numbers_has_its_readings_the_best_first(kind: str) -> None:
    product, values, readings = OFFERED[kind]

    assert [alternative.reading for alternative in offered(product, values)] == readings


def test_a_true_colour_image_is_held_against_its_own_level_whatever_the_name_says() -> None:
    as_l1c = facts(0.08 * 3558 / 254, -3558 / 254).numbers
    reason = examine(as_l1c, "l1c").reasons[0]

    for level in ("l1c", "l2a", None):
        [remark] = [other.remark for other in offered(ProductFacts(level), COLOURS) if other.reading == TCI_L1C]
        assert remark == f"hardly fits the numbers: {reason}"


@pytest.mark.parametrize("level", ["l1c", "l2a"])
def test_reflectance_is_held_against_the_level_of_the_name(level: str) -> None:
    verdict = examine(FIELDS.scaled(0.08 * 10_000 / 255, 0.0), level)

    [remark] = [other.remark for other in offered(ProductFacts(level), COLOURS) if other.reading == FULL]
    assert remark == (f"hardly fits the numbers: {verdict.reasons[0]}" if level == "l1c" else "fits the numbers")
