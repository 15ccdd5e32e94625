# SPDX-License-Identifier: GPL-2.0-or-later
"""Real images, by the numbers in docs/radiometry_images.csv: what the limits make of them, and what is decided."""

from __future__ import annotations

import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.evidence import Grade, examine
from eurosat_plugin.core.product.recognition import decide_radiometry
from eurosat_plugin.core.product.sentinel2 import ProductFacts, parse_product_name
from eurosat_plugin.core.product.value_facts import ValueFacts
from scripts.radiometry_limits import TILES, RealImage, read_table

IMAGES = read_table()
BY_NAME = pytest.mark.parametrize("image", IMAGES, ids=lambda image: image.name)

BRIGHT = {
    "satclip_patch_25630": "ice all over",
    "satclip_patch_770287": "snow all over",
    "terramind_609U_541L_3_0_L1C": "snow under cloud",
    "terramind_609U_541L_3_0_L2A": "snow under cloud",
    "landcovernet_52UEA_08_20180720": "haze all over",
    "satclip_patch_511198": "half of it cloud",
}
"""Images without dark ground, which no one could tell by their numbers."""

TILE = 64 * 64
PRODUCT = "S2A_MSIL{level}_20200101T100000_N{baseline}_R022_T33UUU_20200101T120000"


def facts(image: RealImage, offset: float) -> ValueFacts:
    numbers = image.dn.scaled(1.0, offset)
    return ValueFacts("uint16", numbers, largest=max(numbers.quantiles[-1]))


def decided(image: RealImage, offset: float, product: ProductFacts | None = None) -> tuple[float | None, bool]:
    """Return the offset that is decided for an image that carries `offset`, and whether there is a warning."""
    try:
        decision = decide_radiometry(product or ProductFacts(), facts(image, offset), "auto", None)
    except InputError:
        return None, True
    return decision.radiometry.offset, bool(decision.warnings)


def test_the_images_are_many_and_of_both_levels() -> None:
    assert len(IMAGES) >= 50
    assert {image.level for image in IMAGES} == {"l1c", "l2a"}


@BY_NAME
def test_an_image_fits_the_limits_as_it_is(image: RealImage) -> None:
    assert examine(image.dn, None).grade == (Grade.DOUBTED if image.name in BRIGHT else Grade.ACCEPTED)


@BY_NAME
def test_an_image_without_offset_does_not_lose_1000(image: RealImage) -> None:
    offset, warned = decided(image, 0.0)

    assert offset == 0.0 or (offset is None and image.name in BRIGHT)
    assert not warned or image.name in BRIGHT or "20180204" in image.name  # snow in the shade


@BY_NAME
def test_an_image_with_offset_is_never_read_in_silence(image: RealImage) -> None:
    assert decided(image, 1000.0)[1]


def test_of_the_tiles_that_are_decided_by_themselves_99_per_cent_are_decided_rightly() -> None:
    tiles = [(tile, carried) for tile in read_table(TILES) for carried in (0.0, 1000.0)]
    offsets = [(decided(tile, carried)[0], carried) for tile, carried in tiles]
    taken = [(offset, carried) for offset, carried in offsets if offset is not None]

    assert len(taken) >= 0.84 * len(tiles)
    assert sum(offset == -carried for offset, carried in taken) >= 0.99 * len(taken)


def test_hardly_a_tile_without_offset_loses_1000() -> None:
    tiles = read_table(TILES)

    lost = [tile.name for tile in tiles if decided(tile, 0.0)[0] == -1000.0]

    assert len(lost) <= 0.002 * len(tiles)


@BY_NAME
def test_an_image_whose_name_tells_the_truth_is_read_in_silence(image: RealImage) -> None:
    level = image.level[1:].upper()
    old = parse_product_name(PRODUCT.format(level=level, baseline="0211"))
    new = parse_product_name(PRODUCT.format(level=level, baseline="0511"))

    assert decided(image, 0.0, old)[0] == 0.0
    offset, warned = decided(image, 1000.0, new)
    assert offset == -1000.0
    assert not warned or BRIGHT.get(image.name) == "half of it cloud"


def test_hardly_an_image_whose_name_tells_the_truth_is_doubted() -> None:
    names = [parse_product_name(PRODUCT.format(level=i.level[1:].upper(), baseline="0211")) for i in IMAGES]

    doubted = [image.name for image, name in zip(IMAGES, names) if decided(image, 0.0, name)[1]]

    assert set(doubted) <= set(BRIGHT)


@BY_NAME
def test_a_name_that_lies_is_noticed(image: RealImage) -> None:
    level = image.level[1:].upper()
    harmonised = parse_product_name(f"L{level}_harmonized.tif")
    new = parse_product_name(PRODUCT.format(level=level, baseline="0511"))

    assert decided(image, 1000.0, harmonised)[1] or image.name in BRIGHT or "20180204" in image.name
    assert decided(image, 0.0, new)[1] or image.name in BRIGHT or "20180204" in image.name
