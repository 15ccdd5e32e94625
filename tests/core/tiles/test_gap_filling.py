# SPDX-License-Identifier: GPL-2.0-or-later
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from eurosat_plugin.core.tiles.gap_filling import fill_gaps


def noise(tiles: int = 1) -> np.ndarray:
    return np.random.default_rng(4).integers(0, 256, (tiles, 64, 64, 3)).astype(np.uint8)


def all_but(*gaps: tuple[slice, slice]) -> np.ndarray:
    valid = np.ones((1, 64, 64), dtype=bool)
    for rows, cols in gaps:
        valid[0, rows, cols] = False
    return valid


def test_a_gap_at_the_edge_is_filled_with_what_lies_beside_it_mirrored() -> None:
    tiles = noise()

    (filled,) = fill_gaps(tiles, all_but((slice(None), slice(0, 30))))

    assert np.array_equal(filled[:, 30:], tiles[0, :, 30:])
    assert np.array_equal(filled[:, :30], tiles[0, :, 60:30:-1])  # column 30 is the mirror


def test_a_gap_in_the_middle_is_filled_from_the_side_that_is_nearer() -> None:
    tiles = noise()

    (filled,) = fill_gaps(tiles, all_but((slice(None), slice(20, 29))))

    assert np.array_equal(filled[:, 20:24], tiles[0, :, 18:14:-1])  # column 19 is the mirror
    assert np.array_equal(filled[:, 25:29], tiles[0, :, 33:29:-1])  # column 29 is the mirror


def test_a_gap_wider_than_what_lies_beside_it_is_filled_in_turns() -> None:
    tiles = noise()

    (filled,) = fill_gaps(tiles, all_but((slice(8, None), slice(None))))

    assert np.array_equal(filled, np.pad(tiles[0, :8], ((0, 56), (0, 0), (0, 0)), mode="reflect"))


@pytest.mark.parametrize("share", [0.5, 0.7, 0.9])
@pytest.mark.parametrize("turn", np.linspace(0, 6, 7).tolist())
def test_no_plain_surface_is_made_of_a_straight_edge(share: float, turn: float) -> None:
    rows, cols = np.mgrid[0:64, 0:64]
    across = np.cos(turn) * cols + np.sin(turn) * rows
    valid = (across >= np.quantile(across, 1 - share))[None]

    (filled,) = fill_gaps(noise(), valid)

    # Of noise, neighbours are hardly ever alike.
    alike = (filled[1:] == filled[:-1]).all(axis=-1) | (filled[:, 1:] == filled[:, :-1]).all(axis=-1).T
    assert alike.mean() < 0.06


@settings(max_examples=30)
@given(st.integers(0, 2**32 - 1), st.floats(0.001, 0.999))
def test_measured_pixels_stay_and_others_become_pixels_of_the_tile(seed: int, share: float) -> None:
    valid = np.random.default_rng(seed).random((2, 64, 64)) < share
    valid[:, seed % 64, 7] = True
    tiles = np.where(valid[..., None], np.maximum(noise(2), 1), 0).astype(np.uint8)

    filled = fill_gaps(tiles, valid)

    assert np.array_equal(filled[valid], tiles[valid])
    for tile, mask, whole in zip(tiles, valid, filled):
        assert {tuple(pixel) for pixel in whole[~mask]} <= {tuple(pixel) for pixel in tile[mask]}


def test_whole_tiles_are_left_as_they_are() -> None:
    tiles = noise(3)

    assert fill_gaps(tiles, np.ones((3, 64, 64), dtype=bool)) is tiles


def test_what_is_given_is_not_changed() -> None:
    tiles = noise()
    before = tiles.copy()

    fill_gaps(tiles, all_but((slice(5), slice(5))))

    assert np.array_equal(tiles, before)
