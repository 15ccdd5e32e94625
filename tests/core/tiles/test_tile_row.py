# SPDX-License-Identifier: GPL-2.0-or-later
"""The numbers that are worked out for a row of tiles, held against those of one tile by itself."""

from __future__ import annotations

import numpy as np
import pytest

from eurosat_plugin.core.class_scheme import ClassScheme
from eurosat_plugin.core.classes import CLASS_KEYS, URBAN_KEYS
from tests.core.tiles.painted_tiles import row_of
from training.single_tiles import TilePrediction


def entropy_of_one(probabilities: np.ndarray) -> float:
    """Return the entropy over its maximum of one tile, in which classes of no probability are not there."""
    p = probabilities[probabilities > 0]
    return float(-(p * np.log(p)).sum() / np.log(len(probabilities))) + 0.0


def answers(count: int, classes: int = 10) -> np.ndarray:
    """Return probabilities ``(count, classes)``: of any size, many of them nought, some alike."""
    rng = np.random.default_rng(4)
    raw = rng.random((count, classes)) ** rng.integers(1, 40, (count, 1)) * (rng.random((count, classes)) < 0.7)
    raw[:, 0] += 1e-9  # at least one class
    raw[::5] = np.round(raw[::5], 1) + 0.1
    return np.asarray(raw / raw.sum(axis=1, keepdims=True))


@pytest.mark.parametrize("classes", [2, 10, 37])
def test_the_entropy_of_many_is_to_the_last_digit_that_of_each(classes: int) -> None:
    found = answers(500, classes)
    scheme = ClassScheme.of([f"Cover {number}" for number in range(classes)])

    row = row_of(0, dict(enumerate(found)), scheme)

    assert row.entropy.tolist() == [entropy_of_one(each) for each in found]


def test_the_two_most_probable_classes_come_first_and_equals_in_class_order() -> None:
    found = answers(500)

    row = row_of(0, dict(enumerate(found)))

    order = [sorted(range(10), key=lambda number, each=each: -each[number]) for each in found]
    assert row.first.tolist() == [numbers[0] for numbers in order]
    assert row.second.tolist() == [numbers[1] for numbers in order]
    assert row.confidence.tolist() == [each[numbers[0]] for each, numbers in zip(found, order)]
    assert row.second_confidence.tolist() == [each[numbers[1]] for each, numbers in zip(found, order)]


def test_the_urban_probability_is_the_sum_of_three_classes() -> None:
    found = answers(50)

    row = row_of(0, dict(enumerate(found)))

    three = [CLASS_KEYS.index(key) for key in URBAN_KEYS]
    assert row.urban_probability == pytest.approx(found[:, three].sum(axis=1))


def test_a_tile_is_one_place_of_its_row() -> None:
    sure = np.eye(10)[[3, 8]]

    row = row_of(5, {2: sure[0], 4: None, 7: sure[1]})

    tiles = [TilePrediction(row, place) for place in range(len(row))]
    assert [(tile.row, tile.col, tile.classified, tile.flag) for tile in tiles] == [
        (5, 2, True, ""), (5, 4, False, "nodata"), (5, 7, True, ""),
    ]  # fmt: skip
    assert [tile.land_cover.id for tile in tiles if tile.classified] == [3, 8]
    assert (tiles[2].cell.col, tiles[2].cell.row, tiles[2].cell.right) == (7 * 64, 5 * 64, 8 * 64)
