# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.recognition import decide_radiometry
from eurosat_plugin.core.sentinel2 import ProductFacts, parse_product_metadata, parse_product_name
from eurosat_plugin.core.value_facts import ValueFacts, share_of_full_scale_steps

NEW_L2A = parse_product_name("S2B_MSIL2A_20241115T100159_N0511_R122_T32TQM_20241115T125542.SAFE")
NOTHING = ProductFacts()
DN = ValueFacts("uint16", darkest=(250.0, 480.0, 760.0), median=1200.0, brightest=6000.0, low=400.0)
SHIFTED = replace(DN, darkest=(1250.0, 1480.0, 1760.0), median=2200.0, brightest=7000.0, low=1400.0)
REFLECTANCE = ValueFacts("float32", darkest=(0.02, 0.04, 0.07), median=0.12, brightest=0.6, low=0.04)
RAW = parse_product_name("2023-05-01-00_00_Sentinel-2_L2A_B04_(Raw).tiff")
TRUE_COLOUR = parse_product_name("2023-05-01-00_00_Sentinel-2_L2A_True_color.tiff")


def test_the_line_tells_level_baseline_offset_and_source() -> None:
    text = (
        "<n1:Level-2A_User_Product><PROCESSING_BASELINE>05.11</PROCESSING_BASELINE>"
        "<BOA_ADD_OFFSET>-1000</BOA_ADD_OFFSET>"
    )

    decision = decide_radiometry(parse_product_metadata(text, "MTD_MSIL2A.xml"), SHIFTED, "auto", None)

    assert decision.findings == ("L2A, baseline 05.11: subtracting 1000 (from MTD_MSIL2A.xml).",)
    assert (decision.radiometry.key, decision.radiometry.offset) == ("l2a", -1000.0)
    assert not decision.warnings


def test_a_product_name_is_believed_where_the_numbers_allow_it() -> None:
    decision = decide_radiometry(NEW_L2A, SHIFTED, "auto", None)

    assert decision.radiometry.offset == -1000.0
    assert not decision.warnings


def test_the_offset_is_never_subtracted_twice() -> None:
    decision = decide_radiometry(NEW_L2A, DN, "auto", None)

    assert decision.radiometry.offset == 0.0
    assert "Set OFFSET to -1000" in decision.warnings[0]


def test_over_corrected_shadows_are_no_sign_that_the_offset_is_gone() -> None:
    winter = replace(SHIFTED, darkest=(300.0, 200.0, 150.0), low=980.0)

    assert decide_radiometry(NEW_L2A, winter, "auto", None).radiometry.offset == -1000.0


def test_the_product_s_own_metadata_are_believed_against_the_numbers() -> None:
    decision = decide_radiometry(replace(NEW_L2A, stated=True), DN, "auto", None)

    assert decision.radiometry.offset == -1000.0


def test_harmonised_numbers_stay_as_they_are_however_bright() -> None:
    decision = decide_radiometry(parse_product_name("S2_SR_HARMONIZED.tif"), SHIFTED, "auto", None)

    assert decision.findings == ("L2A: no offset (harmonised, by its name).",)


def test_a_given_offset_wins_over_the_product() -> None:
    decision = decide_radiometry(NEW_L2A, SHIFTED, "auto", 0.0)

    assert decision.radiometry.offset == 0.0
    assert decision.findings == ("L2A, baseline 05.11: no offset (OFFSET as set).",)


def test_dark_pixels_mean_no_offset() -> None:
    assert decide_radiometry(NOTHING, DN, "auto", None).radiometry.offset == 0.0


def test_few_dark_pixels_are_doubted() -> None:
    decision = decide_radiometry(NOTHING, replace(SHIFTED, darkest=(700.0, 800.0, 900.0), low=1300.0), "auto", None)

    assert decision.radiometry.offset == 0.0
    assert "set OFFSET to -1000" in decision.warnings[0]


def test_no_dark_pixel_means_an_offset_and_a_warning() -> None:
    decision = decide_radiometry(NOTHING, SHIFTED, "auto", None)

    assert decision.radiometry.offset == -1000.0
    assert "set OFFSET to 0" in decision.warnings[0]


@pytest.mark.parametrize("darkest", [(3300.0, 3400.0, 3700.0), (2500.0, 1900.0, 1400.0)])
def test_a_scene_without_any_dark_ground_asks_for_the_offset(darkest: tuple[float, float, float]) -> None:
    bright = replace(DN, darkest=darkest, median=4000.0)

    with pytest.raises(InputError, match="set OFFSET"):
        decide_radiometry(NOTHING, bright, "auto", None)
    assert decide_radiometry(NOTHING, bright, "auto", -1000.0).radiometry.offset == -1000.0


@pytest.mark.parametrize(
    ("product", "values", "key"),
    [
        (NOTHING, REFLECTANCE, "reflectance"),
        (NOTHING, replace(DN, dtype="float32"), "l1c"),
        (NOTHING, replace(DN, dtype="int16"), "l1c"),
        (ProductFacts("l2a", true_colour=True), replace(DN, dtype="uint8"), "tci_l2a"),
        (ProductFacts("l1c", true_colour=True), replace(DN, dtype="uint8"), "tci_l1c"),
        (NOTHING, replace(DN, dtype="uint8"), "display"),
    ],
)
def test_auto_recognises_the_radiometry(product: ProductFacts, values: ValueFacts, key: str) -> None:
    assert decide_radiometry(product, values, "auto", None).radiometry.key == key


