# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurosat_plugin.core.product import radiometry as module
from eurosat_plugin.core.product.radiometry import (
    DISPLAY,
    L1C,
    RADIOMETRIES,
    REFLECTANCE,
    SATURATION_DN,
    TCI_L1C,
    TCI_L2A,
    Radiometry,
    radiometry_by_key,
    stretch,
    unstretch,
)


@given(st.integers(0, 65535))
def test_digital_numbers_follow_the_published_formula(dn: int) -> None:
    expected = round(1 + min(dn, 2750) * 254 / 2750)

    assert int(L1C.grey_levels(np.array([dn], dtype=np.uint16))[0]) == pytest.approx(expected, abs=0)


@given(st.integers(1, 255))
def test_unstretch_is_the_inverse_of_stretch(level: int) -> None:
    assert stretch(unstretch(np.array([level], dtype=np.uint8)))[0] == level


@pytest.mark.parametrize("shape", [(-1,), (4, 128, 128), (1, 65_536, 1)])
def test_a_table_gives_every_number_the_level_that_is_computed_for_it(shape: tuple[int, ...]) -> None:
    numbers = np.arange(2**16, dtype=np.uint16).reshape(shape)

    levels = L1C.grey_levels(numbers)

    assert levels.shape == numbers.shape
    assert np.array_equal(levels, L1C.grey_levels(numbers.astype(np.float32)))
    assert np.array_equal(L1C.grey_levels(numbers.T), levels.T)


def test_an_offset_is_added_before_the_stretch() -> None:
    raw = np.array([1000, 2000, 3750], dtype=np.uint16)

    with_offset = Radiometry("l2a", offset=-1000.0).grey_levels(raw)

    assert with_offset.tolist() == L1C.grey_levels(np.array([0, 1000, 2750])).tolist()


def test_reflectance_is_ten_thousandths_of_a_digital_number() -> None:
    reflectance = np.array([0.0, 0.05, 0.2, 0.275], dtype=np.float32)

    assert REFLECTANCE.grey_levels(reflectance).tolist() == L1C.grey_levels(reflectance * 10000).tolist()


@pytest.mark.parametrize(("radiometry", "white"), [(TCI_L1C, 3558), (TCI_L2A, 2000)])
def test_a_true_colour_image_goes_back_to_digital_numbers(radiometry: Radiometry, white: int) -> None:
    dn = np.linspace(0, min(white, 2750), 50)
    picture = np.rint(1 + dn * 254 / white).astype(np.uint8)

    levels = radiometry.grey_levels(picture).astype(int)

    # One step of the 8-bit picture is `white / 2750` steps of EuroSAT's.
    assert np.abs(levels - stretch(dn).astype(int)).max() <= np.ceil(white / 2750 / 2) + 1


def test_displayed_colours_stay_as_they_are() -> None:
    colours = np.arange(256, dtype=np.uint8)

    assert DISPLAY.grey_levels(colours).tolist() == colours.tolist()


def test_colours_beyond_black_and_white_are_black_and_white() -> None:
    assert DISPLAY.grey_levels(np.array([-300, -1, 255, 256, 300], dtype=np.int16)).tolist() == [0, 0, 255, 255, 255]


def test_displayed_colours_of_another_scale_are_brought_to_bytes() -> None:
    fractions = Radiometry("display", gain=255.0, stretch=False)

    assert fractions.grey_levels(np.array([0.0, 0.2, 1.0], dtype=np.float32)).tolist() == [0, 51, 255]


def test_numbers_below_nought_are_as_dark_as_nought() -> None:
    assert L1C.grey_levels(np.array([-1000, -11, 0], dtype=np.int16)).tolist() == [1, 1, 1]


def test_what_is_not_finite_counts_as_nought() -> None:
    shifted = Radiometry("reflectance", gain=10_000.0, offset=500.0)

    levels = shifted.grey_levels(np.array([np.nan, np.inf, -np.inf], dtype=np.float32))

    assert levels.tolist() == [int(stretch(np.float32(500.0)))] * 3


