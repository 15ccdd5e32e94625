# SPDX-License-Identifier: GPL-2.0-or-later
"""Sums do not depend on the order of tiles, on parts, or on what was there before, to the last digit."""

from __future__ import annotations

from functools import reduce
from math import fsum, isnan, nan
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurosat_plugin.core.classes import CLASS_KEYS
from eurosat_plugin.core.summary.grid_counts import GridCounts
from tests.figures import Tile, figures_of, table_of

TILE = st.builds(
    Tile,
    key=st.sampled_from(["", *CLASS_KEYS]),
    confidence=st.floats(0, 1) | st.just(nan),
    flag=st.sampled_from(["", "uncertain", "bright", "strange"]),
    area_ha=st.floats(0, 500) | st.just(nan),
    urban=st.floats(0, 1) | st.just(nan),
    second=st.sampled_from(["", *CLASS_KEYS]),
    second_confidence=st.floats(0, 1) | st.just(nan),
    probabilities=st.none() | st.lists(st.floats(0, 1), min_size=10, max_size=10),
)


@given(st.data())
def test_order_and_parts_in_which_tiles_are_counted_make_no_difference_to_the_last_digit(data: st.DataObject) -> None:
    tiles = data.draw(st.lists(TILE, max_size=20))
    shuffled = data.draw(st.permutations(tiles))
    cut = data.draw(st.integers(0, len(tiles)))
    threshold = data.draw(st.integers(0, 100)) / 100

    one_by_one = reduce(add, (table_of([tile]).counts() for tile in tiles), GridCounts.none(weighted=True))
    in_parts = table_of(shuffled[:cut]).counts() + table_of(shuffled[cut:]).counts()

    whole = table_of(tiles).counts().figures(threshold)
    assert one_by_one.figures(threshold) == whole
    assert in_parts.figures(threshold) == whole


@given(st.lists(TILE, max_size=10), st.lists(TILE, max_size=10))
def test_what_is_added_and_taken_away_again_leaves_no_trace(some: list[Tile], others: list[Tile]) -> None:
    counts = table_of(some).counts()

    again = counts + table_of(others).counts() - table_of(others).counts()

    assert again.figures() == counts.figures()


@given(st.lists(TILE, max_size=20))
def test_sums_are_those_of_the_tiles_up_to_the_unit_of_each(tiles: list[Tile]) -> None:
    figures = figures_of(*tiles)

    classified = [tile for tile in tiles if tile.key]
    areas = [tile.area_ha for tile in classified if not isnan(tile.area_ha)]
    confidences = [tile.confidence for tile in classified if not isnan(tile.confidence)]
    assert figures.area_ha == pytest.approx(fsum(areas), abs=0.5e-7 * (len(areas) + 1))
    if confidences:
        assert figures.mean_confidence == pytest.approx(fsum(confidences) / len(confidences), abs=0.6e-9)
