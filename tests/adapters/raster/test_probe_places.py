# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

from dataclasses import dataclass

import pytest

from eurosat_plugin.adapters.raster.probe_places import centre, places
from eurosat_plugin.core.tiles.tiling import Window


@dataclass
class Image:
    """The size of an image and of what is decoded of it at once; nothing is read."""

    width: int
    height: int
    block_width: int = 512
    block_height: int = 512


GRANULE = Image(10_980, 10_980, 1024, 1024)


def blocks(image: Image, windows: list[Window]) -> set[tuple[int, int]]:
    """Return the blocks that have to be decoded for `windows`."""
    return {
        (col, row)
        for window in windows
        for col in range(window.col // image.block_width, (window.right - 1) // image.block_width + 1)
        for row in range(window.row // image.block_height, (window.bottom - 1) // image.block_height + 1)
    }


@pytest.mark.parametrize(("known", "most"), [(True, 2), (False, 3)])
def test_few_blocks_of_jpeg_2000_are_decoded(known: bool, most: int) -> None:
    windows = next(places(GRANULE, known))

    assert len(blocks(GRANULE, windows)) <= most
    assert len(windows) >= 2 * most


@pytest.mark.parametrize("side", [1100, 2049, 5000, 10_980])
def test_every_place_lies_in_the_image(side: int) -> None:
    image = Image(side, side, 1024, 1024)
    bounds = Window(0, 0, side, side)

    for windows in places(image):
        assert windows
        assert all(w.width and w.height and w.intersection(bounds) == w for w in windows)


@pytest.mark.parametrize("side", [4000, 20_000])
def test_a_strip_of_a_tenth_of_an_image_is_looked_at(side: int) -> None:
    image = Image(side, side)
    strip = Window(0, 0, side // 10, side)

    seen = [window for window in next(places(image)) if window.intersection(strip) == window]

    assert len(seen) >= 2


def test_a_place_lies_where_its_middle_is() -> None:
    assert centre(Window(150, 300, 100, 200), Window(100, 0, 400, 1000)) == (0.25, 0.4)
