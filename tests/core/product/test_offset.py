# SPDX-License-Identifier: GPL-2.0-or-later
"""Whether the numbers carry the offset: by metadata and names, and by the numbers themselves."""

from __future__ import annotations

from dataclasses import replace

import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.decision import decide_radiometry
from eurosat_plugin.core.product.offset import possible_offsets
from eurosat_plugin.core.product.offset_doubts import odd_numbers
from eurosat_plugin.core.product.radiometry import Radiometry
from eurosat_plugin.core.product.sentinel2 import ProductFacts, parse_product_metadata, parse_product_name
from tests.core.product.farmland import DN, NEW_L2A, NOTHING, REFLECTANCE, SHIFTED, decide, facts, ground, small


def test_the_line_tells_level_baseline_offset_and_source() -> None:
    text = (
        "<n1:Level-2A_User_Product><PROCESSING_BASELINE>05.11</PROCESSING_BASELINE>"
        "<BOA_ADD_OFFSET>-1000</BOA_ADD_OFFSET>"
    )

    decision = decide(parse_product_metadata(text, "MTD_MSIL2A.xml"), SHIFTED)

    assert decision.findings == ("L2A, baseline 05.11: subtracting 1000 (from MTD_MSIL2A.xml).",)
    assert (decision.radiometry.key, decision.radiometry.offset) == ("l2a", -1000.0)
    assert not decision.warnings


def test_a_product_name_is_believed_where_the_numbers_allow_it() -> None:
    decision = decide(NEW_L2A, SHIFTED)

    assert decision.radiometry.offset == -1000.0
    assert not decision.warnings


def test_the_offset_is_never_subtracted_twice() -> None:
    decision = decide(NEW_L2A, DN)

    assert decision.radiometry.offset == 0.0
    assert "Set OFFSET to -1000" in decision.warnings[0]


def test_over_corrected_shadows_are_no_sign_that_the_offset_is_gone() -> None:
    low = tuple((red - 800.0, green - 900.0, blue - 1000.0) for red, green, blue in SHIFTED.numbers.quantiles[:2])
    winter = replace(SHIFTED, numbers=replace(SHIFTED.numbers, quantiles=low + SHIFTED.numbers.quantiles[2:]))

    assert decide(NEW_L2A, winter).radiometry.offset == -1000.0
    assert decide(NOTHING, winter).radiometry.offset == -1000.0


def test_the_product_s_own_metadata_are_believed_against_the_numbers_with_a_warning() -> None:
    decision = decide(replace(NEW_L2A, stated=True), DN)

    assert decision.radiometry.offset == -1000.0
    assert "set OFFSET to 0" in decision.warnings[0]


def test_of_metadata_that_cannot_be_no_other_offset_is_recommended_where_none_fits() -> None:
    decision = decide(replace(NEW_L2A, stated=True), facts(offset=-2500.0, dtype="int16"))

    assert decision.radiometry.offset == -1000.0
    (warning,) = decision.warnings
    assert "a twentieth of a band would have reflectance -0.330 or less, and no usual offset fits either" in warning
    assert "OFFSET to -1000" not in warning


def test_numbers_that_are_called_harmonised_and_look_as_if_they_were_not_are_doubted() -> None:
    decision = decide(parse_product_name("S2_SR_HARMONIZED.tif"), SHIFTED)

    assert decision.findings == ("L2A: no offset (harmonised, by its name).",)
    assert "but then nothing would be darker than reflectance 0.116;" in decision.warnings[0]  # 160 + 1000 of red
    assert "set OFFSET to -1000" in decision.warnings[0]


def test_a_given_offset_wins_over_the_product() -> None:
    decision = decide(NEW_L2A, SHIFTED, offset=0.0)

    assert decision.radiometry.offset == 0.0
    assert decision.findings == ("L2A, baseline 05.11: no offset (as you set it).",)


def test_dark_pixels_mean_no_offset() -> None:
    decision = decide(NOTHING, DN)

    assert decision.radiometry.offset == 0.0
    assert not decision.warnings


