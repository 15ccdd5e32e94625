# SPDX-License-Identifier: GPL-2.0-or-later
"""A band that only tells where an image is transparent is no colour, and changes no number of another band."""

from __future__ import annotations

import pytest

from eurosat_plugin.core.errors import InputError
from eurosat_plugin.core.product.bands import TRANSPARENCY, choose_bands

COLOURS = ["B04", "B03", "B02"]


@pytest.mark.parametrize("place", range(4))
def test_colours_keep_their_numbers_wherever_transparency_stands(place: int) -> None:
    names = [*COLOURS[:place], TRANSPARENCY, *COLOURS[place:]]

    choice = choose_bands(names, "scene.tif", [], False)

    assert [names[number - 1] for number in choice.numbers] == COLOURS
    assert choice.finding.startswith("Bands {}, {}, {} are".format(*choice.numbers))
    assert choice.known == tuple(None if name == TRANSPARENCY else name for name in names)


@pytest.mark.parametrize("extra", ["SCL", "B08"])
def test_bands_behind_transparency_keep_their_numbers(extra: str) -> None:
    choice = choose_bands([*COLOURS, TRANSPARENCY, extra], "scene.tif", [], False)

    assert (choice.scene_classes or choice.infrared) == 5


def test_a_true_colour_image_may_begin_with_transparency() -> None:
    choice = choose_bands([TRANSPARENCY, "", "", ""], "scene.tif", [], true_colour=True)

    assert choice.numbers == (2, 3, 4)
    assert "2, 3, 4" in choice.finding


def test_bands_that_a_file_name_lists_are_those_beside_transparency() -> None:
    choice = choose_bands([TRANSPARENCY, "", "", ""], "S2_B02_B03_B04.tif", [], False)

    assert choice.numbers == (4, 3, 2)


def test_picked_numbers_are_those_that_qgis_shows() -> None:
    assert choose_bands([TRANSPARENCY, *COLOURS], "scene.tif", [2, 3, 4], False).numbers == (2, 3, 4)
    with pytest.raises(InputError, match=r"There is no band 5: the raster has 4 bands\."):
        choose_bands([TRANSPARENCY, *COLOURS], "scene.tif", [3, 4, 5], False)


@pytest.mark.parametrize(
    ("names", "picked"), [([TRANSPARENCY, *COLOURS], [1, 2, 3]), ([*COLOURS, TRANSPARENCY], [2, 3, 4])]
)
def test_transparency_is_not_taken_for_a_colour(names: list[str], picked: list[int]) -> None:
    place = names.index(TRANSPARENCY) + 1
    with pytest.raises(
        InputError, match=rf"^Band {place} tells where the raster is transparent .*colorinterp_{place} "
    ):
        choose_bands(names, "scene.tif", picked, False)


@pytest.mark.parametrize("names", [[TRANSPARENCY, *[""] * 3], [*[""] * 3, TRANSPARENCY, *[""] * 9]])
def test_a_stack_without_names_is_not_counted_around_transparency(names: list[str]) -> None:
    with pytest.raises(InputError, match=rf"The raster's {len(names) - 1} bands do not tell .*pick them in BANDS"):
        choose_bands(names, "scene.tif", [], False)
