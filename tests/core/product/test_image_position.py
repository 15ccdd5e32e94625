# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import pytest

from eurosat_plugin.core.product.image_position import describe_position


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ([(0.1, 0.1)], "at the upper left"),
        ([(0.9, 0.1), (0.9, 0.9)], "on the right"),
        ([(0.4, 0.4), (0.6, 0.6)], "in the middle"),
        ([(1.0, 1.0)], "at the lower right"),
        ([(0.1, 0.9), (0.9, 0.9)], "at the bottom"),
        ([(0.0, 0.1), (0.5, 0.9)], "on the left"),  # no more than half of the image across
        ([(0.1, 0.0), (0.9, 0.5)], "at the top"),
    ],
)
def test_a_part_of_an_image_has_a_name(places: list[tuple[float, float]], words: str) -> None:
    assert describe_position(places) == words


@pytest.mark.parametrize("places", [[], [(0.1, 0.1), (0.9, 0.9)]])
def test_nothing_is_said_of_what_is_all_over(places: list[tuple[float, float]]) -> None:
    assert describe_position(places) == ""
