# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers that no image has: all the same, below 0 and stored without a sign, made by tags that are wrong."""

from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.decision import decide_radiometry
from eurosat_plugin.core.product.sentinel2 import ProductFacts, parse_product_name
from eurosat_plugin.core.product.value_facts import ValueFacts, measure
from tests.core.product.farmland import NOTHING, decide
from tests.core.product.test_clipping import fields


def refusal(values: ValueFacts, product: ProductFacts = NOTHING) -> str:
    with pytest.raises(InputError) as caught:
        decide(product, values)
    return str(caught.value)


@pytest.mark.parametrize(("dtype", "pixel"), [("uint16", (700, 700, 700)), ("float32", (0.12, 0.1, 0.08))])
def test_one_number_all_over_is_no_image(dtype: str, pixel: tuple[float, ...]) -> None:
    same = measure([np.broadcast_to(np.array(pixel, dtype=dtype), (4096, 3))])

    assert "All pixels that were looked at have the same numbers" in refusal(same)
    assert ", ".join(f"{value:g}" for value in np.array(pixel, dtype=dtype)) in refusal(same)


def test_a_picture_and_a_product_may_be_as_even() -> None:
    picture = measure([np.full((4096, 3), 9, dtype=np.uint8)])
    product = measure([np.full((4096, 3), 700, dtype=np.uint16)])
    stated = ProductFacts("l2a", 211, 0.0, source="from MTD_MSIL2A.xml", stated=True)

    assert decide(NOTHING, picture).radiometry.key == "display"
    assert decide(stated, product).radiometry.key == "l2a"


def test_one_band_of_one_number_is_not_all() -> None:
    values = fields()
    values[:, 0] = 700

    assert decide(NOTHING, measure([values.astype(np.uint16)])).radiometry.stretch


def test_what_fell_below_nought_and_came_out_at_the_top_is_told() -> None:
    wrapped = ((fields() - 420) % 65_536).astype(np.uint16)

    assert "what was below 0 has become 65536 more" in refusal(measure([wrapped]))
    assert "too high for digital numbers" in refusal(measure([(fields() * 6 + 9000).astype(np.uint16)]))


def test_half_of_an_image_that_came_out_at_the_top_is_told_with_the_way_back() -> None:
    numbers = fields() - 1000
    wrapped = (numbers % 65_536).astype(np.uint16)

    said = refusal(measure([wrapped]))

    assert (wrapped > 60_000).mean() > 0.5
    assert "what was below 0 has become 65536 more" in said
    assert "take 65536 off all numbers above 32767" in said
    back = decide(NOTHING, measure([np.where(wrapped > 32_767, wrapped - 65_536.0, wrapped).astype(np.float32)]))
    assert back.radiometry.offset == 1000.0


def test_tags_that_make_negative_numbers_are_named() -> None:
    numbers = (fields() * 0.0001 - 1000).astype(np.float32)

    assert "own scale 0.0001 and offset -1000" in refusal(measure([numbers], [(0.0001, -1000.0)] * 3))
    assert "not an index or decibels" in refusal(measure([numbers]))


def test_bytes_may_be_reflectance_too() -> None:
    picture = measure([np.clip(fields() // 40, 0, 255).astype(np.uint8)])
    named = parse_product_name("S2A_MSIL2A_20200601T100031_N0214_R122_T33UUU_20200601T112233")

    for product in (NOTHING, named):
        (warning,) = decide_radiometry(product, picture, "auto", None).warnings
        assert "to reflectance if the numbers are reflectance × 255" in warning
