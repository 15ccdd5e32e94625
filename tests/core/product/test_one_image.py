# SPDX-License-Identifier: GPL-2.0-or-later
"""Bands of several images in one stack: only those of one image are classified together."""

from __future__ import annotations

import pytest

from eurosat_plugin.core.product.bands import choose_bands

SUMMER, WINTER = "20200801", "20200101"


def named(pattern: str, *images: str, bands: tuple[str, ...] = ("B04", "B03", "B02")) -> list[str]:
    """Name `bands` of each of `images`."""
    return [pattern.format(image=image, band=band) for image in images for band in bands]


@pytest.mark.parametrize("pattern", ["{image}_{band}", "{band}_{image}", "{image}T101031_{band}_10m", "{image} {band}"])
def test_the_whole_image_is_used_where_another_is_not(pattern: str) -> None:
    names = [pattern.format(image=SUMMER, band="B04"), *named(pattern, WINTER)]

    choice = choose_bands(names, "stack.tif", [], False)

    assert choice.numbers == (2, 3, 4)
    assert names[1] in choice.warnings[0]
    assert f"{names[0]} is not" in choice.warnings[0]


@pytest.mark.parametrize(
    "images", [("before", "after"), ("0", "1"), ("T32TQM", "T32TQN"), ("2020-08-01", "2020-01-02")]
)
def test_what_names_say_beside_the_band_tells_images_apart(images: tuple[str, str]) -> None:
    names = [f"{images[0]}_B04", *named("{image}_{band}", images[1])]

    assert choose_bands(names, "stack.tif", [], False).numbers == (2, 3, 4)


def test_of_two_whole_images_the_first_is_used() -> None:
    names = [name for pair in zip(named("{image}_{band}", SUMMER), named("{image}_{band}", WINTER)) for name in pair]

    choice = choose_bands(names, "stack.tif", [], False)

    assert [names[number - 1] for number in choice.numbers] == named("{image}_{band}", SUMMER)


@pytest.mark.parametrize("extra", ["SCL", "B08"])
def test_clouds_and_infrared_are_those_of_the_same_image(extra: str) -> None:
    names = [f"{SUMMER}_{extra}", *named("{image}_{band}", WINTER), f"{WINTER}_{extra}"]
    choice = choose_bands(names, "stack.tif", [], False)
    alone = choose_bands(names[:-1], "stack.tif", [], False)

    assert (choice.scene_classes or choice.infrared) == 5
    assert (alone.scene_classes, alone.infrared) == (None, None)


@pytest.mark.parametrize(
    "names",
    [
        [f"{SUMMER}_B04", f"{WINTER}_B03", f"{WINTER}_B02"],
        ["B04", f"{SUMMER}_B03", f"{WINTER}_B02"],
        ["T32TQM_B04", "T32TQN_B03", "T32TQN_B02"],
    ],
)
def test_bands_of_which_no_image_has_all_are_warned_of(names: list[str]) -> None:
    choice = choose_bands(names, "stack.tif", [], False)

    (warning,) = choice.warnings
    assert "of several images: unlike" in warning
    assert "is of another date, 2020-" in warning or "is of another tile, 32TQN" in warning


def test_picked_bands_of_several_images_are_warned_of() -> None:
    names = [f"{SUMMER}_B04", f"{WINTER}_B03", f"{WINTER}_B02"]

    choice = choose_bands(names, "stack.tif", [1, 2, 3], False)

    assert any("of several images" in warning for warning in choice.warnings)


@pytest.mark.parametrize(
    "names",
    [
        named("{image}_{band}", SUMMER),
        ["red_median", "green median", "blue (490 nm)"],
        ["B04", f"B03_{SUMMER}", "B02"],
        ["B4, central wavelength 665 nm", "B3, central wavelength 560 nm", "B2, central wavelength 490 nm"],
    ],
)
def test_bands_of_one_image_are_read_without_a_word(names: list[str]) -> None:
    choice = choose_bands(names, "stack.tif", [], False)

    assert (choice.numbers, choice.warnings) == ((1, 2, 3), ())
