# SPDX-License-Identifier: GPL-2.0-or-later
"""Which radiometry an image has: by metadata and names, by its numbers, and as it is set."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.decision import decide_radiometry
from eurosat_plugin.core.product.radiometry import radiometry_by_key
from eurosat_plugin.core.product.recognition import recognise
from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.product.value_facts import ValueFacts, measure
from tests.core.product.farmland import DN, NEW_L2A, NOTHING, RAW, REFLECTANCE, TRUE_COLOUR, decide, facts, ground


@pytest.mark.parametrize(
    ("product", "values", "key"),
    [
        (NOTHING, REFLECTANCE, "reflectance"),
        (NOTHING, facts(dtype="float32"), "unknown level"),
        (NOTHING, facts(dtype="int16"), "unknown level"),
        (ProductFacts("l2a", true_colour=True), facts(0.08, dtype="uint8"), "tci_l2a"),
        (ProductFacts("l1c", true_colour=True), facts(0.08, dtype="uint8"), "tci_l1c"),
        (NOTHING, facts(0.08, dtype="uint8"), "display"),
    ],
)
def test_auto_recognises_the_radiometry(product: ProductFacts, values: ValueFacts, key: str) -> None:
    assert decide(product, values).radiometry.key == key


def test_an_8_bit_stretch_of_a_named_product_says_which_product_it_is() -> None:
    assert "Name or tags tell L2A, baseline 05.11" in decide(NEW_L2A, facts(0.08, dtype="uint8")).warnings[0]


@pytest.mark.parametrize(
    ("product", "dtype", "white", "reflectance"),
    [
        (RAW, "uint16", 65535, 1.0),
        (RAW, "uint8", 255, 1.0),
        (RAW, "float32", 1.0, 1.0),
        (TRUE_COLOUR, "uint8", 255, 0.4),
        (TRUE_COLOUR, "uint16", 65535, 0.4),
        (TRUE_COLOUR, "float32", 1.0, 0.4),
    ],
)
def test_the_browser_s_exports_go_back_to_reflectance(
    product: ProductFacts, dtype: str, white: float, reflectance: float
) -> None:
    values = facts(white / (10_000 * reflectance), dtype=dtype)

    radiometry = decide(product, values).radiometry

    assert radiometry.key == "reflectance"
    assert white * radiometry.gain + radiometry.offset == pytest.approx(reflectance * 10000)


@pytest.mark.parametrize(("dtype", "white"), [("uint16", 65535), ("uint8", 255), ("float32", 1)])
def test_an_export_tells_what_reflectance_1_is_unless_it_is_1(dtype: str, white: int) -> None:
    (finding,) = decide(RAW, facts(white / 10_000, dtype=dtype)).findings

    assert (f", {white} is 1" in finding) == (white != 1)
    assert " is 1" not in finding or white != 1


def test_a_quantification_without_a_level_is_that_of_level_1c() -> None:
    decision = decide(ProductFacts(None, 100, 0.0, source="from MTD", quantification=1000.0), facts(0.1))

    assert (decision.radiometry.key, decision.radiometry.gain) == ("l1c", 10.0)


def test_a_quantification_that_a_tag_alone_tells_is_used() -> None:
    decision = decide(ProductFacts(quantification=1000.0), facts(0.1))

    assert (decision.radiometry.key, decision.radiometry.gain) == ("unknown level", 10.0)
    assert decision.findings[0].startswith("Numbers, 1000 is reflectance 1:")
    assert not decision.warnings


QUANTIFIED = ProductFacts("l2a", 100, 0.0, stated=True, source="from MTD", quantification=1000.0)


@pytest.mark.parametrize("values", [facts(0.1), facts(0.3)])  # of the second, either scale would do
def test_a_quantification_that_the_metadata_state_is_used_where_it_fits(values: ValueFacts) -> None:
    decision = decide(QUANTIFIED, values)

    assert (decision.radiometry.gain, decision.warnings) == (10.0, ())
    assert decision.findings == ("L2A, baseline 01.00, 1000 is reflectance 1: no offset (from MTD).",)


def test_a_quantification_is_as_the_metadata_say_where_the_usual_one_fits_no_better() -> None:
    found = recognise(QUANTIFIED, facts(1e-7))

    assert found.radiometry.gain == 10.0
    assert "1000 is reflectance 1" in found.what
    assert found.doubt == ""


def test_a_quantification_that_cannot_be_gives_way_to_the_usual_one_with_a_warning() -> None:
    decision = decide(QUANTIFIED, DN)

    assert decision.radiometry.gain == 1.0
    (warning,) = decision.warnings
    assert warning.startswith("The metadata say that 1000 is reflectance 1, but then nothing would be")
    assert "10000 fits, and is used. Set SCALE to 10 " in warning


def test_numbers_of_a_known_product_may_be_snow_all_over() -> None:
    decision = decide(NEW_L2A, ground(9000.0, 9000.0, 9100.0, 3000.0))

    assert (decision.radiometry.key, decision.warnings) == ("l2a", ())


def test_an_explicit_radiometry_is_taken_as_set() -> None:
    decision = decide_radiometry(NEW_L2A, facts(0.08), "display", None)

    assert decision.radiometry.key == "display"
    assert decision.findings == ("Radiometry as set: display.",)


def test_an_offset_that_is_not_used_is_told() -> None:
    assert "OFFSET" in decide_radiometry(NEW_L2A, facts(0.08), "display", -1000.0).warnings[0]


def test_colours_of_unknown_origin_are_doubted_also_where_an_offset_was_set_for_them() -> None:
    unknown, ignored = decide(NOTHING, facts(0.08, dtype="uint8"), -1000.0).warnings

    assert "set RADIOMETRY to tci_l1c or tci_l2a" in unknown
    assert ignored == "OFFSET is for digital numbers and was ignored: the radiometry is display."


@pytest.mark.parametrize("key", ["display", "tci_l1c", "tci_l2a"])
def test_digital_numbers_that_are_set_to_be_colours_are_refused(key: str) -> None:
    with pytest.raises(InputError, match=f"RADIOMETRY is {key}, .* set it to l1c or l2a"):
        decide_radiometry(NOTHING, DN, key, None)


@pytest.mark.parametrize("key", ["l1c", "l2a"])
def test_reflectance_whose_level_is_set_is_reflectance_all_the_same(key: str) -> None:
    decision = decide_radiometry(NOTHING, REFLECTANCE, key, 0.0)

    assert decision.radiometry.gain == 10000.0
    assert decision.findings == (f"Radiometry as set: {key}: no offset (as you set it).",)


@pytest.mark.parametrize(("dtype", "white"), [("uint16", 65535), ("uint8", 255), ("float32", 1)])
def test_reflectance_as_set_fills_the_range_of_its_type(dtype: str, white: float) -> None:
    values = facts(white / 10000, dtype=dtype)

    assert decide_radiometry(NOTHING, values, "reflectance", None).radiometry.gain * white == pytest.approx(10000)


def test_reflectance_as_set_goes_by_the_steps_where_there_are_some() -> None:
    picture = facts(16.38375, step=16.38375)  # reflectance 0.4 is white

    assert decide_radiometry(NOTHING, picture, "reflectance", None).radiometry.gain * 65535 == pytest.approx(4000)


@pytest.mark.parametrize("dtype", ["uint16", "int16", "float32"])
@pytest.mark.parametrize("level", ["l1c", "l2a"])
def test_bytes_of_a_true_colour_image_by_name_are_read_as_such_in_wider_types(dtype: str, level: str) -> None:
    product = ProductFacts(level, 509, -1000.0, true_colour=True, source="from the product name")
    pixels = np.random.default_rng(1).integers(20, 255, (5000, 3)).astype(dtype)

    decision = decide(product, measure([pixels]))

    assert decision.radiometry == radiometry_by_key(f"tci_{level}")
    assert decision.warnings == ()


def test_colours_of_a_true_colour_image_by_name_that_are_no_bytes_any_more_are_refused_with_what_reads_them() -> None:
    product = ProductFacts("l2a", true_colour=True)
    resampled = measure([np.random.default_rng(1).uniform(20, 254, (5000, 3)).astype("float32")])

    with pytest.raises(InputError, match="Set RADIOMETRY to tci_l2a"):
        decide(product, resampled)
    assert decide_radiometry(product, resampled, "tci_l2a", None).radiometry.key == "tci_l2a"


def test_digital_numbers_under_the_name_of_a_true_colour_image_are_no_colours() -> None:
    assert decide(ProductFacts("l2a", true_colour=True), replace(DN, whole=True)).radiometry.key == "l2a"
    assert decide(ProductFacts("l2a", true_colour=True), REFLECTANCE).radiometry.key == "reflectance"
