# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eurosat_plugin.core.tiles import undeclared_nodata
from eurosat_plugin.core.tiles.undeclared_nodata import Probe, find_fills, has_plain_part, wrapped_span
from tests.core.tiles.probes import among, image, probe, with_hole


@pytest.mark.parametrize(
    ("fill", "dtype"),
    [
        (-1, "int16"), (-999, "int16"), (-1000, "int16"), (-999, "float32"), (-2147483648, "int32"), (-1, "float32"),
        (4294967295, "uint32"), (65535, "float32"), (32767, "uint16"), (64536, "uint16"), (32767, "int32"),
    ],
)  # fmt: skip
def test_a_number_that_light_cannot_make_is_a_fill_where_it_covers_a_block(fill: float, dtype: str) -> None:
    numbers = image("int16").astype(dtype)

    assert find_fills([probe(numbers), probe(with_hole(numbers, fill, 8))]) == (fill,)
    assert find_fills([probe(with_hole(numbers, fill, 7))]) == ()


@pytest.mark.parametrize("fill", [-0.1, -1.0, 65535.0])
def test_fills_among_reflectances_are_found(fill: float) -> None:
    found = find_fills([probe(with_hole(image("float32"), fill))])

    assert found == (float(np.float32(fill)),)


def test_an_offset_that_was_added_to_nodata_is_found_at_the_border_below_all_numbers() -> None:
    numbers = image("uint16") + np.uint16(1000)
    filled = with_hole(numbers, 1000)

    assert find_fills(among(numbers, probe(filled, at_border=True))) == (1000,)
    assert find_fills(among(numbers, probe(filled))) == ()


def test_what_lies_between_measured_numbers_is_no_fill_where_it_is_small() -> None:
    numbers = image("uint16")

    assert find_fills(among(numbers, probe(with_hole(numbers, 700, 31), at_border=True))) == ()


def test_where_several_areas_are_plain_none_is_a_fill() -> None:
    numbers = with_hole(image("uint16"), 700)
    numbers[60:100, 50:100] = 800

    assert find_fills([probe(numbers, at_border=True)]) == ()


def test_what_lies_among_the_brightest_may_be_cloud_cut_off() -> None:
    numbers = image("uint16")
    brightest = float(np.percentile(numbers, 99.5))

    assert find_fills(among(numbers, probe(with_hole(numbers, round(brightest)), at_border=True))) == ()


@pytest.mark.parametrize(("fill", "dtype"), [(255, "uint16"), (500, "int16"), (0.05, "float32")])
def test_a_number_that_light_could_make_is_a_fill_at_the_border_alone(fill: float, dtype: str) -> None:
    filled = with_hole(image(dtype), fill)
    kept = float(np.array(fill).astype(dtype))

    assert find_fills(among(image(dtype), probe(filled, at_border=True))) == (kept,)
    assert find_fills(among(image(dtype), probe(filled))) == ()


WHITE = pytest.mark.parametrize(
    ("white", "dtype"), [(4095, "uint16"), (9999, "uint16"), (28_000, "uint16"), (0.5, "float32"), (1.0, "float32")]
)


@WHITE
def test_a_plain_white_cloud_is_no_fill(white: float, dtype: str) -> None:
    cloud = with_hole(with_hole(image(dtype), white * 0.9, 42), white)  # its edge is thinner

    assert find_fills([probe(cloud, at_border=True)]) == ()


@WHITE
def test_white_at_the_border_without_an_edge_is_a_fill(white: float, dtype: str) -> None:
    filled = with_hole(image(dtype), white)

    assert find_fills(among(image(dtype), probe(filled, at_border=True))) == (white,)
    assert find_fills(among(image(dtype), probe(filled))) == ()


@pytest.mark.parametrize(("usual", "found"), [(20_000, (32_000,)), (22_000, ())])
def test_a_fill_is_half_as_bright_again_as_all_but_the_brightest_hundredth(
    usual: int, found: tuple[float, ...]
) -> None:
    numbers = (image("uint16") + np.uint16(usual - 9000)).clip(1, usual)
    numbers[90:120, 90:120] = (usual, usual, usual - 1)  # 900 of 16384 pixels
    numbers[127, 120:] = (usual, 31_000, usual)

    assert find_fills([probe(with_hole(numbers, 32_000, 9))]) == found


@pytest.mark.parametrize(("dtype", "limit"), [("uint16", 30_000), ("float32", 3.0)])
def test_reflectance_three_is_none(dtype: str, limit: float) -> None:
    below = 29_999 if dtype == "uint16" else 2.99

    assert find_fills(among(image(dtype), probe(with_hole(image(dtype), limit)))) == (limit,)
    assert find_fills(among(image(dtype), probe(with_hole(image(dtype), below)))) == ()


@pytest.mark.parametrize(("fill", "dtype"), [(0, "int16"), (0.5, "float32")])
def test_a_number_that_light_can_make_is_no_fill_in_one_place_inside(fill: float, dtype: str) -> None:
    nothing_known = replace(probe(with_hole(image(dtype), fill)), known_missing=np.zeros((128, 128), dtype=bool))

    assert find_fills(among(image(dtype), nothing_known)) == ()


