# SPDX-License-Identifier: GPL-2.0-or-later
"""Bands that do not belong together or are in another order, made of the numbers of real images."""

from __future__ import annotations

import itertools

import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.band_signs import (
    ABOVE,
    BELOW,
    BLUE_EXCESS,
    BLUE_LAND,
    LIKE_AIR,
    RED_AIR,
    doubt_bands,
    looks_reversed,
    odd_band,
)
from eurosat_plugin.core.product.decision import decide_radiometry
from eurosat_plugin.core.product.reflectance_limits import FEW_PIXELS
from eurosat_plugin.core.product.sentinel2 import ProductFacts, parse_product_name
from eurosat_plugin.core.product.value_facts import Distribution, ValueFacts
from scripts.radiometry_limits import TILES, RealImage, read_table

IMAGES = read_table()
SOME = list(itertools.product((0, 1), repeat=3))[1:-1]
"""Which of red, green and blue carry an offset, in all ways in which some do and some do not."""


def with_offset_in(dn: Distribution, bands: tuple[int, ...]) -> Distribution:
    """Add 1000 to those bands that are 1."""

    def added(triple: tuple[float, float, float]) -> tuple[float, float, float]:
        red, green, blue = (value + 1000.0 * band for value, band in zip(triple, bands))
        return red, green, blue

    return Distribution(tuple(map(added, dn.quantiles)), added(dn.shadow), dn.pixels)


def in_file_order(dn: Distribution) -> Distribution:
    """Take the first band for the third, and the third for the first."""
    return Distribution(tuple(triple[::-1] for triple in dn.quantiles), dn.shadow[::-1], dn.pixels)


def is_silent(dn: Distribution, product: ProductFacts | None = None) -> bool:
    """Tell whether numbers are read without a warning."""
    try:
        facts = ValueFacts("uint16", dn, largest=max(dn.quantiles[-1]))
        return not decide_radiometry(product or ProductFacts(), facts, "auto", None).warnings
    except InputError:
        return False


def share_noticed(images: list[Distribution]) -> float:
    return sum(not is_silent(dn) for dn in images) / len(images)


@pytest.mark.parametrize("images", [IMAGES, read_table(TILES)], ids=["images", "tiles"])
def test_bands_of_a_real_image_are_not_doubted(images: list[RealImage]) -> None:
    assert {image.name: doubts for image in images if (doubts := doubt_bands(image.dn))} == {}


@pytest.mark.parametrize("bands", SOME)
def test_an_offset_in_some_bands_is_noticed_in_nine_of_ten_images(bands: tuple[int, int, int]) -> None:
    assert share_noticed([with_offset_in(image.dn, bands) for image in IMAGES]) >= 0.89


def test_bands_in_the_order_of_their_files_are_noticed_in_nine_of_ten_images() -> None:
    assert share_noticed([in_file_order(image.dn) for image in IMAGES]) >= 0.89


def test_names_in_the_wrong_order_are_noticed_where_the_product_is_known() -> None:
    product = parse_product_name("S2A_MSIL1C_20200101T100000_N0208_R022_T33UUU_20200101T120000")
    level1 = [in_file_order(image.dn) for image in IMAGES if image.level == "l1c"]

    assert not any(is_silent(dn, product) for dn in level1)


def test_the_band_is_named_and_its_reflectance() -> None:
    dark = [(310.0, 480.0, 1230.0)] * 9
    (sentence,) = doubt_bands(Distribution(tuple(dark), dark[0], 100_000))

    assert "B02" in sentence
    assert "0.123 in blue" in sentence


def test_a_single_tile_tells_nothing_about_the_order() -> None:
    dn = next(dn for dn in (in_file_order(image.dn) for image in IMAGES) if looks_reversed(dn))

    assert not looks_reversed(Distribution(dn.quantiles, dn.shadow, 64 * 64))


def test_a_desert_is_red_and_no_odd_band() -> None:
    desert = [(1708.0, 1064.0, 532.0)] * 9

    assert odd_band(Distribution(tuple(desert), desert[0], 100_000)) is None


