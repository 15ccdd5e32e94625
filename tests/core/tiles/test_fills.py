# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eurosat_plugin.core.product.sentinel2 import ProductFacts
from eurosat_plugin.core.tiles.fills import Look, find_fills, wrapped_span
from eurosat_plugin.core.tiles.missing import BandNumbers, decide_missing


def image(dtype: str = "int16", darkest: int = 1) -> np.ndarray:
    """Return 128 rows and columns of digital numbers in which no two bands are alike for long."""
    random = np.random.default_rng(3)
    values = random.gamma(4, 150, (128, 128, 3)).clip(darkest, 9000)
    return (values / 10_000).astype(dtype) if dtype.startswith("float") else values.astype(dtype)


def look(values: np.ndarray, at_border: bool = False) -> Look:
    bands = [BandNumbers(values.dtype.name)] * 3
    return Look(values, ~decide_missing(bands, ProductFacts()).valid(values), at_border)


def with_hole(values: np.ndarray, fill: float, side: int = 40) -> np.ndarray:
    values = values.copy()
    values[:side, 10 : 10 + side] = fill
    return values


@pytest.mark.parametrize(
    ("fill", "dtype"),
    [
        (-1, "int16"), (-999, "int16"), (-1000, "int16"), (-999, "float32"), (-2147483648, "int32"), (-1, "float32"),
        (4294967295, "uint32"), (65535, "float32"), (32767, "uint16"), (64536, "uint16"), (32767, "int32"),
    ],
)  # fmt: skip
def test_a_number_that_light_cannot_make_is_a_fill_where_it_covers_a_block(fill: float, dtype: str) -> None:
    numbers = image("int16").astype(dtype)

    assert find_fills([look(numbers), look(with_hole(numbers, fill, 8))]) == (fill,)
    assert find_fills([look(with_hole(numbers, fill, 7))]) == ()


@pytest.mark.parametrize("fill", [-0.1, -1.0, 65535.0])
def test_fills_among_reflectances_are_found(fill: float) -> None:
    found = find_fills([look(with_hole(image("float32"), fill))])

    assert found == (float(np.float32(fill)),)


def test_an_offset_that_was_added_to_nodata_is_found_at_the_border_below_all_numbers() -> None:
    numbers = image("uint16") + np.uint16(1000)
    filled = with_hole(numbers, 1000)

    assert find_fills([look(filled, at_border=True)]) == (1000,)
    assert find_fills([look(filled)]) == ()


def test_what_lies_between_measured_numbers_is_no_fill() -> None:
    numbers = image("uint16")

    assert find_fills([look(with_hole(numbers, 700), at_border=True)]) == ()


@pytest.mark.parametrize(("white", "dtype"), [(10_000, "uint16"), (28_000, "uint16"), (1.0, "float32")])
def test_a_plain_white_cloud_is_no_fill(white: float, dtype: str) -> None:
    assert find_fills([look(with_hole(image(dtype), white), at_border=True)]) == ()


@pytest.mark.parametrize("colour", [0, 255])
def test_black_and_white_areas_of_stretched_colours_are_no_fills(colour: int) -> None:
    stretched = (image() // 8 - 20).clip(0, 255).astype("uint8")

    assert find_fills([look(with_hole(stretched, colour), at_border=True)]) == ()


def test_black_at_the_border_is_a_fill_where_no_colour_is_black() -> None:
    colours = image().clip(1, 254).astype("uint8")
    black = Look(with_hole(colours, 0), np.zeros((128, 128), dtype=bool), at_border=True)

    assert find_fills([black]) == (0,)
    assert find_fills([replace(black, at_border=False)]) == ()


def test_a_frame_of_a_pixel_s_width_is_a_gap() -> None:
    values = image()
    values[0, 10:74] = -999

    assert find_fills([look(values)]) == (-999,)
    values[0, 40] = 700
    assert find_fills([look(values)]) == ()


def test_scattered_pixels_are_no_fill() -> None:
    values = image()
    values[np.random.default_rng(5).random((128, 128)) < 0.3] = -1

    assert find_fills([look(values)]) == ()


def test_a_number_in_one_band_alone_is_no_fill() -> None:
    values = image()
    values[:40, :40, 1] = -999

    assert find_fills([look(values)]) == ()


def test_what_is_missing_by_other_signs_is_not_told_again() -> None:
    assert find_fills([look(with_hole(image(), 0)), look(with_hole(image(), -9999))]) == ()


def test_several_fills_are_found_the_most_frequent_first() -> None:
    values = with_hole(image(), -999)
    values[100:120, 100:120] = -1

    assert find_fills([look(values)]) == (-999, -1)


def test_a_place_that_holds_nothing_else_is_a_gap() -> None:
    assert find_fills([look(np.full((64, 64, 3), -1, dtype="int16"))]) == (-1,)


def test_a_plain_bright_image_is_no_gap() -> None:
    assert find_fills([look(np.full((64, 64, 3), 30_000, dtype="uint16"), at_border=True)]) == ()


def test_numbers_that_wrapped_with_the_nodata_are_no_measurements() -> None:
    assert wrapped_span(64536.0, "uint16") == (64536.0, 65535.0)
    assert wrapped_span(64536.0, "int32") is None
    assert wrapped_span(32767.0, "uint16") is None