def test_no_dark_pixel_means_an_offset_and_a_warning() -> None:
    decision = decide(NOTHING, SHIFTED)

    assert decision.radiometry.offset == -1000.0
    assert "set OFFSET to 0" in decision.warnings[0]


def test_an_offset_that_was_subtracted_twice_is_added_again_with_a_warning() -> None:
    decision = decide(NOTHING, facts(offset=-1000.0, dtype="int16"))

    assert decision.radiometry.offset == 1000.0
    assert "subtracted twice" in decision.warnings[0]


def test_a_tag_that_takes_off_what_is_gone_already_is_undone_with_a_warning() -> None:
    values = replace(facts(0.0001, -0.1, "float32"), scale=0.0001, shift=-0.1)

    decision = decide(NOTHING, values)

    assert decision.radiometry.offset == pytest.approx(1000.0)
    assert "Set OFFSET to 0" in decision.warnings[0]


def test_a_tag_with_the_wrong_sign_is_doubted_and_the_way_on_is_right() -> None:
    values = replace(facts(0.0001, 0.2, "float32"), scale=0.0001, shift=0.1)

    assert "set OFFSET to -2000" in decide(NOTHING, values).warnings[0]


def test_the_light_of_the_air_tells_level_1c_of_bright_ground_from_an_offset() -> None:
    bright_l1c, l2a_with_offset = ground(1150.0, 1150.0, 1350.0, 900.0), ground(1150.0, 1350.0, 1150.0, 900.0)
    few = [replace(v, numbers=replace(v.numbers, pixels=4096)) for v in (bright_l1c, l2a_with_offset)]

    assert [decide(NOTHING, values).radiometry.offset for values in few] == [0.0, -1000.0]
    assert decide(NOTHING, few[1]).warnings


def test_a_scene_without_any_dark_ground_asks_for_the_offset() -> None:
    bright = ground(3300.0, 3400.0, 3700.0, 1000.0)

    with pytest.raises(InputError, match="set OFFSET"):
        decide(NOTHING, bright)
    assert decide(NOTHING, bright, offset=-1000.0).radiometry.offset == -1000.0


def test_a_desert_that_may_carry_the_offset_is_read_so_with_a_warning() -> None:
    decision = decide(NOTHING, ground(3300.0, 2400.0, 1570.0, 2000.0))

    assert decision.radiometry.offset == -1000.0
    assert "set OFFSET to 0" in decision.warnings[0]


def test_the_file_s_own_offset_is_not_subtracted_again() -> None:
    decision = decide(NEW_L2A, replace(REFLECTANCE, scale=0.0001, shift=-0.1))

    assert decision.radiometry.offset == 0.0
    assert "scale 0.0001 and offset -0.1" in decision.findings[0]
    assert not decision.warnings


def test_reflectance_that_carries_the_product_s_offset_loses_it() -> None:
    values = facts(0.0001, 0.1, "float32", scale=0.0001)

    assert decide(NEW_L2A, values).radiometry.offset == -1000.0


def test_reflectance_of_snow_is_no_offset() -> None:
    decision = decide(NOTHING, ground(0.5, 0.5, 0.5, 0.3, "float32"))

    assert decision.radiometry.offset == 0.0
    assert decision.warnings


def test_numbers_that_fit_with_and_without_the_offset_are_refused_with_the_parameter() -> None:
    steppe = ground(1290.0, 1223.0, 1193.0, spread=700.0)
    steppe = replace(steppe, numbers=replace(steppe.numbers, pixels=64 * 64))

    with pytest.raises(InputError, match=r"Set OFFSET: -1000 for these, 0 for older"):
        decide(NOTHING, steppe)
    assert decide(NOTHING, steppe, offset=-1000.0).radiometry.offset == -1000.0


def test_what_is_white_with_and_without_the_offset_is_read_with_a_warning() -> None:
    snow = ground(3900.0, 4000.0, 4100.0, spread=500.0)

    decision = decide(ProductFacts(level="l2a"), snow)

    assert decision.radiometry.offset == 0.0
    assert "darker than reflectance 0.39: snow, ice or cloud all over" in decision.warnings[0]  # 3900 + 0.02 · 500


