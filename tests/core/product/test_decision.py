# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.decision import decide_radiometry
from eurosat_plugin.core.product.offset import possible_offsets
from eurosat_plugin.core.product.radiometry import Radiometry
from eurosat_plugin.core.product.sentinel2 import ProductFacts, parse_product_metadata, parse_product_name
from eurosat_plugin.core.product.value_facts import Distribution, ValueFacts, find_step

NEW_L2A = parse_product_name("S2B_MSIL2A_20241115T100159_N0511_R122_T32TQM_20241115T125542.SAFE")
NOTHING = ProductFacts()
RAW = parse_product_name("2023-05-01-00_00_Sentinel-2_L2A_B04_(Raw).tiff")
TRUE_COLOUR = parse_product_name("2023-05-01-00_00_Sentinel-2_L2A_True_color.tiff")

FIELDS = Distribution(
    (
        (120.0, 220.0, 130.0), (160.0, 300.0, 190.0), (200.0, 420.0, 230.0), (400.0, 650.0, 350.0),
        (800.0, 920.0, 560.0), (1400.0, 1350.0, 850.0), (2200.0, 1900.0, 1300.0), (2600.0, 2200.0, 1700.0),
        (3000.0, 2600.0, 2000.0),
    ),
    (180.0, 340.0, 210.0),
    100_000,
)  # fmt: skip
"""Level-2A of farmland: green is highest in its shadows, red on its fields."""


def facts(gain: float = 1.0, offset: float = 0.0, dtype: str = "uint16", **more: object) -> ValueFacts:
    """Return the farmland, each digital number times `gain` plus `offset`."""
    numbers = FIELDS.scaled(gain, offset)
    return ValueFacts(dtype, numbers, largest=max(numbers.quantiles[-1]), **more)


def ground(red: float, green: float, blue: float, spread: float = 300.0, dtype: str = "uint16") -> ValueFacts:
    """Return an image without shadows: its darkest pixels are these, its brightest `spread` above."""
    steps = (0.0, 0.02, 0.05, 0.3, 0.5, 0.7, 0.95, 0.99, 1.0)
    quantiles = tuple((red + spread * s, green + spread * s, blue + spread * s) for s in steps)
    return ValueFacts(dtype, Distribution(quantiles, (red, green, blue), 100_000), largest=max(quantiles[-1]))


DN = facts()
SHIFTED = facts(offset=1000.0)
REFLECTANCE = facts(0.0001, dtype="float32")


def decide(product: ProductFacts, values: ValueFacts, offset: float | None = None, scale: float | None = None):
    return decide_radiometry(product, values, "auto", offset, scale)


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
    assert decision.findings == ("L2A, baseline 05.11: no offset (OFFSET as set).",)


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


def test_a_mosaic_of_images_with_and_without_offset_is_told() -> None:
    halves = replace(DN, probes=(FIELDS,) * 8 + (FIELDS.scaled(1.0, 1000.0),) * 8)

    assert "may be a mosaic" in decide(NOTHING, halves).warnings[0]
    assert not decide(replace(NEW_L2A, offset=0.0, stated=True), halves).warnings  # a product is none
    assert not decide(NOTHING, replace(DN, probes=(FIELDS,) * 16)).warnings


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


def test_the_file_s_own_offset_is_not_subtracted_again() -> None:
    decision = decide(NEW_L2A, replace(REFLECTANCE, scale=0.0001, shift=-0.1))

    assert decision.radiometry.offset == 0.0
    assert "scale 0.0001 and offset -0.1" in decision.findings[0]
    assert not decision.warnings


def test_reflectance_that_carries_the_product_s_offset_loses_it() -> None:
    values = facts(0.0001, 0.1, "float32", scale=0.0001)

    assert decide(NEW_L2A, values).radiometry.offset == -1000.0


def test_numbers_that_end_at_exactly_1_are_doubted() -> None:
    ending, going_on = (replace(REFLECTANCE, largest=largest) for largest in (1.0, 0.99))

    assert "set SCALE to white − black" in decide(NOTHING, ending).warnings[0]
    assert not decide(NOTHING, going_on).warnings


