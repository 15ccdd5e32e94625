# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.tiles import missing
from eurosat_plugin.core.tiles.missing import BandNumbers, MissingRule, decide_missing

UNKNOWN = ProductFacts()
TRUE_COLOUR = ProductFacts(level="l2a", true_colour=True)


def rule(dtype: str, product: ProductFacts = UNKNOWN, radiometry: str = "auto") -> MissingRule:
    return decide_missing([BandNumbers(dtype)] * 3, product, radiometry)


def is_valid(rule: MissingRule, *pixel: float, dtype: str) -> bool:
    return bool(rule.valid(np.array([[pixel]], dtype=dtype))[0, 0])


@given(st.lists(st.integers(0, 3), min_size=3, max_size=3))
def test_of_low_numbers_only_nought_in_all_bands_is_missing(pixel: list[int]) -> None:
    assert is_valid(rule("uint16"), *pixel, dtype="uint16") == any(pixel)


@pytest.mark.parametrize("pixel", [(np.nan, 0.1, 0.1), (0.1, np.inf, 0.1), (0.1, 0.1, -np.inf), (1e20, 0.1, 0.1)])
def test_a_band_without_a_finite_number_is_enough(pixel: tuple[float, ...]) -> None:
    assert not is_valid(rule("float32"), *pixel, dtype="float32")
    assert is_valid(rule("float32"), 0.1, 0.1, 0.1, dtype="float32")


@pytest.mark.parametrize(
    ("dtype", "number"),
    [("int16", -32768), ("int16", -9999), ("int16", 32767), ("uint16", 65535), ("int32", -10000), ("float32", -9999)],
)
def test_one_band_with_a_number_that_no_measurement_has_is_enough(dtype: str, number: int) -> None:
    assert not is_valid(rule(dtype), 500, number, 500, dtype=dtype)
    assert is_valid(rule(dtype), 500, number + (2 if number < 0 else -2), 500, dtype=dtype)


def test_what_a_band_declares_is_missing_in_that_band_only() -> None:
    plain, declaring = BandNumbers("uint16"), BandNumbers("uint16", nodata=((7, 7), (900, 902)))
    decided = decide_missing([plain, declaring, plain], UNKNOWN)

    assert is_valid(decided, 7, 500, 901, dtype="uint16")
    assert not is_valid(decided, 500, 7, 500, dtype="uint16")
    assert [is_valid(decided, 5, n, 5, dtype="uint16") for n in (899, 900, 901, 902, 903)] == [True, *[False] * 3, True]


def test_declared_numbers_that_the_type_cannot_hold_are_no_pixel_s() -> None:
    decided = decide_missing([BandNumbers("uint16", nodata=((-9999, -9999),))] * 3, UNKNOWN)

    assert is_valid(decided, 2**16 - 9999, 1, 1, dtype="uint16")


def test_transparent_pixels_are_missing() -> None:
    values = np.full((1, 3, 3), 500, dtype=np.uint16)

    assert rule("uint16").valid(values, np.array([[0, 1, 255]])).tolist() == [[False, True, True]]


def test_an_opaque_pixel_may_be_missing_all_the_same() -> None:
    values = np.array([[[0, 0, 0], [500, 500, 500]]], dtype=np.uint16)

    assert rule("uint16").valid(values, np.array([[255, 255]])).tolist() == [[False, True]]


def test_a_number_that_is_not_finite_is_missing_alone() -> None:
    values = np.array([[[0.1, np.nan, 0.1], [0.1, 0.1, 0.1]]], dtype=np.float32)

    assert rule("float32").valid(values).tolist() == [[False, True]]


@pytest.mark.parametrize(
    ("dtype", "product", "radiometry", "missing"),
    [
        ("uint16", UNKNOWN, "auto", True),
        ("uint8", UNKNOWN, "auto", False),
        ("uint8", UNKNOWN, "display", False),
        ("uint8", UNKNOWN, "tci_l1c", True),
        ("uint8", TRUE_COLOUR, "auto", True),
        ("uint8", ProductFacts(true_colour=True), "auto", False),
        ("uint8", ProductFacts(level="l2a"), "auto", False),
        ("uint8", ProductFacts(export="true_color"), "auto", True),
        ("uint16", UNKNOWN, "display", False),
    ],
)
def test_nought_in_all_bands_is_black_only_among_displayed_colours(
    dtype: str, product: ProductFacts, radiometry: str, missing: bool
) -> None:
    assert is_valid(rule(dtype, product, radiometry), 0, 0, 0, dtype=dtype) != missing


def test_black_of_unknown_colours_is_no_gap_where_no_radiometry_is_set() -> None:
    assert is_valid(decide_missing([BandNumbers("uint8")] * 3, UNKNOWN), 0, 0, 0, dtype="uint8")


def test_stored_noughts_are_missing_also_after_the_file_s_scale_and_offset() -> None:
    band = BandNumbers("uint16", nodata=((7, 7),), scale=0.0001, shift=-0.1)
    decided = decide_missing([band] * 3, UNKNOWN)
    stored = np.array([[[0, 0, 0], [0, 0, 1], [7, 900, 900], [1000, 1000, 1000], [500, 65535, 500], [6, 8, 6]]])

    valid = decided.valid((stored * 0.0001 - 0.1).astype(np.float32))

    assert valid.tolist() == [[False, True, False, True, False, True]]


SCALES = [(1.0, 0.0), (2.0, 0.0), (1.0, -1000.0), (0.5, 0.0), (0.0001, 0.0), (0.0001, -0.1), (-0.01, 100.0)]


