# SPDX-License-Identifier: GPL-2.0-or-later
"""Numbers that were cut off at one end are told, by an image of fields that is made here."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from eurosat_plugin.core.product.clipping import doubt_clipping
from eurosat_plugin.core.product.decision import decide_radiometry
from eurosat_plugin.core.product.sentinel2 import ProductFacts, parse_product_name
from eurosat_plugin.core.product.value_facts import QUANTILES, ValueFacts, measure
from tests.core.product.farmland import FIELDS, NOTHING

PIXELS = 20_000


def fields() -> npt.NDArray[np.int64]:
    """Return digital numbers ``(pixels, 3)`` that are distributed as those of the farmland."""
    shares = np.random.default_rng(4).uniform(0, 100, PIXELS)
    bands = [np.interp(shares, QUANTILES, [triple[i] for triple in FIELDS.quantiles]) for i in range(3)]
    return np.rint(np.stack(bands, axis=1)).astype(np.int64)


def seen(numbers: npt.NDArray[Any], dtype: str = "uint16") -> ValueFacts:
    return measure([numbers.astype(dtype)])


def warnings_of(values: ValueFacts, product: ProductFacts = NOTHING, key: str = "auto") -> str:
    return " ".join(decide_radiometry(product, values, key, None).warnings)


def test_the_fields_are_read_in_silence() -> None:
    assert warnings_of(seen(fields())) == ""


@pytest.mark.parametrize("floor", [0, 1])
def test_1000_less_that_was_kept_positive_is_told(floor: int) -> None:
    cut = np.clip(fields() - 1000, floor, None)

    assert f"have exactly the lowest number, {floor}: what was darker is cut off" in warnings_of(seen(cut))


def test_the_same_as_reflectance_is_told() -> None:
    cut = np.clip(fields() - 1000, 0, None) / 10_000

    assert "what was darker is cut off" in warnings_of(seen(cut, "float32"))


def test_a_few_black_pixels_of_water_are_not_spoken_of() -> None:
    numbers = fields()
    numbers[: PIXELS * 6 // 100, 2] = 1

    assert doubt_clipping(seen(numbers)) == ()


def test_an_image_of_one_number_is_cut_nowhere() -> None:
    assert doubt_clipping(seen(np.full((500, 3), 700))) == ()


def test_a_stretch_to_some_number_is_told_by_its_ends() -> None:
    numbers = fields().astype(float)
    low, high = np.percentile(numbers, (2, 98), axis=0)
    stretched = np.rint(np.clip((numbers - low) / (high - low), 0, 1) * 2000)

    assert "SCALE to (white − black) / 2000 and OFFSET to black" in warnings_of(seen(stretched))


def test_cloud_that_is_cut_off_at_reflectance_1_is_no_stretch() -> None:
    numbers = fields()
    numbers[:100], numbers[100:110] = 10_000, 1

    assert doubt_clipping(seen(numbers)) == ()


def test_what_is_set_and_what_metadata_say_is_believed() -> None:
    cut = seen(np.clip(fields() - 1000, 1, None))

    assert "cut off" not in warnings_of(cut, key="l2a")
    assert "cut off" not in warnings_of(cut, ProductFacts("l2a", 211, 0.0, source="from MTD_MSIL2A.xml", stated=True))


def test_level_1c_that_is_darker_than_air_is_told() -> None:
    named = parse_product_name("scene_L1C.tif")
    dark = FIELDS.at(1.0)[2]

    assert dark < 500
    assert "said to be Level-1C" in warnings_of(seen(fields()), named)
    assert "said to be Level-1C" not in warnings_of(seen(fields() + np.array([0, 100, 500])), named)
    assert "said to be Level-1C" not in warnings_of(seen(fields()), parse_product_name("scene_L2A.tif"))


def test_nodata_that_has_taken_the_darkest_numbers_of_some_bands_is_told() -> None:
    few, many = (measure([fields().astype("uint16")], partly_missing=share) for share in (0.09, 0.25))

    assert warnings_of(few) == ""
    assert "In 25 % of the pixels one or two of the three bands are nodata" in warnings_of(many)
    assert warnings_of(many, ProductFacts("l2a", 211, 0.0, source="from MTD_MSIL2A.xml", stated=True)) == ""
