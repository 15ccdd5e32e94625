# SPDX-License-Identifier: GPL-2.0-or-later
"""Real images, by the numbers in docs/radiometry_images.csv: what the limits make of them, and what is decided."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.decision import decide_radiometry
from eurosat_plugin.core.product.reflectance_limits import Grade, examine
from eurosat_plugin.core.product.sentinel2 import (
    RASTER_OFFSET,
    TOLD_BY_CATALOGUE,
    ProductFacts,
    parse_product_name,
    parse_tags,
)
from eurosat_plugin.core.product.value_facts import Distribution, ValueFacts
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


def is_noticed(numbers: Distribution) -> bool:
    """Tell whether there is a warning or a refusal."""
    try:
        values = ValueFacts("uint16", numbers, largest=max(numbers.quantiles[-1]))
        return bool(decide_radiometry(ProductFacts(), values, "auto", None).warnings)
    except InputError:
        return True


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


@BY_NAME
def test_a_name_that_lies_about_offset_and_level_is_noticed(image: RealImage) -> None:
    wrong = "L2A" if image.level == "l1c" else "L1C"

    noticed = decided(image, 1000.0, parse_product_name(f"{wrong}_harmonized.tif"))[1]

    assert noticed or image.name in BRIGHT or "20180204" in image.name


def catalogued(image: RealImage, applied: bool) -> ProductFacts:
    """Return what Earth Search says of an image, true or not."""
    tags = {"PROCESSING_LEVEL": image.level, RASTER_OFFSET: "-1000", "boa_offset_applied": str(applied)}
    return parse_tags({**tags, TOLD_BY_CATALOGUE: "yes"})


@BY_NAME
@pytest.mark.parametrize("carried", [0.0, 1000.0])
def test_what_a_catalogue_says_of_the_offset_is_believed_where_it_is_true(image: RealImage, carried: float) -> None:
    offset, warned = decided(image, carried, catalogued(image, applied=not carried))

    assert offset == -carried
    assert not warned or image.name in BRIGHT or "20180204" in image.name


@BY_NAME
@pytest.mark.parametrize("carried", [0.0, 1000.0])
def test_what_a_catalogue_says_of_the_offset_wrongly_is_found_out_by_the_numbers(
    image: RealImage, carried: float
) -> None:
    offset, warned = decided(image, carried, catalogued(image, applied=bool(carried)))

    assert warned
    assert offset == -carried or image.name in BRIGHT or "20180204" in image.name


def test_hardly_a_tile_is_read_otherwise_than_a_catalogue_says_rightly() -> None:
    offsets = [decided(tile, carried, catalogued(tile, not carried))[0] == -carried
               for tile in read_table(TILES) for carried in (0.0, 1000.0)]  # fmt: skip

    assert sum(offsets) >= 0.999 * len(offsets)


def test_most_of_what_was_divided_by_four_is_noticed() -> None:
    divided = [is_noticed(image.dn.scaled(0.25, 0.0)) for image in IMAGES]

    assert sum(divided) >= 0.88 * len(IMAGES)


LAND = Distribution(
    (
        (250.0, 300.0, 250.0), (280.0, 330.0, 280.0), (300.0, 400.0, 300.0), (500.0, 600.0, 450.0),
        (800.0, 850.0, 700.0), (1300.0, 1200.0, 900.0), (2000.0, 1800.0, 1500.0), (2500.0, 2200.0, 1900.0),
        (3000.0, 2600.0, 2300.0),
    ),
    (270.0, 320.0, 270.0),
    100_000,
)  # fmt: skip
"""Level-2A of land, well within all limits."""

L1C = Distribution(
    tuple((red + 400.0, green + 500.0, blue + 800.0) for red, green, blue in LAND.quantiles),
    (650.0, 750.0, 900.0),
    100_000,
)
"""The same as air shows it."""

PERCENTS = (0.1, 1.0, 5.0, 25.0, 50.0, 75.0, 95.0, 99.0, 99.9)


def with_numbers(
    dn: Distribution,
    at: Mapping[float, tuple[float, float, float]] | None = None,
    shadow: tuple[float, float, float] | None = None,
    pixels: int = 100_000,
) -> Distribution:
    """Return `dn` with other numbers at some quantiles (percent) or in its shadows."""
    changed = {**dict(zip(PERCENTS, dn.quantiles)), **(at or {})}
    return Distribution(tuple(changed.values()), shadow or dn.shadow, pixels)


FINE, DOUBTED, UNLIKELY, REJECTED = Grade.ACCEPTED, Grade.DOUBTED, Grade.UNLIKELY, Grade.REJECTED
TWO_TILES = 8192


@pytest.mark.parametrize(
    ("dn", "grade"),
    [
        (LAND, FINE),
        (with_numbers(LAND, {5.0: (300.0, 400.0, -149.0)}), FINE),
        (with_numbers(LAND, {5.0: (300.0, 400.0, -151.0)}), DOUBTED),
        (with_numbers(LAND, {5.0: (300.0, 400.0, -401.0)}), REJECTED),
        (with_numbers(LAND, {50.0: (4_900.0, 4_990.0, 4_900.0)}), FINE),
        (with_numbers(LAND, {50.0: (4_900.0, 5_010.0, 4_900.0)}), DOUBTED),
        (with_numbers(LAND, {99.9: (19_900.0, 2_600.0, 2_300.0)}), FINE),
        (with_numbers(LAND, {99.9: (20_100.0, 2_600.0, 2_300.0)}), REJECTED),
        (LAND.scaled(0.01, 0.0), REJECTED),  # nothing brighter than 30
        (with_numbers(LAND.scaled(0.1, 0.0), pixels=TWO_TILES), DOUBTED),  # than 300
        (with_numbers(LAND.scaled(0.1, 0.0), pixels=TWO_TILES - 1), FINE),
        (with_numbers(LAND.scaled(0.045, 0.0), pixels=TWO_TILES - 1), DOUBTED),  # than 135
        (with_numbers(LAND, {50.0: (800.0, 680.0, 800.0)}), DOUBTED),  # 0.87 · 800 = 696
        (with_numbers(LAND, {50.0: (800.0, 660.0, 800.0)}), UNLIKELY),
        (with_numbers(LAND, {50.0: (800.0, 660.0, 700.0)}), FINE),  # 0.87 · 700 = 609
        (with_numbers(LAND, shadow=(270.0, 320.0, 420.0)), FINE),  # 1.15 · 320 = 368, and 60
        (with_numbers(LAND, shadow=(270.0, 320.0, 430.0)), DOUBTED),
        (with_numbers(LAND, {50.0: (800.0, 850.0, 890.0)}), FINE),
        (with_numbers(LAND, {50.0: (800.0, 850.0, 910.0)}), DOUBTED),
        (with_numbers(LAND, {50.0: (390.0, 450.0, 600.0)}), FINE),  # too dark to be land
        (with_numbers(LAND, {1.0: (1_010.0, 1_010.0, 1_010.0)}), DOUBTED),
        (with_numbers(LAND, {5.0: (910.0, 910.0, 910.0)}), DOUBTED),
        (with_numbers(LAND, {5.0: (910.0, 910.0, 910.0)}, pixels=4096), FINE),
    ],
)
def test_level_2a_is_held_against_the_limits_of_the_documentation(dn: Distribution, grade: Grade) -> None:
    assert examine(dn, "l2a").grade == grade


@pytest.mark.parametrize(
    ("dn", "grade"),
    [
        (L1C, FINE),
        (with_numbers(L1C, {1.0: (680.0, 830.0, 490.0)}), UNLIKELY),
        (with_numbers(L1C, shadow=(650.0, 750.0, 680.0)), FINE),
        (with_numbers(L1C, shadow=(650.0, 750.0, 660.0)), DOUBTED),
        (with_numbers(L1C, shadow=(650.0, 750.0, 590.0)), UNLIKELY),
        (with_numbers(L1C, {1.0: (1_290.0, 1_290.0, 1_290.0)}), FINE),
        (with_numbers(L1C, {1.0: (1_310.0, 1_310.0, 1_310.0)}), DOUBTED),
        (with_numbers(L1C, {5.0: (1_010.0, 1_010.0, 1_010.0)}), DOUBTED),
        (with_numbers(L1C, {5.0: (1_010.0, 1_010.0, 1_010.0)}, pixels=4096), FINE),
        # A single tile of even ground: its middle half within 60 of red.
        (with_numbers(L1C, dict.fromkeys((5.0, 25.0, 75.0), (1_010.0, 1_010.0, 1_010.0)), pixels=4096), DOUBTED),
    ],
)
def test_level_1c_is_held_against_the_limits_of_the_documentation(dn: Distribution, grade: Grade) -> None:
    assert examine(dn, "l1c").grade == grade


def test_of_what_is_odd_the_worst_is_told_first() -> None:
    dn = with_numbers(LAND, {5.0: (300.0, 400.0, -151.0), 50.0: (800.0, 660.0, 800.0)})

    first, second = examine(dn, "l2a").reasons

    assert first == "green would be far below red and blue, which no ground is"
    assert second == "a twentieth of a band would have reflectance -0.015 or less"