@example(1000, (0.0001, -0.1))
@given(st.integers(-30_000, 30_000), st.sampled_from(SCALES))
def test_a_stored_number_is_known_again_when_it_is_read_and_its_neighbours_are_not(
    number: int, placement: tuple[float, float]
) -> None:
    scale, shift = placement
    band = BandNumbers("int32", scale=scale, shift=shift)

    def read(stored: int) -> float:
        return float(np.float32(stored) * np.float32(scale) + np.float32(shift))

    low, high = band.as_read((number, number))

    assert [low <= read(stored) <= high for stored in (number - 1, number, number + 1)] == [False, True, False]
    assert band.as_stored(read(number)) == number


@pytest.mark.parametrize("number", [-9999.0, 0.37, 12_345.678])
def test_a_stored_fraction_is_known_again_up_to_rounding(number: float) -> None:
    band = BandNumbers("float32", scale=0.0001)

    low, high = band.as_read((number, number))

    assert low <= float(np.float32(number) * np.float32(0.0001)) <= high
    assert high - low == pytest.approx(2e-6 * abs(number) * 0.0001)
    assert BandNumbers("float32", scale=0.5).as_stored(0.37) == 0.74


def test_fills_that_were_found_are_missing_where_all_bands_have_them() -> None:
    found = rule("uint16").with_fills([1000.0])

    assert not is_valid(found, 1000, 1000, 1000, dtype="uint16")
    assert not is_valid(found, 0, 0, 0, dtype="uint16")
    assert is_valid(found, 1000, 1001, 1000, dtype="uint16")


def test_of_numbers_that_wrapped_one_band_is_enough() -> None:
    found = rule("uint16").with_fills([64_536.0])

    assert not is_valid(found, 500, 64_540, 500, dtype="uint16")
    assert is_valid(found, 500, 64_535, 500, dtype="uint16")


def test_fills_are_found_as_they_are_read() -> None:
    band = BandNumbers("uint16", scale=0.0001, shift=-0.1)
    found = decide_missing([band] * 3, UNKNOWN).with_fills([0.0])

    assert not is_valid(found, 0.0, 0.0, 0.0, dtype="float32")
    assert is_valid(found, 0.0, 0.0001, 0.0, dtype="float32")


def test_once_decided_numbers_say_nothing_any_more() -> None:
    decided = rule("int16").decided()

    assert is_valid(decided, 0, -9999, 0, dtype="int16")
    assert is_valid(decided, 0, 0, 0, dtype="int16")
    assert decided.valid(np.zeros((1, 1, 3), dtype=np.int16), np.array([[0]])).tolist() == [[False]]


def test_a_file_s_own_scale_does_not_stretch_what_has_no_end() -> None:
    scaled = decide_missing([BandNumbers("float32", scale=0.0001)] * 3, UNKNOWN)

    assert is_valid(scaled, 1.2e-5, 2.3e-5, 3.4e-5, dtype="float32")
    assert not is_valid(scaled, 2.3e-5, 1e9, 3.4e-5, dtype="float32")


@pytest.mark.parametrize(
    ("product", "radiometry"), [(ProductFacts(level="l2a", export="raw"), "auto"), (UNKNOWN, "reflectance")]
)
def test_where_65535_is_reflectance_1_cloud_may_have_it(product: ProductFacts, radiometry: str) -> None:
    assert is_valid(rule("uint16", product, radiometry), 65535, 65535, 65535, dtype="uint16")
    assert not is_valid(rule("uint16"), 65535, 900, 900, dtype="uint16")


def test_numbers_of_their_own_in_all_bands_are_missing_together() -> None:
    found = rule("uint16").with_uneven([0.0, 0.0, 1.0])

    assert found.valid(np.array([[[0, 0, 1], [0, 0, 2], [0, 1, 1]]], dtype="uint16")).tolist() == [[False, True, True]]


def test_a_gap_found_as_it_is_read_holds_for_the_stored_numbers_of_every_band() -> None:
    band = BandNumbers("uint16", scale=0.0001, shift=-0.1)
    found = decide_missing([band] * 3, UNKNOWN).with_gaps([(2.0, inf)])

    read = np.array([[[0.1, 0.1, 0.1], [0.1, 2.5, 0.1]]])
    assert found.valid(read).tolist() == [[True, False]]


def test_numbers_that_a_band_does_not_reach_are_looked_for_in_none_of_its_pixels(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[float] = []
    inside = missing._inside
    monkeypatch.setattr(missing, "_inside", lambda values, span: looked.append(span[0]) or inside(values, span))
    usual, dark = np.full((1, 2, 3), 500, dtype=np.uint16), np.array([[[0, 0, 0], [0, 900, 0]]], dtype=np.uint16)

    assert rule("uint16").valid(usual).tolist() == [[True, True]]
    assert looked == []
    assert rule("uint16").valid(dark).tolist() == [[False, True]]
    assert looked == [0.0, 0.0, 0.0]


def test_pixels_that_some_bands_measured_are_told_from_those_that_none_did() -> None:
    bands = [BandNumbers("uint16", ((0.0, 0.0),))] * 3
    values = np.array([[[0, 0, 0], [0, 300, 400], [200, 300, 0], [200, 300, 400]]], dtype=np.uint16)

    assert decide_missing(bands, UNKNOWN).partly_missing(values).tolist() == [[False, True, True, False]]
    assert not rule("uint16").partly_missing(values).any()
    floats = np.array([[[np.nan, 0.1, 0.1], [np.nan, np.nan, np.nan]]], dtype=np.float32)
    assert rule("float32").partly_missing(floats).tolist() == [[True, False]]
