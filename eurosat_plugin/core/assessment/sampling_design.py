# SPDX-License-Identifier: GPL-2.0-or-later
"""How many tiles to look at, from which strata, and which: Cochran (1977), Olofsson et al. (2014)."""

from __future__ import annotations

from math import ceil, sqrt

import numpy as np
import numpy.typing as npt

_Numbers = npt.NDArray[np.int64]
_Floats = npt.NDArray[np.float64]

_LEAST_WEIGHT = 1e-6
"""Of the largest: a stratum that is guessed to be all right may be needed to take what others cannot."""
_HALVINGS = 64


def sample_size(tiles: _Numbers, accuracy: _Floats, error: float) -> int:
    """Return how many tiles give the overall accuracy with the standard `error`, which is above 0.

    `tiles` and the `accuracy` that is expected ``(strata,)``: Olofsson et al. (2014), eq. 13; Cochran (1977), eq. 5.25.
    """
    shares = tiles / tiles.sum()
    spreads = accuracy * (1.0 - accuracy)
    size = float(shares @ np.sqrt(spreads)) ** 2 / (error**2 + float(shares @ spreads) / float(tiles.sum()))
    return min(int(tiles.sum()), max(1, ceil(round(size, 9))))


def expected_error(tiles: _Numbers, accuracy: _Floats, sizes: _Numbers) -> float:
    """Return the standard error of the overall accuracy that is expected of so many tiles of each stratum."""
    shares = tiles / tiles.sum()
    spreads = accuracy * (1.0 - accuracy) / np.maximum(sizes, 1) * (1.0 - sizes / np.maximum(tiles, 1))
    return sqrt(float(shares**2 @ spreads))


def allocation_weights(method: str, tiles: _Numbers, accuracy: _Floats) -> _Floats:
    """Return by what the sample is shared out among strata: ``proportional``, ``equal`` or ``neyman``."""
    if method == "equal":
        return np.ones(len(tiles))
    if method == "neyman":
        spreads: _Floats = tiles * np.sqrt(accuracy * (1.0 - accuracy))
        return spreads
    return tiles.astype(np.float64)


def allocate(size: int, tiles: _Numbers, weights: _Floats, least: int) -> _Numbers:
    """Share `size` tiles out among strata by `weights`: at least `least` of each, at most the `tiles` it has.

    The sum is `size`, unless the least or all tiles are another number.
    """
    low = np.minimum(tiles, least)
    size = int(np.clip(size, low.sum(), tiles.sum()))
    weights = np.maximum(weights, _LEAST_WEIGHT * max(float(weights.max()), 1.0))
    below, above = 0.0, float((tiles / weights).max())
    for _ in range(_HALVINGS):
        middle = (below + above) / 2
        if np.minimum(np.maximum(middle * weights, low), tiles).sum() < size:
            below = middle
        else:
            above = middle
    shares = np.clip(above * weights, low, tiles)
    whole: _Numbers = np.floor(shares + 1e-9).astype(np.int64)
    missing = size - int(whole.sum())
    order = np.argsort(-(shares - whole), kind="stable")
    for place in [place for place in order if whole[place] < tiles[place]][:missing]:
        whole[place] += 1
    return whole


def draw(strata: _Numbers, sizes: _Numbers, seed: int) -> list[int]:
    """Draw `sizes` ``(strata,)`` of the tiles whose `strata` ``(tiles,)`` are given, and return their places.

    Each tile gets a permanent random number (Ohlsson 1995), and the lowest of a stratum are taken: with the same `seed`
    (0 to MOST_SEED), a larger sample holds the smaller one, and every numpy draws the same: RandomState is frozen.
    They come in an order of which each part from the beginning is a stratified sample, too.
    """
    numbers = np.random.RandomState(seed).random_sample(len(strata))
    chosen: list[tuple[float, float, int]] = []
    for stratum, size in enumerate(sizes.tolist()):
        places = np.flatnonzero(strata == stratum)
        lowest = places[np.argsort(numbers[places], kind="stable")][:size]
        chosen += [((rank + 0.5) / size, float(numbers[place]), int(place)) for rank, place in enumerate(lowest)]
    return [place for _, _, place in sorted(chosen)]