def test_the_level_tells_what_the_numbers_alone_do_not() -> None:
    steppe = small(ground(1290.0, 1223.0, 1193.0, spread=700.0))

    assert decide(ProductFacts("l1c"), steppe).radiometry.offset == 0.0
    with pytest.raises(InputError, match="Set OFFSET"):
        decide(NOTHING, steppe)


@pytest.mark.parametrize(("key", "offset"), [("l1c", 0.0), ("l2a", -1000.0)])
def test_so_does_a_level_that_is_set(key: str, offset: float) -> None:
    steppe = small(ground(1290.0, 1223.0, 1193.0, spread=700.0))

    assert decide_radiometry(NOTHING, steppe, key, None).radiometry.offset == offset


def test_an_unusual_offset_that_metadata_state_is_taken() -> None:
    product = ProductFacts("l2a", 511, -500.0, stated=True, source="from MTD")

    decision = decide(product, facts(offset=500.0))

    assert (decision.radiometry.offset, decision.warnings) == (-500.0, ())
    assert possible_offsets(product, DN, Radiometry("l2a"))[0] == -500.0


def test_a_named_offset_that_cannot_be_is_left_out_also_where_nothing_else_fits_well() -> None:
    dark = facts(0.1)  # no image of many pixels is as dark as this

    decision = decide(NEW_L2A, dark)

    assert decision.radiometry.offset == 0.0
    assert "would have reflectance -0.098 or less" in decision.warnings[0]  # blue: (0.1 · 230 − 1000) / 10000


def test_numbers_that_fit_nothing_well_are_read_as_they_are_and_that_is_said() -> None:
    decision = decide(NOTHING, ground(1100.0, 1000.0, 1300.0, spread=700.0))

    assert decision.findings[0].endswith("no offset (the darkest pixels are at 1000).")
    (warning,) = decision.warnings
    assert "unusual for reflectance × 10000: nothing would be darker than reflectance 0.101" in warning


@pytest.mark.parametrize(("lowest", "doubted"), [(980.0, True), (900.0, False)])
def test_a_few_pixels_below_1000_leave_a_doubt_and_many_do_not(lowest: float, doubted: bool) -> None:
    decision = decide(NOTHING, small(ground(lowest, 1100.0, lowest, spread=700.0)))

    assert decision.radiometry.offset == 0.0
    assert ["Nothing is subtracted; set OFFSET to -1000" in warning for warning in decision.warnings] == [
        True
    ] * doubted


def test_haze_that_looks_like_an_offset_is_refused_with_what_speaks_against_it() -> None:
    with pytest.raises(InputError, match=r"but then land would be bluer than in such clear air: .* Set OFFSET"):
        decide(NOTHING, small(ground(1500.0, 1500.0, 1700.0, spread=700.0)))


def test_reflectance_of_bright_ground_is_taken_to_have_no_offset_and_that_is_said() -> None:
    decision = decide(NOTHING, small(ground(0.129, 0.1223, 0.1193, 0.07, "float32")))

    assert decision.radiometry.offset == 0.0
    (warning,) = decision.warnings
    assert "No pixel is darker than reflectance 0.12; set OFFSET" in warning


def test_odd_numbers_of_which_many_are_negative_may_lack_1000() -> None:
    (warning,) = decide(NOTHING, facts(offset=-450.0, dtype="int16")).warnings

    assert "a twentieth of a band would have reflectance -0.025 or less" in warning
    assert "set OFFSET to 1000" in warning


def test_odd_numbers_of_dark_blue_land_may_lack_1000_but_not_those_that_are_bright_or_scaled_down() -> None:
    hazy = ground(400.0, 500.0, 550.0, 700.0).numbers
    bright, scaled = hazy.scaled(1.0, 500.0), hazy.scaled(0.3, 0.0)

    assert "set OFFSET to 1000" in odd_numbers(hazy, "land is blue")
    assert "set OFFSET to 1000" not in odd_numbers(bright, "land is blue")
    assert "set OFFSET to 1000" not in odd_numbers(scaled, "nothing is bright")