def test_digital_numbers_that_seem_a_tenth_of_what_they_should_be_are_doubted() -> None:
    tenth = ValueFacts("uint16", FIELDS.scaled(0.1, 20.0))

    assert "set SCALE" in decide(NOTHING, tenth).warnings[0]


def test_reflectance_of_snow_is_no_offset() -> None:
    decision = decide(NOTHING, ground(0.5, 0.5, 0.5, 0.3, "float32"))

    assert decision.radiometry.offset == 0.0
    assert decision.warnings


@pytest.mark.parametrize(("step", "white"), [(6.5535, 1.0), (16.38375, 0.4)])
def test_reflectance_scaled_to_65535_is_told_by_its_steps_with_a_warning(step: float, white: float) -> None:
    decision = decide(NOTHING, facts(step, step=step))

    assert decision.radiometry.gain == pytest.approx(white * 10000 / 65535)
    assert "set RADIOMETRY to l1c or l2a" in decision.warnings[0]


def test_a_known_baseline_wins_over_the_steps() -> None:
    assert decide(NEW_L2A, replace(SHIFTED, step=6.5535)).radiometry.gain == 1.0


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        (facts(20.0), "set RADIOMETRY to reflectance"),
        (facts(0.025, dtype="float32"), "set RADIOMETRY to display"),
        (facts(0.001, dtype="int16"), "reflectance × 10000"),
        (ground(-30.0, -30.0, -30.0, 25.0, "float32"), "not an index"),
        (facts(offset=-2500.0, dtype="int16"), "set OFFSET"),
        (facts(1e-8, dtype="float32"), "Set SCALE to 100000000,"),
        (facts(1 / 2000, dtype="float32", step=1 / 2000), "Set SCALE to 2000 "),
        (facts(1 / 2550, dtype="float32", step=1 / 255), "set RADIOMETRY to tci_l2a|Set RADIOMETRY to tci_l2a"),
        (facts(1 / 3000, dtype="float32", ceiling=0.02), "Set SCALE to white − black and OFFSET to black"),
    ],
)
def test_numbers_that_cannot_be_told_are_refused(values: ValueFacts, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        decide(NOTHING, values)


@pytest.mark.parametrize(
    ("values", "scale", "offset"), [(facts(1e-8), 1e8, None), (facts(1 / 3000, -0.1), 3000.0, 300.0)]
)
def test_a_linear_stretch_is_read_as_it_is_set(values: ValueFacts, scale: float, offset: float | None) -> None:
    decision = decide(NOTHING, values, offset, scale)

    read = values.numbers.scaled(decision.radiometry.gain, decision.radiometry.offset)
    assert np.allclose(read.quantiles, FIELDS.quantiles)
    assert not decision.warnings


def test_a_stretch_that_gives_no_image_is_warned_of() -> None:
    assert "check both" in decide(NOTHING, DN, -3000.0, 1.0).warnings[0]


@pytest.mark.parametrize(("key", "white"), [("tci_l2a", 2000.0), ("tci_l1c", 3558.0)])
def test_colours_from_0_to_1_are_read_as_the_true_colour_image_that_was_set(key: str, white: float) -> None:
    values = facts(1 / 3000, dtype="float32")

    levels = decide_radiometry(NOTHING, values, key, None).radiometry

    assert levels.gain * 1.0 + levels.offset == pytest.approx(white)


QUANTIFIED = ProductFacts("l2a", 100, 0.0, stated=True, source="from MTD", quantification=1000.0)


@pytest.mark.parametrize("values", [facts(0.1), facts(0.3)])  # of the second, either scale would do
def test_a_quantification_that_the_metadata_state_is_used_where_it_fits(values: ValueFacts) -> None:
    decision = decide(QUANTIFIED, values)

    assert (decision.radiometry.gain, decision.warnings) == (10.0, ())
    assert decision.findings == ("L2A, baseline 01.00, 1000 is reflectance 1: no offset (from MTD).",)


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
    assert decision.findings == (f"Radiometry as set: {key}: no offset (OFFSET as set).",)


@pytest.mark.parametrize(("dtype", "white"), [("uint16", 65535), ("uint8", 255), ("float32", 1)])
def test_reflectance_as_set_fills_the_range_of_its_type(dtype: str, white: float) -> None:
    values = facts(white / 10000, dtype=dtype)

    assert decide_radiometry(NOTHING, values, "reflectance", None).radiometry.gain * white == pytest.approx(10000)


def test_reflectance_as_set_goes_by_the_steps_where_there_are_some() -> None:
    picture = facts(16.38375, step=16.38375)  # reflectance 0.4 is white

    assert decide_radiometry(NOTHING, picture, "reflectance", None).radiometry.gain * 65535 == pytest.approx(4000)


@given(st.lists(st.integers(1, 10000), min_size=60, max_size=200, unique=True))
def test_scaled_digital_numbers_have_only_steps(dn: list[int]) -> None:
    scaled = np.rint(np.array(dn) * 65535 / 10000).astype(np.uint16)

    assert find_step(scaled) == pytest.approx(6.5535)


@pytest.mark.parametrize("divisor", [255, 2000, 10000])
def test_whole_numbers_that_were_divided_are_told(divisor: int) -> None:
    numbers = (np.arange(1, min(divisor, 2700)) / divisor).astype(np.float32)

    assert find_step(numbers) == pytest.approx(1 / divisor)


def test_digital_numbers_have_no_steps() -> None:
    assert find_step(np.arange(1000, 4000, dtype=np.uint16)) == 0.0


def test_few_different_numbers_tell_nothing() -> None:
    assert find_step(np.array([7, 13, 20], dtype=np.uint16)) == 0.0


def probes(*carried: float) -> ValueFacts:
    """Return the farmland as seen in places from left to right, each with what its numbers carry."""
    places = tuple(((i + 0.5) / len(carried), 0.5) for i in range(len(carried)))
    least = min(carried)
    whole = FIELDS.scaled(1.0, least)
    return ValueFacts("uint16", whole, tuple(FIELDS.scaled(1.0, number) for number in carried), places, largest=4000.0)


@pytest.mark.parametrize(
    ("carried", "said"),
    [
        (
            [0.0] * 28 + [1000.0] * 2,
            "In 2 of 30 places that were looked at (on the right) no pixel is darker than 1000, in 28 many are",
        ),
        (
            [0.0] + [1000.0] * 29,
            "In 1 of 30 places that were looked at (on the left) many pixels are darker than 1000, in 29 none is",
        ),
    ],
)
def test_a_few_places_of_another_baseline_are_noticed_and_said_where(carried: list[float], said: str) -> None:
    (warning,) = [text for text in decide(NOTHING, probes(*carried)).warnings if "mosaic" in text]
    (elsewhere,) = [text for text in decide(NOTHING, replace(probes(*carried), places=())).warnings if "mosaic" in text]

    assert said in warning
    assert " that were looked at no pixel" in elsewhere or " that were looked at many pixels" in elsewhere


def test_one_place_that_may_be_sand_is_no_mosaic() -> None:
    assert not [text for text in decide(NOTHING, probes(*[0.0] * 29, 1000.0)).warnings if "mosaic" in text]


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


def small(values: ValueFacts) -> ValueFacts:
    """Return the same numbers as those of a single tile."""
    return replace(values, numbers=replace(values.numbers, pixels=64 * 64))


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


@pytest.mark.parametrize(
    ("key", "level", "used"),
    [
        ("auto", "", "unknown level"), ("auto", "l1c", "l1c"), ("display", "l1c", "l1c"),
        ("l1c", "l2a", "l1c"), ("l2a", "l1c", "l2a"), ("reflectance", "l1c", "reflectance"),
    ],
)  # fmt: skip
def test_numbers_that_are_scaled_as_set_keep_the_level_that_is_set_or_told(key: str, level: str, used: str) -> None:
    decision = decide_radiometry(ProductFacts(level or None), DN, key, None, 1.0)

    assert decision.radiometry.key == used
    assert decision.findings == ("As set: reflectance × 10000 is number × 1 + 0.",)
    assert decision.warnings == ()


def said_of(product: ProductFacts, values: ValueFacts) -> str:
    """Return what the user reads of `values`: the warnings or the refusal."""
    try:
        return " ".join(decide(product, values).warnings)
    except InputError as refusal:
        return str(refusal)


@pytest.mark.parametrize("divisor", [4.0, 5.0, 8.0])
def test_numbers_scaled_down_are_read_with_a_warning_that_names_scale(divisor: float) -> None:
    told = ProductFacts(level="l2a", offset=0.0, source="by its name")

    for product in (NOTHING, told):
        assert "SCALE" in said_of(product, facts(1.0 / divisor))


@pytest.mark.parametrize("low", [0.1, 1.0, 5.0])
@pytest.mark.parametrize("white", [0.7, 1.0])
def test_bands_stretched_each_by_itself_are_never_read_in_silence(low: float, white: float) -> None:
    first, last = FIELDS.at(low), FIELDS.at({0.1: 99.0, 1.0: 99.0, 5.0: 95.0}[low])
    bands = zip(first, last, zip(*FIELDS.quantiles))
    stretched = [[white * (number - a) / (b - a) for number in numbers] for a, b, numbers in bands]
    quantiles = tuple(zip(*stretched))
    values = ValueFacts("float32", Distribution(quantiles, quantiles[1], 100_000), largest=max(quantiles[-1]))

    assert "SCALE" in said_of(NOTHING, values)


@pytest.mark.parametrize("tags", [((1e-4, -0.1), (1e-4, 0.0), (1e-4, 0.0)), ((1e-4, 0.0), (1.0, 0.0), (1.0, 0.0))])
def test_a_scale_or_offset_of_some_bands_only_is_refused(tags: tuple[tuple[float, float], ...]) -> None:
    stored = FIELDS.quantiles
    read = tuple(tuple(n * scale + shift for n, (scale, shift) in zip(triple, tags)) for triple in stored)
    values = ValueFacts("float64", Distribution(read, read[0], 100_000), largest=max(read[-1]), tags=tags)

    with pytest.raises(InputError, match="differ between red, green and blue"):
        decide(NOTHING, values)


def test_bands_packed_each_with_a_scale_of_its_own_are_read_as_they_are() -> None:
    tags = ((1.2e-4, 0.01), (0.9e-4, 0.02), (0.7e-4, 0.005))
    values = facts(0.0001, dtype="float32", scale=1.2e-4, shift=0.01, tags=tags)

    assert decide(NOTHING, values).radiometry.offset == 0.0


def test_even_digital_numbers_scaled_to_65535_are_no_picture_of_twice_the_brightness() -> None:
    even = 2 * np.random.default_rng(1).integers(50, 1700, (5000, 3))
    scaled = np.rint(even * 6.5535).astype(np.uint16)

    assert find_step(scaled) == pytest.approx(6.5535)


def test_fractions_of_2000_are_known_though_clouds_are_above_3() -> None:
    divided = np.random.default_rng(1).integers(100, 9000, (20_000, 3)) / 2000

    assert find_step(divided) == pytest.approx(1 / 2000)


def test_reflectance_in_coarse_steps_is_told_from_divided_numbers_where_these_would_be_too_dark() -> None:
    coarse = facts(0.0001, dtype="float32", step=1 / 2500)

    assert decide(NOTHING, coarse).radiometry.gain == 10_000.0


def test_coarse_steps_that_may_be_either_are_refused_with_both_parameters() -> None:
    divided = facts(1 / 2000, dtype="float32", step=1 / 2000)

    with pytest.raises(InputError, match=r"Set SCALE to 2000 .* or RADIOMETRY to reflectance"):
        decide(NOTHING, divided)