@pytest.mark.parametrize("colour", [1, 254, 255])
def test_only_black_is_a_fill_of_colours(colour: int) -> None:
    colours = image().clip(2, 253).astype("uint8")

    assert find_fills([probe(with_hole(colours, colour), at_border=True)]) == ()


@pytest.mark.parametrize("colour", [0, 255])
def test_black_and_white_areas_of_stretched_colours_are_no_fills(colour: int) -> None:
    stretched = (image() // 8 - 20).clip(0, 255).astype("uint8")

    assert find_fills([probe(with_hole(stretched, colour), at_border=True)]) == ()


def test_black_at_the_border_is_a_fill_where_no_colour_is_black() -> None:
    colours = image().clip(1, 254).astype("uint8")
    black = Probe(with_hole(colours, 0), np.zeros((128, 128), dtype=bool), at_border=True)

    assert find_fills([black]) == (0,)
    assert find_fills([replace(black, at_border=False)]) == ()


def test_what_measured_bands_hold_too_is_the_dark_end_of_the_numbers() -> None:
    numbers = image("uint16") + np.uint16(1000)
    numbers[90, 90, 1] = 1000

    assert find_fills([probe(with_hole(numbers, 1000), at_border=True)]) == (1000,)


def test_a_fill_is_found_among_many_plain_greys() -> None:
    greys = np.repeat(np.arange(16).reshape(4, 4).repeat(32, axis=0).repeat(32, axis=1)[..., None], 3, axis=2)
    numbers = (200 + 100 * greys).astype("uint16")

    assert find_fills([probe(with_hole(numbers, 32_767, 60))]) == (32_767,)


def test_one_fill_does_not_hide_another() -> None:
    numbers = with_hole(image("uint16") + np.uint16(1000), 1000)
    numbers[60:, 60:] = 65_534

    assert find_fills([probe(numbers, at_border=True)]) == (65_534, 1000)


def scattered(fill: float, share: float, dtype: str = "int16") -> np.ndarray:
    values = image(dtype)
    values.reshape(-1, 3)[np.random.default_rng(5).permutation(128 * 128)[: round(share * 128 * 128)]] = fill
    return values


@pytest.mark.parametrize("share", [0.3, 0.02, 0.0051])
@pytest.mark.parametrize(("fill", "dtype"), [(-1, "int16"), (700, "uint16"), (10_000, "uint16"), (0.0625, "float32")])
def test_a_number_that_so_many_pixels_have_in_all_bands_is_a_fill_wherever_they_lie(
    fill: float, dtype: str, share: float
) -> None:
    assert find_fills([probe(scattered(fill, share, dtype))]) == (fill,)


@pytest.mark.parametrize("fill", [-1, 700])
def test_few_scattered_pixels_are_no_fill(fill: float) -> None:
    assert find_fills([probe(scattered(fill, 0.0049))]) == ()


def test_what_is_scattered_at_the_bright_end_may_be_cloud_cut_off() -> None:
    values = image("uint16").clip(1, 1500)

    cloudy = values.copy()
    cloudy[::3] = 1500

    assert find_fills([probe(cloudy)]) == ()


def test_a_grey_picture_has_no_fill() -> None:
    grey = np.repeat(image("uint16")[..., :1] // 100 * 100, 3, axis=2)

    assert find_fills([probe(grey)]) == ()


def test_two_numbers_that_are_as_frequent_were_drawn() -> None:
    values = scattered(700, 0.3)
    values[::2][(values[::2] == 700).all(axis=-1)] = 800

    assert find_fills([probe(values)]) == ()


def test_a_number_in_one_band_alone_is_no_fill() -> None:
    values = image()
    values[:40, :40, 1] = -999

    assert find_fills([probe(values)]) == ()


def test_what_is_missing_by_other_signs_is_not_told_again() -> None:
    assert find_fills([probe(with_hole(image(), 0)), probe(with_hole(image(), -9999))]) == ()


def test_several_fills_are_found_the_most_frequent_first() -> None:
    values = with_hole(image(), -999)
    values[100:120, 100:120] = -1

    assert find_fills([probe(values)]) == (-999, -1)


def test_numbers_that_wrapped_with_the_nodata_are_no_measurements() -> None:
    assert wrapped_span(64536.0, "uint16") == (64536.0, 65535.0)
    assert wrapped_span(64536.0, "int32") is None
    assert wrapped_span(32767.0, "uint16") is None


@pytest.mark.parametrize(("shape", "found"), [((8, 8), True), ((7, 9), False), ((1, 64), True), ((64, 1), True)])
def test_a_band_alone_tells_where_a_fill_may_be(shape: tuple[int, int], found: bool) -> None:
    band = image()[..., 0]
    assert not has_plain_part(band)

    band[20 : 20 + shape[0], 30 : 30 + shape[1]] = 700
    assert has_plain_part(band) == found


@pytest.mark.parametrize(("side", "asked"), [(40, 1), (0, 0)])
def test_the_other_numbers_are_measured_only_where_one_may_be_a_fill(
    monkeypatch: pytest.MonkeyPatch, side: int, asked: int
) -> None:
    measured, times = undeclared_nodata._measured, []
    monkeypatch.setattr(undeclared_nodata, "_measured", lambda *given: times.append(1) or measured(*given))

    find_fills([probe(with_hole(image(), -999, side))])

    assert len(times) == asked