@pytest.mark.parametrize(
    ("product", "dtype", "number", "reflectance"),
    [
        (RAW, "uint16", 65535, 1.0),
        (RAW, "uint8", 255, 1.0),
        (RAW, "float32", 0.25, 0.25),
        (TRUE_COLOUR, "uint8", 102, 0.4 * 102 / 255),
        (TRUE_COLOUR, "uint16", 6553.5, 0.04),
        (TRUE_COLOUR, "float32", 0.5, 0.2),
    ],
)
def test_the_browser_s_exports_go_back_to_reflectance(
    product: ProductFacts, dtype: str, number: float, reflectance: float
) -> None:
    values = ValueFacts(dtype, darkest=(0, 0, 0), median=number, brightest=number, low=number)

    radiometry = decide_radiometry(product, values, "auto", None).radiometry

    assert radiometry.key == "reflectance"
    assert number * radiometry.gain + radiometry.offset == pytest.approx(reflectance * 10000)


def test_the_file_s_own_offset_is_not_subtracted_again() -> None:
    values = replace(REFLECTANCE, scale=0.0001, shift=-0.1)

    decision = decide_radiometry(NEW_L2A, values, "auto", None)

    assert decision.radiometry.offset == 0.0
    assert "scale 0.0001 and offset -0.1" in decision.findings[0]


def test_reflectance_that_carries_the_product_s_offset_loses_it() -> None:
    values = replace(REFLECTANCE, darkest=(0.12, 0.14, 0.17), low=0.14, scale=0.0001)

    assert decide_radiometry(NEW_L2A, values, "auto", None).radiometry.offset == -1000.0


def test_reflectance_of_snow_is_no_offset() -> None:
    values = replace(REFLECTANCE, darkest=(0.5, 0.5, 0.5), median=0.8)

    decision = decide_radiometry(NOTHING, values, "auto", None)

    assert decision.radiometry.offset == 0.0
    assert decision.warnings


def test_reflectance_scaled_to_65535_is_told_by_its_steps_with_a_warning() -> None:
    decision = decide_radiometry(NOTHING, replace(DN, full_scale_steps=1.0), "auto", None)

    assert decision.radiometry.gain == pytest.approx(10000 / 65535)
    assert "set RADIOMETRY to l1c or l2a" in decision.warnings[0]


def test_a_known_baseline_wins_over_the_steps() -> None:
    assert decide_radiometry(NEW_L2A, replace(SHIFTED, full_scale_steps=1.0), "auto", None).radiometry.gain == 1.0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (replace(DN, median=21000.0, brightest=60000.0), "set RADIOMETRY to reflectance"),
        (replace(DN, median=2600.0, brightest=25000.0), "set RADIOMETRY to reflectance"),
        (replace(DN, median=7800.0, brightest=19000.0), "set RADIOMETRY to reflectance"),
        (replace(DN, dtype="float32", median=90.0, brightest=255.0), "set RADIOMETRY to display"),
        (replace(DN, dtype="float32", median=8.0, brightest=35.0), "reflectance × 10000"),
        (replace(DN, dtype="float32", median=-15.0, brightest=-3.0, darkest=(-30, -30, -30)), "not an index"),
    ],
)
def test_numbers_that_cannot_be_told_are_refused(values: ValueFacts, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        decide_radiometry(NOTHING, values, "auto", None)


def test_numbers_of_a_known_product_may_be_snow_all_over() -> None:
    snow = replace(DN, median=11000.0, brightest=16000.0, darkest=(9000.0, 9000.0, 9000.0))

    assert decide_radiometry(NEW_L2A, snow, "auto", None).radiometry.key == "l2a"


def test_an_explicit_radiometry_is_taken_as_set() -> None:
    decision = decide_radiometry(NEW_L2A, DN, "display", None)

    assert decision.radiometry.key == "display"
    assert decision.findings == ("Radiometry as set: display.",)


def test_an_offset_that_is_not_used_is_told() -> None:
    assert "OFFSET" in decide_radiometry(NEW_L2A, DN, "display", -1000.0).warnings[0]


@pytest.mark.parametrize(("dtype", "white"), [("uint16", 65535), ("uint8", 255), ("float32", 1)])
def test_reflectance_as_set_fills_the_range_of_its_type(dtype: str, white: float) -> None:
    values = replace(REFLECTANCE, dtype=dtype, darkest=(0.0, 0.0, 0.0))

    assert decide_radiometry(NOTHING, values, "reflectance", None).radiometry.gain * white == pytest.approx(10000)


@given(st.lists(st.integers(1, 10000), min_size=60, max_size=200, unique=True))
def test_scaled_digital_numbers_have_only_steps(dn: list[int]) -> None:
    scaled = np.rint(np.array(dn) * 65535 / 10000).astype(np.uint16)

    assert share_of_full_scale_steps(scaled) == 1.0


def test_digital_numbers_have_steps_by_chance_only() -> None:
    numbers = np.arange(1000, 4000, dtype=np.uint16)

    assert share_of_full_scale_steps(numbers) == pytest.approx(10000 / 65535, abs=0.01)


def test_few_different_numbers_tell_nothing() -> None:
    assert share_of_full_scale_steps(np.array([7, 13, 20], dtype=np.uint16)) == 0.0
