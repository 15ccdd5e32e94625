# SPDX-License-Identifier: GPL-2.0-or-later
"""Gaps by their place and size: frames, blocks, and numbers that differ by band."""

from __future__ import annotations

import numpy as np

from eurosat_plugin.core.tiles.undeclared_nodata import find_fills, find_uneven_fill
from tests.core.tiles.probes import among, image, probe


def uneven(values: np.ndarray, fill: tuple[float, ...], side: int = 40) -> np.ndarray:
    values = values.copy()
    values[:side, 10 : 10 + side] = fill
    return values


def test_a_gap_with_another_number_in_each_band_is_found_at_the_border() -> None:
    filled = uneven(image("uint16", darkest=3), (0, 0, 1))

    assert find_uneven_fill([probe(image("uint16", darkest=3)), probe(filled, at_border=True)]) == (0, 0, 1)
    assert find_uneven_fill([probe(filled)]) == ()


def test_a_gap_with_numbers_that_ground_has_is_none() -> None:
    filled = uneven(image("uint16"), (300, 400, 200))

    assert find_uneven_fill([probe(filled, at_border=True)]) == ()


def test_a_small_plain_place_is_no_gap() -> None:
    filled = uneven(image("uint16", darkest=3), (0, 0, 1), side=31)

    assert find_uneven_fill([probe(filled, at_border=True)]) == ()


def test_plain_lines_are_no_gap_however_many_there_are() -> None:
    striped = image("uint16", darkest=3)
    striped[:64:2] = (0, 0, 1)

    assert find_uneven_fill([probe(striped, at_border=True)]) == ()


def test_two_bands_have_to_be_darker_than_all_ground() -> None:
    numbers = image("uint16", darkest=3)
    numbers[100, 100] = 3

    assert find_uneven_fill([probe(uneven(numbers, (2, 2, 3)), at_border=True)]) == (2, 2, 3)
    assert find_uneven_fill([probe(uneven(numbers, (2, 3, 3)), at_border=True)]) == ()


def test_where_a_band_is_darker_elsewhere_nothing_is_told() -> None:
    filled = uneven(image("uint16", darkest=3), (4, 0, 1))
    filled[100, 100] = (3, 50, 50)

    assert find_uneven_fill([probe(filled, at_border=True)]) == ()


def test_a_place_that_holds_nothing_else_is_a_gap() -> None:
    assert find_fills([probe(np.full((64, 64, 3), -1, dtype="int16"))]) == (-1,)


def test_a_plain_bright_image_is_no_gap() -> None:
    assert find_fills([probe(np.full((64, 64, 3), 30_000, dtype="uint16"), at_border=True)]) == ()


def test_a_frame_of_a_pixel_s_width_is_a_gap() -> None:
    values = image()
    values[0, 10:74] = -999

    assert find_fills([probe(values)]) == (-999,)
    values[0, 40] = 700
    assert find_fills([probe(values)]) == ()


def test_a_frame_on_the_left_is_one_like_that_above() -> None:
    values = image()[:, :100]
    values[10:74, 0] = -999

    assert find_fills([probe(values)]) == (-999,)
    values[40, 0] = 700
    assert find_fills([probe(values)]) == ()


def test_a_place_of_just_the_size_of_a_block_holds_one_and_a_narrower_one_does_not() -> None:
    numbers = image("uint16", darkest=50) + np.uint16(1000)
    plain = np.full((32, 40, 3), 1000, dtype="uint16")

    for part, found in ((plain, (1000,)), (plain[:, :32], (1000,)), (plain[:31], ()), (plain[:, :31], ())):
        assert find_fills(among(numbers, probe(part, at_border=True))) == found


def test_pieces_that_are_too_small_do_not_add_up_to_a_block() -> None:
    values = image()
    for row, col in ((3, 3), (3, 20), (40, 60)):
        values[row : row + 7, col : col + 7] = -999

    assert find_fills(among(image(), probe(values))) == ()
    values[100:108, 90:98] = -999
    assert find_fills(among(image(), probe(values))) == (-999,)


def test_each_band_is_held_against_its_own_darkest_ground() -> None:
    numbers = image("uint16", darkest=30)
    numbers[..., 1:] += 100

    assert find_uneven_fill([probe(uneven(numbers, (20, 90, 95)), at_border=True)]) == (20, 90, 95)
    assert find_uneven_fill([probe(uneven(numbers, (40, 20, 20)), at_border=True)]) == ()


def test_a_gap_is_found_though_other_places_have_none_or_one_number_in_all_bands() -> None:
    numbers = image("uint16", darkest=3)
    even, gap = uneven(numbers, (1, 1, 1)), uneven(numbers, (0, 0, 1))

    for other in (numbers, even):
        assert find_uneven_fill([probe(other, at_border=True), probe(gap, at_border=True)]) == (0, 0, 1)


def test_a_gap_with_one_number_in_all_bands_is_no_uneven_one() -> None:
    assert find_uneven_fill([probe(uneven(image("uint16", darkest=3), (1, 1, 1)), at_border=True)]) == ()


def test_where_there_is_nothing_but_plain_ground_nothing_is_told() -> None:
    assert find_uneven_fill([probe(np.full((64, 64, 3), (10, 20, 30), dtype=np.uint16), at_border=True)]) == ()
