# SPDX-License-Identifier: GPL-2.0-or-later
"""How many tiles are looked at, in which strata, and which."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from eurosat_plugin.core.assessment.sampling_design import (
    allocate,
    allocation_weights,
    draw,
    expected_error,
    sample_size,
)


def test_the_sample_size_of_the_paper_of_olofsson_and_others() -> None:
    # Section 5.1.1: strata of 2, 1.5, 32 and 64.5 % of ten million pixels, user's accuracies of 0.7, 0.6, 0.9 and 0.95
    # are guessed, and a standard error of 0.01 is wanted: 641 units.
    tiles, guesses = np.array([200_000, 150_000, 3_200_000, 6_450_000]), np.array([0.7, 0.6, 0.9, 0.95])

    assert sample_size(tiles, guesses, 0.01) == 641


def test_a_size_that_is_a_whole_number_is_not_rounded_up() -> None:
    # 0.6 · 0.4 / (0.01² + 0.6 · 0.4 / 100) = 0.24 / 0.0025 = 96, of which floats make a bit more.
    assert sample_size(np.array([100]), np.array([0.6]), 0.01) == 96


def test_a_small_map_needs_fewer_tiles_than_a_large_one() -> None:
    # Cochran's eq. 4.1: n0 = p q / V = 0.25 / 0.05^2 = 100 of infinitely many, 100 / (1 + 100 / 100) = 50 of a hundred.
    assert sample_size(np.array([10**9]), np.array([0.5]), 0.05) == 100
    assert sample_size(np.array([100]), np.array([0.5]), 0.05) == 50


def test_the_error_that_is_expected_is_that_which_was_wanted() -> None:
    tiles, guesses = np.array([3_000, 1_000]), np.array([0.8, 0.8])

    size = sample_size(tiles, guesses, 0.02)
    sizes = allocate(size, tiles, allocation_weights("proportional", tiles, guesses), 2)

    assert expected_error(tiles, guesses, sizes) == pytest.approx(0.02, rel=0.01)
    assert expected_error(tiles, guesses, tiles) == 0.0


def test_proportional_equal_and_neyman() -> None:
    tiles, guesses = np.array([8_000, 1_500, 500]), np.array([0.95, 0.8, 0.5])

    found = {
        m: allocate(100, tiles, allocation_weights(m, tiles, guesses), 2) for m in ("proportional", "equal", "neyman")
    }

    assert found["proportional"].tolist() == [80, 15, 5]
    assert sorted(found["equal"].tolist()) == [33, 33, 34]
    spreads = [8_000 * sqrt(0.95 * 0.05), 1_500 * sqrt(0.8 * 0.2), 500 * 0.5]
    assert found["neyman"] == pytest.approx([100 * s / sum(spreads) for s in spreads], abs=1)


def test_what_a_small_stratum_cannot_give_the_others_do() -> None:
    assert allocate(90, np.array([10, 500, 500]), np.ones(3), 2).tolist() == [10, 40, 40]


def test_every_stratum_gets_the_least() -> None:
    assert allocate(50, np.array([10_000, 40, 3]), np.array([10_000.0, 40.0, 3.0]), 5).tolist() == [42, 5, 3]


@given(
    tiles=st.lists(st.integers(1, 5_000), min_size=1, max_size=30),
    size=st.integers(1, 3_000),
    least=st.integers(0, 60),
    method=st.sampled_from(["proportional", "equal", "neyman"]),
    accuracy=st.floats(0.0, 1.0),
)
def test_sizes_add_up_and_stay_between_the_least_and_all(
    tiles: list[int], size: int, least: int, method: str, accuracy: float
) -> None:
    all_tiles = np.array(tiles)
    low = np.minimum(all_tiles, least)

    sizes = allocate(size, all_tiles, allocation_weights(method, all_tiles, np.full(len(tiles), accuracy)), least)

    assert sizes.sum() == min(max(size, low.sum()), all_tiles.sum())
    assert (sizes >= low).all()
    assert (sizes <= all_tiles).all()


def test_the_same_seed_draws_the_same_and_a_larger_sample_holds_the_smaller() -> None:
    strata = np.repeat([0, 1, 2], [50, 30, 20])

    small, large = (draw(strata, np.array(sizes), 42) for sizes in ([5, 3, 2], [10, 6, 4]))

    assert small == draw(strata, np.array([5, 3, 2]), 42)
    assert set(small) < set(large)
    assert small != draw(strata, np.array([5, 3, 2]), 43)
    assert np.bincount(strata[large]).tolist() == [10, 6, 4]


def test_the_numbers_of_a_seed_are_those_of_every_numpy() -> None:
    # RandomState(1) begins with 0.417, 0.720, 0.000114: the Mersenne Twister's, for ever.
    assert draw(np.zeros(3, dtype=np.int64), np.array([3]), 1) == [2, 0, 1]


def test_the_beginning_of_the_order_has_tiles_of_all_strata_by_their_share() -> None:
    strata = np.repeat([0, 1], [900, 100])

    first_half = draw(strata, np.array([40, 20]), 7)[:30]

    assert np.bincount(strata[first_half]).tolist() == [20, 10]


def test_each_tile_of_a_stratum_is_drawn_as_often() -> None:
    strata = np.repeat([0, 1], [6, 4])
    times = np.zeros(10)
    for seed in range(3_000):
        times[draw(strata, np.array([3, 1]), seed)] += 1

    # Inclusion probabilities 3 / 6 and 1 / 4; five standard errors of 3,000 draws are 0.046.
    assert times / 3_000 == pytest.approx([0.5] * 6 + [0.25] * 4, abs=0.046)