def all_alike(*triple: float) -> Distribution:
    """Return the distribution of an image whose pixels all have the same red, green and blue."""
    red, green, blue = triple
    return Distribution(((red, green, blue),) * 9, (red, green, blue), 100_000)


@pytest.mark.parametrize("others", [400.0, 1000.0])
@pytest.mark.parametrize("band", [0, 1, 2])
def test_a_band_is_odd_where_it_is_further_above_or_below_both_others_than_ground_is(band: int, others: float) -> None:
    (above, times), (below, share) = ABOVE[band], BELOW[band]
    brightest = max(others + above, others * times)  # among dark numbers the difference tells, among others the ratio
    darkest = min(others - below, others * share)

    def odd(value: float) -> int | None:
        triple = [others] * 3
        triple[band] = value
        return odd_band(all_alike(*triple))

    assert (odd(darkest), odd(brightest)) == (None, None)
    assert (odd(darkest - 1), odd(brightest + 1)) == (band, band)


def image(air: float, middle: tuple[float, float], ranges: tuple[float, float], pixels: int = 100_000) -> Distribution:
    """Make an image by what the order of its bands is told from.

    `air` is by how much red is above blue in the darkest hundredth, `middle` the middle of red and of blue, `ranges`
    how far the brightest twentieth of red and of blue is above the darkest.
    """
    dark = (2000.0 + air, 2000.0, 2000.0)
    low = (2100.0, 2100.0, 2100.0)
    high = (2100.0 + ranges[0], 2100.0, 2100.0 + ranges[1])
    half = (middle[0], 2000.0, middle[1])
    return Distribution((dark, dark, low, low, half, half, high, high, high), dark, pixels)


LAND, BLUER = (500.0, 500.0), (BLUE_LAND - BLUE_EXCESS, BLUE_LAND + 1)
HAZE = LIKE_AIR - 1000


@pytest.mark.parametrize(
    ("air", "middle", "ranges"),
    [
        # Where red is brighter than blue in the dark: a tenth more range, of more than 100.
        (RED_AIR + 1, LAND, (1000, 1101)),
        (RED_AIR + 1, LAND, (50, 101)),
        # Where it is about as dark: half as much again, of more than 300.
        (RED_AIR, LAND, (1000, 1501)),
        (LIKE_AIR + 1, LAND, (1000, 1501)),
        (LIKE_AIR + 1, LAND, (100, 301)),
        # Where blue is much brighter all over: half as much again, of more than 200.
        (HAZE, BLUER, (1000, 1501)),
        (HAZE, BLUER, (100, 201)),
    ],
)
def test_bands_look_reversed_where_blue_has_more_range_than_it_can(
    air: float, middle: tuple[float, float], ranges: tuple[float, float]
) -> None:
    red, blue = ranges

    assert looks_reversed(image(air, middle, ranges))
    assert not looks_reversed(image(air, middle, (red, blue - 1)))


@pytest.mark.parametrize(
    ("air", "middle"),
    [
        (LIKE_AIR, LAND),
        (HAZE, LAND),
        (HAZE, (BLUER[0] + 1, BLUER[1])),  # hardly bluer
        (HAZE, (BLUER[0] - 1, BLUER[1] - 1)),  # not bright
    ],
)
def test_any_range_of_blue_is_that_of_haze_or_water_where_blue_is_the_brightest_in_the_dark(
    air: float, middle: tuple[float, float]
) -> None:
    assert not looks_reversed(image(air, middle, (1000, 3000)))


@pytest.mark.parametrize("air", [RED_AIR, LIKE_AIR + 1])
def test_a_tenth_more_range_of_blue_is_too_much_only_where_red_is_brighter_in_the_dark(air: float) -> None:
    assert not looks_reversed(image(air, LAND, (1000, 1101)))


@pytest.mark.parametrize(("pixels", "told"), [(FEW_PIXELS, True), (FEW_PIXELS - 1, False)])
def test_two_tiles_are_enough_to_tell_the_order(pixels: int, told: bool) -> None:
    assert looks_reversed(image(RED_AIR + 1, LAND, (1000, 2000), pixels)) is told