@pytest.mark.parametrize("dtype", ["uint8", "float16", "float32", "float64"])
def test_grey_levels_are_bytes_and_digital_numbers_floats_of_four(dtype: str) -> None:
    raw = np.ones(2, dtype=dtype)

    assert {radiometry.grey_levels(raw).dtype.name for radiometry in RADIOMETRIES} == {"uint8"}
    assert {radiometry.digital_numbers(raw).dtype.name for radiometry in RADIOMETRIES} == {"float32"}
    assert unstretch(raw).dtype.name == "float32"


def test_every_radiometry_is_found_by_its_key() -> None:
    assert [radiometry_by_key(radiometry.key) for radiometry in RADIOMETRIES] == list(RADIOMETRIES)


@given(st.floats(0, SATURATION_DN))
def test_the_way_back_from_a_grey_level_is_half_a_step_off_at_most(dn: float) -> None:
    level = stretch(np.array([dn], dtype=np.float32))

    assert abs(float(unstretch(level)[0]) - dn) <= SATURATION_DN / 254 / 2 + 0.01


@given(st.sampled_from(RADIOMETRIES), st.lists(st.integers(0, 65535), min_size=2, max_size=50))
def test_brighter_numbers_never_become_darker(radiometry: Radiometry, numbers: list[int]) -> None:
    levels = radiometry.grey_levels(np.sort(np.array(numbers, dtype=np.float64)))

    assert (np.diff(levels.astype(int)) >= 0).all()


@given(st.integers(0, 10_000), st.sampled_from([0.0, -1000.0]))
def test_any_form_of_a_digital_number_gives_its_grey_level(dn: int, offset: float) -> None:
    expected = L1C.grey_levels(np.array([dn]))[0]

    shifted = Radiometry("l2a", offset=offset).grey_levels(np.array([dn - offset]))[0]
    reflectance = REFLECTANCE.grey_levels(np.array([dn / 10_000], dtype=np.float64))[0]
    full_scale = Radiometry("reflectance", gain=10_000 / 65_535).grey_levels(np.array([round(dn * 6.5535)]))[0]

    assert shifted == expected
    assert abs(int(reflectance) - int(expected)) <= 1  # on the border between two levels
    assert abs(int(full_scale) - int(expected)) <= 1


@pytest.mark.parametrize("radiometry", RADIOMETRIES, ids=lambda radiometry: radiometry.key)
@pytest.mark.parametrize("dtype", ["uint8", "uint16", "int16"])
def test_every_number_of_a_small_type_has_the_grey_level_that_it_would_have_as_a_float(
    radiometry: Radiometry, dtype: str
) -> None:
    limits = np.iinfo(dtype)
    numbers = np.arange(limits.min, limits.max + 1).astype(dtype)

    assert np.array_equal(radiometry.grey_levels(numbers), radiometry.grey_levels(numbers.astype(np.float64)))


@pytest.mark.parametrize("dtype", ["uint8", "int16"])
def test_the_grey_levels_of_a_small_type_are_worked_out_once(monkeypatch: pytest.MonkeyPatch, dtype: str) -> None:
    worked_out: list[int] = []

    def counted(dn: np.ndarray) -> np.ndarray:
        worked_out.append(dn.size)
        return stretch(dn)

    monkeypatch.setattr(module, "stretch", counted)
    unheard_of = Radiometry("l1c", offset=0.125)
    for _ in range(3):
        unheard_of.grey_levels(np.zeros(100_000, dtype=dtype))

    assert worked_out == [2 ** (8 * np.dtype(dtype).itemsize)]


def test_floats_of_two_bytes_are_no_integers() -> None:
    reflectance = np.array([0.0, 0.125, 0.25], dtype=np.float16)

    assert REFLECTANCE.grey_levels(reflectance).tolist() == L1C.grey_levels(np.array([0, 1250, 2500])).tolist()


def test_the_grey_levels_of_numbers_that_do_not_lie_side_by_side_are_found() -> None:
    numbers = np.arange(24, dtype=np.int16).reshape(4, 6) * 100

    assert np.array_equal(L1C.grey_levels(numbers[::-1, ::2]), L1C.grey_levels(numbers.astype(float))[::-1, ::2])
