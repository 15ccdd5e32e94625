# SPDX-License-Identifier: GPL-2.0-or-later
"""Bands that do not belong together or are in another order, made of the numbers of real images."""

from __future__ import annotations

import itertools

import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.band_signs import doubt_bands, looks_reversed, odd_band
from eurosat_plugin.core.product.decision import decide_radiometry
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
    assert share_noticed([image.dn.reversed() for image in IMAGES]) >= 0.89


def test_names_in_the_wrong_order_are_noticed_where_the_product_is_known() -> None:
    product = parse_product_name("S2A_MSIL1C_20200101T100000_N0208_R022_T33UUU_20200101T120000")
    level1 = [image.dn.reversed() for image in IMAGES if image.level == "l1c"]

    assert not any(is_silent(dn, product) for dn in level1)


def test_the_band_is_named_and_its_reflectance() -> None:
    dark = [(310.0, 480.0, 1230.0)] * 9
    (sentence,) = doubt_bands(Distribution(tuple(dark), dark[0], 100_000))

    assert "B02" in sentence
    assert "0.123 in blue" in sentence


def test_a_single_tile_tells_nothing_about_the_order() -> None:
    dn = next(image.dn for image in IMAGES if looks_reversed(image.dn.reversed())).reversed()

    assert not looks_reversed(Distribution(dn.quantiles, dn.shadow, 64 * 64))


def test_a_desert_is_red_and_no_odd_band() -> None:
    desert = [(1708.0, 1064.0, 532.0)] * 9

    assert odd_band(Distribution(tuple(desert), desert[0], 100_000)) is None
