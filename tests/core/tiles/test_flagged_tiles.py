# SPDX-License-Identifier: GPL-2.0-or-later
"""When a tile that is classified is doubted, and why."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from eurosat_plugin.core.network.window_average import Average
from eurosat_plugin.core.product.radiometry import DISPLAY, L2A, TCI_L2A
from eurosat_plugin.core.tiles.tiling import TileGrid, Window
from eurosat_plugin.core.tiles.window_classifier import Options
from tests.core.tiles.painted_tiles import SURE, ArrayReader, ClassOf, CornerClassifier, paint
from training.single_tiles import classify_tiles


def test_of_a_partly_empty_tile_the_valid_pixels_tell_whether_it_is_bright() -> None:
    valid = np.ones((64, 64), dtype=bool)
    valid[:, :30] = False
    image = np.full((64, 64, 3), 255, dtype=np.uint8)
    image[:, :30] = 7

    (tile,) = classify_tiles(
        ArrayReader(image, valid), TileGrid(Window(0, 0, 64, 64)), DISPLAY, CornerClassifier(), SURE
    )

    assert tile.flag == "bright"


@pytest.mark.parametrize(
    ("confidence", "energy", "minimum", "flag"),
    [(230, 50, 0.5, ""), (100, 50, 0.5, "uncertain"), (230, 0, 0.5, "unfamiliar"), (100, 0, 0.3, "unfamiliar")],
)
def test_a_doubtful_tile_is_flagged(confidence: int, energy: int, minimum: float, flag: str) -> None:
    reader = ArrayReader(paint(64, 64, [[1]], confidence, energy))

    (tile,) = classify_tiles(
        reader, TileGrid(Window(0, 0, 64, 64)), DISPLAY, CornerClassifier(), Options(min_confidence=minimum)
    )

    assert tile.flag == flag


def test_a_saturated_tile_is_bright() -> None:
    reader = ArrayReader(np.full((64, 64, 3), 255, dtype=np.uint8))

    (tile,) = classify_tiles(reader, TileGrid(Window(0, 0, 64, 64)), DISPLAY, CornerClassifier(), SURE)

    assert tile.flag == "bright"


@pytest.mark.parametrize(("white_rows", "flag"), [(20, "bright"), (19, "")])
def test_a_true_colour_image_of_level_2a_is_bright_where_three_tenths_of_it_are_white(
    white_rows: int, flag: str
) -> None:
    image = np.full((64, 64, 3), 254, dtype=np.uint8)
    image[64 - white_rows :] = 255

    (tile,) = classify_tiles(ArrayReader(image), TileGrid(Window(0, 0, 64, 64)), TCI_L2A, CornerClassifier(), SURE)

    assert tile.flag == flag


@pytest.mark.parametrize(("white_rows", "flag"), [(33, "bright"), (32, "")])
def test_other_images_are_bright_where_more_than_the_model_allows_is_saturated(white_rows: int, flag: str) -> None:
    image = np.full((64, 64, 3), 254, dtype=np.uint8)
    image[64 - white_rows :] = 255  # the card allows a half

    (tile,) = classify_tiles(ArrayReader(image), TileGrid(Window(0, 0, 64, 64)), DISPLAY, CornerClassifier(), SURE)

    assert tile.flag == flag


def test_what_other_models_allow_holds_for_a_true_colour_image_of_level_2a_too() -> None:
    classifier = CornerClassifier()
    classifier.card = replace(classifier.card, classes=tuple("abcdefghij"))
    image = np.full((64, 64, 3), 254, dtype=np.uint8)
    image[32:] = 255

    (tile,) = classify_tiles(ArrayReader(image), TileGrid(Window(0, 0, 64, 64)), TCI_L2A, classifier, SURE)

    assert tile.flag == ""


@pytest.mark.parametrize(
    ("number", "columns", "flag"),
    [(9, 33, "bright"), (9, 32, ""), (11, 40, "bright"), (3, 33, "unfamiliar"), (3, 32, ""), (5, 64, "")],
)
def test_the_scene_classification_flags_what_hides_more_than_half_of_a_tile(
    number: int, columns: int, flag: str
) -> None:
    reader = ArrayReader(paint(64, 64, [[1]]))
    reader.classes = np.full((64, 64), 4, dtype=np.uint8)
    reader.classes[:, :columns] = number

    (tile,) = classify_tiles(reader, TileGrid(Window(0, 0, 64, 64)), DISPLAY, CornerClassifier(), SURE)

    assert tile.flag == flag
    assert tile.land_cover.id == 1


@pytest.mark.parametrize(
    ("class_id", "infrared", "flag"), [(9, 3000, "implausible"), (9, 100, ""), (1, 100, "implausible"), (9, 0, "")]
)
def test_a_class_that_near_infrared_contradicts_is_implausible(class_id: int, infrared: int, flag: str) -> None:
    reader = ArrayReader(np.full((64, 64, 3), 1100, dtype=np.uint16))
    reader.infrared = np.full((64, 64), infrared, dtype=np.uint16)

    (tile,) = classify_tiles(reader, TileGrid(Window(0, 0, 64, 64)), L2A, ClassOf(class_id), SURE)

    assert tile.flag == flag


def test_of_the_classes_of_other_models_nobody_knows_which_are_water() -> None:
    classifier = ClassOf(9)
    classifier.card = replace(classifier.card, classes=tuple("abcdefghij"))
    reader = ArrayReader(np.full((64, 64, 3), 1100, dtype=np.uint16))
    reader.infrared = np.full((64, 64), 3000, dtype=np.uint16)

    (tile,) = classify_tiles(reader, TileGrid(Window(0, 0, 64, 64)), L2A, classifier, SURE)

    assert tile.flag == ""


@pytest.mark.parametrize(("tta", "flag"), [(False, ""), (True, "unfamiliar")])
def test_the_mean_of_eight_views_is_doubted_by_its_own_limits(tta: bool, flag: str) -> None:
    classifier = ClassOf(1)  # energy -50, above -60 and below -1
    classifier.card = replace(classifier.card, averages=(Average(1, 8, 1.0, 0.5, -60.0),))
    reader = ArrayReader(paint(64, 64, [[1]]))

    (tile,) = classify_tiles(reader, TileGrid(Window(0, 0, 64, 64)), DISPLAY, classifier, Options(None, tta=tta))

    assert tile.flag == flag


def test_the_mean_of_eight_views_is_read_as_such() -> None:
    classifier = CornerClassifier()
    classifier.card = replace(classifier.card, averages=(Average(1, 8, 0.5, 0.5, -1.0),))
    reader = ArrayReader(paint(64, 64, [[1]], confidence=153))  # 0.6 in every view, 0.4 in the nine other classes

    (tile,) = classify_tiles(reader, TileGrid(Window(0, 0, 64, 64)), DISPLAY, classifier, Options(0.0, tta=True))

    assert tile.confidence == pytest.approx(0.36 / (0.36 + 9 * (0.4 / 9) ** 2))


def test_the_mean_of_several_windows_is_read_as_such_and_doubted_by_its_own_limits() -> None:
    # The cell in the corner is seen by one window, that beside the middle by four, all alike.
    classifier = CornerClassifier()
    classifier.card = replace(classifier.card, averages=(Average(4, 1, 0.5, 0.6, -60.0),))
    reader = ArrayReader(paint(128, 128, [[1, 1], [1, 1]], confidence=153, energy=50))
    grid = TileGrid(Window(0, 0, 128, 128), 32, "shift")

    tiles = {(t.row, t.col): t for t in classify_tiles(reader, grid, DISPLAY, classifier, Options(None))}

    middle, corner = tiles[1, 1], tiles[0, 0]
    assert corner.confidence == pytest.approx(0.6, abs=1e-6)
    assert middle.confidence == pytest.approx(0.36 / (0.36 + 9 * (0.4 / 9) ** 2))
    assert (corner.flag, middle.flag) == ("", "unfamiliar")
