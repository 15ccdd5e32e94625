# SPDX-License-Identifier: GPL-2.0-or-later
"""The small map of a report, read back by Qt."""

from __future__ import annotations

import re
from base64 import b64decode

from qgis.PyQt.QtGui import QImage

from eurosat_plugin.core.palettes import PALETTES
from eurosat_plugin.core.summary.tile_map import MOST_PIXELS, TileMap

CORINE = PALETTES["corine"]
FOREST, RIVER = CORINE[1], CORINE[8]


def picture_of(tiles: TileMap) -> QImage:
    (data,) = re.findall(r'src="data:image/png;base64,([^"]+)"', tiles.picture(CORINE))
    image = QImage.fromData(b64decode(data), "PNG")
    assert not image.isNull()
    return image


def test_rows_go_down_columns_go_right_and_gaps_are_transparent() -> None:
    tiles = TileMap()
    tiles.add(5, 7, "Forest", None)
    tiles.add(6, 8, "River", None)

    image = picture_of(tiles)

    quarter = image.width() // 4
    assert image.pixelColor(quarter, quarter).name() == FOREST
    assert image.pixelColor(3 * quarter, 3 * quarter).name() == RIVER
    assert image.pixelColor(3 * quarter, quarter).alpha() == 0


def test_a_doubtful_tile_has_a_dark_frame_and_one_without_a_class_none() -> None:
    tiles = TileMap()
    tiles.add(0, 0, "Forest", "uncertain")
    tiles.add(0, 1, None, "nodata")

    image = picture_of(tiles)

    middle = image.height() // 2
    assert [image.pixelColor(0, 0).name(), image.pixelColor(middle, middle).name()] == ["#303030", FOREST]
    assert {image.pixelColor(across, 0).name() for across in range(image.height(), image.width())} == {"#dddddd"}


def test_a_large_grid_makes_no_larger_picture() -> None:
    tiles = TileMap()
    for place in (0, 3 * MOST_PIXELS - 1):
        tiles.add(place, place, "Forest", None)

    image = picture_of(tiles)

    assert (image.width(), image.height()) == (MOST_PIXELS, MOST_PIXELS)


def test_grids_that_were_merged_make_no_map() -> None:
    tiles = TileMap()
    tiles.add(0, 0, "Forest", None)
    tiles.add(0, 0, "River", None)

    assert tiles.picture(CORINE) == ""
    assert TileMap().picture(CORINE) == ""
