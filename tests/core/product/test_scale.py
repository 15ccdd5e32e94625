# SPDX-License-Identifier: GPL-2.0-or-later
"""What number is reflectance 1: numbers that were scaled, stretched or divided, with and without being told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.decision import decide_radiometry
from eurosat_plugin.core.product.number_steps import find_curve, find_step
from eurosat_plugin.core.product.recognition import recognise
from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.product.value_facts import Distribution, ValueFacts, measure
from tests.core.product.farmland import DN, FIELDS, NEW_L2A, NOTHING, REFLECTANCE, SHIFTED, decide, facts, ground


def test_numbers_that_end_at_exactly_1_are_doubted() -> None:
    ending, going_on = (replace(REFLECTANCE, largest=largest) for largest in (1.0, 0.99))

    assert "set SCALE to white − black" in decide(NOTHING, ending).warnings[0]
    assert not decide(NOTHING, going_on).warnings


def test_digital_numbers_that_seem_a_tenth_of_what_they_should_be_are_doubted() -> None:
    tenth = ValueFacts("uint16", FIELDS.scaled(0.1, 20.0))

    assert "set SCALE" in decide(NOTHING, tenth).warnings[0]


@pytest.mark.parametrize(("step", "white"), [(6.5535, 1.0), (16.38375, 0.4)])
def test_reflectance_scaled_to_65535_is_told_by_its_steps_with_a_warning(step: float, white: float) -> None:
    decision = decide(NOTHING, facts(step, step=step))

    assert decision.radiometry.gain == pytest.approx(white * 10000 / 65535)
    assert "set RADIOMETRY to l1c or l2a" in decision.warnings[0]


def test_the_number_that_is_reflectance_1_is_named() -> None:
    assert "Reflectance × 65535, by the steps" in recognise(NOTHING, facts(6.5535, step=6.5535)).what


@pytest.mark.parametrize(("step", "doubted"), [(1 / 10_000, False), (0.0, True)])
def test_a_largest_number_of_exactly_1_is_doubted_unless_it_is_a_digital_number(step: float, doubted: bool) -> None:
    values = replace(facts(0.0001, dtype="float32"), largest=1.0, step=step)

    assert ("exactly 1" in recognise(NOTHING, values).doubt) == doubted


@pytest.mark.parametrize(("scale", "shift"), [(0.5, 0.0), (1.0, -0.1)])
def test_a_scale_or_an_offset_of_the_file_alone_is_told(scale: float, shift: float) -> None:
    values = facts(0.0001, dtype="float32", scale=scale, shift=shift)

    assert f"own scale {scale:g} and offset {shift:g}" in recognise(NOTHING, values).what


def test_a_stretch_with_a_black_is_no_division() -> None:
    divided = replace(facts(1 / 1864, dtype="float32", step=1 / 1864), largest=1.0)
    black = tuple((0.0,) * 3 if i == 0 else triple for i, triple in enumerate(divided.numbers.quantiles))
    numbers = replace(divided.numbers, quantiles=black)
    stretched = replace(divided, numbers=numbers, floors=(0.0, 0.0, 0.02))

    with pytest.raises(InputError, match=r"Set SCALE to 1864, which is white − black, .* OFFSET to black"):
        decide(NOTHING, stretched)
    with pytest.raises(InputError, match="digital numbers divided by 1864"):
        decide(NOTHING, divided)


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
        (facts(0.0001, dtype="float32", step=1 / 5000), "Set SCALE to 5000 "),  # as bright as land either way
        (facts(0.0001, dtype="float32", step=1 / 3558), "all n / 3558: .* Set SCALE to 3558 "),  # no digital number
        (facts(1 / 4096, dtype="float32", step=1 / 4096), "all n / 4096: .* Set SCALE to 4096 "),
        (facts(1 / 2550, dtype="float32", step=1 / 255), "n / 255: colours, .* Set RADIOMETRY to tci_l2a"),
        (facts(1 / 2560, dtype="float32", step=1 / 256), "n / 256: colours, .* Set RADIOMETRY to tci_l2a"),
        (facts(0.01, dtype="float32"), r"100 for reflectance in per cent"),
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


@given(st.lists(st.integers(1, 10000), min_size=60, max_size=200, unique=True))
def test_scaled_digital_numbers_have_only_steps(dn: list[int]) -> None:
    scaled = np.rint(np.array(dn) * 65535 / 10000).astype(np.uint16)

    assert find_step(scaled) == pytest.approx(6.5535)


@pytest.mark.parametrize("divisor", [255, 256, 1234, 2000, 4095, 4096, 9000, 10000])
def test_whole_numbers_that_were_divided_are_told(divisor: int) -> None:
    numbers = (np.arange(1, min(divisor, 2700)) / divisor).astype(np.float32)

    assert find_step(numbers) == pytest.approx(1 / divisor)


@pytest.mark.parametrize("divisor", [4096, 9000])
def test_whole_numbers_of_a_real_spread_that_were_divided_are_told(divisor: int) -> None:
    dn = np.random.default_rng(0).gamma(3.0, 400.0, 5000).astype(int) + 50

    assert find_step((dn / divisor).astype(np.float32)) == pytest.approx(1 / divisor)


@pytest.mark.parametrize("divisor", [3200, 3558, 3600, 3800, 4096])
def test_numbers_of_255_levels_that_were_divided_are_told_whatever_lies_between_them(divisor: int) -> None:
    dn = np.rint(np.arange(1, 255) * 2750 / 254)  # ten or eleven from each to the next

    assert find_step((dn / divisor).astype(np.float32)) == pytest.approx(1 / divisor)


@pytest.mark.parametrize("apart", [2, 3])
def test_divided_numbers_that_lie_some_steps_apart_are_told(apart: int) -> None:
    dn = np.unique(np.concatenate([np.arange(51, 2000, apart), [52, 1001]]))

    assert find_step((dn / 4096).astype(np.float32)) == pytest.approx(1 / 4096)


@pytest.mark.parametrize(
    ("count", "dtype"), [(60, "float32"), (3000, "float32"), (300_000, "float32"), (3000, "float64"), (3000, "float16")]
)
def test_resampled_reflectance_has_no_steps(count: int, dtype: str) -> None:
    numbers = np.random.default_rng(0).gamma(3.0, 0.04, count).astype(dtype)

    assert find_step(numbers) == 0.0


def test_digital_numbers_have_no_steps() -> None:
    assert find_step(np.arange(1000, 4000, dtype=np.uint16)) == 0.0


LAND = np.random.default_rng(0).gamma(3.0, 300.0, (40_000, 3)).astype(int) + 100


@pytest.mark.parametrize(
    "curve",
    [np.sqrt, lambda x: x ** (1 / 2.2), lambda x: x ** (1 / 1.5), lambda x: np.log1p(10_000 * x) / 10],
    ids=["square root", "gamma 2.2", "gamma 1.5", "logarithm"],
)
def test_numbers_stretched_by_a_curve_are_refused_as_colours(curve: Callable[[np.ndarray], np.ndarray]) -> None:
    values = measure([curve(LAND / 10_000).astype(np.float32)])

    with pytest.raises(InputError, match="stretched by a root, a logarithm or another curve"):
        decide(NOTHING, values)
    assert decide_radiometry(NOTHING, values, "reflectance", 0.0).radiometry.key == "reflectance"


@pytest.mark.parametrize("divisor", [10_000.0, 30_000.0, 9345.6])
@pytest.mark.parametrize("dtype", ["float32", "float64", "float16"])
def test_what_was_divided_or_stored_with_few_digits_has_no_curve(divisor: float, dtype: str) -> None:
    numbers = (LAND / divisor).astype(dtype).astype("float32")

    assert find_curve(numbers) == pytest.approx(1.0, abs=0.01)
    assert find_curve(LAND) == 1.0
    assert find_curve(np.random.default_rng(0).gamma(3.0, 0.04, (40_000, 3)) ** 0.5) == 1.0  # resampled


def test_few_different_numbers_tell_nothing() -> None:
    assert find_step(np.array([7, 13, 20], dtype=np.uint16)) == 0.0


@pytest.mark.parametrize(
    ("key", "level", "used"),
    [
        ("auto", "", "unknown level"), ("auto", "l1c", "l1c"),
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


@pytest.mark.parametrize(
    "tags",
    [
        ((1e-4, -0.1), (1e-4, 0.0), (1e-4, 0.0)),
        ((1e-4, 0.02), (1e-4, 0.0), (1e-4, 0.0)),  # little enough for the bands to seem to go together
        ((1e-4, 0.0), (1.0, 0.0), (1.0, 0.0)),
        ((1e-4, 0.0), (2e-3, 0.0), (2e-3, 0.0)),
        ((1e-4, 0.0), (2e-4, 0.0), (1e-4, 0.0)),
        ((1e-4, -0.1), (2e-4, -0.1), (1e-4, -0.1)),
    ],
)
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


def test_bands_that_fill_their_type_each_with_a_scale_of_its_own_are_too() -> None:
    tags = tuple((most / 10_000 / 32_767, 0.0) for most in FIELDS.quantiles[-1])
    values = facts(0.0001, dtype="float32", scale=tags[0][0], tags=tags)

    assert decide(NOTHING, values).radiometry.key == "reflectance"


def test_reflectance_twice_as_bright_as_the_type_is_told_where_it_reaches_the_second_half_of_it() -> None:
    pixels = np.random.default_rng(1).integers(50, 4900, (5000, 3))

    assert find_step(np.rint(pixels * 13.107).astype(np.uint16)) == pytest.approx(13.107)


def test_a_single_outlier_does_not_make_even_numbers_twice_as_bright() -> None:
    even = 2 * np.random.default_rng(1).integers(50, 1700, (5000, 3))
    even[0, 0] = 9000

    assert find_step(np.rint(even * 6.5535).astype(np.uint16)) == pytest.approx(6.5535)


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


def test_coarse_steps_that_are_implausible_as_reflectance_are_refused_as_well() -> None:
    dark = facts(0.00002, dtype="float32", step=1 / 2500)

    with pytest.raises(InputError, match=r"Set SCALE to 2500 .* or RADIOMETRY to reflectance"):
        decide(NOTHING, dark)
